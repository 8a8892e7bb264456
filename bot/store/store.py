"""
What every store can do, whatever database is behind it.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.store.books import Books
from bot.store.record import Backlog, Outcome, Row, SetAside

LEASE = 6.0
"""
Seconds for which a message belongs to the process that wrote it; renew well within them.
"""


class StoreError(Exception):
    """
    The database did not do what was asked, and nothing of it has happened; the text is one line.
    """


class Store(Protocol):
    """
    Sessions, handled updates and the outbox.

    Every method raises StoreError when the database cannot be reached or written. Times are
    seconds since 1970.
    """

    async def open(self) -> None:
        """
        Connect, and bring the schema up to date.
        """

    async def close(self) -> None:
        """
        Let go of this process's messages, so that another takes them at once, and disconnect.
        """

    async def turn(
        self, update_id: int | None, key: str, chat: str, decide: Callable[[str | None], Outcome]
    ) -> tuple[Row, ...] | None:
        """
        Do one turn in one transaction; return its messages, now leased to this process.

        `decide` gets the session's JSON text (None for a new one) and must be pure: it may run
        again after a failure. What it raises is passed on, and nothing is stored. Returns None,
        without asking it, for an update that was handled already.

        A message does not overtake: while an earlier one of its lane is another process's, it is
        stored without an owner and not returned. `adopt` brings it when its time has come.
        """

    def books(self, key: str = "") -> AbstractAsyncContextManager[Books]:
        """
        Open the desk's books for one transaction, with the session of this key locked.

        It is committed at the end of the block, and rolled back if the block raises; nothing but
        the books may be awaited within.
        """

    async def sent(self, row: Row) -> None:
        """
        Delete a message that has been sent.
        """

    async def retry(self, row: Row, not_before: float) -> None:
        """
        Count a failed attempt; the caller keeps the message and tries again at that time.
        """

    async def drop(self, row: Row) -> None:
        """
        Delete a message that was refused for good.
        """

    async def adopt(self) -> tuple[Row, ...]:
        """
        Lease and return messages that another process left, in the order of their ids.

        Never returns this process's own. A message waits while an earlier one of its lane is
        still another process's, so the order of a lane is kept. Call it again and again: one call
        returns a limited number.
        """

    async def renew(self) -> None:
        """
        Prolong the lease of all this process's messages to `LEASE` seconds from now.
        """

    async def block(self, chat: str) -> None:
        """
        Note that the customer blocked the bot, and delete what was still to be sent there.
        """

    async def unblock(self, chat: str) -> None:
        """
        Note that the customer can be written to again.
        """

    async def is_blocked(self, chat: str) -> bool:
        """
        Tell whether the customer blocked the bot.
        """

    async def failures(self, update_id: int) -> int:
        """
        Count one more failure of this update and return how many there are now.
        """

    async def set_aside(self, update_id: int, kind: str, error: str, place: str) -> None:
        """
        Keep what an operator needs to know of an update that cannot be handled.
        """

    async def aside(self) -> tuple[SetAside, ...]:
        """
        Return the updates that were set aside, the oldest first.
        """

    async def backlog(self) -> Backlog:
        """
        Return how much waits, of all processes that share the database.
        """

    async def purge(self, now: float) -> None:
        """
        Delete what has outlived its retention.
        """

    async def ready(self) -> None:
        """
        Return if the database can be written to.
        """
