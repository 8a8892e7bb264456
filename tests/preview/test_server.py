"""The door over HTTP."""

import asyncio
import gc
import json
import re
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.preview.client import Client, Customer
from bot.preview.request import LocalRequest
from bot.preview.server import Door, create_app
from bot.preview.telegram import LocalTelegram

from .serving import serving

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("IMAP", callback_data="i")]])


@pytest.fixture
async def url(telegram: LocalTelegram) -> AsyncIterator[str]:
    async with serving(create_app(telegram)) as address:
        yield address


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def ask(http: aiohttp.ClientSession, url: str, **how: Any) -> tuple[int, Any]:
    """Return the status and what the body holds; with something to send it is a POST."""
    async with http.request("POST" if how.keys() & {"json", "data"} else "GET", url, **how) as got:
        return got.status, await got.json(content_type=None)


def remote(telegram: LocalTelegram, url: str) -> Bot:
    def request() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"trust_env": False})

    return Bot(
        telegram.token,
        f"{url}/bot",
        f"{url}/file/bot",
        request=request(),
        get_updates_request=request(),
    )


@pytest.mark.parametrize("how", ["json", "form", "multipart", "query"])
async def test_parameters_come_in_every_form(
    telegram: LocalTelegram, client: Client, url: str, http: aiohttp.ClientSession, how: str
) -> None:
    where = f"{url}/bot{telegram.token}/sendMessage"
    markup = {"inline_keyboard": [[{"text": "IMAP", "callback_data": "i"}]]}
    given = {"chat_id": str(client.chat.id), "text": "é<b>x</b>", "parse_mode": "HTML"}
    given["reply_markup"] = json.dumps(markup)
    if how == "json":
        body = given | {"chat_id": client.chat.id, "reply_markup": markup}
        status, answer = await ask(http, where, json=body)
    elif how == "form":
        status, answer = await ask(http, where, data=given)
    elif how == "multipart":
        with aiohttp.MultipartWriter("form-data") as writer:
            for name, value in given.items():
                writer.append(value).set_content_disposition("form-data", name=name)
        status, answer = await ask(http, where, data=writer)
    else:
        status, answer = await ask(http, where, params=given)
    assert (status, answer["ok"]) == (200, True)
    assert answer["result"]["text"] == "éx"
    assert client.last.html == "é<b>x</b>"
    assert client.last.labels == ["IMAP"]


async def test_refusals_carry_status_and_words(
    telegram: LocalTelegram, url: str, http: aiohttp.ClientSession
) -> None:
    telegram.faults.flood(3)
    where = f"{url}/bot{telegram.token}"
    status, answer = await ask(http, f"{where}/sendMessage", json={"chat_id": 1})
    assert status == 429
    assert answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    for path, status in (
        (f"bot{telegram.token[:-1]}B/getMe", 401),
        ("botnonsense/getMe", 404),
        ("elsewhere", 404),
        (f"file/bot{telegram.token}/nothing", 404),
        (f"bot{telegram.token}/getMoney", 400),
    ):
        assert (await ask(http, f"{url}/{path}"))[0] == status
    broken = {"Content-Type": "application/json"}
    assert (await ask(http, f"{where}/getMe", data=b"{", headers=broken))[0] == 400


async def test_lost_answers_over_http(telegram: LocalTelegram, client: Client, url: str) -> None:
    async with remote(telegram, url) as bot:
        telegram.faults.time_out(accepted=True)
        with pytest.raises(TimedOut):
            await bot.send_message(client.chat.id, "one", read_timeout=0.05)
        telegram.faults.cut()
        with pytest.raises(NetworkError):
            await bot.send_message(client.chat.id, "two")
        await bot.send_message(client.chat.id, "three")
    assert [message.text for message in client.messages] == ["one", "three"]


async def test_a_poller_that_goes_away_leaves_its_updates(
    telegram: LocalTelegram, client: Client, url: str, http: aiohttp.ClientSession
) -> None:
    where = f"{url}/bot{telegram.token}/getUpdates"
    poll = asyncio.create_task(ask(http, where, json={"timeout": 50}))
    await telegram.until(lambda: telegram.updates.polled)
    poll.cancel()
    await telegram.until(lambda: not telegram.updates.polled)
    await client.send("hello")
    _, answer = await ask(http, where, json={"timeout": 50})
    assert len(answer["result"]) == 1


@pytest.mark.parametrize("ticks", range(5))
async def test_a_poll_that_is_ended_as_its_client_leaves_is_no_accident(
    telegram: LocalTelegram, ticks: int
) -> None:
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, said: complaints.append(said))
    left = asyncio.Event()
    asked = [{"type": "http.request", "body": b'{"timeout": 50}'}]

    async def receive() -> dict[str, Any]:
        if asked:
            return asked.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(_: object) -> None:
        pass

    path = f"/bot{telegram.token}/getUpdates"
    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "path": path, "query_string": b"", "headers": headers}
    poll = asyncio.create_task(Door(telegram)(scope, receive, send))
    await telegram.until(lambda: telegram.updates.polled)
    left.set()
    for _ in range(ticks):
        await asyncio.sleep(0)
    await telegram.call("getUpdates", {})
    await poll
    gc.collect()
    assert complaints == []


async def conversation(bot: Bot, telegram: LocalTelegram) -> list[object]:
    """Return all that a bot gets to see in a conversation."""
    client = Client(telegram, Customer("Anna", "nl", id=4711))
    seen: list[object] = []

    async def note(call: Any) -> Any:
        try:
            result = await call
        except TelegramError as error:
            seen.append((type(error), error.message))
            return None
        seen.append(result.to_dict() if hasattr(result, "to_dict") else result)
        return result

    chat_id = client.chat.id
    await client.start("imap")
    await client.photo("screen")
    seen += [update.to_dict() for update in await bot.get_updates(timeout=1)]
    message = await note(bot.send_message(chat_id, "<b>é</b>", "HTML", reply_markup=KEYBOARD))
    await client.click("IMAP")
    (update,) = await bot.get_updates(offset=700_000_003)
    seen.append(update.to_dict())
    await note(update.callback_query.answer("ok") if update.callback_query else None)
    await note(message.edit_text("two"))
    await note(message.edit_text("two"))
    await note(bot.send_document(chat_id, b"\x00\r\n--\xff", filename="x.bin", caption="c"))
    document = client.last.raw["document"]
    file = await bot.get_file(document["file_id"])
    seen.append(bytes(await file.download_as_bytearray()))
    await note(bot.send_message(chat_id, "<p>", "HTML"))
    await note(bot.send_message(1, "x"))
    await note(bot.delete_message(chat_id, message.message_id))
    await note(bot.delete_message(chat_id, message.message_id))
    await note(bot.get_chat(chat_id))
    await note(bot.get_webhook_info())
    telegram.faults.forbid()
    await note(bot.send_message(chat_id, "x"))
    telegram.faults.fail()
    await note(bot.send_message(chat_id, "x"))
    return seen


async def test_both_doors_give_the_same_answers() -> None:
    inside = LocalTelegram(clock=lambda: 1_700_000_000)
    outside = LocalTelegram(clock=lambda: 1_700_000_000)
    local = Bot(
        inside.token, request=LocalRequest(inside), get_updates_request=LocalRequest(inside)
    )
    async with local:
        in_process = await conversation(local, inside)
    async with serving(create_app(outside)) as url, remote(outside, url) as bot:
        over_http = await conversation(bot, outside)
    assert over_http == in_process
    assert len(in_process) == 17
    assert not re.search(r"https?://127", str(in_process))
