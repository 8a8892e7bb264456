import asyncio
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store import LEASE, Outcome, Outgoing, Row, SqliteStore, StoreError
from tests.store.conftest import Clock, message, says

DAY = 86_400


def text(row: Row) -> object:
    return row.parameters["text"]


async def session_of(store: SqliteStore, key: str) -> str | None:
    seen: list[str | None] = []

    def look(state: str | None) -> Outcome:
        seen.append(state)
        return Outcome(None)

    await store.turn(None, key, key, look)
    return seen[0]


async def test_a_turn_keeps_the_session_and_returns_its_messages(store: SqliteStore) -> None:
    rows = await store.turn(1, "k", "7", says("één", "two", session='{"a":1}'))
    assert rows is not None
    assert [text(row) for row in rows] == ["één", "two"]
    assert rows[0].id < rows[1].id
    assert await session_of(store, "k") == '{"a":1}'
    assert await session_of(store, "another") is None


async def test_a_redelivered_update_changes_nothing(store: SqliteStore) -> None:
    await store.turn(1, "k", "7", says("hello", session="first"))
    assert await store.turn(1, "k", "7", says("hello", session="second")) is None
    assert await session_of(store, "k") == "first"


async def test_a_redelivered_update_is_known_to_every_process(
    store: SqliteStore, other: SqliteStore
) -> None:
    await store.turn(1, "k", "7", says("hello", session="s"))
    assert await other.turn(1, "k", "7", says("hello")) is None
    assert await session_of(other, "k") == "s"


async def test_a_turn_that_fails_leaves_nothing(store: SqliteStore) -> None:
    def fail(_: str | None) -> Outcome:
        msg = "poison"
        raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="poison"):
        await store.turn(1, "k", "7", fail)
    rows = await store.turn(1, "k", "7", says("again", session="s"))
    assert rows is not None


async def test_a_message_that_is_not_json_leaves_nothing(store: SqliteStore) -> None:
    bad = Outgoing("7", "sendMessage", {"text": object()})
    with pytest.raises(TypeError):
        await store.turn(1, "k", "7", lambda _: Outcome("s", (bad,)))
    assert await session_of(store, "k") is None


async def test_a_session_stays_when_the_outcome_has_none(store: SqliteStore) -> None:
    await store.turn(1, "k", "7", says(session="s"))
    await store.turn(2, "k", "7", says("hello"))
    assert await session_of(store, "k") == "s"


async def test_what_another_process_left_is_adopted_in_order(
    store: SqliteStore, other: SqliteStore, clock: Clock
) -> None:
    await store.turn(1, "k", "7", says("one", "two", session="s"))
    assert await other.adopt() == ()
    clock.now += LEASE + 1
    rows = await other.adopt()
    assert [text(row) for row in rows] == ["one", "two"]
    assert rows[0].parameters == {"chat_id": 7, "text": "one"}
    assert await other.adopt() == ()
    assert await store.adopt() == ()


async def test_a_renewed_lease_is_respected(
    store: SqliteStore, other: SqliteStore, clock: Clock
) -> None:
    await store.turn(1, "k", "7", says("one"))
    clock.now += LEASE - 1
    await store.renew()
    clock.now += LEASE - 1
    assert await other.adopt() == ()


async def test_a_process_never_adopts_its_own(store: SqliteStore, clock: Clock) -> None:
    await store.turn(1, "k", "7", says("one"))
    clock.now += LEASE + 1
    assert await store.adopt() == ()


async def test_a_process_that_closes_lets_go_at_once(
    store: SqliteStore, other: SqliteStore
) -> None:
    await store.turn(1, "k", "7", says("one"))
    await store.close()
    assert [text(row) for row in await other.adopt()] == ["one"]


async def test_a_later_message_does_not_overtake_a_leased_one(
    store: SqliteStore,
    other: SqliteStore,
    make: Callable[[str], SqliteStore],
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
    store: SqliteStore, other: SqliteStore, clock: Clock
) -> None:
    rows = await store.turn(1, "k", "7", says("one", "two"))
    assert rows is not None
    await store.retry(rows[0], not_before=clock.now + 100)
    clock.now += LEASE + 1
    assert await other.adopt() == ()
    clock.now += 100
    adopted = await other.adopt()
    assert [(text(row), row.attempts) for row in adopted] == [("one", 1), ("two", 0)]


async def test_sent_and_dropped_messages_are_gone(
    store: SqliteStore, other: SqliteStore, clock: Clock
) -> None:
    rows = await store.turn(1, "k", "7", says("one", "two", "three"))
    assert rows is not None
    await store.sent(rows[0])
    await store.drop(rows[1])
    clock.now += LEASE + 1
    assert [text(row) for row in await other.adopt()] == ["three"]


async def test_a_late_sender_does_not_delete_a_later_message(
    store: SqliteStore, other: SqliteStore, clock: Clock
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
    store: SqliteStore, other: SqliteStore, clock: Clock
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
    store: SqliteStore, other: SqliteStore, clock: Clock
) -> None:
    await store.turn(1, "k", "7", says("one"))
    await store.block("7")
    assert await other.is_blocked("7")
    assert not await other.is_blocked("8")
    clock.now += LEASE + 1
    assert await other.adopt() == ()
    await store.unblock("7")
    assert not await other.is_blocked("7")


async def test_failures_are_counted_for_each_update(store: SqliteStore) -> None:
    counted = [await store.failures(1), await store.failures(2), await store.failures(1)]
    assert counted == [1, 1, 2]


async def test_what_is_set_aside_can_be_read(store: SqliteStore, clock: Clock) -> None:
    await store.set_aside(9, "message", "KeyError", "step.py:12")
    clock.now += 1
    await store.set_aside(8, "callback_query", "ValueError", "codec.py:3")
    first, second = await store.aside()
    assert (first.update_id, first.kind, first.error) == (9, "message", "KeyError")
    assert (second.place, second.at) == ("codec.py:3", clock.now)


def contents(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(path.parent.iterdir()))


async def test_forget_erases_the_text_from_the_files(store: SqliteStore, path: Path) -> None:
    await store.turn(1, "k", "7", says("secret-message", session="secret-state"))
    await store.turn(2, "topic", "7", says(session="secret-topic"))
    await store.turn(3, "x", "8", says("kept-message", session="kept-state", lane="8"))
    assert b"secret-" in contents(path)

    rows = await store.turn(
        4, "k", "7", lambda _: Outcome("fresh", (message("done"),), forget=True)
    )

    assert rows is not None
    assert [text(row) for row in rows] == ["done"]
    left = contents(path)
    assert b"secret-" not in left
    assert b"kept-message" in left
    assert b"kept-state" in left
    assert await session_of(store, "k") == "fresh"
    assert await session_of(store, "topic") is None


async def test_forget_erases_while_another_process_has_the_file_open(
    store: SqliteStore, other: SqliteStore, path: Path
) -> None:
    await other.turn(1, "k", "7", says("secret-message", session="secret-state"))
    await store.turn(2, "k", "7", lambda _: Outcome(None, (), forget=True))
    assert b"secret-" not in contents(path)
    assert await session_of(other, "k") is None


async def test_purge_deletes_what_has_outlived_its_retention(
    store: SqliteStore, other: SqliteStore, clock: Clock
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


async def test_a_locked_database_is_a_store_error_and_then_works_again(
    store: SqliteStore, path: Path
) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another process holds the lock"):
        await store.turn(1, "k", "7", says("hello", session="s"))
    with pytest.raises(StoreError):
        await store.ready()
    holder.execute("ROLLBACK")
    holder.close()
    assert await store.turn(1, "k", "7", says("hello", session="s"))
    await store.ready()


async def test_a_turn_waits_for_a_short_lock_without_stopping_the_loop(
    path: Path, clock: Clock
) -> None:
    store = SqliteStore(str(path), "me", clock)
    await store.open()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(store.turn(1, "k", "7", says("hello")))
    await asyncio.sleep(0)
    assert not waiting.done()
    holder.execute("ROLLBACK")
    holder.close()
    assert await waiting
    await store.close()


async def test_a_full_disk_is_a_store_error_and_the_turn_is_undone(
    store: SqliteStore, path: Path
) -> None:
    await store.turn(1, "k", "7", says(session="s"))
    # SQLite answers a file that may not grow exactly as it answers a full disk.
    db = store._connection()
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="the disk is full") as caught:
        await store.turn(2, "k", "7", says("x" * 100_000, session="new"))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    db.execute("PRAGMA max_page_count = 1000000")
    assert await session_of(store, "k") == "s"
    assert await store.turn(2, "k", "7", says("x", session="new"))


async def test_a_file_that_vanished_is_not_ready(store: SqliteStore, path: Path) -> None:
    await store.ready()
    os.unlink(path)  # noqa: PTH108 - pathlib is not for coroutines
    with pytest.raises(StoreError, match="the file is gone"):
        await store.ready()


async def test_nothing_works_before_it_is_open(make: Callable[[str], SqliteStore]) -> None:
    with pytest.raises(StoreError, match="is not open"):
        await make("me").ready()


async def test_the_store_in_memory_leaves_no_file(clock: Clock, tmp_path: Path) -> None:
    store = SqliteStore(":memory:", "me", clock)
    await store.open()
    await store.turn(1, "k", "7", says("hello", session="s"))
    await store.ready()
    assert await session_of(store, "k") == "s"
    await store.close()
    assert os.listdir(tmp_path) == []  # noqa: PTH208
