"""
The door over HTTP: the local Telegram as a server, webhooks included.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl, unquote

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import Message, Receive, Scope, Send

from bot.preview.multipart import parse_multipart
from bot.preview.parameters import Upload
from bot.preview.refusal import Lost, Refused, bad_request
from bot.preview.telegram import LocalTelegram
from bot.preview.webhook import Deliveries

_FILE = "/file/bot"
_BOT = "/bot"
_JSON = b"application/json"
_BYTES = b"application/octet-stream"


def create_app(telegram: LocalTelegram, *, second: float = 1.0) -> Starlette:
    """
    Return the ASGI app that answers `/bot<token>/<method>` and `/file/bot<token>/<path>`.

    While it runs it delivers webhooks; `second` is the length of a second between their retries.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        deliveries = Deliveries(telegram, second=second)
        await deliveries.start()
        try:
            yield
        finally:
            await deliveries.stop()

    return Starlette(routes=[Mount("/", app=Door(telegram))], lifespan=lifespan)


class Door:
    """
    Takes calls by GET or POST, as JSON, form or multipart.
    """

    def __init__(self, telegram: LocalTelegram) -> None:
        """
        Open before this Telegram.
        """
        self._telegram = telegram

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Answer one request.
        """
        path = unquote(scope["path"])
        try:
            if path.startswith(_FILE):
                await _respond(send, 200, self._file(path.removeprefix(_FILE)), _BYTES)
                return
            if not path.startswith(_BOT):
                raise Refused(404, "Not Found")  # noqa: TRY301 - all refusals are answered below
            token, _, method = path.removeprefix(_BOT).partition("/")
            self._telegram.authorize(token)
            parameters, uploads = await _read(scope, receive)
            if method.lower() == "getupdates":
                result = await self._poll(method, parameters, receive)
            else:
                result = await self._telegram.call(method, parameters, uploads)
        except Refused as refusal:
            await _respond(send, refusal.error_code, _dump(refusal.to_json()))
        except Lost as lost:
            await _lose(lost, receive, send)
        else:
            await _respond(send, 200, _dump({"ok": True, "result": result}))

    async def _poll(self, method: str, parameters: dict[str, object], receive: Receive) -> object:
        """
        Wait for updates no longer than the one who asked does.
        """
        call = asyncio.ensure_future(self._telegram.call(method, parameters))
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            await asyncio.wait({call, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not call.done():
                raise Lost(timed_out=False)
            return call.result()
        finally:
            call.cancel()
            gone.cancel()
            # A poll that was ended in this very moment fails all the same; nobody is there to hear.
            await asyncio.gather(call, gone, return_exceptions=True)

    def _file(self, path: str) -> bytes:
        token, _, name = path.partition("/")
        self._telegram.authorize(token)
        try:
            return self._telegram.files.content(name)
        except KeyError:
            raise Refused(404, "Not Found") from None


async def _read(scope: Scope, receive: Receive) -> tuple[dict[str, object], dict[str, Upload]]:
    parameters: dict[str, object] = {}
    if scope["query_string"]:
        parameters.update(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    body = await _body(receive)
    if not body:
        return parameters, {}
    if kind.startswith(b"multipart/form-data"):
        fields, uploads = parse_multipart(kind.decode("latin-1"), body)
        return parameters | fields, uploads
    if kind.startswith(_JSON):
        try:
            given = json.loads(body)
        except ValueError:
            given = None
        if not isinstance(given, dict):
            msg = "can't parse the request: an object in JSON is expected"
            raise bad_request(msg)
        parameters.update(given)
    else:
        parameters.update(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    return parameters, {}


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
    return body


async def _disconnected(receive: Receive) -> None:
    message: Message = {"type": ""}
    while message["type"] != "http.disconnect":
        message = await receive()


def _dump(body: object) -> bytes:
    return json.dumps(body, separators=(",", ":")).encode()


async def _respond(send: Send, status: int, body: bytes, kind: bytes = _JSON) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _lose(lost: Lost, receive: Receive, send: Send) -> None:
    """
    Answer nothing until the bot gives up, or break off in the middle of an answer.
    """
    if lost.timed_out:
        await _disconnected(receive)
        return
    headers = [(b"content-type", _JSON), (b"content-length", b"1000")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"ok":', "more_body": True})
