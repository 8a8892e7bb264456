"""
The bot at work: updates come in, turns are committed, messages are sent.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import Any, Self

from telegram import Bot, Update
from telegram.error import NetworkError, TelegramError

from bot.channel.api import TokenRefused, call, introduce
from bot.channel.clock import Clock, backoff
from bot.channel.conversation import Conversation, Decision
from bot.channel.entry import TABLE, Entry, parse
from bot.channel.incoming import Incoming, Membership
from bot.channel.lanes import LaneFullError, Lanes
from bot.channel.sender import Sender
from bot.channel.upkeep import upkeep
from bot.store import Outcome, Store, StoreError

logger = logging.getLogger(__name__)

MOST_TRIES = 3
MOST_GREETINGS = 6
MOST_WAITING = 100
MANY_CHATS = 100_000
HOUSE = Path(__file__).parent.parent


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
    ) -> None:
        self.clock = clock or Clock()
        self._bot = bot
        self._conversation = conversation
        self._store = store
        self._broken = asyncio.Event()
        self._sender = Sender(bot, store, rate, self.clock, self._broken.set)
        self._lanes = Lanes(MOST_WAITING)
        self._entry: Entry | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._upkeep: asyncio.Task[None] | None = None
        self._reachable: set[str] = set()
        self._flooding: set[str] = set()

    async def __aenter__(self) -> Self:
        try:
            await self._introduce()
            self._sender.put(await self._store.adopt())
        except BaseException:
            await self._bot.shutdown()
            raise
        self._entry = Entry(self._conversation.codec, self._bot.id, self._bot.username)
        self._upkeep = asyncio.create_task(upkeep(self._store, self._sender, self.clock))
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
        await self._sender.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._bot.shutdown()

    async def handle_json(self, raw: object) -> None:
        """
        Handle an update as it came, decoded from JSON; see `handle`.

        Raises Unreadable, before anything is done, where it is no update.
        """
        await self.handle(parse(raw, self._bot))

    async def handle(self, update: Update) -> None:
        """
        Answer an update: return as soon as the turn is committed, or the update set aside.

        Raises StoreError when the database is away; then the same update is to be handed in again.
        """
        if self._entry is None:
            msg = "the application is used outside `async with`"
            raise RuntimeError(msg)
        try:
            incoming = self._entry.read(update)
        except Exception as error:  # noqa: BLE001 - no update may stop the others
            await self._set_aside(update.update_id, _kind(update), error)
            return
        if incoming is None:
            if update.callback_query is not None:
                self._later(self._answer(update.callback_query.id, ""))
            return
        address = incoming.address
        written = isinstance(incoming, Incoming)
        if written and self._sender.waiting(address.lane) >= MOST_WAITING:
            self._ignore(address.lane, incoming.kind)
            return
        try:
            await self._lanes.run(address.key, lambda: self._work(incoming))
        except LaneFullError:
            self._ignore(address.lane, incoming.kind)
        else:
            self._flooding.discard(address.lane)

    async def idle(self) -> None:
        """
        Wait until every message in hand is sent or given up.
        """
        while self._tasks or self._sender.busy:
            if self._tasks:
                await asyncio.wait(self._tasks)
            await self._sender.idle()

    async def broken(self) -> None:
        """
        Wait until Telegram refuses the token, and raise TokenRefused then.
        """
        await self._broken.wait()
        raise TokenRefused

    async def _work(self, incoming: Incoming | Membership) -> None:
        if isinstance(incoming, Membership):
            await self._admit(incoming)
            return
        await self._welcome(incoming.address.lane)
        error: Exception
        while True:
            try:
                toast = await self._turn(incoming, self._conversation.decide)
            except StoreError:
                raise
            except Exception as failure:  # noqa: BLE001 - whatever is wrong with a turn
                error = failure
            else:
                break
            if await self._store.failures(incoming.update_id) >= MOST_TRIES:
                await self._set_aside(incoming.update_id, incoming.kind, error)
                toast = await self._apologise(incoming)
                break
        if incoming.query is not None:
            self._later(self._answer(incoming.query, toast))

    async def _turn(
        self, incoming: Incoming, decide: Callable[[str | None, Incoming], Decision]
    ) -> str:
        """
        Commit one turn, hand its messages on, and return the answer to a tap.
        """
        toast = ""

        def outcome(kept: str | None) -> Outcome:
            nonlocal toast
            decision = decide(kept, incoming)
            toast = decision.toast
            return decision.outcome

        address = incoming.address
        rows = await self._store.turn(incoming.update_id, address.key, address.lane, outcome)
        if rows:
            self._sender.put(rows)
        return toast

    async def _apologise(self, incoming: Incoming) -> str:
        try:
            return await self._turn(incoming, self._conversation.apologise)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - it has been set aside already
            name, place = type(error).__name__, _place(error)
            logger.warning("no apology: error=%s place=%s", name, place)
            return ""

    async def _set_aside(self, update_id: int, kind: str, error: Exception) -> None:
        name, place = type(error).__name__, _place(error)
        await self._store.set_aside(update_id, kind, name, place)
        logger.error(
            "update set aside: id=%d kind=%s error=%s place=%s", update_id, kind, name, place
        )

    async def _admit(self, membership: Membership) -> None:
        chat = membership.address.lane
        if membership.blocked:
            self._reachable.discard(chat)
            await self._store.block(chat)
        else:
            await self._store.unblock(chat)

    async def _welcome(self, chat: str) -> None:
        """
        Who writes to us can be written to.
        """
        if chat in self._sender.blocked:
            self._sender.blocked.discard(chat)
        elif chat in self._reachable:
            return
        if await self._store.is_blocked(chat):
            await self._store.unblock(chat)
        if len(self._reachable) >= MANY_CHATS:
            self._reachable.clear()
        self._reachable.add(chat)

    def _ignore(self, lane: str, kind: str) -> None:
        if lane not in self._flooding:
            self._flooding.add(lane)
            logger.warning("flooded: updates of one chat are ignored: kind=%s", kind)

    async def _answer(self, query: str, toast: str) -> None:
        parameters: dict[str, object] = {"callback_query_id": query}
        if toast:
            parameters["text"] = toast
        try:
            await call(self._bot, "answerCallbackQuery", parameters)
        except (TelegramError, TokenRefused) as error:
            # Best effort: the tap has had its effect, and Telegram forgets it soon.
            logger.debug("tap not answered: error=%s", type(error).__name__)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _introduce(self) -> None:
        attempts = 0
        while True:
            try:
                await introduce(self._bot)
            except NetworkError as error:
                attempts += 1
                if attempts >= MOST_GREETINGS:
                    raise
                logger.warning("Telegram does not answer: error=%s", type(error).__name__)
                await self.clock.sleep(backoff(attempts))
            else:
                return


def _kind(update: Update) -> str:
    return next((kind for kind in TABLE if getattr(update, kind) is not None), "unknown")


def _place(error: Exception) -> str:
    """
    Return the file and line of ours that raised it, without anything of the update.
    """
    place = ""
    for frame, line in walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(HOUSE) or not place:
            name = path.relative_to(HOUSE.parent) if path.is_relative_to(HOUSE) else path.name
            place = f"{name}:{line}"
    return place
