"""
The application of a process that runs until it is told to stop.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from telegram import Bot

from bot.channel.application import Application
from bot.channel.log import set_up_logging
from bot.channel.request import LeanRequest
from bot.cli.wiring import Parts, load
from bot.settings import Settings
from bot.store import open_store


@dataclass(frozen=True, slots=True)
class Running:
    """
    A bot that is not introduced to Telegram yet, and its application that is not entered yet.
    """

    bot: Bot
    application: Application


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Running]:
    """
    Put everything together, and take it apart at the end.

    Raises SettingsError, and what `load` and `open_store` raise.
    """
    async with connected(settings) as bot:
        parts: Parts = load(settings.config)
        store = await open_store(settings.database, parts.facts.retention)
        try:
            office = parts.office(settings.staff_chat)
            application = Application(
                bot, parts.conversation, store, settings.send_rate, office=office
            )
            yield Running(bot, application)
        finally:
            await store.close()


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Bot]:
    """
    Make the bot of the settings; raises SettingsError without a token.

    From here on the log goes to stderr, without the token.
    """
    set_up_logging(settings.secrets)
    request = LeanRequest()
    try:
        yield Bot(
            settings.needed_token,
            base_url=f"{settings.api_url}/bot",
            base_file_url=f"{settings.api_url}/file/bot",
            request=request,
            get_updates_request=request,
        )
    finally:
        await request.shutdown()


def stop_on_signals() -> asyncio.Event:
    """
    Return an event that SIGTERM or SIGINT sets; a second signal ends the process at once.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)

    def begin() -> None:
        stop.set()
        for each in signals:
            loop.remove_signal_handler(each)

    for each in signals:
        loop.add_signal_handler(each, begin)
    return stop


async def first(*works: Awaitable[Any]) -> None:
    """
    Run all until the first ends, cancel the others, and raise what the first raised.
    """
    tasks = [asyncio.ensure_future(each) for each in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
