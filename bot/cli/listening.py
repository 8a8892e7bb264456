"""
A web server in this process, beside whatever else it does.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.cli.failure import Failed

GRACE = 10
"""
Seconds that the requests in hand get to end.
"""


class Listening:
    """
    A server that runs, and can be stopped.
    """

    def __init__(self, server: uvicorn.Server, serving: asyncio.Task[None]) -> None:
        self._server = server
        self._serving = serving

    async def ended(self) -> None:
        """
        Wait until it ends, and raise what it failed on.
        """
        await asyncio.shield(self._serving)

    async def stop(self) -> None:
        """
        Let the requests in hand end, and stop.
        """
        self._server.should_exit = True
        await self._serving


@asynccontextmanager
async def listening(app: Starlette, port: int) -> AsyncIterator[Listening]:
    """
    Serve the app on a port; raises Failed where the port cannot be had.
    """
    with _listener(port) as listener:
        server = _server(app)
        running = Listening(server, asyncio.create_task(server.serve([listener])))
        try:
            yield running
        finally:
            await running.stop()


class _Server(uvicorn.Server):
    """
    Leaves the signals to us: the library would end the process by the signal, not with status 0.
    """

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextmanager
def _listener(port: int) -> Iterator[socket.socket]:
    try:
        listener = socket.create_server(("0.0.0.0", port), backlog=2048)  # noqa: S104 - it is a server
    except OSError as error:
        msg = f"PORT = {port}: cannot be listened on: {error.strerror}"
        raise Failed(msg) from None
    with listener:
        # asyncio does this for sockets of its own making only; without it answers are held back.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.setblocking(False)  # noqa: FBT003 - its own signature
        yield listener


def _server(app: Starlette) -> _Server:
    return _Server(
        uvicorn.Config(
            app,
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=GRACE,
        )
    )
