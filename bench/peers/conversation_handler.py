"""
python-telegram-bot's ConversationHandler: `<api url> [<pickle file>]`.
"""

import sys

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    PicklePersistence,
)

from bench.peers.texts import AFTER, PROTOCOLS, SECURITY, SSL, WELCOME, card

PROTOCOL, SECURE, DONE = range(3)

# By itself it writes once a minute, the whole file for each conversation that has changed: a short
# run would not see it, and a kill would lose that minute.
WRITE_EVERY = 1.0


def keyboard(choices: tuple[tuple[str, str], ...], before: str = "") -> InlineKeyboardMarkup:
    """
    Return buttons that carry the answers given before.
    """
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=before + data)] for label, data in choices]
    )


async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
    """
    Ask for the protocol.
    """
    if update.message is not None:
        await update.message.reply_text(
            WELCOME, parse_mode=ParseMode.HTML, reply_markup=keyboard(PROTOCOLS)
        )
    return PROTOCOL


async def protocol(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
    """
    Ask for SSL.
    """
    query = update.callback_query
    if query is not None:
        await query.answer()
        await query.edit_message_text(
            SECURITY, parse_mode=ParseMode.HTML, reply_markup=keyboard(SSL, f"{query.data}:")
        )
    return SECURE


async def secure(update: Update, _: ContextTypes.DEFAULT_TYPE) -> int:
    """
    Give the card.
    """
    query = update.callback_query
    if query is not None:
        await query.answer()
        await query.edit_message_text(
            card(query.data or ""), parse_mode=ParseMode.HTML, reply_markup=keyboard(AFTER)
        )
    return DONE


def main(api: str, pickle: str | None = None) -> None:
    """
    Poll until SIGTERM.
    """
    builder = Application.builder().token("4711:bench").base_url(f"{api}/bot")
    if pickle is not None:
        builder = builder.persistence(PicklePersistence(pickle, update_interval=WRITE_EVERY))
    application = builder.build()
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", start)],
            states={
                PROTOCOL: [CallbackQueryHandler(protocol)],
                SECURE: [CallbackQueryHandler(secure)],
                DONE: [CallbackQueryHandler(start)],
            },
            fallbacks=[],
            allow_reentry=True,
            name="dialogue",
            persistent=pickle is not None,
        )
    )
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
