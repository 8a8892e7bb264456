"""
One run of one contender: start, warm up, saturate, then a steady trickle.
"""

import asyncio
import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from bench.contender import Contender, clear
from bench.crowd import Crowd
from bench.process import Process, own_cpu

CUSTOMERS = 64
WARM_UP = 1.0
ENOUGH = 20
LONGEST = 20.0
RATE = 30.0
START = 30.0


@dataclass(frozen=True, slots=True)
class Length:
    """
    Seconds to saturate a contender, and seconds of the trickle (0: none).
    """

    full: float
    steady: float


@dataclass(frozen=True, slots=True)
class Run:
    """
    What one run found: updates per second, seconds, milliseconds, MB.

    `per_cpu_all` counts the processor time of the database's server too; `stand_in` is the share
    of its core that the stand-in needed meanwhile; `wrong` counts answers that were not right, and
    those that did not come.
    """

    per_cpu: float
    per_cpu_all: float
    per_wall: float
    start: float
    p50: float
    p99: float
    peak: float
    stand_in: float
    wrong: int


async def measure(contender: Contender, known: int, folder: Path, length: Length) -> Run:
    """
    Run a contender with so many known customers.
    """
    clear(folder)
    await contender.prepare(folder, known)
    os.sync()
    crowd = Crowd(known)
    telegram = crowd.telegram
    await telegram.open()
    api = f"http://127.0.0.1:{telegram.port}"
    environment = contender.environment(api, folder)
    telegram.webhook_port = contender.port
    begun = time.perf_counter()
    log = folder / "log"
    process = await Process.start(contender.command(api, folder, known), environment, log)
    try:
        try:
            await asyncio.wait_for(crowd.first(), START)
        except TimeoutError:
            msg = f"{contender.name} does not answer:\n{log.read_text()[-2000:]}"
            raise RuntimeError(msg) from None
        start = time.perf_counter() - begun
        speed = await _saturate(contender, process, crowd, length.full)
        crowd.hush()
        await crowd.quiet()
        # Who is that slow has not lost what is still in its queue.
        lost = 0 if speed[2] * LONGEST < CUSTOMERS else crowd.waiting
        if length.steady:
            await crowd.steadily(RATE, length.steady)
        latencies = sorted(crowd.latencies)
        unanswered = crowd.taps - telegram.taps_answered if crowd.waiting == 0 else 0
        return Run(
            *speed[:3],
            start=start,
            p50=1000 * statistics.median(latencies),
            p99=1000 * latencies[int(len(latencies) * 0.99)],
            peak=process.peak(),
            stand_in=speed[3],
            wrong=crowd.wrong + crowd.surplus + lost + abs(unanswered),
        )
    finally:
        await process.stop()
        await telegram.close()


async def _saturate(
    contender: Contender, process: Process, crowd: Crowd, seconds: float
) -> tuple[float, float, float, float]:
    """
    Return updates per second: of its processor time, of that with PostgreSQL's, of the wall.

    The fourth is the share of its core that the stand-in needed.
    """
    crowd.begin(CUSTOMERS)
    await asyncio.sleep(WARM_UP)
    answered, begun = crowd.answered, time.perf_counter()
    cpu, others, mine = process.cpu(), contender.others_cpu(), own_cpu()
    while True:
        await asyncio.sleep(0.05)
        wall = time.perf_counter() - begun
        done = crowd.answered - answered
        if (wall >= seconds and done >= ENOUGH) or wall >= LONGEST or process.ended:
            break
    cpu, others, mine = process.cpu() - cpu, contender.others_cpu() - others, own_cpu() - mine
    return done / (cpu or 1), done / (cpu + others or 1), done / wall, mine / wall
