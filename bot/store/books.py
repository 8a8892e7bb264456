"""
The desk's books: what a transaction about tickets can read and write, whatever the database.

The statements are written for both: SQLite takes `$1` as the name of a parameter.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import orjson

from bot.store.record import Outgoing, Row
from bot.store.ticket import Canned, Pair, Standing, Ticket

HOUR = 3600

_TICKET = (
    "id, key, chat, locale, data, opened, touched, topic, card, agent, closed, waiting, reminded"
)
_COLUMNS = frozenset(_TICKET.split(", ")) - {"id", "key"}


class Executor(Protocol):
    """
    An open transaction.
    """

    async def fetch(self, statement: str, *values: object) -> list[Any]:
        """
        Run a statement with `$1`, `$2`, … and return its rows.
        """


class Books:
    """
    One transaction. Nothing else may be awaited while it is open.

    Rows that `send` leases to this process are in `rows`; hand them to the sender when the
    transaction is committed.
    """

    def __init__(self, db: Executor, owner: str, now: float, until: float) -> None:
        """
        Take the process that messages are leased to, the time, and when the leases end.
        """
        self._db = db
        self._owner = owner
        self._until = until
        self.now = now
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
                _text(each.parameters),
                None if each.note is None else _text(each.note),
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

    async def ticket(self, number: int) -> Ticket | None:
        """
        Return a ticket.
        """
        return await self._one("id = $1", number)

    async def ticket_of(self, key: str) -> Ticket | None:
        """
        Return a customer's ticket, open or closed.
        """
        return await self._one("key = $1", key)

    async def ticket_in(self, topic: int) -> Ticket | None:
        """
        Return the ticket of a topic, open or closed.
        """
        return await self._one("topic = $1", topic)

    async def tickets_of(self, chat: str) -> list[Ticket]:
        """
        Return the tickets of a chat.
        """
        return await self._tickets("chat = $1", chat)

    async def open_tickets(self) -> list[Ticket]:
        """
        Return the open tickets: whose customers wait first, the longest wait before the others.
        """
        found = await self._tickets("closed IS NULL")
        return sorted(found, key=lambda each: (each.waiting is None, each.waiting or each.touched))

    async def add_ticket(self, ticket: Ticket) -> Ticket:
        """
        Write a new ticket, whose `id` is left aside, and return it with its own.
        """
        ((number,),) = await self._db.fetch(
            "INSERT INTO ticket (key, chat, locale, data, opened, touched, waiting)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
            ticket.key,
            ticket.chat,
            ticket.locale,
            _text(ticket.data),
            ticket.opened,
            ticket.touched,
            ticket.waiting,
        )
        added = await self.ticket(number)
        if added is None:
            msg = "the ticket that was just written is not there"
            raise LookupError(msg)
        return added

    async def change(self, number: int, **columns: Any) -> None:
        """
        Change some columns of a ticket.
        """
        unknown = columns.keys() - _COLUMNS
        if unknown:
            msg = f"a ticket has no {', '.join(sorted(unknown))}"
            raise ValueError(msg)
        if "data" in columns:
            columns["data"] = _text(columns["data"])
        sets = ", ".join(f"{name} = ${place}" for place, name in enumerate(columns, 2))
        statement = f"UPDATE ticket SET {sets} WHERE id = $1"  # noqa: S608 - names from the list above
        await self._db.fetch(statement, number, *columns.values())

    async def closed_tickets(self, before: float) -> list[Ticket]:
        """
        Return the tickets that were closed before then.
        """
        return await self._tickets("closed < $1", before)

    async def remove_ticket(self, number: int) -> None:
        """
        Delete a ticket and its pairs.
        """
        await self._db.fetch("DELETE FROM pair WHERE ticket = $1", number)
        await self._db.fetch("DELETE FROM ticket WHERE id = $1", number)

    async def unplace(self) -> None:
        """
        Forget where the tickets and their messages stand in the staff's chat.
        """
        await self._db.fetch("UPDATE ticket SET topic = NULL, card = NULL")
        await self._db.fetch("DELETE FROM pair")

    async def remind(self, number: int, before: float) -> bool:
        """
        Note that the staff is reminded of a customer who waits since before then; once a wait.
        """
        changed = await self._db.fetch(
            "UPDATE ticket SET reminded = $2 WHERE id = $1 AND closed IS NULL"
            " AND waiting < $3 AND reminded IS NULL RETURNING id",
            number,
            self.now,
            before,
        )
        return bool(changed)

    async def pair(self, pair: Pair) -> None:
        """
        Remember a message and its twin.
        """
        await self._db.fetch(
            "INSERT INTO pair (ticket, customer, staff, by_staff) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT DO NOTHING",
            pair.ticket,
            pair.customer,
            pair.staff,
            int(pair.by_staff),
        )

    async def pairs_of(self, ticket: int) -> list[Pair]:
        """
        Return the pairs of a ticket.
        """
        return await self._pairs("ticket = $1", ticket)

    async def twins_of_customers(self, ticket: int, message: int) -> list[Pair]:
        """
        Return the pairs of a message in the customer's chat.
        """
        return await self._pairs("ticket = $1 AND customer = $2", ticket, message)

    async def twins_of_staffs(self, message: int) -> list[Pair]:
        """
        Return the pairs of a message in the staff's chat.
        """
        return await self._pairs("staff = $1", message)

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

    async def _one(self, where: str, *values: object) -> Ticket | None:
        found = await self._tickets(where, *values)
        return found[0] if found else None

    async def _tickets(self, where: str, *values: object) -> list[Ticket]:
        statement = f"SELECT {_TICKET} FROM ticket WHERE {where}"  # noqa: S608 - a constant
        return [
            Ticket(number, key, chat, locale, orjson.loads(data), *rest)
            for number, key, chat, locale, data, *rest in await self._db.fetch(statement, *values)
        ]

    async def _pairs(self, where: str, *values: object) -> list[Pair]:
        statement = f"SELECT ticket, customer, staff, by_staff FROM pair WHERE {where}"  # noqa: S608 - a constant
        found = await self._db.fetch(statement, *values)
        return [
            Pair(ticket, customer, staff, bool(by_staff))
            for ticket, customer, staff, by_staff in found
        ]


def _text(value: Mapping[str, object]) -> str:
    return orjson.dumps(value).decode()
