from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot

from bot.channel.application import Application
from bot.channel.conversation import Conversation
from bot.channel.health import READY_FOR
from bot.channel.operations import create_operations_app
from bot.preview.telegram import LocalTelegram
from bot.store import SqliteStore, StoreError
from tests.channel.clock import VirtualClock

TOKEN = "a-token-for-metrics"


@pytest.fixture
def idle(
    bot: Bot, conversation: Conversation, store: SqliteStore, clock: VirtualClock
) -> Application:
    return Application(bot, conversation, store, 0, clock)


@pytest.fixture
async def web(idle: Application) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=create_operations_app(idle, TOKEN))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as web:
        yield web


async def test_it_is_alive_before_it_is_ready(web: httpx.AsyncClient, idle: Application) -> None:
    assert (await web.get("/healthz")).status_code == 200
    early = await web.get("/readyz")
    assert (early.status_code, early.text) == (503, "Telegram has not accepted the bot token yet")
    async with idle:
        ready = await web.get("/readyz")
        assert (ready.status_code, ready.text) == (200, "ready")


async def test_a_database_that_is_away_is_named_until_it_is_back(
    web: httpx.AsyncClient,
    idle: Application,
    store: SqliteStore,
    clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = 0

    async def away() -> None:
        nonlocal asked
        asked += 1
        msg = "database x: the disk is full"
        raise StoreError(msg)

    async with idle:
        with monkeypatch.context() as patch:
            patch.setattr(store, "ready", away)
            for _ in range(100):
                response = await web.get("/readyz")
                assert (response.status_code, response.text) == (
                    503,
                    "database x: the disk is full",
                )
        assert asked == 1
        assert (await web.get("/healthz")).status_code == 200
        clock.seconds += READY_FOR
        assert (await web.get("/readyz")).status_code == 200


async def test_a_revoked_token_is_named(
    web: httpx.AsyncClient, idle: Application, telegram: LocalTelegram
) -> None:
    async with idle:
        idle._broken.set()
        response = await web.get("/readyz")
    assert (response.status_code, response.text) == (
        503,
        "Telegram does not accept the bot token (TELEGRAM_BOT_TOKEN)",
    )
    assert telegram.token not in response.text


@pytest.mark.parametrize(
    "given", ["", TOKEN, "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer é"]
)
async def test_metrics_are_for_who_has_the_token(web: httpx.AsyncClient, given: str) -> None:
    response = await web.get("/metrics", headers={b"Authorization": given.encode()})
    assert response.status_code == 401
    assert "bot_" not in response.text


async def test_metrics_are_text_for_prometheus(web: httpx.AsyncClient) -> None:
    response = await web.get("/metrics", headers={"Authorization": f"bearer {TOKEN}"})
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain; version=")
    assert "# TYPE bot_updates_total counter" in response.text
    assert "process_resident_memory_bytes" in response.text


@pytest.mark.parametrize("token", [None, ""])
async def test_without_a_token_there_are_no_metrics(idle: Application, token: str | None) -> None:
    transport = httpx.ASGITransport(app=create_operations_app(idle, token))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as web:
        for given in ("", "Bearer ", "Bearer None"):
            response = await web.get("/metrics", headers={"Authorization": given})
            assert response.status_code == 404
