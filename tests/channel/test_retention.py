from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.channel.application import Application
from bot.channel.conversation import Conversation
from bot.facts.provider import Retention
from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.telegram import LocalTelegram
from bot.store import SqliteStore
from tests.channel.clock import VirtualClock

HOUR = 3600
DAY = 24 * HOUR
USER = 987_654_321_098

Visit = Callable[[Client | None], Any]


def start_of(client: Client) -> dict[str, Any]:
    telegram = client.telegram
    message = telegram.messages.add(client.chat, client.customer.user, {"text": "/start"})
    return telegram.updates.stamp("message", dict(message))


@pytest.fixture
def visit(
    bot: Bot, conversation: Conversation, clock: VirtualClock, tmp_path: Path
) -> Callable[[Client | None], Any]:
    """
    Start the bot on a file, let a customer write or just time pass, stop it; return the file.
    """

    async def visit(client: Client | None) -> bytes:
        retention = Retention(session_days=10, handled_hours=48)
        path = tmp_path / "bot.sqlite3"
        store = SqliteStore(str(path), f"{clock.seconds}", clock.time, retention)
        await store.open()
        async with Application(bot, conversation, store, 0, clock) as application:
            await clock.settle()
            if client is not None:
                await application.handle_json(start_of(client))
            await clock.run(application.idle())
        await store.close()
        return path.read_bytes()

    return visit


@pytest.mark.parametrize("blocking", [False, True])
async def test_a_customer_is_forgotten_when_the_days_are_over(
    visit: Visit, telegram: LocalTelegram, clock: VirtualClock, *, blocking: bool
) -> None:
    client = Client(telegram, Customer(id=USER))
    client.chat.forbidden = "bot was blocked by the user" if blocking else None
    assert str(USER).encode() in await visit(client)
    clock.seconds += 9 * DAY
    assert str(USER).encode() in await visit(None)
    clock.seconds += DAY + HOUR
    assert str(USER).encode() not in await visit(None)


async def test_who_comes_back_is_kept(
    visit: Visit, telegram: LocalTelegram, clock: VirtualClock
) -> None:
    client = Client(telegram, Customer(id=USER))
    for _ in range(3):
        await visit(client)
        clock.seconds += 9 * DAY
    assert str(USER).encode() in await visit(None)
