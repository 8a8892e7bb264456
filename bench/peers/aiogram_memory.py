"""
aiogram's finite state machine with MemoryStorage: `<api url> <known chats>`.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.crowd import FIRST_CHAT
from bench.peers.texts import AFTER, PROTOCOLS, SECURITY, SSL, WELCOME, card


class Dialogue(StatesGroup):
    """
    Where a customer stands.
    """

    protocol = State()
    secure = State()
    done = State()


def keyboard(choices: tuple[tuple[str, str], ...], before: str = "") -> InlineKeyboardMarkup:
    """
    Return buttons that carry the answers given before.
    """
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=before + data)]
            for label, data in choices
        ]
    )


async def start(message: Message, state: FSMContext) -> None:
    """
    Ask for the protocol.
    """
    await state.set_state(Dialogue.protocol)
    await message.answer(WELCOME, parse_mode="HTML", reply_markup=keyboard(PROTOCOLS))


async def protocol(query: CallbackQuery, state: FSMContext) -> None:
    """
    Ask for SSL.
    """
    await state.set_state(Dialogue.secure)
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(
            SECURITY, parse_mode="HTML", reply_markup=keyboard(SSL, f"{query.data}:")
        )


async def secure(query: CallbackQuery, state: FSMContext) -> None:
    """
    Give the card.
    """
    await state.set_state(Dialogue.done)
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(
            card(query.data or ""), parse_mode="HTML", reply_markup=keyboard(AFTER)
        )


async def main(api: str, known: str) -> None:
    """
    Poll until SIGTERM.
    """
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    bot = Bot("4711:bench", session=session)
    storage = MemoryStorage()
    for chat in range(FIRST_CHAT, FIRST_CHAT + int(known)):
        storage.storage[StorageKey(4711, chat, chat)].state = Dialogue.done.state
    dispatcher = Dispatcher(storage=storage)
    dispatcher.message.register(start, CommandStart())
    dispatcher.callback_query.register(protocol, Dialogue.protocol, F.data)
    dispatcher.callback_query.register(secure, Dialogue.secure, F.data)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
