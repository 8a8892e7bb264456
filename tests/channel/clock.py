import asyncio
import heapq
from collections.abc import Coroutine
from itertools import count
from time import monotonic
from typing import Any, TypeVar

from bot.channel.clock import Clock

T = TypeVar("T")

# So many rounds of the event loop without a result mean that everybody sleeps.
ROUNDS = 50
BEGIN = 1_700_000_000.0
FASTER = 100


class FastClock(Clock):
    """
    Goes a hundred times as fast, for what waits for a real database too.
    """

    def __init__(self) -> None:
        self._began = monotonic()

    def time(self) -> float:
        return BEGIN + self.now()

    def now(self) -> float:
        return (monotonic() - self._began) * FASTER

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / FASTER)

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        return await work

    async def pass_by(self, seconds: float) -> None:
        await self.sleep(seconds)


class VirtualClock(Clock):
    """
    Goes on only when everybody sleeps: an hour of waiting takes no time, and nothing is early.
    """

    def __init__(self) -> None:
        self.seconds = BEGIN
        self._numbers = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def time(self) -> float:
        return self.seconds

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(
            self._sleepers, (self.seconds + max(seconds, 0.0), next(self._numbers), future)
        )
        await future

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.ensure_future(work)
        while not task.done():
            await self.settle()
            if not task.done():
                await self.skip()
        return task.result()

    async def settle(self) -> None:
        for _ in range(ROUNDS):
            await asyncio.sleep(0)

    async def skip(self) -> None:
        """
        Go on to the next time at which somebody wakes.
        """
        while self._sleepers:
            due, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                self.seconds = max(self.seconds, due)
                future.set_result(None)
                return
        await asyncio.sleep(0.001)

    async def pass_by(self, seconds: float) -> None:
        """
        Let so many seconds go by, waking everybody in their turn.
        """
        until = self.seconds + seconds
        await self.settle()
        while self._sleepers and self._sleepers[0][0] <= until:
            await self.skip()
            await self.settle()
        self.seconds = until
