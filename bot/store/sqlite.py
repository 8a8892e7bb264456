# ruff: noqa: D102 - what the methods do is said once, in `Store`
"""
The store in one SQLite file, which several processes may share.

The driver is called in the event loop itself: a turn takes less than a tenth of a millisecond,
and a thread would cost more than it saves. What is committed survives the death of the process
(`kill -9`) whole. A power cut or a crash of the operating system can take back the last commits,
some seconds of them, because `synchronous = NORMAL` does not wait for the disk at every commit;
the file stays sound, and what is taken back is taken back as whole turns.
"""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import orjson

from bot.facts.provider import Retention
from bot.store.batch import Batch
from bot.store.books import Books
from bot.store.connection import check_in_place, check_writing, connect, failure, identity, is_busy
from bot.store.record import Backlog, Outcome, Outgoing, Row, SetAside
from bot.store.store import LEASE, StoreError
from bot.store.ticket import OF_A_TICKET

HOUR = 3600
DAY = 24 * HOUR
ADOPTED_AT_ONCE = 500
PATIENCE = 5.0
PAUSE = 0.02

BEHIND = "SELECT 1 FROM outbox WHERE lane = ? AND owner <> ? LIMIT 1"
ADOPT = """
    UPDATE outbox SET owner = :me, until = :until
    WHERE id IN (
        SELECT id FROM outbox AS left_over
        WHERE owner <> :me AND until <= :now AND not_before <= :now AND NOT EXISTS (
            SELECT 1 FROM outbox AS earlier
            WHERE earlier.lane = left_over.lane AND earlier.id < left_over.id
                AND earlier.owner <> :me AND (earlier.until > :now OR earlier.not_before > :now)
        )
        ORDER BY id LIMIT :limit
    )
    RETURNING id, lane, method, parameters, attempts, note
"""


class SqliteStore:
    """
    `Store` on SQLite; see there for what each method does.

    `path` may be ":memory:". `owner` must be this process's alone; `clock` gives seconds since
    1970.
    """

    def __init__(
        self,
        path: str,
        owner: str,
        clock: Callable[[], float],
        retention: Retention | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """
        Take also the seconds to wait while another process holds the lock.
        """
        self._path = path
        self._owner = owner
        self._clock = clock
        self._retention = retention or Retention()
        self._patience = patience
        self._opened: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._farewells: set[int] = set()
        self._batch = Batch(self._transaction)

    async def open(self) -> None:
        self._opened = connect(self._path)
        self._identity = identity(self._path)

    async def close(self) -> None:
        if self._opened is None:
            return
        try:
            # Where it cannot be written the leases end by themselves.
            with suppress(StoreError):
                await self._write("UPDATE outbox SET until = 0 WHERE owner = ?", self._owner)
        finally:
            self._opened.close()
            self._opened = None

    async def turn(
        self, update_id: int | None, key: str, chat: str, decide: Callable[[str | None], Outcome]
    ) -> tuple[Row, ...] | None:
        outcome = Outcome(None)

        def work(db: sqlite3.Connection) -> tuple[Row, ...] | None:
            nonlocal outcome
            if update_id is not None and not self._is_new(db, update_id):
                return None
            found = db.execute("SELECT state, updated FROM session WHERE key = ?", (key,))
            state, updated = found.fetchone() or (None, None)
            outcome = decide(state)
            if outcome.forget:
                _forget(db, chat)
                updated = None
            if outcome.session is not None:
                self._keep(db, key, chat, outcome.session, updated)
            rows = [self._put(db, each) for each in outcome.outgoing]
            return tuple(row for row in rows if row is not None)

        rows = await self._batch.run(work)
        if rows is not None and outcome.forget:
            self._scrub()
            self._farewells.update(row.id for row in rows)
        return rows

    async def sent(self, row: Row) -> None:
        await self._batch.run(lambda db: db.execute("DELETE FROM outbox WHERE id = ?", (row.id,)))
        if row.id in self._farewells:
            # With the last word to a forgotten chat the last trace of it goes.
            self._farewells.discard(row.id)
            self._scrub()

    async def retry(self, row: Row, not_before: float) -> None:
        await self._write(
            "UPDATE outbox SET attempts = attempts + 1, not_before = ? WHERE id = ? AND owner = ?",
            not_before,
            row.id,
            self._owner,
        )

    async def drop(self, row: Row) -> None:
        await self.sent(row)

    async def adopt(self) -> tuple[Row, ...]:
        now = self._clock()
        values = {
            "me": self._owner,
            "now": now,
            "until": now + LEASE,
            "limit": ADOPTED_AT_ONCE,
        }
        async with self._transaction() as db:
            found = db.execute(ADOPT, values).fetchall()
        return tuple(
            Row(number, lane, method, json.loads(parameters), attempts, note and json.loads(note))
            for number, lane, method, parameters, attempts, note in sorted(found)
        )

    async def renew(self) -> None:
        until = self._clock() + LEASE
        await self._write("UPDATE outbox SET until = ? WHERE owner = ?", until, self._owner)

    async def block(self, chat: str) -> None:
        async with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO blocked VALUES (?, ?)", (chat, self._clock()))
            db.execute("DELETE FROM outbox WHERE lane = ?", (chat,))

    async def unblock(self, chat: str) -> None:
        await self._write("DELETE FROM blocked WHERE chat = ?", chat)

    async def is_blocked(self, chat: str) -> bool:
        return bool(self._read("SELECT 1 FROM blocked WHERE chat = ?", chat))

    async def failures(self, update_id: int) -> int:
        async with self._transaction() as db:
            counted = db.execute(
                "INSERT INTO failure VALUES (?, 1, ?)"
                " ON CONFLICT DO UPDATE SET count = count + 1 RETURNING count",
                (update_id, self._clock()),
            ).fetchone()
        return int(counted[0])

    async def set_aside(self, update_id: int, kind: str, error: str, place: str) -> None:
        await self._write(
            "INSERT OR REPLACE INTO set_aside VALUES (?, ?, ?, ?, ?)",
            update_id,
            kind,
            error,
            place,
            self._clock(),
        )

    async def aside(self) -> tuple[SetAside, ...]:
        found = self._read("SELECT update_id, kind, error, place, at FROM set_aside ORDER BY at")
        return tuple(SetAside(*each) for each in found)

    async def backlog(self) -> Backlog:
        oldest = self._read("SELECT created FROM outbox ORDER BY id LIMIT 1")
        ((messages, aside),) = self._read(
            "SELECT (SELECT count(*) FROM outbox), (SELECT count(*) FROM set_aside)"
        )
        return Backlog(messages, oldest[0][0] if oldest else None, aside)

    async def purge(self, now: float) -> None:
        personal = now - self._retention.session_days * DAY
        handled = now - self._retention.handled_hours * HOUR
        async with self._transaction() as db:
            db.execute(
                "UPDATE session SET state = ?"
                " WHERE updated < ? AND key IN (SELECT key FROM ticket)",
                (OF_A_TICKET, personal),
            )
            db.execute(
                "DELETE FROM session WHERE updated < ? AND key NOT IN (SELECT key FROM ticket)",
                (personal,),
            )
            db.execute("DELETE FROM outbox WHERE created < ?", (personal,))
            db.execute("DELETE FROM blocked WHERE at < ?", (personal,))
            db.execute("DELETE FROM set_aside WHERE at < ?", (personal,))
            db.execute("DELETE FROM handled_update WHERE at < ?", (handled,))
            db.execute("DELETE FROM failure WHERE at < ?", (handled,))
        self._scrub()

    @asynccontextmanager
    async def books(self, key: str = "") -> AsyncIterator[Books]:
        # One writer at a time is all that there is: the key need not be locked.
        del key
        async with self._transaction() as db:
            now = self._clock()
            books = Books(_Open(db), self._owner, now, now + LEASE)
            yield books
        if books.gone:
            self._scrub()

    async def ready(self) -> None:
        async with self._transaction() as db:
            check_writing(db)

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            msg = f"database {self._path}: is not open"
            raise StoreError(msg)
        return self._opened

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[sqlite3.Connection]:
        """
        Begin, then commit or roll back. The body must not await: there is only one connection.
        """
        db = self._connection()
        await self._begin(db)
        try:
            yield db
            db.execute("COMMIT")
        except sqlite3.Error as error:
            raise failure(self._path, error) from error
        finally:
            if db.in_transaction:
                db.rollback()

    async def _begin(self, db: sqlite3.Connection) -> None:
        # The driver itself waits only for an instant: a lock held elsewhere must stop this turn,
        # not the whole process.
        check_in_place(self._path, self._identity)
        now = asyncio.get_running_loop().time
        deadline = now() + self._patience
        while True:
            try:
                db.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                if not is_busy(error) or now() >= deadline:
                    raise failure(self._path, error) from error
                await asyncio.sleep(PAUSE)
            else:
                return

    async def _write(self, statement: str, *values: object) -> None:
        async with self._transaction() as db:
            db.execute(statement, values)

    def _read(self, statement: str, *values: object) -> list[Any]:
        try:
            return self._connection().execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise failure(self._path, error) from error

    def _is_new(self, db: sqlite3.Connection, update_id: int) -> bool:
        added = db.execute(
            "INSERT OR IGNORE INTO handled_update VALUES (?, ?)", (update_id, self._clock())
        )
        return added.rowcount == 1

    def _keep(
        self, db: sqlite3.Connection, key: str, chat: str, state: str, updated: int | None
    ) -> None:
        hour = int(self._clock() // HOUR * HOUR)
        if updated == hour:
            db.execute("UPDATE session SET state = ? WHERE key = ?", (state, key))
        else:
            db.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?) ON CONFLICT (key)"
                " DO UPDATE SET state = excluded.state, updated = excluded.updated",
                (key, chat, state, hour),
            )

    def _put(self, db: sqlite3.Connection, outgoing: Outgoing) -> Row | None:
        now = self._clock()
        parameters = orjson.dumps(outgoing.parameters).decode()
        behind = db.execute(BEHIND, (outgoing.lane, self._owner)).fetchone()
        owner, until = ("", 0.0) if behind else (self._owner, now + LEASE)
        added = db.execute(
            "INSERT INTO outbox (lane, method, parameters, owner, until, created)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (outgoing.lane, outgoing.method, parameters, owner, until, now),
        )
        if behind:
            return None
        return Row(added.lastrowid or 0, outgoing.lane, outgoing.method, outgoing.parameters)

    def _scrub(self) -> None:
        # Deleted text also lies in the log until that is written back. When another process is
        # reading just now, the next scrub does it.
        with suppress(sqlite3.Error):
            self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Open:
    """
    The open transaction, for the books; it never lets anything else run.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    async def fetch(self, statement: str, *values: object) -> list[Any]:
        named = {str(place): value for place, value in enumerate(values, 1)}
        return self._db.execute(statement, named).fetchall()


def _forget(db: sqlite3.Connection, chat: str) -> None:
    db.execute("DELETE FROM session WHERE chat = ?", (chat,))
    db.execute("DELETE FROM outbox WHERE lane = ?", (chat,))
    db.execute("DELETE FROM blocked WHERE chat = ?", (chat,))
