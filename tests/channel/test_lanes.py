import asyncio
from functools import partial

import pytest

from bot.channel.lanes import LaneFullError, Lanes


async def test_one_at_a_time_in_order_per_key() -> None:
    lanes, log = Lanes(), list[str]()

    async def work(name: str) -> str:
        log.append(f"{name} begins")
        await asyncio.sleep(0)
        log.append(f"{name} ends")
        return name

    names = ("a", "b", "c")
    results = await asyncio.gather(*(lanes.run("key", partial(work, name)) for name in names))
    assert results == ["a", "b", "c"]
    assert log == [f"{name} {what}" for name in names for what in ("begins", "ends")]
    assert len(lanes) == 0


async def test_another_key_does_not_wait() -> None:
    lanes, gate = Lanes(), asyncio.Event()
    slow = asyncio.create_task(lanes.run("slow", gate.wait))
    await asyncio.sleep(0)
    done = False

    async def work() -> bool:
        return True

    done = await lanes.run("quick", work)
    assert done
    assert not slow.done()
    gate.set()
    assert await slow


async def test_a_full_lane_refuses() -> None:
    lanes, gate = Lanes(bound=1), asyncio.Event()
    tasks = [asyncio.create_task(lanes.run("key", gate.wait)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(LaneFullError):
        await lanes.run("key", gate.wait)
    gate.set()
    assert await asyncio.gather(*tasks) == [True, True]
    assert len(lanes) == 0


async def test_a_lane_outlives_failure_and_cancellation() -> None:
    lanes, gate = Lanes(), asyncio.Event()

    async def fail() -> None:
        await gate.wait()
        # The turn will have been passed on to it by then, but it never gets to take it.
        asyncio.get_running_loop().call_soon(handed.cancel)
        msg = "no"
        raise LookupError(msg)

    failing = asyncio.create_task(lanes.run("key", fail))
    cancelled, handed, last = (asyncio.create_task(lanes.run("key", gate.wait)) for _ in range(3))
    await asyncio.sleep(0)
    cancelled.cancel()
    gate.set()
    with pytest.raises(LookupError):
        await failing
    assert await last
    assert cancelled.cancelled()
    assert handed.cancelled()
    assert len(lanes) == 0
