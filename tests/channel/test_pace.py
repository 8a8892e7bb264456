import asyncio

from bot.channel.pace import Pace
from tests.channel.clock import VirtualClock


async def times(clock: VirtualClock, pace: Pace, chats: list[str]) -> list[float]:
    begin = clock.now()

    async def send(chat: str) -> float:
        await pace.wait(chat)
        return clock.now() - begin

    async def send_all() -> list[float]:
        return await asyncio.gather(*(send(chat) for chat in chats))

    return await clock.run(send_all())


async def test_a_chat_may_have_a_burst_and_then_one_a_second(clock: VirtualClock) -> None:
    sent = await times(clock, Pace(25, clock), ["1"] * 8)
    assert [round(each) for each in sent] == [0, 0, 0, 0, 0, 1, 2, 3]


async def test_a_group_gets_twenty_a_minute(clock: VirtualClock) -> None:
    sent = await times(clock, Pace(25, clock), ["-1"] * 25)
    assert round(sent[-1]) == 60


async def test_all_chats_together_keep_to_the_rate(clock: VirtualClock) -> None:
    sent = await times(clock, Pace(10, clock), [str(chat) for chat in range(60)])
    assert sent.count(0.0) == 10
    assert round(sent[-1]) == 5


async def test_a_quick_chat_does_not_wait_for_a_busy_one(clock: VirtualClock) -> None:
    sent = await times(clock, Pace(25, clock), ["1"] * 20 + ["2"])
    assert sent[-1] == 0


async def test_rate_zero_waits_for_nothing_but_a_halt(clock: VirtualClock) -> None:
    pace = Pace(0, clock)
    assert set(await times(clock, pace, ["1"] * 100)) == {0.0}
    pace.halt(7)
    assert await times(clock, pace, ["1"]) == [7.0]


async def test_chats_in_step_are_forgotten(clock: VirtualClock) -> None:
    pace = Pace(1_000_000, clock)
    for chat in range(10_000):
        await pace.wait(str(chat))
    clock.seconds += 10
    await pace.wait("last")
    await pace.wait("one more")
    assert len(pace._chats) <= 2
