import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import RequestData

from bot.channel.request import LeanRequest

TOKEN = "4711:secret-part-of-the-token"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    runners: list[web.AppRunner] = []

    async def serve(handler: Handler) -> str:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        return f"http://127.0.0.1:{port}"

    yield serve
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def request_() -> AsyncIterator[LeanRequest]:
    async with LeanRequest() as request:
        yield request


def bot_at(url: str, request: LeanRequest) -> Bot:
    return Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)


def result(value: object) -> web.Response:
    return web.json_response({"ok": True, "result": value})


async def test_parameters_travel_as_json(serve: Serve, request_: LeanRequest) -> None:
    seen: list[tuple[str, str, object]] = []

    async def handler(request: web.Request) -> web.Response:
        seen.append((request.path, request.content_type, await request.json()))
        return result({"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}})

    bot = bot_at(await serve(handler), request_)
    await bot.send_message(7, "één", reply_markup=None)
    path, kind, body = seen[0]
    assert path == f"/bot{TOKEN}/sendMessage"
    assert kind == "application/json"
    assert body == {"chat_id": 7, "text": "één"}


async def test_files_travel_as_multipart(serve: Serve, request_: LeanRequest) -> None:
    seen: dict[str, object] = {}

    async def handler(request: web.Request) -> web.Response:
        for name, value in (await request.post()).items():
            held = isinstance(value, web.FileField)
            seen[name] = (value.filename, value.file.read()) if held else value  # type: ignore[union-attr]
        return result({"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}})

    bot = bot_at(await serve(handler), request_)
    await bot.send_document(7, InputFile(b"content", filename="mail.txt", attach=True))
    assert seen.pop("chat_id") == "7"
    assert str(seen.pop("document")).startswith("attach://")
    assert list(seen.values()) == [("mail.txt", b"content")]


async def test_a_file_is_fetched(serve: Serve, request_: LeanRequest) -> None:
    async def handler(request: web.Request) -> web.Response:
        return web.Response(body=request.method.encode())

    assert await request_.retrieve(f"{await serve(handler)}/file/bot{TOKEN}/a") == b"GET"


async def test_refusals_become_the_librarys_errors(serve: Serve, request_: LeanRequest) -> None:
    answers = iter(
        [
            (400, {"ok": False, "description": "Bad Request: chat not found"}),
            (429, {"ok": False, "description": "Slow", "parameters": {"retry_after": 3}}),
            (502, {"ok": False, "description": "Bad Gateway"}),
        ]
    )

    async def handler(_: web.Request) -> web.Response:
        status, body = next(answers)
        return web.json_response(body, status=status)

    bot = bot_at(await serve(handler), request_)
    for kind in (BadRequest, RetryAfter, NetworkError):
        with pytest.raises(kind):
            await bot.send_message(7, "hello")


async def test_a_slow_answer_times_out(serve: Serve) -> None:
    forever = asyncio.Event()

    async def handler(_: web.Request) -> web.Response:
        await forever.wait()
        return result(value=True)

    async with LeanRequest(read_timeout=0.01) as request:
        with pytest.raises(TimedOut):
            await bot_at(await serve(handler), request).log_out()
    forever.set()


async def test_a_call_may_have_a_timeout_of_its_own(serve: Serve) -> None:
    asked = asyncio.Event()

    async def handler(_: web.Request) -> web.Response:
        asked.set()
        await asyncio.sleep(0.1)
        return result(value=True)

    async with LeanRequest(read_timeout=0.01) as request:
        bot = bot_at(await serve(handler), request)
        assert await bot.log_out(read_timeout=30)
        assert await bot.log_out(read_timeout=None)
    assert asked.is_set()


async def test_nobody_there_is_a_network_error_without_the_token(serve: Serve) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    url = await serve(handler)
    for base in (url, "http://127.0.0.1:1", "http://[broken"):
        async with LeanRequest() as request:
            with pytest.raises(NetworkError) as caught:
                await request.post(f"{base}/bot{TOKEN}/getMe", RequestData())
            assert "secret-part" not in str(caught.value)


async def test_redirects_are_not_followed(serve: Serve, request_: LeanRequest) -> None:
    paths: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        paths.append(request.path)
        return web.Response(status=302, headers={"Location": "/elsewhere"})

    bot = bot_at(await serve(handler), request_)
    with pytest.raises(NetworkError):
        await bot.log_out()
    assert paths == [f"/bot{TOKEN}/logOut"]


@pytest.mark.parametrize("body", ["<html>", "[]", "null", ""])
async def test_an_answer_that_is_not_json_is_not_logged(
    serve: Serve, request_: LeanRequest, body: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(text=body)

    bot = bot_at(await serve(handler), request_)
    with pytest.raises(TelegramError, match="Invalid server response"):
        await bot.log_out()
    assert "html" not in caplog.text


async def test_a_proxy_in_the_environment_is_not_asked(
    serve: Serve, request_: LeanRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    async def handler(_: web.Request) -> web.Response:
        return result(value=True)

    assert await bot_at(await serve(handler), request_).log_out()


async def test_connections_are_kept(serve: Serve, request_: LeanRequest) -> None:
    peers: set[object] = set()

    async def handler(request: web.Request) -> web.Response:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        return web.Response(text=json.dumps({"ok": True, "result": True}))

    bot = bot_at(await serve(handler), request_)
    await bot.log_out()
    await bot.log_out()
    assert len(peers) == 1
