"""
`setup`: makes Telegram know the bot; to be run at every release.
"""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Mapping

from telegram.error import InvalidToken

from bot.channel.api import TokenRefused, introduce
from bot.channel.registration import register
from bot.cli.running import connected
from bot.cli.wiring import load
from bot.settings import Settings, read_settings
from bot.store import prepare


def run(_: Namespace, environment: Mapping[str, str]) -> int:
    """
    Migrate the database, register what differs, and print what was done.
    """
    for line in asyncio.run(_set_up(read_settings(environment))):
        sys.stdout.write(f"{line}\n")
    return 0


async def _set_up(settings: Settings) -> tuple[str, ...]:
    done = await prepare(settings.database)
    async with connected(settings) as bot:
        parts = load(settings.config)
        url, secret = settings.webhook_url, settings.secret
        try:
            await introduce(bot)
            lines = await register(bot, parts.facts, parts.catalogs, url, secret)
        except InvalidToken:
            raise TokenRefused from None
        return (done, f"@{bot.username}", *lines)
