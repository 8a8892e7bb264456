"""
The desk's tickets, and which message of theirs belongs to which.

The statements are written for both databases: SQLite takes `$1` as the name of a parameter.
"""

from typing import Any

import orjson

from bot.store.executor import Executor, as_json
from bot.store.ticket import Pair, Ticket

_TICKET = (
    "id, key, chat, locale, data, opened, touched, topic, card, agent, closed, waiting, reminded"
)
_COLUMNS = frozenset(_TICKET.split(", ")) - {"id", "key"}


class Casebook:
    """
    Tickets and message pairs, within one transaction.
    """

    def __init__(self, db: Executor, now: float) -> None:
        """
        Take an open transaction and the time.
        """
        self._db = db
        self.now = now

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
            as_json(ticket.data),
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
            columns["data"] = as_json(columns["data"])
        sets = ", ".join(f"{name} = ${place}" for place, name in enumerate(columns, 2))
        statement = f"UPDATE ticket SET {sets} WHERE id = $1"  # noqa: S608 - names from the list above
        await self._db.fetch(statement, number, *columns.values())

    async def note(self, number: int, **values: object) -> None:
        """
        Change some of a ticket's data, and leave what others write at the same moment.
        """
        # It changes nothing, but waits for the others, and then nobody comes between.
        held = "UPDATE ticket SET id = id WHERE id = $1 RETURNING data"
        for (data,) in await self._db.fetch(held, number):
            await self.change(number, data={**orjson.loads(data), **values})

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
