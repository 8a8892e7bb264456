"""
Whether the bot can answer, and how it fares.
"""

import asyncio

from bot.channel.clock import Clock
from bot.channel.metrics import Metrics
from bot.store import Store, StoreError

READY_FOR = 1.0
READY_WITHIN = 2.0


class Health:
    """
    Looks at the database, for the pages of operators.
    """

    def __init__(self, store: Store, clock: Clock, metrics: Metrics) -> None:
        self._store = store
        self._clock = clock
        self._metrics = metrics
        self._looked = -READY_FOR
        self._trouble: str | None = None

    async def trouble(self) -> str | None:
        """
        Return what is wrong with the database in one line; None if nothing is.

        It is not asked more than once a second, however often this is.
        """
        if self._clock.now() - self._looked >= READY_FOR:
            self._looked = self._clock.now()
            self._trouble = await self._look()
        return self._trouble

    async def measure(self, chats: int, sending: int) -> bytes:
        """
        Return the metrics in Prometheus's text format; see `Metrics.page`.
        """
        try:
            backlog = await self._store.backlog()
        except StoreError:
            backlog = None
        return self._metrics.page(chats, sending, backlog, self._clock.time())

    async def _look(self) -> str | None:
        try:
            await asyncio.wait_for(self._store.ready(), READY_WITHIN)
        except TimeoutError:
            return f"the database does not answer within {READY_WITHIN:.0f} seconds"
        except StoreError as error:
            return str(error)
        return None
