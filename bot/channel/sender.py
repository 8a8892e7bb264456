"""
The messages of the outbox on their way to Telegram.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from telegram import Bot
from telegram.error import TelegramError

from bot.channel.api import TokenRefused, call
from bot.channel.clock import Clock, backoff
from bot.channel.errands import Errands
from bot.channel.lanes import Lanes
from bot.channel.metrics import Metrics
from bot.channel.pace import Pace
from bot.channel.refusal import Fate, Verdict, code, judge
from bot.desk.staffroom import LANE, is_staffs
from bot.store import Row, Store, StoreError

logger = logging.getLogger(__name__)

# A message is given up after about a day of attempts that are a minute apart.
MOST_ATTEMPTS = 24 * 60
SEVERAL_CHATS = 3
SHORTLY = 30.0
GRACE = 5.0


@dataclass(slots=True)
class _Letter:
    """
    A message on its way, as it is called by now.
    """

    row: Row
    method: str = ""
    parameters: dict[str, object] = field(default_factory=dict)
    attempts: int = 0

    def __post_init__(self) -> None:
        self.method, self.attempts = self.row.method, self.row.attempts
        self.parameters = dict(self.row.parameters)


class Sender:
    """
    Sends messages in order per chat, chats side by side, and tells the store what became of them.

    `broken` is called once Telegram refuses the token; nothing is sent from then on.
    """

    def __init__(
        self,
        bot: Bot,
        store: Store,
        rate: float,
        clock: Clock,
        broken: Callable[[], None],
        metrics: Metrics,
        errands: Errands | None = None,
    ) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._pace = Pace(rate, clock)
        self._broken = broken
        self._metrics = metrics
        self._errands = errands
        self._lanes = Lanes()
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._waiting: dict[str, dict[int, Row]] = {}
        self._through: set[int] = set()
        self._since: dict[int, float] = {}
        self._resting: dict[int, str] = {}
        self._left: set[str] = set()
        self._moved: dict[str, int] = {}
        self._limited: dict[str, float] = {}
        self._stopped = False
        self._closing = False
        self.blocked: set[str] = set()

    def put(self, rows: Iterable[Row]) -> None:
        """
        Take messages to be sent; those already in hand are not taken twice.
        """
        for row in rows:
            if row.id in self._tasks:
                continue
            self._waiting.setdefault(row.lane, {})[row.id] = row
            self._since[row.id] = self._clock.now()
            task = asyncio.create_task(self._lane(row))
            self._tasks[row.id] = task
            task.add_done_callback(partial(self._finished, row))

    def waiting(self, lane: str) -> int:
        """
        Return how many messages of a chat are in hand.
        """
        return len(self._waiting.get(lane, ()))

    @property
    def in_hand(self) -> int:
        """
        How many messages are in hand.
        """
        return len(self._tasks)

    @property
    def busy(self) -> bool:
        """
        Whether any message is in hand.
        """
        return bool(self._tasks)

    async def idle(self) -> None:
        """
        Wait until nothing is in hand any more.
        """
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    async def close(self, grace: float = GRACE) -> None:
        """
        Send what can be sent within `grace` seconds; the rest stays in the outbox.

        Chats that wait for another attempt are not waited for.
        """
        self._closing = True
        for number, lane in self._resting.items():
            self._left.add(lane)
            self._tasks[number].cancel()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=grace)
        rest = list(self._tasks.values())
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        if self._errands is not None:
            await self._errands.close()

    def _finished(self, row: Row, task: asyncio.Task[None]) -> None:
        del self._tasks[row.id]
        del self._since[row.id]
        self._through.discard(row.id)
        del self._waiting[row.lane][row.id]
        if not self._waiting[row.lane]:
            del self._waiting[row.lane]
            # A chat that blocked us is forgotten as such when nothing is left to keep from it.
            self.blocked.discard(row.lane)
        if not task.cancelled() and (error := task.exception()) is not None:
            blame = {"method": row.method, "error": type(error).__name__}
            logger.error("message not sent", extra=blame)

    async def _lane(self, row: Row) -> None:
        await self._lanes.run(row.lane, partial(self._deliver, _Letter(row)))

    async def _deliver(self, letter: _Letter) -> None:
        while not await self._attempt(letter):
            pass

    async def _attempt(self, letter: _Letter) -> bool:
        """
        Try once; return whether the message is done with.
        """
        row = letter.row
        if row.id in self._through:
            return True
        await self._pace.wait(row.lane)
        if self._stopped or row.lane in self._left or row.id in self._through:
            return True
        if row.note is not None and self._errands is not None:
            return await self._run(self._errands, letter)
        if row.lane in self.blocked or is_staffs(row.lane):
            await self._note(lambda: self._store.drop(row))
            return True
        verdict = await self._call(letter)
        match verdict.fate:
            case Fate.DONE:
                await self._note(lambda: self._store.sent(row))
            case Fate.BLOCKED:
                self.blocked.add(row.lane)
                await self._note(lambda: self._store.block(row.lane))
            case Fate.STOP:
                self._stopped = True
                self._broken()
            case _:
                return await self._try_again(letter, verdict)
        return True

    async def _run(self, errands: Errands, letter: _Letter) -> bool:
        """
        Make the next call for a message of the desk; return whether it is done with.
        """
        row = letter.row
        if row.lane in self.blocked:
            await errands.give_up(row)
            self.put(errands.news())
            return True
        queue = self._waiting[row.lane]
        following = [each for each in queue.values() if each.id > row.id and each.note is not None]
        progress = await errands.run(row, following)
        self._through.update(each.id for each in progress.done if each.id in queue)
        self.put(errands.news())
        match progress.verdict.fate:
            case Fate.DONE:
                if is_staffs(row.lane):
                    waited = self._clock.now() - self._since[row.id]
                    self._metrics.desk_seconds.observe(waited)
            case Fate.BLOCKED:
                self.blocked.add(row.lane)
                await self._note(lambda: self._store.block(row.lane))
            case Fate.STOP:
                self._stopped = True
                self._broken()
            case Fate.ANEW if letter.attempts < MOST_ATTEMPTS:
                letter.attempts += 1
                return False
            case Fate.AGAIN | Fate.WAIT if letter.attempts < MOST_ATTEMPTS:
                letter.attempts += 1
                await self._put_off(letter, progress.verdict)
                return False
            case _:
                await errands.give_up(row)
                self.put(errands.news())
        return True

    async def _try_again(self, letter: _Letter, verdict: Verdict) -> bool:
        """
        Make the message ready for another attempt, or drop it; return whether it is dropped.
        """
        row = letter.row
        match verdict.fate:
            case Fate.MOVED if self._moved.get(row.lane) != verdict.chat:
                self._moved[row.lane] = verdict.chat
                return False
            case Fate.ANEW if letter.method == "editMessageText":
                letter.method = "sendMessage"
                letter.parameters.pop("message_id", None)
                return False
            case Fate.WAIT | Fate.AGAIN if letter.attempts < MOST_ATTEMPTS:
                letter.attempts += 1
                await self._put_off(letter, verdict)
                return False
            case _:
                logger.warning("message dropped", extra={"method": letter.method})
                await self._note(lambda: self._store.drop(row))
                return True

    async def _call(self, letter: _Letter) -> Verdict:
        parameters = letter.parameters
        if letter.row.lane in self._moved:
            parameters = {**parameters, "chat_id": self._moved[letter.row.lane]}
        if letter.method == "editMessageText":
            parameters = {k: v for k, v in parameters.items() if k != "message_thread_id"}
        try:
            with self._metrics.send_seconds.time():
                await call(self._bot, letter.method, parameters)
        except (TelegramError, TokenRefused) as refusal:
            self._metrics.refusals.labels(letter.method, code(refusal)).inc()
            verdict, name = judge(refusal), type(refusal).__name__
        except Exception as error:  # noqa: BLE001 - what cannot be sent must not be tried for ever
            self._metrics.errors.labels("send").inc()
            verdict, name = Verdict(Fate.DROP), type(error).__name__
        else:
            return Verdict(Fate.DONE)
        if verdict.fate is not Fate.DONE:
            # The words of a refusal may quote the message; the name of its type does not.
            logger.warning(
                "call failed",
                extra={"method": letter.method, "error": name, "then": str(verdict.fate)},
            )
        return verdict

    async def _put_off(self, letter: _Letter, verdict: Verdict) -> None:
        row, seconds = letter.row, backoff(letter.attempts)
        if verdict.fate is Fate.WAIT:
            seconds = verdict.seconds
            if is_staffs(row.lane):
                # What one topic must wait, all must.
                self._pace.halt(seconds, LANE)
            self._limit(LANE if is_staffs(row.lane) else row.lane, seconds)
        not_before = self._clock.time() + seconds
        await self._note(lambda: self._store.retry(row, not_before))
        if self._closing:
            self._left.add(row.lane)
            return
        self._resting[row.id] = row.lane
        try:
            await self._clock.sleep(seconds)
        finally:
            del self._resting[row.id]

    def _limit(self, lane: str, seconds: float) -> None:
        """
        One chat's limit is its own affair; several chats at once mean that it is the bot's.
        """
        now = self._clock.now()
        self._limited = {each: at for each, at in self._limited.items() if now - at < SHORTLY}
        self._limited[lane] = now
        if len(self._limited) >= SEVERAL_CHATS:
            # No chat, however long it must wait, makes the others wait as long.
            self._pace.halt(min(seconds, SHORTLY))

    async def _note(self, note: Callable[[], Awaitable[None]]) -> None:
        """
        Tell the store, and go on telling while the database is away: the call is not repeated.
        """
        attempts = 0
        while True:
            try:
                await note()
            except StoreError:
                attempts += 1
                if attempts == 1:
                    logger.warning("the outbox cannot be written, trying again")
                await self._clock.sleep(backoff(attempts, 5.0))
            else:
                return
