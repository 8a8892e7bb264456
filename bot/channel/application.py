"""
The bot at work: updates come in, turns are committed, messages are sent.
"""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from time import perf_counter
from types import TracebackType
from typing import Any, Self

from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.channel.agents import Agents
from bot.channel.api import TokenRefused, call, introduce
from bot.channel.business import Business
from bot.channel.clock import Clock, backoff
from bot.channel.conversation import Conversation
from bot.channel.dispatch import Dispatch, Parameters
from bot.channel.entry import Entry
from bot.channel.errands import Errands
from bot.channel.health import Health
from bot.channel.inline import Inline
from bot.channel.metrics import Metrics
from bot.channel.office import Office
from bot.channel.parsing import KINDS, Unreadable, has_id, parse
from bot.channel.quarantine import Quarantine
from bot.channel.reach import Reach
from bot.channel.refusal import code, wait
from bot.channel.sender import Sender
from bot.channel.turns import Turns
from bot.channel.update import Update
from bot.channel.upkeep import upkeep
from bot.desk.ledger import Ledger
from bot.dialogue.disturbance import Disturbance
from bot.store import Store, StoreError

logger = logging.getLogger(__name__)

MOST_GREETINGS = 6


class Application:
    """
    Answers the updates that it is handed.

    `bot` need not be initialized, `store` must be open; `rate` is how many messages a second may
    go out in all (0: any number, for a stand-in of Telegram).
    """

    def __init__(
        self,
        bot: Bot,
        conversation: Conversation,
        store: Store,
        rate: float,
        clock: Clock | None = None,
        office: Office | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self._bot = bot
        self._conversation = conversation
        self._store = store
        self._broken = asyncio.Event()
        self._behind = asyncio.Event()
        self._metrics = Metrics()
        self._office = office
        errands = None
        if office is not None:
            delivery = office.desk.delivery(store)
            errands = Errands(bot, delivery, self.clock, self._metrics)
        self._sender = Sender(
            bot, store, rate, self.clock, self._broken.set, self._metrics, errands
        )
        self._ledger = Ledger()
        desk = office.desk if office else None
        put, behind, standing = self._sender.put, self._behind, self._disturbances
        turns = Turns(
            conversation, store, desk, self.clock, self._metrics, put, behind, self._ledger
        )
        business = Business(bot, conversation, store, self.clock, put, behind, standing)
        inline = Inline(bot, conversation, self._metrics, self._later, standing)
        self._agents: Agents | None = None
        if office is not None:
            self._agents = Agents(bot, office, store, self.clock, put, behind)
        self._quarantine = Quarantine(store, self._metrics)
        self._dispatch = Dispatch(
            turns,
            business,
            inline,
            self._agents,
            Reach(store, self._sender),
            self._quarantine,
            self._sender,
            self._metrics,
        )
        self._entry: Entry | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._upkeep: asyncio.Task[None] | None = None
        self._health = Health(store, self.clock, self._metrics)

    async def __aenter__(self) -> Self:
        try:
            await self._introduce()
            if self._office is not None:
                async with self._store.books() as books:
                    await self._office.desk.room.look_up(books)
                await self._office.desk.board.refresh(self._store, self.clock.time())
            self._sender.put(await self._store.adopt())
        except BaseException:
            await self._bot.shutdown()
            raise
        self._entry = Entry(self._conversation.codec, self._bot.id, self._bot.username)
        if self._agents is not None:
            self._agents.introduce(self._bot.id, self._bot.username)
        self._upkeep = asyncio.create_task(
            upkeep(
                self._store,
                self._sender,
                self.clock,
                self._behind,
                self._ledger,
                None if self._office is None else self._office.desk,
            )
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._upkeep is not None:
            self._upkeep.cancel()
            await asyncio.gather(self._upkeep, return_exceptions=True)
        with suppress(StoreError):
            await self._ledger.flush(self._store)
        await self._sender.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._bot.shutdown()

    async def handle_json(self, raw: object) -> None:
        """
        Handle an update as it came, decoded from JSON, and answer the tap; see `respond`.
        """
        answer = await self.respond(raw)
        if answer is not None:
            self._later(self._answer(answer))

    async def respond(self, raw: object) -> Parameters | None:
        """
        Handle an update as it came, decoded from JSON; see `handle`.

        Returns what is left to do for a tap, the parameters of its answerCallbackQuery: a response
        to Telegram can hold that call.

        Raises Unreadable where it is no update at all. One that has a number but is malformed is
        set aside: whoever brought it would only bring it again.
        """
        try:
            update = parse(raw)
        except Unreadable as error:
            self._metrics.ignored.labels("unreadable").inc()
            if not has_id(raw):
                raise
            kind = next((kind for kind in KINDS if kind in raw), "unknown")
            await self._quarantine.set_aside(raw["update_id"], kind, error.__cause__ or error)
            return None
        return await self.handle(update)

    async def handle(self, update: Update) -> Parameters | None:
        """
        Answer an update: return as soon as the turn is committed, or the update set aside.

        What is left to do for a tap is returned: the parameters of its answerCallbackQuery.

        Raises StoreError when the database is away; then the same update is to be handed in again.
        """
        if self._entry is None:
            msg = "the application is used outside `async with`"
            raise RuntimeError(msg)
        begun = perf_counter()
        self._metrics.updates.labels(update.kind).inc()
        answer: Parameters | None = None
        try:
            answer = await self._dispatch.take(self._entry.read, update)
        except StoreError:
            self._metrics.errors.labels("database").inc()
            raise
        except Exception as error:  # noqa: BLE001 - no update may stop the others
            await self._quarantine.set_aside(update.id, update.kind, error)
        self._metrics.turn_seconds.observe(perf_counter() - begun)
        return answer

    async def idle(self) -> None:
        """
        Wait until every message in hand is sent or given up.
        """
        while self._tasks or self._sender.busy:
            if self._tasks:
                await asyncio.wait(self._tasks)
            await self._sender.idle()

    @property
    def started(self) -> bool:
        """
        Whether Telegram has accepted the token, and updates can be handled.
        """
        return self._entry is not None

    async def broken(self) -> None:
        """
        Wait until Telegram refuses the token, and raise TokenRefused then.
        """
        await self._broken.wait()
        raise TokenRefused

    async def trouble(self) -> str | None:
        """
        Return why updates cannot be answered right now, in one line; None if they can.
        """
        if self._broken.is_set():
            return str(TokenRefused())
        if not self.started:
            return "Telegram has not accepted the bot token yet"
        return await self._health.trouble()

    async def measure(self) -> bytes:
        """
        Return the metrics in Prometheus's text format.
        """
        return await self._health.measure(self._dispatch.lanes, self._sender.in_hand)

    async def _answer(self, parameters: Parameters) -> None:
        try:
            await call(self._bot, "answerCallbackQuery", parameters)
        except (TelegramError, TokenRefused) as error:
            # Best effort: the tap has had its effect, and Telegram forgets it soon.
            self._metrics.refusals.labels("answerCallbackQuery", code(error)).inc()
            logger.debug("tap not answered", extra={"error": type(error).__name__})

    def _disturbances(self) -> tuple[Disturbance, ...]:
        return self._office.desk.board.current(self.clock.time()) if self._office else ()

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _introduce(self) -> None:
        attempts = 0
        while True:
            try:
                await introduce(self._bot)
            except (NetworkError, RetryAfter) as error:
                attempts += 1
                if attempts >= MOST_GREETINGS:
                    raise
                logger.warning("Telegram does not answer", extra={"error": type(error).__name__})
                told = wait(error) if isinstance(error, RetryAfter) else 0.0
                await self.clock.sleep(max(told, backoff(attempts)))
            else:
                return
