"""
Turns of customers, committed.
"""

import asyncio
from collections.abc import Callable, Iterable

from bot.channel.clock import Clock
from bot.channel.conversation import Conversation, Decision
from bot.channel.incoming import Incoming
from bot.channel.metrics import Metrics
from bot.desk.desk import Desk
from bot.desk.ledger import Ledger
from bot.store import Outcome, Row, Store


class _AtDesk(Exception):  # noqa: N818 - a way out of a transaction
    """
    The turn concerns the desk and needs its books.
    """


class Turns:
    """
    Commits turns and hands their messages on.

    `put` takes messages of this process, `behind` is set where some wait for another's. What a turn
    adds to the figures goes into the ledger.
    """

    def __init__(
        self,
        conversation: Conversation,
        store: Store,
        desk: Desk | None,
        clock: Clock,
        metrics: Metrics,
        put: Callable[[Iterable[Row]], None],
        behind: asyncio.Event,
        ledger: Ledger,
    ) -> None:
        self._conversation = conversation
        self._store = store
        self._desk = desk
        self._clock = clock
        self._metrics = metrics
        self._put = put
        self._behind = behind
        self._ledger = ledger

    async def take(self, incoming: Incoming) -> str:
        """
        Answer, and return the answer to a tap.
        """
        address = incoming.address
        desk = self._desk if not address.is_group and not address.connection else None
        helpdesk = None if desk is None else desk.helpdesk(self._clock.time())
        if self._desk is not None:
            standing = self._desk.board.current(self._clock.time())
            self._conversation.disturbances = standing

        def decide(kept: str | None) -> Decision:
            now = self._clock.time()
            decision = self._conversation.decide(kept, incoming, helpdesk, now)
            if desk is not None and decision.at_desk:
                raise _AtDesk
            return decision

        try:
            return await self._commit(incoming, decide)
        except _AtDesk:
            if desk is None:
                raise
            return await self._at_desk(incoming, desk)

    async def apologise(self, incoming: Incoming) -> str:
        """
        Say that it went wrong, and return the answer to a tap.
        """
        return await self._commit(
            incoming, lambda kept: self._conversation.apologise(kept, incoming)
        )

    async def _commit(self, incoming: Incoming, decide: Callable[[str | None], Decision]) -> str:
        decision = Decision(Outcome(None))

        def outcome(kept: str | None) -> Outcome:
            nonlocal decision
            decision = decide(kept)
            return decision.outcome

        address = incoming.address
        rows = await self._store.turn(incoming.update_id, address.key, address.lane, outcome)
        if rows is None:
            self._metrics.ignored.labels("repeated").inc()
            return decision.toast
        # The rest must wait for another process's message; upkeep looks when it may go.
        self._done(decision, rows, behind=len(rows) < len(decision.outcome.outgoing))
        return decision.toast

    async def _at_desk(self, incoming: Incoming, desk: Desk) -> str:
        """
        Take a turn with the desk's books open.
        """
        address, letter = incoming.address, incoming.letter
        async with self._store.books(address.key) as books:
            if not await books.is_new(incoming.update_id):
                self._metrics.ignored.labels("repeated").inc()
                return ""
            kept, ticket = await books.session(address.key), await books.ticket_of(address.key)
            helpdesk = desk.helpdesk(books.now, ticket)
            decision = self._conversation.decide(kept, incoming, helpdesk, books.now)
            outcome = decision.outcome
            if outcome.forget:
                await desk.forget(books, address.lane)
            if outcome.session is not None:
                await books.keep(address.key, address.lane, outcome.session)
            await books.send(*outcome.outgoing)
            if decision.wish is not None:
                wish = decision.wish
                await desk.serve(books, address.key, address.chat, letter, wish, ticket)
        self._done(decision, books.rows, behind=books.behind)
        return decision.toast

    def _done(self, decision: Decision, rows: Iterable[Row], *, behind: bool) -> None:
        self._put(rows)
        self._ledger.add(decision.counts)
        if decision.outcome.outgoing:
            self._metrics.answers.labels(decision.screen, decision.locale).inc()
        if behind:
            self._behind.set()
