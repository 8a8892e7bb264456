"""
Turns in PostgreSQL, those that come up at once in one transaction.

It takes four exchanges with the server, for one turn or for many. An advisory lock on each
session's key keeps two updates of one conversation apart on whatever replica they land, also before
the session has a row.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import orjson

from bot.store.pool import Pool
from bot.store.record import Outcome, Row
from bot.store.store import LEASE, StoreError
from bot.store.together import Together

HOUR = 3600
MOST = 32
SIDE_BY_SIDE = 3

# A handled update gives no row; a conversation that is new gives one without a state.
BEGIN_TURNS = """
    WITH added AS (
        INSERT INTO handled_update (id, at)
        SELECT id, $3::float8 FROM unnest($1::bigint[]) AS id WHERE id IS NOT NULL
        ON CONFLICT DO NOTHING RETURNING id
    )
    SELECT place, (SELECT state FROM session WHERE session.key = turn.key)
    FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS turn (id, key, place)
    WHERE id IS NULL OR id IN (SELECT added.id FROM added)
"""
# A message behind another process's in its lane waits without an owner.
END_TURNS = """
    WITH kept AS (
        INSERT INTO session (key, chat, state, updated)
        SELECT key, chat, state, $4::bigint
        FROM unnest($1::text[], $2::text[], $3::text[]) AS turn (key, chat, state)
        ON CONFLICT (key) DO UPDATE SET state = excluded.state, updated = excluded.updated
    )
    INSERT INTO outbox (lane, method, parameters, owner, until, not_before, attempts, created)
    SELECT lane, method, parameters, CASE WHEN behind THEN '' ELSE $8::text END,
        CASE WHEN behind THEN 0 ELSE $9::float8 END, 0, 0, $10::float8
    FROM (
        SELECT message.*, EXISTS (
            SELECT 1 FROM outbox WHERE outbox.lane = message.lane AND owner <> $8
        ) AS behind
        FROM unnest($5::text[], $6::text[], $7::text[])
            WITH ORDINALITY AS message (lane, method, parameters, place)
    ) AS message
    ORDER BY place RETURNING id, owner
"""
UNDO = "DELETE FROM handled_update WHERE id = ANY($1::bigint[])"
FORGET_SESSIONS = "DELETE FROM session WHERE chat = ANY($1::text[])"
FORGET_BLOCKED = "DELETE FROM blocked WHERE chat = ANY($1::text[])"
FORGET_MESSAGES = "DELETE FROM outbox WHERE lane = ANY($1::text[]) RETURNING id"

# What the server has against one turn is no reason to fail those that share its transaction.
_ITS_OWN = (
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.TransactionRollbackError,
    asyncpg.LockNotAvailableError,
)


@dataclass(slots=True)
class _Turn:
    update_id: int | None
    key: str
    chat: str
    decide: Callable[[str | None], Outcome]


@dataclass(slots=True)
class _Decided:
    """
    What the turns of a transaction came to, by their places in it.
    """

    outcomes: dict[int, tuple[Outcome, list[str]]] = field(default_factory=dict)
    failures: dict[int, Exception] = field(default_factory=dict)


class Turns:
    """
    Does turns as `Store.turn` says; messages are leased to `owner`.

    `forgotten` is told the ids of messages that are erased. A turn whose caller gives up while it
    is under way may still be committed.
    """

    def __init__(
        self,
        pool: Pool,
        owner: str,
        clock: Callable[[], float],
        forgotten: Callable[[Iterable[int]], None],
    ) -> None:
        self._pool = pool
        self._owner = owner
        self._clock = clock
        self._forgotten = forgotten
        self._together = Together(self._do, MOST, SIDE_BY_SIDE)

    async def run(
        self, update_id: int | None, key: str, chat: str, decide: Callable[[str | None], Outcome]
    ) -> tuple[Row, ...] | None:
        """
        Return the turn's messages, or None for an update that was handled before.
        """
        return await self._together.run(_Turn(update_id, key, chat, decide), key)

    async def idle(self) -> None:
        """
        Wait until no transaction is under way.
        """
        await self._together.idle()

    async def _do(self, turns: list[_Turn]) -> Sequence[tuple[Row, ...] | Exception | None]:
        try:
            return await self._commit(turns)
        except StoreError as error:
            if len(turns) == 1 or not isinstance(error.__cause__, _ITS_OWN):
                raise
        return [await self._alone(each) for each in turns]

    async def _alone(self, turn: _Turn) -> tuple[Row, ...] | Exception | None:
        try:
            return (await self._commit([turn]))[0]
        except StoreError as error:
            return error

    async def _commit(self, turns: list[_Turn]) -> list[tuple[Row, ...] | Exception | None]:
        locks = [lock_number(each.key) for each in turns]
        async with self._pool.transaction(locks) as db:
            ids = [each.update_id for each in turns]
            keys = [each.key for each in turns]
            found = await db.fetch(BEGIN_TURNS, ids, keys, self._clock())
            decided = _decide(turns, {place - 1: state for place, state in found})
            undone = [ids[place] for place in decided.failures if ids[place] is not None]
            if undone:
                await db.execute(UNDO, undone)
            gone = await _forget(
                db,
                [
                    turns[place].chat
                    for place, (outcome, _) in decided.outcomes.items()
                    if outcome.forget
                ],
            )
            rows = await self._keep(db, turns, decided.outcomes)
        self._forgotten(gone)
        return [decided.failures.get(place) or rows.get(place) for place in range(len(turns))]

    async def _keep(
        self, db: Any, turns: list[_Turn], outcomes: dict[int, tuple[Outcome, list[str]]]
    ) -> dict[int, tuple[Row, ...]]:
        kept = [
            (turns[place], outcome.session)
            for place, (outcome, _) in outcomes.items()
            if outcome.session is not None
        ]
        messages = [
            (each, text)
            for outcome, texts in outcomes.values()
            for each, text in zip(outcome.outgoing, texts, strict=True)
        ]
        written = []
        if kept or messages:
            now = self._clock()
            written = await db.fetch(
                END_TURNS,
                [turn.key for turn, _ in kept],
                [turn.chat for turn, _ in kept],
                [session for _, session in kept],
                int(now // HOUR * HOUR),
                [each.lane for each, _ in messages],
                [each.method for each, _ in messages],
                [text for _, text in messages],
                self._owner,
                now + LEASE,
                now,
            )
        following = iter(sorted(map(tuple, written)))
        return {
            place: tuple(
                Row(number, each.lane, each.method, each.parameters)
                for each, (number, owner) in zip(outcome.outgoing, following, strict=False)
                if owner == self._owner
            )
            for place, (outcome, _) in outcomes.items()
        }


def _decide(turns: list[_Turn], states: dict[int, str | None]) -> _Decided:
    decided = _Decided()
    for place in sorted(states):
        try:
            outcome = turns[place].decide(states[place])
            texts = [orjson.dumps(each.parameters).decode() for each in outcome.outgoing]
        except Exception as error:  # noqa: BLE001 - passed on to the one whose turn it was
            decided.failures[place] = error
        else:
            decided.outcomes[place] = (outcome, texts)
    return decided


async def _forget(db: Any, chats: list[str]) -> list[int]:
    if not chats:
        return []
    await db.execute(FORGET_SESSIONS, chats)
    await db.execute(FORGET_BLOCKED, chats)
    return [number for (number,) in await db.fetch(FORGET_MESSAGES, chats)]


def lock_number(key: str) -> int:
    """
    Return the number of the lock on a session's key.
    """
    digest = hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
