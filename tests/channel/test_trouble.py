"""
Telegram in trouble, seen by customers: everybody gets every answer, at most one of them twice.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from telegram import Bot

from bot.channel.api import TokenRefused
from bot.channel.application import Application
from bot.channel.conversation import Conversation
from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.faults import Faults
from bot.preview.telegram import LocalTelegram
from bot.store import SqliteStore
from tests.channel.clock import VirtualClock

TEXTS = ("imap", "pop", "help")

Trouble = Callable[[Faults, int], None]


@pytest.fixture
def customers(telegram: LocalTelegram) -> list[Client]:
    return [Client(telegram, Customer()) for _ in range(20)]


def says(client: Client, text: str) -> dict[str, Any]:
    telegram = client.telegram
    message = telegram.messages.add(client.chat, client.customer.user, {"text": text})
    return telegram.updates.stamp("message", dict(message))


def texts(client: Client) -> list[str]:
    return [each.text for each in client.messages]


async def talk(application: Application, customers: list[Client], clock: VirtualClock) -> None:
    async def one(client: Client) -> None:
        for text in TEXTS:
            await application.handle_json(says(client, text))

    async def everybody() -> None:
        await asyncio.gather(*map(one, customers))
        await application.idle()

    await clock.run(everybody())


@pytest.fixture
async def expected(
    telegram: LocalTelegram, application: Application, clock: VirtualClock
) -> list[str]:
    """
    What a customer hears who meets no trouble.
    """
    lucky = Client(telegram, Customer())
    await talk(application, [lucky], clock)
    assert len(lucky.messages) == len(TEXTS)
    return texts(lucky)


@pytest.mark.parametrize(
    "trouble",
    [
        lambda faults, chat: faults.flood(7, chat_id=chat, times=3),
        lambda faults, chat: faults.fail(chat_id=chat, times=4),
        lambda faults, chat: faults.fail(500, "Internal Server Error", chat_id=chat, times=2),
        lambda faults, chat: faults.fail(429, "Too Many Requests", chat_id=chat, times=2),
        lambda faults, chat: faults.time_out(chat_id=chat, times=4),
        lambda faults, chat: faults.cut(chat_id=chat, times=4),
    ],
    ids=["429", "502", "500", "429 without a time", "time-out", "cut"],
)
async def test_a_storm_loses_doubles_and_swaps_nothing(
    application: Application,
    customers: list[Client],
    telegram: LocalTelegram,
    clock: VirtualClock,
    store: SqliteStore,
    expected: list[str],
    trouble: Trouble,
) -> None:
    for each in customers:
        trouble(telegram.faults, each.chat.id)
    await talk(application, customers, clock)
    assert [texts(each) for each in customers] == [expected] * len(customers)
    assert (await store.backlog()).messages == 0


@pytest.mark.parametrize("trouble", ["time_out", "cut"])
async def test_an_answer_that_was_lost_on_its_way_back_comes_twice_at_most(
    application: Application,
    customers: list[Client],
    telegram: LocalTelegram,
    clock: VirtualClock,
    expected: list[str],
    trouble: str,
) -> None:
    for each in customers:
        getattr(telegram.faults, trouble)(accepted=True, chat_id=each.chat.id)
    await talk(application, customers, clock)
    first, *rest = expected
    assert [texts(each) for each in customers] == [[first, first, *rest]] * len(customers)


@pytest.mark.parametrize("trouble", ["time_out", "cut"])
async def test_a_tap_whose_answer_was_lost_changes_the_message_once(
    client: Client, telegram: LocalTelegram, trouble: str
) -> None:
    await client.start()
    before = client.last.text
    getattr(telegram.faults, trouble)(accepted=True, method="editMessageText")
    await client.choose(client.last, client.last.all_buttons[0])
    assert len(client.messages) == 1
    assert client.last.text != before
    assert telegram.calls["editMessageText"] == 2


async def test_what_a_revoked_token_left_is_sent_with_a_new_one(
    bot: Bot,
    conversation: Conversation,
    customers: list[Client],
    telegram: LocalTelegram,
    clock: VirtualClock,
    store: SqliteStore,
) -> None:
    async with Application(bot, conversation, store, 0, clock) as application:
        telegram.faults.revoke_token()
        await talk(application, customers, clock)
        with pytest.raises(TokenRefused):
            await application.broken()
        assert await application.trouble() == str(TokenRefused())
    assert (await store.backlog()).messages == len(TEXTS) * len(customers)
    telegram.faults.clear()
    heir = SqliteStore(":memory:", "heir", clock.time)
    heir._opened, heir._identity = store._opened, store._identity
    clock.seconds += 60
    async with Application(bot, conversation, heir, 0, clock) as application:
        await clock.run(application.idle())
    assert [len(each.messages) for each in customers] == [len(TEXTS)] * len(customers)


async def test_who_blocks_the_bot_in_the_middle_costs_one_call_and_is_welcome_again(
    client: Client, telegram: LocalTelegram, store: SqliteStore
) -> None:
    await client.start()
    client.chat.forbidden = "bot was blocked by the user"
    calls = telegram.calls["sendMessage"]
    await client.send("imap")
    assert telegram.calls["sendMessage"] == calls + 1
    assert await store.is_blocked(str(client.chat.id))
    assert (await store.backlog()).messages == 0
    client.chat.forbidden = None
    await client.send("imap")
    assert len(client.messages) == 2


async def test_a_group_that_is_upgraded_is_answered_where_it_is_now(
    client: Client, telegram: LocalTelegram, application: Application, clock: VirtualClock
) -> None:
    group = client.within(telegram.group("Group", chat_id=-4010))
    update = says(group, "/ticket")
    telegram.faults.fail(chat_id=group.chat.id)
    await application.handle_json(update)
    await clock.settle()
    await group.upgrade()
    await clock.run(application.idle())
    assert len(group.messages) == 1
    await group.command("/ticket")
    assert len(group.messages) == 2
