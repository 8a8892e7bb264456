"""
`serve`: a web server for Telegram's webhook.
"""

import asyncio
import logging
from argparse import Namespace
from collections.abc import Mapping

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channel.api import TokenRefused, introduce
from bot.channel.clock import backoff
from bot.channel.registration import set_webhook
from bot.channel.webhook import create_app
from bot.cli.listening import listening
from bot.cli.loop import run as run_loop
from bot.cli.running import first, running, stop_on_signals
from bot.settings import Settings, read_settings

logger = logging.getLogger(__name__)


def run(_: Namespace, environment: Mapping[str, str]) -> int:
    """
    Run until SIGTERM or SIGINT.
    """
    run_loop(_run(read_settings(environment)))
    return 0


async def _run(settings: Settings) -> None:
    stop = stop_on_signals()
    path = settings.webhook_path
    async with running(settings) as made:
        app = create_app(made.application, settings.secret, path, settings.metrics)
        # It listens before Telegram has answered, so that `/readyz` can say what is missing.
        async with listening(app, settings.listening_port) as server:
            await first(stop.wait(), server.ended(), _introduce(made.bot))
            if stop.is_set():
                return
            # The application is entered here and not by the server, which would hide its errors.
            async with made.application as application:
                try:
                    await first(
                        stop.wait(),
                        application.broken(),
                        server.ended(),
                        _register(made.bot, settings),
                    )
                finally:
                    await server.stop()


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
            logger.warning("Telegram cannot be reached, trying again", extra=_reason(error))
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
            logger.warning("the webhook is not set, trying again", extra=_reason(error))
            await asyncio.sleep(backoff(attempts))
        else:
            break
    logger.info("the webhook is set", extra={"port": settings.listening_port})
    await asyncio.Event().wait()


def _reason(error: TelegramError) -> dict[str, str]:
    return {"reason": error.message}
