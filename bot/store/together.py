"""
Work that comes up while other work is under way, done together.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

from bot.store.store import StoreError

T = TypeVar("T")
R = TypeVar("R")

_Waiting = tuple[Hashable, T, asyncio.Future[R]]


class Together(Generic[T, R]):
    """
    Hands items to `work`, at most `most` at a time, in at most `side_by_side` calls at once.

    While a call is free an item is handed on at once; otherwise it waits for the next, together
    with all that came meanwhile. `work` returns a result for each item, or the exception that the
    item's caller is to get; what it raises all of them get.
    """

    def __init__(
        self,
        work: Callable[[list[T]], Awaitable[Sequence[R | Exception]]],
        most: int,
        side_by_side: int = 1,
    ) -> None:
        self._work = work
        self._most = most
        self._side_by_side = side_by_side
        self._waiting: list[_Waiting[T, R]] = []
        self._busy: set[Hashable] = set()
        # The tasks leave the set only a moment after they end, too late to tell who is at work.
        self._at_work = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, item: T, key: Hashable) -> R:
        """
        Return what became of the item; items of one key are done one after the other.
        """
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((key, item, future))
        if self._at_work < self._side_by_side:
            self._at_work += 1
            task = asyncio.create_task(self._run())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await future

    async def idle(self) -> None:
        """
        Wait until all that was handed in is done.
        """
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _run(self) -> None:
        try:
            while batch := self._take():
                await self._hand_on(batch)
        finally:
            self._at_work -= 1

    async def _hand_on(self, batch: list[_Waiting[T, R]]) -> None:
        keys = {key for key, _, _ in batch}
        self._busy |= keys
        try:
            await self._do(batch)
        finally:
            self._busy -= keys
            for _, _, future in batch:
                future.cancel()

    def _take(self) -> list[_Waiting[T, R]]:
        batch: list[_Waiting[T, R]] = []
        rest: list[_Waiting[T, R]] = []
        keys = set(self._busy)
        for each in self._waiting:
            key, _, future = each
            if future.done():
                continue
            if len(batch) < self._most and key not in keys:
                batch.append(each)
            else:
                rest.append(each)
            # What waits holds back what came later for the same key.
            keys.add(key)
        self._waiting = rest
        return batch

    async def _do(self, batch: list[_Waiting[T, R]]) -> None:
        results: Sequence[R | Exception]
        try:
            results = await self._work([item for _, item, _ in batch])
        except StoreError as error:
            results = [StoreError(str(error)) for _ in batch]
        except Exception as error:  # noqa: BLE001 - passed on to those who wait
            results = [error for _ in batch]
        for (_, _, future), result in zip(batch, results, strict=True):
            if future.done():
                continue
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)
