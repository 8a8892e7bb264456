# ruff: noqa: D102 - what the methods do is said once, in `Store`
"""
The store in PostgreSQL, which any number of replicas share.

Times are those of the replicas' own clocks, which must agree to within seconds.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import orjson

from bot.facts.provider import Retention
from bot.store.books import Books
from bot.store.pool import Pool
from bot.store.record import Backlog, Outcome, Row, SetAside
from bot.store.schema import HEAD
from bot.store.store import LEASE, StoreError
from bot.store.ticket import OF_A_TICKET
from bot.store.together import Together
from bot.store.turns import HOUR, Turns, lock_number

DAY = 24 * HOUR
ADOPTED_AT_ONCE = 500
SENT_AT_ONCE = 500
PURGED_AT_ONCE = 5000
# Any number will do, as long as every replica takes the same.
ADOPTING = 4_051_988

ADOPT = """
    WITH taken AS (
        SELECT id FROM outbox AS left_over
        WHERE until <= $2::float8 AND not_before <= $2
            AND (owner <> $1 OR (created <= $2 - $5::float8 AND id <> ALL($6::bigint[])))
            AND NOT EXISTS (
                SELECT 1 FROM outbox AS earlier
                WHERE earlier.lane = left_over.lane AND earlier.id < left_over.id
                    AND earlier.owner <> $1 AND (earlier.until > $2 OR earlier.not_before > $2)
            )
        ORDER BY id LIMIT $4 FOR UPDATE SKIP LOCKED
    )
    UPDATE outbox SET owner = $1, until = $3 FROM taken WHERE outbox.id = taken.id
    RETURNING outbox.id, lane, method, parameters, attempts, note
"""
# What is locked is about to be sent, put off or taken over; waiting for it could end in a deadlock.
RENEW = """
    WITH mine AS (
        SELECT id FROM outbox WHERE owner = $1 AND id = ANY($3::bigint[]) FOR UPDATE SKIP LOCKED
    )
    UPDATE outbox SET until = $2 FROM mine WHERE outbox.id = mine.id
"""
RETRY = """
    UPDATE outbox SET attempts = attempts + 1, not_before = $1 WHERE id = $2 AND owner = $3
"""
RELEASE = "UPDATE outbox SET until = 0 WHERE owner = $1"
DELETE = "DELETE FROM outbox WHERE id = ANY($1::bigint[])"
COUNT_FAILURE = """
    INSERT INTO failure (update_id, count, at) VALUES ($1, 1, $2)
    ON CONFLICT (update_id) DO UPDATE SET count = failure.count + 1 RETURNING count
"""
SET_ASIDE = """
    INSERT INTO set_aside (update_id, kind, error, place, at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (update_id) DO UPDATE
    SET kind = excluded.kind, error = excluded.error, place = excluded.place, at = excluded.at
"""
BLOCK = """
    INSERT INTO blocked (chat, at) VALUES ($1, $2)
    ON CONFLICT (chat) DO UPDATE SET at = excluded.at
"""
DELETE_LANE = "DELETE FROM outbox WHERE lane = $1 RETURNING id"
UNBLOCK = "DELETE FROM blocked WHERE chat = $1"
IS_BLOCKED = "SELECT 1 FROM blocked WHERE chat = $1"
ASIDE = "SELECT update_id, kind, error, place, at FROM set_aside ORDER BY at"
BACKLOG = """
    SELECT (SELECT count(*) FROM outbox), (SELECT min(created) FROM outbox),
        (SELECT count(*) FROM set_aside)
"""
# A few at a time, so that no statement meets the time limit.
PURGE = """
    DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {at} < $1 LIMIT $2)
"""
PURGE_SESSIONS = """
    DELETE FROM session WHERE key IN (
        SELECT key FROM session
        WHERE updated < $1 AND key NOT IN (SELECT key FROM ticket) LIMIT $2
    )
"""
# Of a session that leads to a ticket nothing else is left.
EMPTY_SESSIONS = """
    UPDATE session SET state = '{state}' WHERE key IN (
        SELECT key FROM session
        WHERE updated < $1 AND state <> '{state}' AND key IN (SELECT key FROM ticket) LIMIT $2
    )
""".replace("{state}", OF_A_TICKET)
PURGE_PERSONAL = (
    PURGE_SESSIONS,
    EMPTY_SESSIONS,
    PURGE.format(table="outbox", key="id", at="created"),
    PURGE.format(table="blocked", key="chat", at="at"),
    PURGE.format(table="set_aside", key="update_id", at="at"),
)
PURGE_HANDLED = (
    PURGE.format(table="handled_update", key="id", at="at"),
    PURGE.format(table="failure", key="update_id", at="at"),
)
WRITABLE = "SELECT NOT (pg_is_in_recovery() OR current_setting('transaction_read_only')::bool)"
HAS_VERSION = "SELECT to_regclass('alembic_version') IS NOT NULL"
VERSION = "SELECT version_num FROM alembic_version"


class PostgresStore:
    """
    `Store` on PostgreSQL; see there for what each method does.

    `url` begins with `postgresql://`. `owner` must be this process's alone; `clock` gives seconds
    since 1970.
    """

    def __init__(
        self,
        url: str,
        owner: str,
        clock: Callable[[], float],
        retention: Retention | None = None,
    ) -> None:
        self._pool = Pool(url)
        self._owner = owner
        self._clock = clock
        self._retention = retention or Retention()
        # Ids that this process was given and has neither sent nor dropped. What it owns besides is
        # from a commit whose confirmation was lost, and nobody is sending it.
        self._in_hand: set[int] = set()
        self._turns = Turns(self._pool, owner, clock, self._in_hand.difference_update)
        self._sent: Together[int, None] = Together(self._delete, SENT_AT_ONCE)

    async def open(self) -> None:
        await self._pool.open()
        try:
            await self._check_schema()
        except StoreError:
            await self._pool.close()
            raise

    async def close(self) -> None:
        await self._turns.idle()
        await self._sent.idle()
        # Where it cannot be reached, or is not open, the leases end by themselves.
        with suppress(StoreError):
            await self._pool.write(RELEASE, self._owner)
        await self._pool.close()

    async def turn(
        self, update_id: int | None, key: str, chat: str, decide: Callable[[str | None], Outcome]
    ) -> tuple[Row, ...] | None:
        rows = await self._turns.run(update_id, key, chat, decide)
        self._in_hand.update(row.id for row in rows or ())
        return rows

    async def sent(self, row: Row) -> None:
        await self._sent.run(row.id, row.id)

    async def retry(self, row: Row, not_before: float) -> None:
        await self._pool.write(RETRY, not_before, row.id, self._owner)

    async def drop(self, row: Row) -> None:
        await self.sent(row)

    async def adopt(self) -> tuple[Row, ...]:
        now = self._clock()
        in_hand = list(self._in_hand)
        # One at a time: two at once would each take a part of one lane.
        async with self._pool.transaction([ADOPTING]) as db:
            found = await db.fetch(
                ADOPT, self._owner, now, now + LEASE, ADOPTED_AT_ONCE, LEASE, in_hand
            )
        rows = tuple(
            Row(
                number,
                lane,
                method,
                orjson.loads(parameters),
                attempts,
                note and orjson.loads(note),
            )
            for number, lane, method, parameters, attempts, note in sorted(found)
        )
        self._in_hand.update(row.id for row in rows)
        return rows

    async def renew(self) -> None:
        until = self._clock() + LEASE
        await self._pool.write(RENEW, self._owner, until, list(self._in_hand))

    async def block(self, chat: str) -> None:
        async with self._pool.transaction() as db:
            await db.execute(BLOCK, chat, self._clock())
            gone = await db.fetch(DELETE_LANE, chat)
        self._in_hand.difference_update(number for (number,) in gone)

    async def unblock(self, chat: str) -> None:
        await self._pool.write(UNBLOCK, chat)

    async def is_blocked(self, chat: str) -> bool:
        return bool(await self._pool.fetch(IS_BLOCKED, chat))

    async def failures(self, update_id: int) -> int:
        ((count,),) = await self._pool.fetch(COUNT_FAILURE, update_id, self._clock())
        return int(count)

    async def set_aside(self, update_id: int, kind: str, error: str, place: str) -> None:
        await self._pool.write(SET_ASIDE, update_id, kind, error, place, self._clock())

    async def aside(self) -> tuple[SetAside, ...]:
        found = await self._pool.fetch(ASIDE)
        return tuple(SetAside(*each) for each in found)

    async def backlog(self) -> Backlog:
        ((messages, oldest, aside),) = await self._pool.fetch(BACKLOG)
        return Backlog(messages, oldest, aside)

    async def purge(self, now: float) -> None:
        personal = now - self._retention.session_days * DAY
        handled = now - self._retention.handled_hours * HOUR
        for statement in PURGE_PERSONAL:
            await self._purge(statement, personal)
        for statement in PURGE_HANDLED:
            await self._purge(statement, handled)

    @asynccontextmanager
    async def books(self, key: str = "") -> AsyncIterator[Books]:
        locks = [lock_number(key)] if key else []
        async with self._pool.transaction(locks) as db:
            now = self._clock()
            books = Books(db, self._owner, now, now + LEASE)
            yield books
        self._in_hand.update(row.id for row in books.rows)
        self._in_hand.difference_update(books.gone)

    async def ready(self) -> None:
        ((writable,),) = await self._pool.fetch(WRITABLE)
        if not writable:
            msg = f"{self._pool.place}: cannot be written to (it is a standby, or set to read only)"
            raise StoreError(msg)

    async def _purge(self, statement: str, before: float) -> None:
        while await self._pool.write(statement, before, PURGED_AT_ONCE) == PURGED_AT_ONCE:
            pass

    async def _delete(self, ids: list[int]) -> list[None]:
        await self._pool.write(DELETE, ids)
        self._in_hand.difference_update(ids)
        return [None] * len(ids)

    async def _check_schema(self) -> None:
        ((there,),) = await self._pool.fetch(HAS_VERSION)
        found = await self._pool.fetch(VERSION) if there else []
        version = found[0][0] if found else None
        if version == HEAD:
            return
        if version is None:
            what = "has no tables yet; run `python -m bot setup`"
        elif version < HEAD:
            what = f"has schema {version}, which is older than {HEAD}; run `python -m bot setup`"
        else:
            what = f"was written by a newer version of the bot (its schema is {version})"
        msg = f"{self._pool.place}: {what}"
        raise StoreError(msg)


def _decoded(note: str | None) -> Any:
    return None if note is None else orjson.loads(note)
