import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.store import StoreError
from bot.store.batch import Batch


class Database:
    """
    A table of numbers, and how often it was committed; `away` makes it fail.
    """

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.execute("CREATE TABLE number (n INTEGER PRIMARY KEY) STRICT")
        self.commits = 0
        self.away = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[sqlite3.Connection]:
        if self.away:
            msg = "database away"
            raise StoreError(msg)
        self.db.execute("BEGIN")
        try:
            yield self.db
            self.db.execute("COMMIT")
            self.commits += 1
        except sqlite3.Error as error:
            msg = "database failed"
            raise StoreError(msg) from error
        finally:
            if self.db.in_transaction:
                self.db.rollback()

    @property
    def numbers(self) -> list[int]:
        return [n for (n,) in self.db.execute("SELECT n FROM number ORDER BY n")]


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def batch(database: Database) -> Batch:
    return Batch(database.transaction)


def put(number: int) -> Callable[[sqlite3.Connection], int]:
    def work(db: sqlite3.Connection) -> int:
        db.execute("INSERT INTO number VALUES (?)", (number,))
        return number

    return work


def put_and_fail(db: sqlite3.Connection) -> None:
    put(99)(db)
    msg = "of its own"
    raise LookupError(msg)


async def test_what_comes_together_shares_a_commit(batch: Batch, database: Database) -> None:
    results = await asyncio.gather(*(batch.run(put(number)) for number in range(5)))
    assert results == [0, 1, 2, 3, 4]
    assert database.numbers == results
    assert database.commits == 1


async def test_what_comes_later_has_a_commit_of_its_own(batch: Batch, database: Database) -> None:
    await batch.run(put(1))
    await batch.run(put(2))
    assert (database.numbers, database.commits) == ([1, 2], 2)


async def test_what_fails_fails_alone_and_writes_nothing(batch: Batch, database: Database) -> None:
    works = (put(1), put_and_fail, put(2))
    first, failed, second = await asyncio.gather(
        *(batch.run(work) for work in works), return_exceptions=True
    )
    assert (first, second) == (1, 2)
    assert isinstance(failed, LookupError)
    assert database.numbers == [1, 2]


async def test_a_row_that_the_database_refuses_fails_alone(
    batch: Batch, database: Database
) -> None:
    first, refused, second = await asyncio.gather(
        *(batch.run(put(number)) for number in (1, 1, 2)), return_exceptions=True
    )
    assert (first, second) == (1, 2)
    assert isinstance(refused, StoreError)
    assert database.numbers == [1, 2]


async def test_all_hear_that_the_database_is_away(batch: Batch, database: Database) -> None:
    database.away = True
    results = await asyncio.gather(
        *(batch.run(put(number)) for number in (1, 2)), return_exceptions=True
    )
    assert [str(each) for each in results] == ["database away", "database away"]
    database.away = False
    assert await batch.run(put(3)) == 3


async def test_who_has_given_up_finds_nothing_written(batch: Batch, database: Database) -> None:
    waiting = asyncio.create_task(batch.run(put(1)))
    other = asyncio.create_task(batch.run(put(2)))
    await asyncio.sleep(0)
    waiting.cancel()
    assert await other == 2
    assert database.numbers == [2]
