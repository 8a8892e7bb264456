import asyncio
import logging
from contextlib import suppress
from typing import Any

import pytest
from telegram import Bot

from bot.channel.clock import Clock
from bot.channel.metrics import Metrics
from bot.channel.sender import Sender
from bot.channel.upkeep import EVERY, PURGE_EVERY, upkeep
from bot.desk.ledger import Ledger
from bot.store import SqliteStore, StoreError
from tests.channel.clock import VirtualClock


async def test_leases_and_retention_are_looked_after(
    bot: Bot, store: SqliteStore, clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed, purged = list[float](), list[float]()
    renew: Any = store.renew

    async def count_renew() -> None:
        renewed.append(clock.now())
        await renew()

    async def count_purge(now: float) -> None:
        purged.append(now)

    monkeypatch.setattr(store, "renew", count_renew)
    monkeypatch.setattr(store, "purge", count_purge)
    sender = Sender(bot, store, 0, clock, lambda: None, Metrics())
    task = asyncio.create_task(upkeep(store, sender, clock, asyncio.Event(), Ledger()))
    await clock.pass_by(2 * PURGE_EVERY + EVERY)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert len(renewed) == 2 * PURGE_EVERY / EVERY + 2
    assert len(purged) == 3


async def test_a_database_that_is_away_is_told_once_and_awaited(
    bot: Bot,
    store: SqliteStore,
    clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def away() -> None:
        msg = "no"
        raise StoreError(msg)

    sender = Sender(bot, store, 0, clock, lambda: None, Metrics())
    with caplog.at_level(logging.INFO), monkeypatch.context() as patch:
        patch.setattr(store, "renew", away)
        task = asyncio.create_task(upkeep(store, sender, clock, asyncio.Event(), Ledger()))
        await clock.pass_by(4 * EVERY)
        patch.undo()
        await clock.pass_by(2 * EVERY)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert caplog.messages == ["database away", "database back"]


class Drowsy(Clock):
    """
    Who sleeps by it never wakes, and is seen to sleep.
    """

    def __init__(self) -> None:
        self.asleep = asyncio.Event()

    async def sleep(self, seconds: float) -> None:  # noqa: ARG002 - as long as it likes
        self.asleep.set()
        await asyncio.Event().wait()


@pytest.mark.parametrize("steps", range(8))
async def test_it_can_be_ended_at_any_step(bot: Bot, store: SqliteStore, steps: int) -> None:
    clock, behind = Drowsy(), asyncio.Event()
    sender = Sender(bot, store, 0, clock, lambda: None, Metrics())
    task = asyncio.create_task(upkeep(store, sender, clock, behind, Ledger()))
    await clock.asleep.wait()
    behind.set()
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task}, timeout=1)
    assert task.cancelled()
