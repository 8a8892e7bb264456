"""
One at a time per key, keys side by side.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


class LaneFullError(Exception):
    """
    Too much waits in this lane already.
    """


class Lanes:
    """
    Runs work in the order of its coming, one at a time for each key.

    A lane exists while something runs or waits in it. `bound` is how many may wait (None: any
    number); nobody waits for another key.
    """

    def __init__(self, bound: int | None = None) -> None:
        self._bound = bound
        self._lanes: dict[str, deque[asyncio.Future[None]]] = {}

    def __len__(self) -> int:
        return len(self._lanes)

    async def run(self, key: str, work: Callable[[], Awaitable[T]]) -> T:
        """
        Await `work()` when everything before it in the lane is done, and return its result.

        Raises LaneFullError, without waiting, when the lane is full; what `work` raises is passed
        on and the lane goes on.
        """
        lane = self._lanes.get(key)
        if lane is None:
            self._lanes[key] = deque()
        else:
            if self._bound is not None and len(lane) >= self._bound:
                raise LaneFullError
            await self._turn(key, lane)
        try:
            return await work()
        finally:
            self._pass_on(key)

    async def _turn(self, key: str, lane: deque[asyncio.Future[None]]) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        lane.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.cancelled():
                if mine in lane:
                    lane.remove(mine)
            else:
                self._pass_on(key)
            raise

    def _pass_on(self, key: str) -> None:
        lane = self._lanes[key]
        while lane:
            following = lane.popleft()
            if not following.done():
                following.set_result(None)
                return
        del self._lanes[key]
