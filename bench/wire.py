"""
HTTP/1.1 as far as a bot and its Telegram need it: kept-alive connections and known lengths.

The libraries that do this well cost more time than the bots that are measured may take.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import cast

Reply = Callable[[bytes], None]
Serve = Callable[[bytes, bytes, bytes, Reply], None]

_END = b"\r\n\r\n"
_LENGTH = b"\r\ncontent-length:"
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_POST = (
    b"POST %b HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"X-Telegram-Bot-Api-Secret-Token: %b\r\nContent-Length: %d\r\n\r\n"
)


class _Messages(asyncio.Protocol):
    """
    Cuts what arrives into messages of a head and a body.
    """

    def __init__(self) -> None:
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's own transports do not inherit from asyncio's.
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(_END)) >= 0:
            head = self._buffer[:end]
            lower = head.lower()
            at = lower.find(_LENGTH)
            length = int(lower[at + len(_LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0
            begin = end + len(_END)
            if len(self._buffer) < begin + length:
                return
            body = self._buffer[begin : begin + length]
            self._buffer = self._buffer[begin + length :]
            self.message(head, body)

    def message(self, head: bytes, body: bytes) -> None:
        raise NotImplementedError

    def write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)


class Door(_Messages):
    """
    One connection of a client; `serve(path, head, body, reply)` answers its requests, now or later.
    """

    def __init__(self, serve: Serve) -> None:
        super().__init__()
        self._serve = serve

    def message(self, head: bytes, body: bytes) -> None:
        """
        Hand a request on.
        """
        self._serve(head.split(b" ", 2)[1], head, body, self._reply)

    def _reply(self, body: bytes) -> None:
        self.write(_HEAD % len(body) + body)


class _Line(_Messages):
    def __init__(self, free: Callable[["_Line", int, bytes], None]) -> None:
        super().__init__()
        self._free = free
        self.sent = b""

    def message(self, head: bytes, body: bytes) -> None:
        self._free(self, int(head.split(b" ", 2)[1]), body)


class Hook:
    """
    Delivers bodies by POST over a few connections, as Telegram does with a webhook.
    """

    def __init__(
        self, port: int, path: str, secret: str, responded: Callable[[bytes], None] | None = None
    ) -> None:
        self._port = port
        self._responded = responded
        self._path = path.encode()
        self._secret = secret.encode()
        self._idle: list[_Line] = []
        self._waiting: deque[bytes] = deque()
        self._lines: list[_Line] = []

    async def open(self, connections: int) -> None:
        """
        Connect; raises OSError as long as nobody listens.
        """
        loop = asyncio.get_running_loop()
        for _ in range(connections):
            _, line = await loop.create_connection(
                lambda: _Line(self._free), "127.0.0.1", self._port
            )
            self._lines.append(line)
            self._idle.append(line)
        self._flow()

    def close(self) -> None:
        """
        Hang up.
        """
        for line in self._lines:
            if line._transport is not None:  # noqa: SLF001 - of this module
                line._transport.close()  # noqa: SLF001 - of this module

    def post(self, body: bytes) -> None:
        """
        Deliver, as soon as a connection is free.
        """
        self._waiting.append(body)
        self._flow()

    def _flow(self) -> None:
        while self._idle and self._waiting:
            line = self._idle.pop()
            line.sent = self._waiting.popleft()
            line.write(_POST % (self._path, self._secret, len(line.sent)) + line.sent)

    def _free(self, line: _Line, status: int, body: bytes) -> None:
        if status != 200:  # noqa: PLR2004 - OK
            self._waiting.append(line.sent)
        elif body and self._responded is not None:
            self._responded(body)
        self._idle.append(line)
        self._flow()
