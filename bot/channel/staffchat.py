"""
The staff's chat, made ready: what the bot may do there, and the menu of what agents can order.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from telegram import Bot, BotCommandScopeChat
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.channel.api import call
from bot.desk.orders import ORDERS
from bot.facts import Facts
from bot.i18n import Catalogs

RIGHTS: Mapping[str, str] = {
    "can_manage_topics": "manage topics",
    "can_delete_messages": "delete messages",
}


class NotThereError(Exception):
    """
    The bot cannot write to the staff's chat; the text says in one line what to do.
    """


async def make_ready(bot: Bot, chat: int, facts: Facts, catalogs: Catalogs) -> tuple[str, ...]:
    """
    Set the menu, and return lines on what was done and on what the operator had better change.

    Raises NotThereError, or a TelegramError.
    """
    try:
        found = await call(bot, "getChat", {"chat_id": chat})
        member = await call(bot, "getChatMember", {"chat_id": chat, "user_id": bot.id})
    except ChatMigrated as moved:
        now = moved.new_chat_id
        line = f"staff chat: {chat} has become {now}; please set STAFF_CHAT_ID to that"
        return (line, *await make_ready(bot, now, facts, catalogs))
    except (BadRequest, Forbidden) as error:
        msg = f"STAFF_CHAT_ID: the bot is not in the chat {chat} ({error.message})"
        raise NotThereError(msg) from None
    if member["status"] in {"left", "kicked"}:
        msg = f"STAFF_CHAT_ID: the bot is not in the chat {chat}; please add it"
        raise NotThereError(msg)
    return (await _show_orders(bot, chat, facts, catalogs), *_hindrances(found, member))


def _hindrances(chat: Mapping[str, Any], member: Mapping[str, Any]) -> Iterator[str]:
    if not chat.get("is_forum"):
        yield (
            "staff chat: has no topics, so every customer's messages stand in one row; switch on "
            "Topics in the settings of the group"
        )
    for right, words in RIGHTS.items():
        if not member.get(right):
            yield f"staff chat: the bot may not {words}; make it an administrator that may"


async def _show_orders(bot: Bot, chat: int, facts: Facts, catalogs: Catalogs) -> str:
    locale = facts.desk.locale or facts.provider.default_locale
    translate = catalogs.translator(locale)
    wanted = tuple((name, translate.plain(text)) for name, text in ORDERS.items())
    scope = BotCommandScopeChat(chat)
    known = await bot.get_my_commands(scope=scope)
    if tuple((each.command, each.description) for each in known) == wanted:
        return "staff chat: nothing to change"
    await bot.set_my_commands(wanted, scope=scope)
    return "staff chat: commands set"
