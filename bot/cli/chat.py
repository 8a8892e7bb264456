"""
`chat`: the bot and a Telegram of its own, in the terminal.
"""

import asyncio
import logging
import time
from argparse import Namespace
from collections.abc import Mapping

from telegram import Bot

from bot.channel.application import Application
from bot.channel.log import set_up_logging
from bot.cli.failure import UsageError
from bot.cli.wiring import Parts, load
from bot.i18n import first_language
from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.refusal import Json
from bot.preview.request import LocalRequest
from bot.preview.telegram import LocalTelegram
from bot.preview.terminal import run as converse
from bot.settings import config_path
from bot.store import MEMORY, SqliteStore


def run(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """
    Chat until the input ends; nothing is kept.
    """
    set_up_logging((), logging.WARNING)
    parts = load(config_path(environment))
    locale = _locale(arguments.locale, environment, parts)
    asyncio.run(_chat(parts, locale))
    return 0


def _locale(wanted: str | None, environment: Mapping[str, str], parts: Parts) -> str:
    locales = parts.catalogs.locales
    if wanted is not None:
        if wanted not in locales:
            msg = f"no language {wanted!r}; there are: {', '.join(locales)}"
            raise UsageError(msg)
        return wanted
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    spoken = next((environment[name] for name in names if environment.get(name)), None)
    return first_language((spoken,), locales, parts.facts.provider.default_locale)


async def _chat(parts: Parts, locale: str) -> None:
    telegram = LocalTelegram()
    request = LocalRequest(telegram)
    bot = Bot(telegram.token, request=request, get_updates_request=request)
    store = SqliteStore(MEMORY, "chat", time.time)
    await store.open()
    try:
        async with Application(bot, parts.conversation, store, 0) as application:

            async def deliver(raw: Json) -> None:
                await application.handle_json(raw)
                await application.idle()

            language = locale.replace("_", "-").lower()
            customer = Customer(language_code=language)
            await converse(Client(telegram, customer, deliver=deliver))
    finally:
        await store.close()
