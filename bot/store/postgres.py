# ruff: noqa: D102 - what the methods do is said once, in `Store`
"""
The store in PostgreSQL, which any number of replicas share.

A turn is one transaction of three or four exchanges. An advisory lock on the session's key keeps
two updates of one conversation apart on whatever replica they land, also before the session has a
row. Times are those of the replicas' own clocks, which must agree to within seconds.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
import orjson

from bot.facts.provider import Retention
from bot.store.address import place
from bot.store.record import Backlog, Outcome, Row, SetAside
from bot.store.schema import HEAD
from bot.store.store import LEASE, StoreError
from bot.store.sweep import Sweep

HOUR = 3600
DAY = 24 * HOUR
ADOPTED_AT_ONCE = 500
CONNECTIONS = 10
CONNECTING_SECONDS = 5.0
COMMAND_SECONDS = 10.0

# A handled update gives no row; a conversation that is new gives one without a state.
BEGIN_TURN = """
    WITH added AS (
        INSERT INTO handled_update (id, at) SELECT $1::bigint, $2::float8 WHERE $1 IS NOT NULL
        ON CONFLICT DO NOTHING RETURNING id
    )
    SELECT (SELECT state FROM session WHERE key = $3)
    WHERE $1::bigint IS NULL OR EXISTS (SELECT 1 FROM added)
"""
END_TURN = """
    WITH kept AS (
        INSERT INTO session (key, chat, state, updated)
        SELECT $1::text, $2::text, $3::text, $4::bigint WHERE $3 IS NOT NULL
        ON CONFLICT (key) DO UPDATE SET state = excluded.state, updated = excluded.updated
    )
    INSERT INTO outbox (lane, method, parameters, owner, until, not_before, attempts, created)
    SELECT lane, method, parameters, $8::text, $9::float8, 0, 0, $10::float8
    FROM unnest($5::text[], $6::text[], $7::text[])
        WITH ORDINALITY AS message (lane, method, parameters, place)
    ORDER BY place RETURNING id
"""
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
    RETURNING outbox.id, lane, method, parameters, attempts
"""
RENEW = "UPDATE outbox SET until = $2 WHERE owner = $1 AND id = ANY($3::bigint[])"
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
BACKLOG = """
    SELECT (SELECT count(*) FROM outbox), (SELECT min(created) FROM outbox),
        (SELECT count(*) FROM set_aside)
"""


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
        self._url = url
        self._place = place(url)
        self._owner = owner
        self._clock = clock
        self._retention = retention or Retention()
        self._pool: asyncpg.Pool | None = None
        # Ids that this process was given and has neither sent nor dropped. What it owns besides is
        # from a commit whose confirmation was lost, and nobody is sending it.
        self._in_hand: set[int] = set()
        self._sweep = Sweep(self._delete)

    async def open(self) -> None:
        async with self._plainly():
            self._pool = await asyncpg.create_pool(
                self._url,
                min_size=1,
                max_size=CONNECTIONS,
                timeout=CONNECTING_SECONDS,
                command_timeout=COMMAND_SECONDS,
                reset=_nothing,
                server_settings={"application_name": "mail-setup-bot"},
            )
        try:
            await self._check_schema()
        except StoreError:
            await self.close()
            raise

    async def close(self) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        # Where it cannot be reached the leases end by themselves.
        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
            await pool.execute("UPDATE outbox SET until = 0 WHERE owner = $1", self._owner)
        with suppress(TimeoutError):
            await asyncio.wait_for(pool.close(), CONNECTING_SECONDS)

    async def turn(
        self, update_id: int | None, key: str, chat: str, decide: Callable[[str | None], Outcome]
    ) -> tuple[Row, ...] | None:
        async with self._transaction(key) as db:
            found = await db.fetchrow(BEGIN_TURN, update_id, self._clock(), key)
            if found is None:
                return None
            outcome = decide(found[0])
            gone = await self._forget(db, chat) if outcome.forget else ()
            rows = await self._keep(db, key, chat, outcome)
        self._in_hand.difference_update(gone)
        self._in_hand.update(row.id for row in rows)
        return rows

    async def sent(self, row: Row) -> None:
        await self._sweep.delete(row.id)

    async def retry(self, row: Row, not_before: float) -> None:
        await self._write(
            "UPDATE outbox SET attempts = attempts + 1, not_before = $1"
            " WHERE id = $2 AND owner = $3",
            not_before,
            row.id,
            self._owner,
        )

    async def drop(self, row: Row) -> None:
        await self.sent(row)

    async def adopt(self) -> tuple[Row, ...]:
        now = self._clock()
        found = await self._fetch(
            ADOPT,
            self._owner,
            now,
            now + LEASE,
            ADOPTED_AT_ONCE,
            LEASE,
            list(self._in_hand),
        )
        rows = tuple(
            Row(number, lane, method, orjson.loads(parameters), attempts)
            for number, lane, method, parameters, attempts in sorted(found)
        )
        self._in_hand.update(row.id for row in rows)
        return rows

    async def renew(self) -> None:
        until = self._clock() + LEASE
        await self._write(RENEW, self._owner, until, list(self._in_hand))

    async def block(self, chat: str) -> None:
        async with self._transaction() as db:
            await db.execute(BLOCK, chat, self._clock())
            gone = await db.fetch("DELETE FROM outbox WHERE lane = $1 RETURNING id", chat)
        self._in_hand.difference_update(number for (number,) in gone)

    async def unblock(self, chat: str) -> None:
        await self._write("DELETE FROM blocked WHERE chat = $1", chat)

    async def is_blocked(self, chat: str) -> bool:
        return bool(await self._fetch("SELECT 1 FROM blocked WHERE chat = $1", chat))

    async def failures(self, update_id: int) -> int:
        ((count,),) = await self._fetch(COUNT_FAILURE, update_id, self._clock())
        return int(count)

    async def set_aside(self, update_id: int, kind: str, error: str, place: str) -> None:
        await self._write(SET_ASIDE, update_id, kind, error, place, self._clock())

    async def aside(self) -> tuple[SetAside, ...]:
        found = await self._fetch(
            "SELECT update_id, kind, error, place, at FROM set_aside ORDER BY at"
        )
        return tuple(SetAside(*each) for each in found)

    async def backlog(self) -> Backlog:
        ((messages, oldest, aside),) = await self._fetch(BACKLOG)
        return Backlog(messages, oldest, aside)

    async def purge(self, now: float) -> None:
        personal = now - self._retention.session_days * DAY
        handled = now - self._retention.handled_hours * HOUR
        for statement, before in (
            ("DELETE FROM session WHERE updated < $1", personal),
            ("DELETE FROM outbox WHERE created < $1", personal),
            ("DELETE FROM blocked WHERE at < $1", personal),
            ("DELETE FROM set_aside WHERE at < $1", personal),
            ("DELETE FROM handled_update WHERE at < $1", handled),
            ("DELETE FROM failure WHERE at < $1", handled),
        ):
            await self._write(statement, before)

    async def ready(self) -> None:
        ((read_only,),) = await self._fetch("SELECT pg_is_in_recovery()")
        if read_only:
            msg = f"{self._place}: cannot be written to (it is a standby)"
            raise StoreError(msg)

    def _connections(self) -> asyncpg.Pool:
        if self._pool is None:
            msg = f"{self._place}: is not open"
            raise StoreError(msg)
        return self._pool

    @asynccontextmanager
    async def _plainly(self) -> AsyncIterator[None]:
        """
        Say in one line, without the password, what the driver says.
        """
        try:
            yield
        except TimeoutError as error:
            msg = f"{self._place}: does not answer in time"
            raise StoreError(msg) from error
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            msg = f"{self._place}: {reason}"
            raise StoreError(msg) from error
        except OSError as error:
            msg = f"{self._place}: cannot be reached: {error.strerror or type(error).__name__}"
            raise StoreError(msg) from error

    @asynccontextmanager
    async def _transaction(self, key: str | None = None) -> AsyncIterator[Any]:
        """
        Begin, hold the lock on a session's key, then commit or roll back.

        What the body raises of its own comes out as it is.
        """
        lock = f"; SELECT pg_advisory_xact_lock({_number(key)})" if key is not None else ""
        async with self._plainly(), self._connections().acquire() as db:
            await db.execute(f"BEGIN{lock}")
            try:
                yield db
            except BaseException:
                if not db.is_closed():
                    await db.execute("ROLLBACK")
                raise
            await db.execute("COMMIT")

    async def _fetch(self, statement: str, *values: object) -> list[Any]:
        async with self._plainly():
            return list(await self._connections().fetch(statement, *values))

    async def _write(self, statement: str, *values: object) -> None:
        async with self._plainly():
            await self._connections().execute(statement, *values)

    async def _delete(self, ids: list[int]) -> None:
        await self._write("DELETE FROM outbox WHERE id = ANY($1::bigint[])", ids)
        self._in_hand.difference_update(ids)

    async def _keep(self, db: Any, key: str, chat: str, outcome: Outcome) -> tuple[Row, ...]:
        now = self._clock()
        ids = await db.fetch(
            END_TURN,
            key,
            chat,
            outcome.session,
            int(now // HOUR * HOUR),
            [each.lane for each in outcome.outgoing],
            [each.method for each in outcome.outgoing],
            [orjson.dumps(each.parameters).decode() for each in outcome.outgoing],
            self._owner,
            now + LEASE,
            now,
        )
        return tuple(
            Row(number, each.lane, each.method, each.parameters)
            for (number,), each in zip(sorted(ids), outcome.outgoing, strict=True)
        )

    async def _forget(self, db: Any, chat: str) -> tuple[int, ...]:
        await db.execute("DELETE FROM session WHERE chat = $1", chat)
        await db.execute("DELETE FROM blocked WHERE chat = $1", chat)
        gone = await db.fetch("DELETE FROM outbox WHERE lane = $1 RETURNING id", chat)
        return tuple(number for (number,) in gone)

    async def _check_schema(self) -> None:
        there = await self._fetch("SELECT to_regclass('alembic_version')")
        version = None
        if there[0][0] is not None:
            found = await self._fetch("SELECT version_num FROM alembic_version")
            version = found[0][0] if found else None
        if version != HEAD:
            state = "has no tables yet" if version is None else f"has schema {version}"
            msg = (
                f"{self._place}: {state}, this version of the bot needs {HEAD};"
                " run `python -m bot setup`"
            )
            raise StoreError(msg)


async def _nothing(_: object) -> None:
    """
    Leave a connection as it is between two uses: no lock or setting outlives its transaction.
    """


def _number(key: str) -> int:
    digest = hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
