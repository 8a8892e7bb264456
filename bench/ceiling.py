"""
What the stand-in could do: a client that does nothing but call it.
"""

import asyncio
import multiprocessing
import os
import time

import orjson

from bench.crowd import Crowd
from bench.peers.texts import CARD
from bench.process import CONTENDER_CORE, own_cpu
from bench.wire import Hook

SECONDS = 2.0
CONNECTIONS = 16


def ceiling() -> tuple[float, float]:
    """
    Return the calls a second that the stand-in answered, and how many a second of its own time.
    """
    return asyncio.run(_measure())


async def _measure() -> tuple[float, float]:
    crowd = Crowd(1000)
    await crowd.telegram.open()
    client = multiprocessing.get_context("spawn").Process(
        target=_call, args=(crowd.telegram.port,), daemon=True
    )
    client.start()
    await asyncio.sleep(SECONDS)
    calls, cpu, begun = crowd.telegram.calls, own_cpu(), time.perf_counter()
    await asyncio.sleep(SECONDS)
    calls, cpu = crowd.telegram.calls - calls, own_cpu() - cpu
    wall = time.perf_counter() - begun
    client.terminate()
    client.join()
    await crowd.telegram.close()
    return calls / wall, calls / cpu


def _call(port: int) -> None:
    os.sched_setaffinity(0, {CONTENDER_CORE})
    asyncio.run(_flood(port))


async def _flood(port: int) -> None:
    body = orjson.dumps({"chat_id": 1, "text": CARD, "reply_markup": {"inline_keyboard": []}})

    class Endless(Hook):
        def _flow(self) -> None:
            while len(self._waiting) < CONNECTIONS:
                self._waiting.append(body)
            super()._flow()

    await Endless(port, "/bot1:a/sendMessage", "").open(CONNECTIONS)
    await asyncio.Event().wait()
