"""
Several pieces of work in one commit.

A commit costs more than all that a turn writes. What comes up in the same round of the event loop
therefore shares one, and nobody waits longer for it than before.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

from bot.store.store import StoreError

T = TypeVar("T")

MOST = 100
_ITS_OWN = (sqlite3.DataError, sqlite3.IntegrityError, sqlite3.ProgrammingError)

_Work = tuple[Callable[[sqlite3.Connection], Any], asyncio.Future[Any]]


class Batch:
    """
    Runs work in transactions that `transaction` begins and commits, raising StoreError.

    What one piece of work raises is its own affair: the others are then run once more without it,
    so work must not do anything but write.
    """

    def __init__(
        self, transaction: Callable[[], AbstractAsyncContextManager[sqlite3.Connection]]
    ) -> None:
        self._transaction = transaction
        self._waiting: list[_Work] = []
        self._running: asyncio.Task[None] | None = None

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """
        Return what the work returns, as soon as it is committed.

        Raises what the work raises, and StoreError; then nothing of it is written.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, future))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        batch: list[_Work] = []
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._commit(batch)
        finally:
            self._running = None
            for _, future in (*batch, *self._waiting):
                future.cancel()

    async def _commit(self, batch: list[_Work]) -> None:
        while batch:
            results: list[Any] = []
            try:
                async with self._transaction() as db:
                    # Who has given up waiting must find nothing written.
                    batch[:] = [each for each in batch if not each[1].done()]
                    for work, _ in batch:
                        results.append(work(db))
            except Exception as error:  # noqa: BLE001 - passed on to those who wait
                if isinstance(error, StoreError) and not isinstance(error.__cause__, _ITS_OWN):
                    results = [StoreError(str(error)) for _ in batch]
                else:
                    _tell(batch.pop(len(results))[1], error)
                    continue
            for (_, future), result in zip(batch, results, strict=True):
                _tell(future, result)
            return


def _tell(future: asyncio.Future[Any], result: Any) -> None:
    if future.done():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
