import asyncio
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.store import Outcome, Row, SqliteStore, StoreError
from tests.store.conftest import Clock, message, says, session_of


def text(row: Row) -> object:
    return row.parameters["text"]


def contents(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(path.parent.iterdir()))


async def test_forget_erases_the_text_from_the_files(sqlite: SqliteStore, path: Path) -> None:
    await sqlite.turn(1, "k", "7", says("secret-message", session="secret-state"))
    await sqlite.turn(2, "topic", "7", says(session="secret-topic"))
    await sqlite.turn(3, "x", "8", says("kept-message", session="kept-state", lane="8"))
    assert b"secret-" in contents(path)

    rows = await sqlite.turn(
        4, "k", "7", lambda _: Outcome("fresh", (message("done"),), forget=True)
    )

    assert rows is not None
    assert [text(row) for row in rows] == ["done"]
    left = contents(path)
    assert b"secret-" not in left
    assert b"kept-message" in left
    assert b"kept-state" in left
    assert await session_of(sqlite, "k") == "fresh"
    assert await session_of(sqlite, "topic") is None


async def test_forget_erases_while_another_process_has_the_file_open(
    sqlite: SqliteStore, second: SqliteStore, path: Path
) -> None:
    await second.turn(1, "k", "7", says("secret-message", session="secret-state"))
    await sqlite.turn(2, "k", "7", lambda _: Outcome(None, (), forget=True))
    assert b"secret-" not in contents(path)
    assert await session_of(second, "k") is None


async def test_a_locked_database_is_a_store_error_and_then_works_again(
    sqlite: SqliteStore, path: Path
) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another process holds the lock"):
        await sqlite.turn(1, "k", "7", says("hello", session="s"))
    with pytest.raises(StoreError):
        await sqlite.ready()
    holder.execute("ROLLBACK")
    holder.close()
    assert await sqlite.turn(1, "k", "7", says("hello", session="s"))
    await sqlite.ready()


async def test_a_turn_waits_for_a_short_lock_without_stopping_the_loop(
    path: Path, clock: Clock
) -> None:
    sqlite = SqliteStore(str(path), "me", clock)
    await sqlite.open()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(sqlite.turn(1, "k", "7", says("hello")))
    await asyncio.sleep(0)
    assert not waiting.done()
    holder.execute("ROLLBACK")
    holder.close()
    assert await waiting
    await sqlite.close()


async def test_a_full_disk_is_a_store_error_and_the_turn_is_undone(
    sqlite: SqliteStore, path: Path
) -> None:
    await sqlite.turn(1, "k", "7", says(session="s"))
    # SQLite answers a file that may not grow exactly as it answers a full disk.
    db = sqlite._connection()
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="the disk is full") as caught:
        await sqlite.turn(2, "k", "7", says("x" * 100_000, session="new"))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    db.execute("PRAGMA max_page_count = 1000000")
    assert await session_of(sqlite, "k") == "s"
    assert await sqlite.turn(2, "k", "7", says("x", session="new"))


async def test_a_file_that_vanished_is_not_ready(sqlite: SqliteStore, path: Path) -> None:
    await sqlite.ready()
    os.unlink(path)  # noqa: PTH108 - pathlib is not for coroutines
    with pytest.raises(StoreError, match="the file is gone"):
        await sqlite.ready()


async def test_nothing_works_before_it_is_open(make_sqlite: Callable[[str], SqliteStore]) -> None:
    with pytest.raises(StoreError, match="is not open"):
        await make_sqlite("me").ready()


async def test_the_store_in_memory_leaves_no_file(clock: Clock, tmp_path: Path) -> None:
    sqlite = SqliteStore(":memory:", "me", clock)
    await sqlite.open()
    await sqlite.turn(1, "k", "7", says("hello", session="s"))
    await sqlite.ready()
    assert await session_of(sqlite, "k") == "s"
    await sqlite.close()
    assert os.listdir(tmp_path) == []  # noqa: PTH208
