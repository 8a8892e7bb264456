"""
`poll`: everything in one process, without a public address.
"""

import asyncio
from argparse import Namespace
from collections.abc import Mapping

from bot.channel.polling import poll
from bot.cli.running import running, stop_on_signals
from bot.settings import Settings, read_settings


def run(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """
    Run until SIGTERM or SIGINT.
    """
    asyncio.run(_poll(read_settings(environment), take_over=arguments.take_over))
    return 0


async def _poll(settings: Settings, *, take_over: bool) -> None:
    stop = stop_on_signals()
    async with running(settings) as made, made.application:
        await poll(made.application, made.bot, take_over=take_over, stop=stop)
