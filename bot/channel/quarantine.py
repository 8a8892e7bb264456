"""
Updates that cannot be handled.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.channel.metrics import Metrics
from bot.channel.place import place
from bot.store import Store, StoreError

logger = logging.getLogger(__name__)

T = TypeVar("T")

MOST_TRIES = 3


class GivenUp(Exception):  # noqa: N818 - what happened to the update
    """
    The update has failed too often and is set aside.
    """


class Quarantine:
    """
    Sets updates aside, without their content, so that the others go on.
    """

    def __init__(self, store: Store, metrics: Metrics) -> None:
        self._store = store
        self._metrics = metrics

    async def attempt(self, update_id: int, kind: str, work: Callable[[], Awaitable[T]]) -> T:
        """
        Return what `work` returns; raise GivenUp when it has failed three times.

        The count outlives the process. Raises StoreError when the database is away.
        """
        while True:
            try:
                return await work()
            except StoreError:
                raise
            except Exception as failure:  # noqa: BLE001 - whatever is wrong with it
                self._metrics.errors.labels("turn").inc()
                error = failure
            if await self._store.failures(update_id) >= MOST_TRIES:
                await self.set_aside(update_id, kind, error)
                raise GivenUp

    async def set_aside(self, update_id: int, kind: str, error: BaseException) -> None:
        """
        Keep what an operator needs to know of an update.
        """
        found = blame(error)
        await self._store.set_aside(update_id, kind, **found)
        self._metrics.errors.labels("set_aside").inc()
        logger.error("update set aside", extra={"update": update_id, "kind": kind, **found})


def blame(error: BaseException) -> dict[str, str]:
    """
    Return the type of an error and where it was raised; its words may quote a customer.
    """
    return {"error": type(error).__name__, "place": place(error)}
