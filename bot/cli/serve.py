"""
`serve`: a web server for Telegram's webhook.
"""

import asyncio
import logging
import socket
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channel.api import TokenRefused, introduce
from bot.channel.clock import backoff
from bot.channel.registration import set_webhook
from bot.channel.webhook import create_app
from bot.cli.failure import Failed
from bot.cli.running import first, running, stop_on_signals
from bot.settings import Settings, read_settings

GRACE = 10
"""
Seconds that the requests in hand get to end.
"""

logger = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """
    Leaves the signals to us: the library would end the process by the signal, not with status 0.
    """

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def run(_: Namespace, environment: Mapping[str, str]) -> int:
    """
    Run until SIGTERM or SIGINT.
    """
    asyncio.run(_run(read_settings(environment)))
    return 0


async def _run(settings: Settings) -> None:
    stop = stop_on_signals()
    path = settings.webhook_path
    async with running(settings) as made:
        with _listen(settings.port) as listener:
            await first(stop.wait(), _introduce(made.bot))
            if stop.is_set():
                return
            # The application is entered here and not by the server, which would hide its errors.
            async with made.application as application:
                server = _server(create_app(application, settings.secret, path))
                serving = asyncio.create_task(server.serve([listener]))
                try:
                    await first(
                        stop.wait(),
                        application.broken(),
                        asyncio.shield(serving),
                        _register(made.bot, settings),
                    )
                finally:
                    server.should_exit = True
                    await serving


@contextmanager
def _listen(port: int) -> Iterator[socket.socket]:
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


async def _introduce(bot: Bot) -> None:
    """
    Learn the bot's name, however long Telegram is away; raises TokenRefused.
    """
    attempts = 0
    while True:
        try:
            await introduce(bot)
        except TelegramError as error:
            attempts += 1
            logger.warning("Telegram cannot be reached, trying again: %s", error.message)
            await asyncio.sleep(backoff(attempts))
        else:
            return


async def _register(bot: Bot, settings: Settings) -> None:
    """
    Set the webhook, however long Telegram is away, and then wait; raises TokenRefused.
    """
    attempts = 0
    while True:
        try:
            await set_webhook(bot, settings.needed_webhook_url, settings.secret)
        except InvalidToken:
            raise TokenRefused from None
        except TelegramError as error:
            attempts += 1
            logger.warning("the webhook is not set, trying again: %s", error.message)
            await asyncio.sleep(backoff(attempts))
        else:
            break
    logger.info("listening on port %d, the webhook is set", settings.port)
    await asyncio.Event().wait()
