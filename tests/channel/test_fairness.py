"""
Nobody waits for another: told by who has been answered, not by the time it took.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot

from bot.channel.application import Application
from bot.channel.conversation import Conversation
from bot.channel.dispatch import MOST_WAITING
from bot.channel.polling import poll
from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.telegram import LocalTelegram
from bot.store import SqliteStore
from tests.channel.clock import VirtualClock

RATE = 25


@pytest.fixture
async def application(
    bot: Bot, conversation: Conversation, store: SqliteStore, clock: VirtualClock
) -> AsyncIterator[Application]:
    async with Application(bot, conversation, store, RATE, clock) as application:
        yield application
        await clock.run(application.idle())


@pytest.fixture
def flooder(telegram: LocalTelegram) -> Client:
    return Client(telegram, Customer(first_name="Flooder"))


@pytest.fixture
def others(telegram: LocalTelegram) -> list[Client]:
    return [Client(telegram, Customer()) for _ in range(15)]


def says(client: Client, text: str = "imap") -> dict[str, Any]:
    telegram = client.telegram
    message = telegram.messages.add(client.chat, client.customer.user, {"text": text})
    return telegram.updates.stamp("message", dict(message))


async def test_a_thousand_updates_of_one_chat_delay_nobody(
    application: Application, flooder: Client, others: list[Client], clock: VirtualClock
) -> None:
    flood = [says(flooder) for _ in range(1000)]
    batch = [*flood[:500], *map(says, others[:8]), *flood[500:], *map(says, others[8:])]
    begun = clock.now()
    await asyncio.gather(*map(application.handle_json, batch))
    await clock.settle()
    assert [len(each.messages) for each in others] == [1] * len(others)
    assert clock.now() == begun
    answered = len(flooder.messages)
    assert application._sender.waiting(str(flooder.chat.id)) > MOST_WAITING / 2
    await asyncio.gather(*map(application.handle_json, map(says, others)))
    await clock.pass_by(2)
    assert [len(each.messages) for each in others] == [2] * len(others)
    assert len(flooder.messages) - answered <= 2
    assert application._sender.waiting(str(flooder.chat.id)) > MOST_WAITING / 2


async def test_what_a_flooder_can_make_wait_is_bounded(
    application: Application, flooder: Client, clock: VirtualClock, store: SqliteStore
) -> None:
    for _ in range(1000):
        await application.handle_json(says(flooder))
    assert application._sender.in_hand <= MOST_WAITING
    assert (await store.backlog()).messages <= MOST_WAITING
    await clock.run(application.idle())
    await application.handle_json(says(flooder))
    before = len(flooder.messages)
    await clock.run(application.idle())
    assert len(flooder.messages) == before + 1


async def test_a_chat_that_must_wait_for_an_hour_delays_nobody(
    application: Application,
    flooder: Client,
    others: list[Client],
    telegram: LocalTelegram,
    clock: VirtualClock,
) -> None:
    telegram.faults.flood(3600, chat_id=flooder.chat.id)
    begun = clock.now()
    await application.handle_json(says(flooder))
    await clock.settle()
    await asyncio.gather(*map(application.handle_json, map(says, others)))
    await clock.settle()
    assert [len(each.messages) for each in others] == [1] * len(others)
    assert (clock.now(), flooder.messages) == (begun, [])
    await clock.run(application.idle())
    assert len(flooder.messages) == 1
    assert clock.now() - begun == pytest.approx(3600, abs=5)


async def test_several_chats_that_must_wait_for_an_hour_halt_the_rest_only_shortly(
    application: Application, others: list[Client], telegram: LocalTelegram, clock: VirtualClock
) -> None:
    for limited in others[:5]:
        telegram.faults.flood(3600, chat_id=limited.chat.id)
    await asyncio.gather(*map(application.handle_json, map(says, others[:5])))
    await clock.settle()
    await asyncio.gather(*map(application.handle_json, map(says, others[5:])))
    await clock.pass_by(60)
    assert [len(each.messages) for each in others[5:]] == [1] * len(others[5:])


async def test_a_slow_update_delays_nobody(
    application: Application,
    flooder: Client,
    others: list[Client],
    store: SqliteStore,
    monkeypatch: pytest.MonkeyPatch,
    clock: VirtualClock,
) -> None:
    turn: Any = store.turn
    go_on = asyncio.Event()

    async def slow(number: int, key: str, chat: str, decide: Any) -> Any:
        if chat == str(flooder.chat.id):
            await go_on.wait()
        return await turn(number, key, chat, decide)

    monkeypatch.setattr(store, "turn", slow)
    stuck = [asyncio.create_task(application.handle_json(says(flooder))) for _ in range(3)]
    async with asyncio.timeout(10):
        await asyncio.gather(*map(application.handle_json, map(says, others)))
    await clock.settle()
    assert [len(each.messages) for each in others] == [1] * len(others)
    assert not any(task.done() for task in stuck)
    go_on.set()
    await asyncio.gather(*stuck)


async def test_no_confirmation_waits_for_a_send(
    application: Application,
    bot: Bot,
    others: list[Client],
    telegram: LocalTelegram,
    clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop, go_on = asyncio.Event(), asyncio.Event()
    send = application._sender._call

    async def hang(letter: Any) -> Any:
        await go_on.wait()
        return await send(letter)

    monkeypatch.setattr(application._sender, "_call", hang)
    polling = asyncio.create_task(poll(application, bot, take_over=False, stop=stop))
    for each in others:
        await each.send("imap")
    await telegram.until(lambda: not telegram.updates.pending)
    assert application._sender.in_hand == len(others)
    assert not any(each.messages for each in others)
    go_on.set()
    await clock.run(application.idle())
    assert all(each.messages for each in others)
    stop.set()
    await polling
