"""
A stand-in of Telegram that is made for speed: it must not be what is measured.
"""

import asyncio
import re
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson

from bench.wire import Door, Hook, Reply

BATCH = 100
CONNECTIONS = 40
ANSWERS = frozenset({"sendMessage", "editMessageText"})

_BOT = {"id": 4711, "is_bot": True, "first_name": "Mail", "username": "bench_bot"}
_FIELD = re.compile(rb'name="([^"]+)"[^\r]*(?:\r\n[^\r]+)*\r\n\r\n(.*?)\r\n--', re.DOTALL)
_TRUE = b'{"ok":true,"result":true}'
_NONE = b'{"ok":true,"result":[]}'

Answered = Callable[[str, dict[str, Any]], None]


class Telegram:
    """
    Takes the calls of one bot and gives it updates, by polling or over its webhook.

    `answered(method, message)` hears of every message that is sent or edited.
    """

    def __init__(self, answered: Answered) -> None:
        self._answered = answered
        self._updates: deque[tuple[int, bytes]] = deque()
        self._poller: tuple[Reply, int] | None = None
        self._due = False
        self._hook: Hook | None = None
        self._messages = 0
        self._update = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.port = 0
        self.calls = 0
        self.taps_answered = 0

    async def open(self) -> None:
        """
        Listen on a free port of the loopback interface.
        """
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Door(self._serve), "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """
        Stop listening.
        """
        for task in self._tasks:
            task.cancel()
        if self._hook is not None:
            self._hook.close()
        if self._server is not None:
            self._server.close()

    def say(self, chat: int, text: str) -> None:
        """
        Let a customer write.
        """
        self._messages += 1
        command = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        self._give(
            "message",
            {
                "message_id": self._messages,
                "from": _person(chat),
                "chat": _chat(chat),
                "date": int(time.time()),
                "text": text,
                "entities": command if text.startswith("/") else [],
            },
        )

    def tap(self, chat: int, message: Mapping[str, Any], data: str) -> None:
        """
        Let a customer tap a button of a message.
        """
        self._give(
            "callback_query",
            {
                "id": str(self._update),
                "from": _person(chat),
                "message": message,
                "chat_instance": "-42",
                "data": data,
            },
        )

    def _give(self, kind: str, content: Mapping[str, Any]) -> None:
        self._update += 1
        update = orjson.dumps({"update_id": self._update, kind: content})
        if self._hook is not None:
            self._hook.post(update)
            return
        self._updates.append((self._update, update))
        if self._poller is not None and not self._due:
            # What comes in the same instant is given together.
            self._due = True
            asyncio.get_running_loop().call_soon(self._hand_over)

    def _hand_over(self) -> None:
        self._due = False
        if self._poller is None or not self._updates:
            return
        reply, limit = self._poller
        self._poller = None
        batch = [self._updates[at][1] for at in range(min(limit, len(self._updates)))]
        reply(b'{"ok":true,"result":[' + b",".join(batch) + b"]}")

    def _serve(self, path: bytes, head: bytes, body: bytes, reply: Reply) -> None:
        method = path.rsplit(b"/", 1)[1].split(b"?", 1)[0].decode()
        parameters = _parameters(head, body)
        self.calls += 1
        if method in ANSWERS:
            message = self._message(parameters)
            reply(b'{"ok":true,"result":' + orjson.dumps(message) + b"}")
            self._answered(method, message)
        elif method == "getUpdates":
            self._poll(parameters, reply)
        elif method == "getMe":
            reply(orjson.dumps({"ok": True, "result": _BOT}))
        elif method == "getWebhookInfo":
            info = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            reply(orjson.dumps({"ok": True, "result": info}))
        else:
            if method == "answerCallbackQuery":
                self.taps_answered += 1
            elif method == "setWebhook":
                task = asyncio.create_task(self._deliver(parameters))
                self._tasks.add(task)
            reply(_TRUE)

    def _poll(self, parameters: Mapping[str, Any], reply: Reply) -> None:
        offset = int(parameters.get("offset") or 0)
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        if self._poller is not None:
            self._poller[0](_NONE)
        mine = (reply, int(parameters.get("limit") or BATCH))
        self._poller = mine
        if self._updates:
            self._hand_over()
            return

        def give_up() -> None:
            if self._poller is mine:
                self._poller = None
                reply(_NONE)

        asyncio.get_running_loop().call_later(float(parameters.get("timeout") or 0), give_up)

    async def _deliver(self, parameters: Mapping[str, Any]) -> None:
        """
        Deliver to the webhook; its address is an outside one, so only port and path are used.
        """
        address = urlsplit(str(parameters["url"]))
        secret = str(parameters.get("secret_token", ""))
        hook = Hook(self.webhook_port, address.path, secret, self._responded)
        await hook.open(CONNECTIONS)
        self._hook = hook
        while self._updates:
            hook.post(self._updates.popleft()[1])

    webhook_port = 0

    def _responded(self, body: bytes) -> None:
        """
        Carry out the call that the webhook's response holds.
        """
        self.taps_answered += orjson.loads(body).get("method") == "answerCallbackQuery"

    def _message(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        markup = parameters.get("reply_markup")
        number = parameters.get("message_id")
        if number is None:
            self._messages += 1
            number = self._messages
        return {
            "message_id": int(number),
            "from": _BOT,
            "chat": _chat(int(parameters["chat_id"])),
            "date": int(time.time()),
            "text": parameters["text"],
            "reply_markup": orjson.loads(markup) if isinstance(markup, str) else markup,
        }


def _parameters(head: bytes, body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    if body.startswith(b"{"):
        found: dict[str, Any] = orjson.loads(body)
        return found
    if b"multipart/form-data" in head:
        return {name.decode(): value.decode() for name, value in _FIELD.findall(body)}
    return dict(parse_qsl(body.decode()))


def _person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Customer", "language_code": "en"}


def _chat(chat: int) -> dict[str, Any]:
    return {"id": chat, "first_name": "Customer", "type": "private"}
