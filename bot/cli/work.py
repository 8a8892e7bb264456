"""
`work`: sends what stopped processes left and applies retention; it never asks for updates.
"""

import asyncio
import logging
from argparse import Namespace
from collections.abc import Mapping

from bot.cli.running import first, running, stop_on_signals
from bot.settings import Settings, read_settings

logger = logging.getLogger(__name__)


def run(_: Namespace, environment: Mapping[str, str]) -> int:
    """
    Run until SIGTERM or SIGINT.
    """
    asyncio.run(_work(read_settings(environment)))
    return 0


async def _work(settings: Settings) -> None:
    stop = stop_on_signals()
    async with running(settings) as made, made.application:
        logger.info("looking after what other processes leave")
        await first(stop.wait(), made.application.broken())
