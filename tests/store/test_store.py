"""
What every store does, on SQLite and on PostgreSQL.
"""

import asyncio
from collections.abc import Callable

import pytest

from bot.store import LEASE, Outcome, Outgoing, Row, Store
from tests.store.conftest import Clock, message, says, session_of

DAY = 86_400


def text(row: Row) -> object:
    return row.parameters["text"]


async def test_a_turn_keeps_the_session_and_returns_its_messages(store: Store) -> None:
    rows = await store.turn(1, "k", "7", says("één", "two", session='{"a":1}'))
    assert rows is not None
    assert [text(row) for row in rows] == ["één", "two"]
    assert rows[0].id < rows[1].id
    assert await session_of(store, "k") == '{"a":1}'
    assert await session_of(store, "another") is None


async def test_a_redelivered_update_changes_nothing(store: Store) -> None:
    await store.turn(1, "k", "7", says("hello", session="first"))
    assert await store.turn(1, "k", "7", says("hello", session="second")) is None
    assert await session_of(store, "k") == "first"


async def test_a_redelivered_update_is_known_to_every_process(store: Store, other: Store) -> None:
    await store.turn(1, "k", "7", says("hello", session="s"))
    assert await other.turn(1, "k", "7", says("hello")) is None
    assert await session_of(other, "k") == "s"


async def test_a_turn_that_fails_leaves_nothing(store: Store) -> None:
    def fail(_: str | None) -> Outcome:
        msg = "poison"
        raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="poison"):
        await store.turn(1, "k", "7", fail)
    rows = await store.turn(1, "k", "7", says("again", session="s"))
    assert rows is not None


async def test_a_message_that_is_not_json_leaves_nothing(store: Store) -> None:
    bad = Outgoing("7", "sendMessage", {"text": object()})
    with pytest.raises(TypeError):
        await store.turn(1, "k", "7", lambda _: Outcome("s", (bad,)))
    assert await session_of(store, "k") is None


async def test_a_session_stays_when_the_outcome_has_none(store: Store) -> None:
    await store.turn(1, "k", "7", says(session="s"))
    await store.turn(2, "k", "7", says("hello"))
    assert await session_of(store, "k") == "s"


async def test_what_another_process_left_is_adopted_in_order(
    store: Store, other: Store, clock: Clock
) -> None:
    await store.turn(1, "k", "7", says("one", "two", session="s"))
    assert await other.adopt() == ()
    clock.now += LEASE + 1
    rows = await other.adopt()
    assert [text(row) for row in rows] == ["one", "two"]
    assert rows[0].parameters == {"chat_id": 7, "text": "one"}
    assert await other.adopt() == ()
    assert await store.adopt() == ()


async def test_a_renewed_lease_is_respected(store: Store, other: Store, clock: Clock) -> None:
    await store.turn(1, "k", "7", says("one"))
    clock.now += LEASE - 1
    await store.renew()
    clock.now += LEASE - 1
    assert await other.adopt() == ()


async def test_a_process_never_adopts_its_own(store: Store, clock: Clock) -> None:
    await store.turn(1, "k", "7", says("one"))
    clock.now += LEASE + 1
    assert await store.adopt() == ()


async def test_a_process_that_closes_lets_go_at_once(store: Store, other: Store) -> None:
    await store.turn(1, "k", "7", says("one"))
    await store.close()
    assert [text(row) for row in await other.adopt()] == ["one"]


async def test_a_later_message_does_not_overtake_a_leased_one(
    store: Store,
    other: Store,
    make: Callable[[str], Store],
    clock: Clock,
) -> None:
    third = make("third")
    await third.open()
    await store.turn(1, "k", "7", says("one"))
    await other.turn(2, "k", "7", says("two"))
    await other.turn(3, "k", "8", says("elsewhere", lane="8"))
    clock.now += LEASE - 1
    await store.renew()
    clock.now += 2
    assert [text(row) for row in await third.adopt()] == ["elsewhere"]
    clock.now += LEASE
    assert [text(row) for row in await third.adopt()] == ["one", "two"]


async def test_a_later_message_does_not_overtake_one_that_waits(
    store: Store, other: Store, clock: Clock
) -> None:
    rows = await store.turn(1, "k", "7", says("one", "two"))
    assert rows is not None
    await store.retry(rows[0], not_before=clock.now + 100)
    clock.now += LEASE + 1
    assert await other.adopt() == ()
    clock.now += 100
    adopted = await other.adopt()
    assert [(text(row), row.attempts) for row in adopted] == [("one", 1), ("two", 0)]


async def test_sent_and_dropped_messages_are_gone(store: Store, other: Store, clock: Clock) -> None:
    rows = await store.turn(1, "k", "7", says("one", "two", "three"))
    assert rows is not None
    await store.sent(rows[0])
    await store.drop(rows[1])
    clock.now += LEASE + 1
    assert [text(row) for row in await other.adopt()] == ["three"]


async def test_a_late_sender_does_not_delete_a_later_message(
    store: Store, other: Store, clock: Clock
) -> None:
    late = await store.turn(1, "k", "7", says("one"))
    assert late is not None
    clock.now += LEASE + 1
    [adopted] = await other.adopt()
    await other.sent(adopted)
    await other.turn(2, "k", "7", says("two"))
    await store.sent(late[0])
    clock.now += LEASE + 1
    assert [text(row) for row in await store.adopt()] == ["two"]


async def test_a_late_retry_does_not_touch_an_adopted_message(
    store: Store, other: Store, clock: Clock
) -> None:
    late = await store.turn(1, "k", "7", says("one"))
    assert late is not None
    clock.now += LEASE + 1
    await other.adopt()
    await store.retry(late[0], not_before=clock.now + 100)
    clock.now += LEASE + 1
    [row] = await store.adopt()
    assert row.attempts == 0


async def test_blocking_is_remembered_and_empties_the_lane(
    store: Store, other: Store, clock: Clock
) -> None:
    await store.turn(1, "k", "7", says("one"))
    await store.block("7")
    assert await other.is_blocked("7")
    assert not await other.is_blocked("8")
    clock.now += LEASE + 1
    assert await other.adopt() == ()
    await store.unblock("7")
    assert not await other.is_blocked("7")


async def test_failures_are_counted_for_each_update(store: Store) -> None:
    counted = [await store.failures(1), await store.failures(2), await store.failures(1)]
    assert counted == [1, 1, 2]


async def test_what_is_set_aside_can_be_read(store: Store, clock: Clock) -> None:
    await store.set_aside(9, "message", "KeyError", "step.py:12")
    clock.now += 1
    await store.set_aside(8, "callback_query", "ValueError", "codec.py:3")
    first, second = await store.aside()
    assert (first.update_id, first.kind, first.error) == (9, "message", "KeyError")
    assert (second.place, second.at) == ("codec.py:3", clock.now)


async def test_forgetting_takes_all_of_the_chat_and_nothing_else(
    store: Store, other: Store, clock: Clock
) -> None:
    await store.turn(1, "k", "7", says("old", session="s"))
    await other.turn(2, "topic", "7", says("old", session="s"))
    await store.turn(3, "x", "8", says("kept", session="kept", lane="8"))
    await store.block("7")
    await store.turn(4, "k", "7", says("old"))
    rows = await store.turn(
        5, "k", "7", lambda _: Outcome("fresh", (message("done"),), forget=True)
    )
    assert rows is not None
    assert [text(row) for row in rows] == ["done"]
    assert await session_of(store, "k") == "fresh"
    assert await session_of(store, "topic") is None
    assert await session_of(store, "x") == "kept"
    assert not await other.is_blocked("7")
    await store.close()
    clock.now += LEASE + 1
    assert [text(row) for row in await other.adopt()] == ["kept", "done"]


async def test_a_turn_that_fails_beside_others_fails_alone(store: Store) -> None:
    def fail(_: str | None) -> Outcome:
        msg = "poison"
        raise RuntimeError(msg)

    bad = Outgoing("7", "sendMessage", {"text": object()})
    first, failed, unwritable, last = await asyncio.gather(
        store.turn(1, "a", "1", says("one", session="s")),
        store.turn(2, "b", "2", fail),
        store.turn(3, "c", "3", lambda _: Outcome("s", (bad,))),
        store.turn(4, "d", "4", says("two", "three", session="s")),
        return_exceptions=True,
    )
    assert isinstance(failed, RuntimeError)
    assert isinstance(unwritable, TypeError)
    assert isinstance(first, tuple)
    assert isinstance(last, tuple)
    assert [text(row) for row in (*first, *last)] == ["one", "two", "three"]
    assert await session_of(store, "c") is None
    assert await store.turn(2, "b", "2", says()) == ()
    assert await store.turn(1, "a", "1", says()) is None


async def test_purge_deletes_what_has_outlived_its_retention(
    store: Store, other: Store, clock: Clock
) -> None:
    await store.turn(1, "old", "7", says("unsent", session="old"))
    await store.turn(2, "young", "8", says(session="young"))
    await store.block("9")
    await store.set_aside(5, "message", "KeyError", "step.py:12")
    await store.failures(6)
    clock.now += 2 * DAY + 1
    await store.purge(clock.now)
    assert await store.turn(1, "old", "7", says()) == ()
    assert await store.failures(6) == 1
    assert await session_of(store, "old") == "old"
    assert await store.is_blocked("9")

    clock.now += 28 * DAY
    await store.turn(7, "young", "8", says(session="young"))
    clock.now += 3600
    await store.purge(clock.now)
    assert await session_of(store, "old") is None
    assert await session_of(store, "young") == "young"
    assert not await store.is_blocked("9")
    assert await store.aside() == ()
    assert await other.adopt() == ()


async def test_a_new_message_does_not_overtake_one_of_another_process(
    store: Store, other: Store
) -> None:
    earlier = await store.turn(1, "k", "7", says("one", session="s"))
    assert earlier is not None
    assert await other.turn(2, "k", "7", says("two", session="s")) == ()
    elsewhere = await other.turn(3, "k", "8", says("elsewhere", lane="8"))
    assert elsewhere is not None
    assert [text(row) for row in elsewhere] == ["elsewhere"]
    assert await other.adopt() == ()
    await store.sent(earlier[0])
    assert [text(row) for row in await other.adopt()] == ["two"]
    more = await other.turn(4, "k", "7", says("three"))
    assert more is not None
    assert [text(row) for row in more] == ["three"]


async def test_messages_behind_those_of_a_dead_process_come_after_them(
    store: Store, other: Store, clock: Clock
) -> None:
    await store.turn(1, "k", "7", says("one", "two"))
    await other.turn(2, "k", "7", says("three"))
    await other.turn(3, "k", "7", says("four"))
    clock.now += LEASE + 1
    assert [text(row) for row in await other.adopt()] == ["one", "two", "three", "four"]
