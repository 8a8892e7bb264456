"""
Messages that have something done before or after them: those of the desk.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from telegram import Bot
from telegram.error import TelegramError

from bot.channel.api import TokenRefused, call
from bot.channel.clock import Clock, backoff
from bot.channel.metrics import Metrics
from bot.channel.refusal import Fate, Verdict, code, judge
from bot.desk.delivery import Delivery
from bot.desk.errand import Call
from bot.desk.staffroom import is_staffs
from bot.store import Row, StoreError

logger = logging.getLogger(__name__)

T = TypeVar("T")

LONGEST_PAUSE = 5.0
_GAVE_UP = "given up"


@dataclass(frozen=True, slots=True)
class Progress:
    """
    What one call came to: `done` are the rows that are through, `verdict` is on the one in hand.
    """

    verdict: Verdict
    done: tuple[Row, ...] = ()


class Errands:
    """
    Runs rows with a note, one call at a time.
    """

    def __init__(self, bot: Bot, delivery: Delivery, clock: Clock, metrics: Metrics) -> None:
        self._bot = bot
        self._delivery = delivery
        self._clock = clock
        self._metrics = metrics
        self._receipts: set[asyncio.Task[None]] = set()

    def news(self) -> list[Row]:
        """
        Return the messages that came up meanwhile, once each.
        """
        found, self._delivery.news = self._delivery.news, []
        return found

    async def run(self, row: Row, following: Sequence[Row]) -> Progress:
        """
        Make the next call for a row.

        ANEW asks for another call at once, AGAIN and WAIT for one later, BLOCKED says that nothing
        more gets through to this customer; with DONE the row is through.
        """
        errand = await self._noted(lambda: self._delivery.prepare(row, following))
        if errand is None:
            return Progress(Verdict(Fate.DONE), (row,))
        try:
            with self._metrics.send_seconds.time():
                result = await call(
                    self._bot,
                    errand.call.method,
                    errand.call.parameters,
                    pictures=errand.call.pictures,
                )
        except (TelegramError, TokenRefused) as refusal:
            self._metrics.refusals.labels(errand.call.method, code(refusal)).inc()
            verdict = judge(refusal)
            words = str(getattr(refusal, "message", _GAVE_UP)) or _GAVE_UP
        else:
            receipts = await self._noted(lambda: self._delivery.sent(errand, result))
            for each in receipts:
                self._try(each)
            through = Fate.DONE if errand.rows else Fate.ANEW
            return Progress(Verdict(through), errand.rows)
        match verdict.fate:
            case Fate.STOP | Fate.AGAIN | Fate.WAIT:
                return Progress(verdict)
            case Fate.BLOCKED if is_staffs(row.lane):
                logger.warning("the bot may not write in the staff's chat")
                return Progress(Verdict(Fate.AGAIN))
            case Fate.MOVED:
                await self._noted(lambda: self._delivery.moved(verdict.chat))
                return Progress(Verdict(Fate.ANEW))
            case Fate.BLOCKED:
                words = ""
        logger.info("call refused", extra={"method": errand.call.method})
        again = await self._noted(lambda: self._delivery.refused(errand, words))
        if again:
            return Progress(Verdict(Fate.ANEW))
        blocked = verdict.fate is Fate.BLOCKED
        return Progress(verdict if blocked else Verdict(Fate.DONE), errand.rows or (row,))

    async def give_up(self, row: Row) -> None:
        """
        Say of a row that it will not get through.
        """
        await self._noted(lambda: self._delivery.give_up(row))

    async def close(self) -> None:
        """
        Let go of the receipts that are on their way.
        """
        for task in self._receipts:
            task.cancel()
        await asyncio.gather(*self._receipts, return_exceptions=True)

    def _try(self, receipt: Call) -> None:
        task = asyncio.create_task(self._call(receipt))
        self._receipts.add(task)
        task.add_done_callback(self._receipts.discard)

    async def _call(self, receipt: Call) -> None:
        try:
            await call(self._bot, receipt.method, receipt.parameters)
        except (TelegramError, TokenRefused) as error:
            self._metrics.refusals.labels(receipt.method, code(error)).inc()

    async def _noted(self, note: Callable[[], Awaitable[T]]) -> T:
        """
        Write in the books, and go on trying while the database is away.
        """
        attempts = 0
        while True:
            try:
                return await note()
            except StoreError:
                attempts += 1
                if attempts == 1:
                    logger.warning("the books cannot be written, trying again")
                await self._clock.sleep(backoff(attempts, LONGEST_PAUSE))
