"""
A way to a server on which everything can be made to stand still.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Gate:
    """
    Passes bytes on while it is open; connections stay, and new ones are taken, while it is shut.
    """

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._open = asyncio.Event()
        self._open.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0

    def shut(self) -> None:
        self._open.clear()

    def open(self) -> None:
        self._open.set()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(*self._server)
        for each in (self._pass(reader, back), self._pass(there, writer)):
            task = asyncio.create_task(each)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                await self._open.wait()
                writer.write(data)
        except OSError:
            pass
        finally:
            writer.close()


@asynccontextmanager
async def gate(host: str, port: int) -> AsyncIterator[Gate]:
    """
    Listen on loopback, on a port of its own, in front of a server.
    """
    gate = Gate(host, port)
    listening = await asyncio.start_server(gate.take, "127.0.0.1", 0)
    gate.port = listening.sockets[0].getsockname()[1]
    try:
        yield gate
    finally:
        listening.close()
        await gate.close()
