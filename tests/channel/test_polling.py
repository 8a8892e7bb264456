import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest
from telegram import Bot

from bot.channel.api import TokenRefused, call
from bot.channel.application import Application
from bot.channel.polling import PollingConflict, poll
from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.telegram import LocalTelegram
from bot.store import SqliteStore, StoreError
from tests.channel.clock import VirtualClock

Start = Callable[..., asyncio.Task[None]]


@pytest.fixture
def stop() -> asyncio.Event:
    return asyncio.Event()


@pytest.fixture
def start(application: Application, bot: Bot, stop: asyncio.Event) -> Start:
    def start(*, take_over: bool = False) -> asyncio.Task[None]:
        return asyncio.create_task(poll(application, bot, take_over=take_over, stop=stop))

    return start


@pytest.fixture
def anna(telegram: LocalTelegram) -> Client:
    return Client(telegram, Customer())


async def finished(task: asyncio.Task[None]) -> None:
    await task


async def test_updates_are_answered_and_confirmed_at_the_stop(
    start: Start, anna: Client, telegram: LocalTelegram, stop: asyncio.Event
) -> None:
    await anna.send("imap")
    polling = start()
    await anna.until(lambda: len(anna.messages) == 1)
    await anna.send("pop")
    await anna.until(lambda: len(anna.messages) == 2)
    stop.set()
    await polling
    assert not telegram.updates.pending


async def test_a_stop_during_a_long_poll_is_heeded_at_once(
    start: Start, telegram: LocalTelegram, stop: asyncio.Event
) -> None:
    polling = start()
    await telegram.until(lambda: telegram.updates.polled)
    stop.set()
    await asyncio.wait_for(polling, 1)


async def test_a_webhook_is_not_taken_over_unasked(
    start: Start, bot: Bot, telegram: LocalTelegram, anna: Client, stop: asyncio.Event
) -> None:
    await call(bot, "setWebhook", {"url": "https://example.org/hook"})
    with pytest.raises(PollingConflict, match="--take-over"):
        await start()
    assert telegram.updates.webhook is not None
    polling = start(take_over=True)
    await telegram.until(lambda: telegram.updates.webhook is None)
    await anna.send("imap")
    await anna.until(lambda: len(anna.messages) == 1)
    stop.set()
    await polling


async def test_a_webhook_that_appears_ends_the_polling(
    start: Start, telegram: LocalTelegram
) -> None:
    telegram.faults.refuse(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to "
        "delete the webhook first",
        method="getUpdates",
    )
    with pytest.raises(PollingConflict, match="webhook"):
        await start()


async def test_another_poller_is_borne_for_a_minute(
    start: Start,
    telegram: LocalTelegram,
    clock: VirtualClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram.faults.refuse(
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
        "running",
        method="getUpdates",
        times=None,
    )
    begin = clock.now()
    with caplog.at_level(logging.WARNING), pytest.raises(PollingConflict, match="another"):
        await clock.run(finished(start()))
    assert 60 <= clock.now() - begin < 70
    assert len(caplog.messages) == 1


async def test_an_outage_is_waited_out_with_one_line(
    start: Start,
    telegram: LocalTelegram,
    anna: Client,
    clock: VirtualClock,
    stop: asyncio.Event,
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram.faults.cut(method="getUpdates", times=5)
    telegram.faults.fail(method="getUpdates", times=5)
    telegram.faults.flood(9, method="getUpdates")
    await anna.send("imap")
    with caplog.at_level(logging.INFO):
        polling = start()
        while not anna.messages:
            await clock.settle()
            await clock.skip()
    stop.set()
    await polling
    assert [each.levelname for each in caplog.records if "reached" in each.message] == [
        "WARNING",
        "INFO",
    ]


async def test_a_revoked_token_ends_it_without_showing_it(
    start: Start, telegram: LocalTelegram
) -> None:
    telegram.faults.revoke_token()
    with pytest.raises(TokenRefused) as refused:
        await start()
    assert telegram.token not in str(refused.value)


async def test_updates_wait_unconfirmed_for_the_database(
    start: Start,
    telegram: LocalTelegram,
    anna: Client,
    store: SqliteStore,
    clock: VirtualClock,
    stop: asyncio.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries = 0

    async def away(*_: object) -> None:
        nonlocal tries
        tries += 1
        msg = "the database is away"
        raise StoreError(msg)

    turn: Any = store.turn
    monkeypatch.setattr(store, "turn", away)
    await anna.send("imap")
    polling = start()
    while tries < 3:
        await clock.settle()
        await clock.skip()
    assert len(telegram.updates.pending) == 1
    monkeypatch.setattr(store, "turn", turn)
    while not anna.messages:
        await clock.settle()
        await clock.skip()
    stop.set()
    await polling
    assert len(anna.messages) == 1
    assert not telegram.updates.pending


async def test_a_stop_while_the_database_is_away_confirms_nothing(
    start: Start,
    telegram: LocalTelegram,
    anna: Client,
    store: SqliteStore,
    clock: VirtualClock,
    stop: asyncio.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def away(*_: object) -> None:
        stop.set()
        msg = "the database is away"
        raise StoreError(msg)

    monkeypatch.setattr(store, "turn", away)
    await anna.send("imap")
    await clock.run(finished(start()))
    assert len(telegram.updates.pending) == 1


async def test_what_is_no_update_is_passed_over(
    start: Start, telegram: LocalTelegram, anna: Client, stop: asyncio.Event
) -> None:
    telegram.updates.push("message", {"text": "neither date nor chat"})
    await anna.send("imap")
    polling = start()
    await anna.until(lambda: len(anna.messages) == 1)
    stop.set()
    await polling
    assert not telegram.updates.pending
