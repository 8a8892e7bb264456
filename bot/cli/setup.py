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
from bot.channel.staffchat import NotThereError, make_ready
from bot.cli.failure import Failed
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
            if settings.staff_chat is not None:
                lines += await make_ready(bot, settings.staff_chat, parts.facts, parts.catalogs)
        except InvalidToken:
            raise TokenRefused from None
        except NotThereError as error:
            raise Failed(str(error)) from None
        return (done, f"@{bot.username}", *lines)
