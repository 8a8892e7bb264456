"""
The desk's books: what a transaction about tickets can read and write, whatever the database.

The statements are written for both: SQLite takes `$1` as the name of a parameter.
"""

from collections.abc import Iterable

from bot.store.casebook import Casebook
from bot.store.executor import Executor, as_json
from bot.store.record import Outgoing, Row
from bot.store.ticket import Canned, Standing

HOUR = 3600


class Books(Casebook):
    """
    One transaction. Nothing else may be awaited while it is open.

    Rows that `send` leases to this process are in `rows`; hand them to the sender when the
    transaction is committed.
    """

    def __init__(self, db: Executor, owner: str, now: float, until: float) -> None:
        """
        Take the process that messages are leased to, the time, and when the leases end.
        """
        super().__init__(db, now)
        self._owner = owner
        self._until = until
        self.rows: list[Row] = []
        self.gone: list[int] = []
        self.behind = False

    async def is_new(self, update_id: int) -> bool:
        """
        Note that an update is handled, and tell whether it was not before.
        """
        added = await self._db.fetch(
            "INSERT INTO handled_update (id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING"
            " RETURNING id",
            update_id,
            self.now,
        )
        return bool(added)

    async def session(self, key: str) -> str | None:
        """
        Return a session's JSON text.
        """
        found = await self._db.fetch("SELECT state FROM session WHERE key = $1", key)
        return found[0][0] if found else None

    async def keep(self, key: str, chat: str, state: str) -> None:
        """
        Write a session's JSON text.
        """
        await self._db.fetch(
            "INSERT INTO session (key, chat, state, updated) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (key) DO UPDATE SET state = excluded.state, updated = excluded.updated",
            key,
            chat,
            state,
            int(self.now // HOUR * HOUR),
        )

    async def remove_session(self, key: str) -> None:
        """
        Erase what is kept of one conversation.
        """
        await self._db.fetch("DELETE FROM session WHERE key = $1", key)

    async def send(self, *messages: Outgoing) -> None:
        """
        Put messages into the outbox, behind those of their lane.
        """
        for each in messages:
            others = await self._db.fetch(
                "SELECT 1 FROM outbox WHERE lane = $1 AND owner <> $2 LIMIT 1",
                each.lane,
                self._owner,
            )
            owner, until = ("", 0.0) if others else (self._owner, self._until)
            ((number,),) = await self._db.fetch(
                "INSERT INTO outbox"
                " (lane, method, parameters, note, owner, until, not_before, attempts, created)"
                " VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7) RETURNING id",
                each.lane,
                each.method,
                as_json(each.parameters),
                None if each.note is None else as_json(each.note),
                owner,
                until,
                self.now,
            )
            if others:
                self.behind = True
            else:
                self.rows.append(Row(number, each.lane, each.method, each.parameters, 0, each.note))

    async def done(self, rows: Iterable[Row]) -> None:
        """
        Delete messages that are sent, or cannot be.
        """
        for row in rows:
            await self._db.fetch("DELETE FROM outbox WHERE id = $1", row.id)
            self.gone.append(row.id)

    async def forget(self, chat: str, lanes: Iterable[str]) -> None:
        """
        Erase all that is stored of a chat, with what waits in these other lanes.
        """
        await self._db.fetch("DELETE FROM session WHERE chat = $1", chat)
        await self._db.fetch("DELETE FROM blocked WHERE chat = $1", chat)
        for lane in (chat, *lanes):
            gone = await self._db.fetch("DELETE FROM outbox WHERE lane = $1 RETURNING id", lane)
            self.gone.extend(number for (number,) in gone)
        await self._db.fetch(
            "DELETE FROM pair WHERE ticket IN (SELECT id FROM ticket WHERE chat = $1)", chat
        )
        await self._db.fetch("DELETE FROM ticket WHERE chat = $1", chat)

    async def canned(self) -> list[Canned]:
        """
        Return the ready-made replies, by their names.
        """
        found = await self._db.fetch("SELECT name, text FROM canned ORDER BY name")
        return [Canned(*each) for each in found]

    async def add_canned(self, canned: Canned) -> None:
        """
        Write a ready-made reply, in place of one of the same name.
        """
        await self._db.fetch(
            "INSERT INTO canned (name, text) VALUES ($1, $2)"
            " ON CONFLICT (name) DO UPDATE SET text = excluded.text",
            canned.name,
            canned.text,
        )

    async def remove_canned(self, name: str) -> bool:
        """
        Delete a ready-made reply; tell whether there was one.
        """
        return bool(await self._db.fetch("DELETE FROM canned WHERE name = $1 RETURNING name", name))

    async def announce(self, standing: Standing) -> None:
        """
        Let a disturbance stand, in place of one of the same kind.
        """
        await self._db.fetch(
            "INSERT INTO notice (kind, text, until) VALUES ($1, $2, $3)"
            " ON CONFLICT (kind) DO UPDATE SET text = excluded.text, until = excluded.until",
            standing.kind,
            standing.text,
            standing.until,
        )

    async def withdraw(self, kind: str) -> bool:
        """
        End a disturbance; tell whether there was one.
        """
        return bool(await self._db.fetch("DELETE FROM notice WHERE kind = $1 RETURNING kind", kind))

    async def standing(self) -> list[Standing]:
        """
        Return the disturbances that have not ended.
        """
        found = await self._db.fetch(
            "SELECT kind, text, until FROM notice WHERE until > $1 ORDER BY kind", self.now
        )
        return [Standing(*each) for each in found]

    async def count(self, week: str, locale: str, name: str, amount: float) -> None:
        """
        Add to a figure of a week (`2026-W48`) and a language.
        """
        await self._db.fetch(
            "INSERT INTO figure (week, locale, name, amount) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (week, locale, name)"
            " DO UPDATE SET amount = figure.amount + excluded.amount",
            week,
            locale,
            name,
            amount,
        )

    async def figures(self, since: str) -> list[tuple[str, str, str, float]]:
        """
        Return week, language, name and amount of the figures, from a week on.
        """
        found = await self._db.fetch(
            "SELECT week, locale, name, amount FROM figure WHERE week >= $1"
            " ORDER BY week, locale, name",
            since,
        )
        return [(week, locale, name, amount) for week, locale, name, amount in found]

    async def setting(self, name: str) -> str | None:
        """
        Return a value that outlives the process.
        """
        found = await self._db.fetch("SELECT value FROM setting WHERE name = $1", name)
        return found[0][0] if found else None

    async def set(self, name: str, value: str) -> None:
        """
        Write a value that outlives the process.
        """
        await self._db.fetch(
            "INSERT INTO setting (name, value) VALUES ($1, $2)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value,
        )
