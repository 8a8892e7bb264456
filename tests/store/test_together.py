import asyncio

import pytest

from bot.store import StoreError
from bot.store.together import Together


class Worker:
    """
    Doubles numbers when it is let; a negative number is refused, zero makes all fail.
    """

    def __init__(self, most: int = 3, side_by_side: int = 1) -> None:
        self.calls: list[list[int]] = []
        self.go = asyncio.Event()
        self.go.set()
        self.together: Together[int, int] = Together(self.work, most, side_by_side)

    async def work(self, numbers: list[int]) -> list[int | Exception]:
        self.calls.append(numbers)
        await self.go.wait()
        if 0 in numbers:
            msg = "database away"
            raise StoreError(msg)
        return [LookupError(str(each)) if each < 0 else 2 * each for each in numbers]

    def put(self, number: int, key: int | None = None) -> asyncio.Task[int]:
        return asyncio.create_task(self.together.run(number, number if key is None else key))


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_what_comes_at_once_is_done_at_once() -> None:
    worker = Worker()
    results = await asyncio.gather(*(worker.put(number) for number in (1, 2, 3, 4)))
    assert results == [2, 4, 6, 8]
    assert worker.calls == [[1, 2, 3], [4]]


async def test_what_comes_meanwhile_goes_together_next() -> None:
    worker = Worker()
    worker.go.clear()
    tasks = [worker.put(1)]
    await settle()
    tasks += [worker.put(number) for number in (2, 3)]
    await settle()
    assert worker.calls == [[1]]
    worker.go.set()
    assert await asyncio.gather(*tasks) == [2, 4, 6]
    assert worker.calls == [[1], [2, 3]]


async def test_while_a_call_is_free_nothing_waits() -> None:
    worker = Worker(side_by_side=2)
    worker.go.clear()
    tasks = []
    for number in (1, 2, 3):
        tasks.append(worker.put(number))
        await settle()
    assert worker.calls == [[1], [2]]
    worker.go.set()
    assert await asyncio.gather(*tasks) == [2, 4, 6]


async def test_one_key_is_done_in_order_and_never_twice_at_once() -> None:
    worker = Worker(side_by_side=2)
    worker.go.clear()
    tasks = [worker.put(number, key=7) for number in (1, 2, 3)]
    tasks.append(worker.put(4, key=8))
    await settle()
    assert worker.calls == [[1, 4]]
    worker.go.set()
    assert await asyncio.gather(*tasks) == [2, 4, 6, 8]
    assert worker.calls == [[1, 4], [2], [3]]


async def test_one_after_the_other_without_a_pause() -> None:
    worker = Worker()
    for number in range(1, 50):
        assert await worker.together.run(number, number) == 2 * number


async def test_a_refusal_is_for_its_own_caller() -> None:
    worker = Worker()
    first, refused, last = await asyncio.gather(
        *(worker.put(number) for number in (1, -2, 3)), return_exceptions=True
    )
    assert (first, last) == (2, 6)
    assert isinstance(refused, LookupError)


async def test_a_failure_is_for_all_and_the_next_go_on() -> None:
    worker = Worker()
    results = await asyncio.gather(*(worker.put(n) for n in (1, 0)), return_exceptions=True)
    assert [str(each) for each in results] == ["database away", "database away"]
    assert results[0] is not results[1]
    assert await worker.put(5) == 10


async def test_who_has_given_up_before_is_left_out() -> None:
    worker = Worker()
    worker.go.clear()
    first, second, third = worker.put(1), worker.put(2, key=1), worker.put(3, key=1)
    await settle()
    second.cancel()
    await settle()
    worker.go.set()
    assert (await first, await third) == (2, 6)
    assert worker.calls == [[1], [3]]
    with pytest.raises(asyncio.CancelledError):
        await second


async def test_idle_waits_for_all() -> None:
    worker = Worker()
    tasks = [worker.put(number) for number in (1, 2, 3, 4)]
    await settle()
    await worker.together.idle()
    await settle()
    assert all(task.done() for task in tasks)
