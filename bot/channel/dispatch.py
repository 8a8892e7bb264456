"""
Who takes an update, in what order, and what becomes of one that fails.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial

from bot.channel.agents import Agents
from bot.channel.business import Business
from bot.channel.entry import Read
from bot.channel.incoming import (
    Connected,
    Incoming,
    Inquiry,
    Membership,
    Mention,
    OwnerWrote,
    Press,
)
from bot.channel.inline import Inline
from bot.channel.lanes import LaneFullError, Lanes
from bot.channel.metrics import Metrics
from bot.channel.quarantine import GivenUp, Quarantine, blame
from bot.channel.reach import Reach
from bot.channel.sender import Sender
from bot.channel.turns import Turns
from bot.channel.update import Query, Update
from bot.store import StoreError

logger = logging.getLogger(__name__)

Parameters = Mapping[str, object]
"""
Of an answerCallbackQuery.
"""

MOST_WAITING = 100


class Dispatch:
    """
    Leads updates to those who answer them: one at a time of each conversation, never too many.
    """

    def __init__(
        self,
        turns: Turns,
        business: Business,
        inline: Inline,
        agents: Agents | None,
        reach: Reach,
        quarantine: Quarantine,
        sender: Sender,
        metrics: Metrics,
    ) -> None:
        self._turns = turns
        self._business = business
        self._inline = inline
        self._agents = agents
        self._reach = reach
        self._quarantine = quarantine
        self._sender = sender
        self._metrics = metrics
        self._lanes = Lanes(MOST_WAITING)
        self._flooding: set[str] = set()

    @property
    def lanes(self) -> int:
        """
        How many conversations have something in hand.
        """
        return len(self._lanes)

    async def take(self, read: Callable[[Update], Read], update: Update) -> Parameters | None:
        """
        Have an update answered; return what is left to do for a tap.
        """
        if self._agents is not None and await self._agents.hears(update):
            query = update.content.id if isinstance(update.content, Query) else None
            work = partial(self._agents.take, update)
            return await self._lanes.run(
                self._agents.lane(update),
                partial(self._quietly, update.id, update.kind, query, work),
            )
        incoming = read(update)
        if isinstance(incoming, Inquiry | Mention | Press):
            self._inline.take(incoming)
            return None
        if incoming is None:
            return _answer(update.content.id, "") if isinstance(update.content, Query) else None
        address = incoming.address
        written = isinstance(incoming, Incoming)
        if written and self._sender.waiting(address.lane) >= MOST_WAITING:
            self._ignore(address.lane, incoming.kind)
            return None
        try:
            answer = await self._lanes.run(address.key, lambda: self._work(incoming))
        except LaneFullError:
            self._ignore(address.lane, incoming.kind)
            return None
        self._flooding.discard(address.lane)
        return answer

    async def _work(
        self, incoming: Incoming | Membership | Connected | OwnerWrote
    ) -> Parameters | None:
        if isinstance(incoming, Membership):
            await self._reach.admit(incoming)
            return None
        if isinstance(incoming, Connected | OwnerWrote) or incoming.address.connection:
            query = incoming.query if isinstance(incoming, Incoming) else None
            work = partial(self._business.take, incoming)
            return await self._quietly(incoming.update_id, incoming.kind, query, work)
        await self._reach.welcome(incoming.address.lane)
        try:
            toast = await self._quarantine.attempt(
                incoming.update_id, incoming.kind, partial(self._turns.take, incoming)
            )
        except GivenUp:
            toast = await self._apologise(incoming)
        return None if incoming.query is None else _answer(incoming.query, toast)

    async def _quietly(
        self, update_id: int, kind: str, query: str | None, work: Callable[[], Awaitable[str]]
    ) -> Parameters | None:
        """
        Do what nobody is to hear of when it fails; `work` returns the answer to the tap `query`.
        """
        toast = ""
        with suppress(GivenUp):
            toast = await self._quarantine.attempt(update_id, kind, work)
        return None if query is None else _answer(query, toast)

    async def _apologise(self, incoming: Incoming) -> str:
        try:
            return await self._turns.apologise(incoming)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - it has been set aside already
            logger.warning("no apology", extra=blame(error))
            return ""

    def _ignore(self, lane: str, kind: str) -> None:
        self._metrics.ignored.labels("flood").inc()
        if lane not in self._flooding:
            self._flooding.add(lane)
            logger.warning("flooded: updates of one chat are ignored", extra={"kind": kind})


def _answer(query: str, toast: str) -> Parameters:
    parameters: dict[str, object] = {"callback_query_id": query}
    if toast:
        parameters["text"] = toast
    return parameters
