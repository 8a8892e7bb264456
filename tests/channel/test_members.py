from telegram import Bot

from bot.channel.members import BELIEVED, Members
from bot.desk.staffroom import Staffroom
from bot.preview.customer import Customer
from bot.preview.telegram import LocalTelegram
from tests.channel.clock import VirtualClock


async def test_membership_is_asked_once_a_minute(
    bot: Bot, telegram: LocalTelegram, clock: VirtualClock
) -> None:
    await bot.initialize()
    room = telegram.group("Staff", forum=True)
    piet = Customer("Piet")
    telegram.chats.greet(piet.user)
    members = Members(bot, Staffroom(room.id), clock)
    assert await members.includes(piet.id) is False
    room.members[piet.id] = "administrator"
    assert await members.includes(piet.id) is False
    clock.seconds += BELIEVED
    assert await members.includes(piet.id) is True
    assert await members.includes(piet.id) is True
    assert telegram.calls["getChatMember"] == 2


async def test_who_telegram_does_not_know_is_no_member(
    bot: Bot, telegram: LocalTelegram, clock: VirtualClock
) -> None:
    await bot.initialize()
    members = Members(bot, Staffroom(telegram.group("Staff", forum=True).id), clock)
    assert await members.includes(4711) is False


async def test_trouble_on_the_way_is_no_answer(
    bot: Bot, telegram: LocalTelegram, clock: VirtualClock
) -> None:
    await bot.initialize()
    room = telegram.group("Staff", forum=True)
    piet = Customer("Piet")
    telegram.chats.greet(piet.user)
    room.members[piet.id] = "member"
    members = Members(bot, Staffroom(room.id), clock)
    telegram.faults.fail(method="getChatMember", times=6)
    assert await clock.run(members.includes(piet.id)) is None
    telegram.faults.fail(method="getChatMember", times=5)
    assert await clock.run(members.includes(piet.id)) is True
