"""
Fetch updates by asking Telegram for them (long polling).
"""

import asyncio
import logging
from typing import Any

from telegram import Bot
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.channel.api import call
from bot.channel.application import Application
from bot.channel.clock import Clock, backoff
from bot.channel.entry import ALLOWED_UPDATES
from bot.channel.parsing import Unreadable, has_id
from bot.channel.refusal import wait
from bot.store import StoreError

logger = logging.getLogger(__name__)

POLL_SECONDS = 30
BATCH = 100
CONFLICT_SECONDS = 60.0
CONFLICT_PAUSE = 3.0
LONGEST_PAUSE = 30.0

WEBHOOK_ACTIVE = (
    "a webhook is set for this bot, so its updates cannot be polled; "
    "--take-over deletes the webhook"
)
OTHER_POLLER = "another process polls the updates of this bot; stop it first"


class PollingConflict(Exception):  # noqa: N818 - what happened, in the words of the operator
    """
    Somebody else gets the updates; the text is one line for the operator.
    """


async def poll(application: Application, bot: Bot, *, take_over: bool, stop: asyncio.Event) -> None:
    """
    Hand all updates to the application (which is entered already) until `stop` is set.

    Updates are confirmed as soon as their turns are committed. `take_over`: delete a webhook that
    is set. Raises PollingConflict, and TokenRefused.
    """
    poller = _Poller(application, bot, stop)
    broken = asyncio.create_task(application.broken())
    running = asyncio.create_task(poller.run(take_over=take_over))
    try:
        await asyncio.wait((broken, running), return_when=asyncio.FIRST_COMPLETED)
        if broken.done():
            await broken
        await running
    finally:
        broken.cancel()
        running.cancel()
        await asyncio.gather(broken, running, return_exceptions=True)


class _Poller:
    def __init__(self, application: Application, bot: Bot, stop: asyncio.Event) -> None:
        self._application = application
        self._bot = bot
        self._stop = stop
        self._clock: Clock = application.clock
        self._offset = 0
        self._failures = 0
        self._conflict_since: float | None = None
        self._conflict_last = 0.0

    async def run(self, *, take_over: bool) -> None:
        await self._free_the_way(take_over=take_over)
        while not self._stop.is_set():
            updates = await self._fetch()
            if updates:
                await self._handle(updates)
        if self._offset:
            await self._confirm()

    async def _free_the_way(self, *, take_over: bool) -> None:
        while not self._stop.is_set():
            try:
                info = await call(self._bot, "getWebhookInfo", {})
                if info.get("url"):
                    if not take_over:
                        raise PollingConflict(WEBHOOK_ACTIVE)
                    await call(self._bot, "deleteWebhook", {})
                    logger.info("webhook deleted")
            except TelegramError as error:
                await self._pause_after(error)
            else:
                self._recovered()
                return

    async def _fetch(self) -> list[Any]:
        asked = call(
            self._bot,
            "getUpdates",
            {
                "offset": self._offset,
                "limit": BATCH,
                "timeout": POLL_SECONDS,
                "allowed_updates": list(ALLOWED_UPDATES),
            },
            read_timeout=POLL_SECONDS + 10,
        )
        try:
            updates = await self._unless_stopped(asked)
        except Conflict as error:
            if "webhook" in error.message.lower():
                raise PollingConflict(WEBHOOK_ACTIVE) from None
            await self._bear_conflict()
        except TelegramError as error:
            await self._pause_after(error)
        else:
            self._recovered()
            return updates if isinstance(updates, list) else []
        return []

    async def _handle(self, updates: list[Any]) -> None:
        done = await asyncio.gather(*(self._handle_one(each) for each in updates))
        ids = [each["update_id"] for each in updates if has_id(each)]
        if all(done) and ids:
            self._offset = max(ids) + 1

    async def _handle_one(self, raw: Any) -> bool:
        """
        Return whether the update may be confirmed: not at a stop while the database is away.
        """
        attempts = 0
        while True:
            try:
                await self._application.handle_json(raw)
            except StoreError as error:
                attempts += 1
                if attempts == 1:
                    logger.warning("update waits for the database", extra={"reason": error})
                await self._sleep(backoff(attempts, 5.0))
                if self._stop.is_set():
                    return False
            except Unreadable as error:
                logger.warning("update ignored", extra={"reason": error})
                return True
            else:
                return True

    async def _confirm(self) -> None:
        try:
            await call(
                self._bot,
                "getUpdates",
                {"offset": self._offset, "limit": 1, "timeout": 0},
            )
        except TelegramError as error:
            # They come again after the next start, and are known by their ids.
            logger.info("last updates not confirmed", extra={"error": type(error).__name__})

    async def _bear_conflict(self) -> None:
        now = self._clock.now()
        if self._conflict_since is None or now - self._conflict_last > CONFLICT_SECONDS:
            self._conflict_since = now
            logger.warning("another process polls the updates of this bot; trying for a minute")
        self._conflict_last = now
        if now - self._conflict_since >= CONFLICT_SECONDS:
            raise PollingConflict(OTHER_POLLER)
        await self._sleep(CONFLICT_PAUSE)

    async def _pause_after(self, error: TelegramError) -> None:
        self._failures += 1
        if self._failures == 1:
            logger.warning("Telegram cannot be reached", extra={"error": type(error).__name__})
        seconds = backoff(self._failures, LONGEST_PAUSE)
        if isinstance(error, RetryAfter):
            seconds = wait(error)
        await self._sleep(seconds)

    def _recovered(self) -> None:
        if self._failures:
            logger.info("Telegram can be reached again")
        self._failures = 0

    async def _sleep(self, seconds: float) -> None:
        await self._unless_stopped(self._clock.sleep(seconds))

    async def _unless_stopped(self, work: Any) -> Any:
        """
        Await `work`, or give it up (None) as soon as the stop is asked for.
        """
        task = asyncio.ensure_future(work)
        stopped = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            task.cancel()
            stopped.cancel()
            await asyncio.gather(task, stopped, return_exceptions=True)
