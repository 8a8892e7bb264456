"""
What the operator hears of the staff's chat.
"""

import pytest
from telegram import Bot

from bot.channel.staffchat import NotThereError, make_ready
from bot.desk.orders import ORDERS
from bot.facts import Facts
from bot.preview.chats import Chat
from bot.preview.telegram import LocalTelegram
from tests.desk.house import parts


async def lines(bot: Bot, facts: Facts, room: Chat | int) -> tuple[str, ...]:
    await bot.initialize()
    chat = room if isinstance(room, int) else room.id
    return await make_ready(bot, chat, facts, parts().catalogs)


async def test_the_menu_is_set_once(bot: Bot, telegram: LocalTelegram, facts: Facts) -> None:
    room = telegram.group("Staff", forum=True, administrator=True)
    assert await lines(bot, facts, room) == ("staff chat: commands set",)
    assert await lines(bot, facts, room) == ("staff chat: nothing to change",)
    (menu,) = telegram.profile.commands.values()
    assert [each["command"] for each in menu] == list(ORDERS)


async def test_what_hinders_the_desk_is_told(
    bot: Bot, telegram: LocalTelegram, facts: Facts
) -> None:
    room = telegram.group("Staff", supergroup=True)
    _, topics, managing, deleting = await lines(bot, facts, room)
    assert topics.startswith("staff chat: has no topics, ")
    assert managing.startswith("staff chat: the bot may not manage topics; ")
    assert deleting.startswith("staff chat: the bot may not delete messages; ")


async def test_an_upgraded_group_is_followed(
    bot: Bot, telegram: LocalTelegram, facts: Facts
) -> None:
    room = telegram.group("Staff")
    now = telegram.upgrade(room.id)
    first, *_ = await lines(bot, facts, room)
    assert first == f"staff chat: {room.id} has become {now.id}; please set STAFF_CHAT_ID to that"


async def test_a_chat_that_the_bot_is_not_in_is_an_error(
    bot: Bot, telegram: LocalTelegram, facts: Facts
) -> None:
    with pytest.raises(NotThereError, match="not in the chat -4711"):
        await lines(bot, facts, -4711)
    room = telegram.group("Staff")
    room.bot_status = "left"
    with pytest.raises(NotThereError, match="please add it"):
        await lines(bot, facts, room)
