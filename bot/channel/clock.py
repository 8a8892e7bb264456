"""
The time, and waiting for it.
"""

import asyncio
import random
import time

LONGEST_BACKOFF = 60.0
FIRST_BACKOFF = 0.5


class Clock:
    """
    The machine's clock; tests have one of their own.
    """

    def time(self) -> float:
        """
        Return the seconds since 1970.
        """
        return time.time()

    def now(self) -> float:
        """
        Return seconds that only ever go forward.
        """
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """
        Wait.
        """
        await asyncio.sleep(seconds)


def backoff(attempts: int, longest: float = LONGEST_BACKOFF) -> float:
    """
    Return the seconds to wait after so many failed attempts in a row (1 is the first).

    They double each time up to the longest; a quarter of chance keeps processes apart.
    """
    doubled = FIRST_BACKOFF * float(2 ** min(attempts - 1, 10))
    chance = random.uniform(0.75, 1.0)  # noqa: S311 - keeps no secret
    return min(doubled, longest) * chance
