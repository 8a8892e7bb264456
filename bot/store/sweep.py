"""
Deletions that come up while one is under way, done together by the next.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.store.store import StoreError


class Sweep:
    """
    Deletes ids through `delete`, which gets many at once and may raise StoreError.
    """

    def __init__(self, delete: Callable[[list[int]], Awaitable[None]]) -> None:
        self._delete = delete
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._running: asyncio.Task[None] | None = None

    async def delete(self, number: int) -> None:
        """
        Return when the id is deleted; raise StoreError when it could not be.
        """
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((number, future))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        await future

    async def _run(self) -> None:
        batch: list[tuple[int, asyncio.Future[None]]] = []
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                failed: StoreError | None = None
                try:
                    await self._delete([number for number, _ in batch])
                except StoreError as error:
                    failed = error
                for _, future in batch:
                    if future.done():
                        continue
                    if failed is not None:
                        future.set_exception(StoreError(str(failed)))
                    else:
                        future.set_result(None)
        finally:
            self._running = None
            for _, future in (*batch, *self._waiting):
                future.cancel()
