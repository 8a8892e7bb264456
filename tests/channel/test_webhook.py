import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import Bot

from bot.channel.application import Application
from bot.channel.conversation import Conversation
from bot.channel.webhook import LARGEST_BODY, SECRET_HEADER, create_app
from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.telegram import LocalTelegram
from bot.store import SqliteStore, StoreError

SECRET = {SECRET_HEADER: "open-sesame"}


@pytest.fixture
async def anna(telegram: LocalTelegram) -> Client:
    return Client(telegram, Customer())


@pytest.fixture
async def web(
    bot: Bot, conversation: Conversation, store: SqliteStore
) -> AsyncIterator[httpx.AsyncClient]:
    application = Application(bot, conversation, store, 0)
    app = create_app(application, "open-sesame", "/hook")
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://bot") as web,
    ):
        yield web


def update(telegram: LocalTelegram, anna: Client) -> dict[str, Any]:
    message = telegram.messages.add(anna.chat, anna.customer.user, {"text": "imap"})
    return telegram.updates.stamp("message", dict(message))


async def test_an_update_is_answered(
    web: httpx.AsyncClient, telegram: LocalTelegram, anna: Client
) -> None:
    response = await web.post("/hook", json=update(telegram, anna), headers=SECRET)
    assert response.status_code == 200
    await anna.until(lambda: bool(anna.messages))


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 401), ({SECRET_HEADER: "wrong"}, 403), ({SECRET_HEADER: ""}, 403)],
)
async def test_nobody_else_may_bring_updates(
    web: httpx.AsyncClient,
    telegram: LocalTelegram,
    anna: Client,
    headers: dict[str, str],
    status: int,
) -> None:
    response = await web.post("/hook", json=update(telegram, anna), headers=headers)
    assert response.status_code == status
    assert not telegram.calls["sendMessage"]


async def test_the_response_answers_the_tap(
    web: httpx.AsyncClient, telegram: LocalTelegram, anna: Client
) -> None:
    await web.post("/hook", json=update(telegram, anna), headers=SECRET)
    await anna.until(lambda: len(anna.messages) == 1)
    tap = {
        "id": "tap",
        "from": anna.last.raw["chat"],
        "message": anna.last.raw,
        "chat_instance": "1",
        "data": "old",
    }
    response = await web.post("/hook", json={"update_id": 2, "callback_query": tap}, headers=SECRET)
    assert response.json() == {"method": "answerCallbackQuery", "callback_query_id": "tap"}
    assert not telegram.calls["answerCallbackQuery"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"update_id": 1, "message": {"text": 5}}', 200),
        (b'{"update_id": 1, "message": {"date": NaN}}', 400),
        (b'{"update_id": 9223372036854775808}', 400),
        (b'{"update_id": -1}', 400),
        (b'{"update_id": true}', 400),
        (b'{"update_id": ' + b"9" * 5000 + b"}", 400),
        (b'{"update_id": 1, "something_new": {}}', 200),
        (b" " * (LARGEST_BODY + 1), 413),
    ],
)
async def test_a_bad_body_is_turned_away(
    web: httpx.AsyncClient,
    body: bytes,
    status: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    response = await web.post("/hook", content=body, headers=SECRET)
    assert response.status_code == status
    assert "Traceback" not in caplog.text


async def test_a_body_of_unknown_length_is_bounded_too(web: httpx.AsyncClient) -> None:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(LARGEST_BODY // 1024 + 1):
            yield b" " * 1024

    response = await web.post("/hook", content=body(), headers=SECRET)
    assert response.status_code == 413


async def test_telegram_is_asked_to_come_back_while_the_database_is_away(
    web: httpx.AsyncClient,
    telegram: LocalTelegram,
    anna: Client,
    store: SqliteStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def away(*_: object) -> None:
        msg = "the database is away"
        raise StoreError(msg)

    body = json.dumps(update(telegram, anna))
    with monkeypatch.context() as patch:
        patch.setattr(store, "turn", away)
        response = await web.post("/hook", content=body, headers=SECRET)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    response = await web.post("/hook", content=body, headers=SECRET)
    assert response.status_code == 200
    await anna.until(lambda: len(anna.messages) == 1)


async def test_other_requests(web: httpx.AsyncClient) -> None:
    assert (await web.get("/hook")).status_code == 405
    assert (await web.put("/hook", headers=SECRET)).status_code == 405
    assert (await web.get("/elsewhere")).status_code == 404
    health = await web.get("/healthz")
    assert (health.status_code, health.text) == (200, "ok")
