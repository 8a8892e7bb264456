"""
The conversations between customers and agents: opened, passed on, ended.
"""

from typing import Any

import orjson

from bot.desk.letter import Letter
from bot.desk.mail import LONGEST_CAPTION, Mail
from bot.desk.notes import Notes
from bot.desk.staffroom import post, say
from bot.desk.wish import Wish
from bot.dialogue.turn import Helpdesk
from bot.i18n import N_, Catalogs
from bot.store import Books
from bot.store.ticket import Ticket

# So many at once, and one more every few seconds, pass from one customer to the staff.
MOST_AT_ONCE = 20
SECONDS_EACH = 3.0

TOO_FAST = N_(
    "You are writing faster than I can pass it on, so this message did not reach our helpdesk. "
    "Please send it again in a minute."
)


class Tickets:
    """
    Does in the books what a turn of the customer's, or the staff, asks for.
    """

    def __init__(self, catalogs: Catalogs, mail: Mail, notes: Notes) -> None:
        self._catalogs = catalogs
        self._mail = mail
        self._notes = notes
        self._due: dict[int, float] = {}

    async def serve(
        self, books: Books, key: str, chat: int, letter: Letter, wish: Wish, ticket: Ticket | None
    ) -> None:
        """
        Do what a turn of the customer's asks for.
        """
        if wish.state is not None:
            ticket = await self._open(books, key, chat, letter, wish, ticket)
        if ticket is None or not ticket.is_open:
            return
        if wish.told:
            ticket = await self._change(books, ticket, **dict(wish.told))
            await books.send(post(ticket.id, "card"))
        if wish.relay is not None:
            if letter.edited:
                await self.correct(books, ticket, letter, wish.relay)
            else:
                await self._relay(books, ticket, letter, wish.relay)
        if wish.ended:
            await self.close(books, ticket, self._notes.ended_by_customer())

    async def correct(self, books: Books, ticket: Ticket, letter: Letter, text: str) -> None:
        """
        Pass on that the customer changed a message.
        """
        if not self._may(ticket.id, books.now):
            translate = self._catalogs.translator(ticket.locale)
            await books.send(self._mail.tell(ticket, translate(TOO_FAST)))
            return
        caption = letter.file is not None
        values = {"customer": letter.message, "text": text, "caption": caption}
        await books.send(post(ticket.id, "correct", **values))

    async def close(self, books: Books, ticket: Ticket, why: str) -> None:
        """
        End a conversation; `why` says so to the staff.
        """
        await books.change(ticket.id, closed=books.now, waiting=None, reminded=None)
        await books.send(
            post(ticket.id, "say", html=why, buttons=[]),
            post(ticket.id, "card"),
            post(ticket.id, "close"),
        )

    async def reopen(self, books: Books, ticket: Ticket) -> None:
        """
        Open a conversation again on the staff's side.
        """
        await books.change(ticket.id, closed=None, touched=books.now, waiting=None, reminded=None)
        await books.send(post(ticket.id, "reopen"), post(ticket.id, "card"))
        # Whoever writes next is answered by the staff, also if all else of theirs is forgotten.
        session = orjson.loads(await books.session(ticket.key) or "{}")
        kept = orjson.dumps({**session, "ticket": True}).decode()
        await books.keep(ticket.key, ticket.chat, kept)

    async def answer(self, books: Books, ticket: Ticket, letter: Letter, name: str) -> None:
        """
        Pass on what an agent wrote, or how they changed it.
        """
        if letter.other:
            await books.send(say(ticket.id, self._notes.not_accepted(), staff=letter.message))
            return
        if letter.edited:
            copies = len(await books.twins_of_staffs(letter.message))
            await books.send(*self._mail.changed(ticket, letter, name, copies))
            await books.change(ticket.id, touched=books.now)
            return
        await books.send(*self._mail.letter(ticket, letter, name))
        await books.change(ticket.id, touched=books.now, waiting=None, reminded=None)

    async def say(self, books: Books, ticket: Ticket, staff: int, text: str) -> None:
        """
        Pass on a text that an agent chose with a message of theirs.
        """
        await self.answer(books, ticket, Letter(staff, text), "")

    async def _open(
        self,
        books: Books,
        key: str,
        chat: int,
        letter: Letter,
        wish: Wish,
        former: Ticket | None,
    ) -> Ticket:
        if former is not None and former.is_open:
            return former
        data = {
            "name": letter.name,
            "state": wish.state,
            "words": list(wish.words),
            "trail": list(wish.trail),
        }
        if former is None:
            new = Ticket(
                0, key, str(chat), wish.locale, data, books.now, books.now, waiting=books.now
            )
            ticket = await books.add_ticket(new)
            await books.send(post(ticket.id, "card"))
            return ticket
        await books.change(
            former.id,
            locale=wish.locale,
            data=data,
            opened=books.now,
            touched=books.now,
            waiting=books.now,
            closed=None,
            reminded=None,
            agent=None,
            card=None,
        )
        await books.send(post(former.id, "reopen"), post(former.id, "card"))
        return await self._now(books, former.id)

    async def _relay(self, books: Books, ticket: Ticket, letter: Letter, text: str) -> None:
        translate = self._catalogs.translator(ticket.locale)
        if not self._may(ticket.id, books.now):
            await books.send(self._mail.tell(ticket, translate(TOO_FAST)))
            return
        if letter.other or (letter.file is None and not text):
            await books.send(self._mail.not_passed_on(ticket, letter.message))
            return
        values: dict[str, Any] = {
            "chat": int(ticket.chat),
            "customer": letter.message,
            "text": text,
            "replied": letter.replied,
        }
        if letter.file is not None:
            media = values | {"kind": letter.file.kind, "file": letter.file.id}
            if len(text) > LONGEST_CAPTION // 2:
                media["text"] = ""
                await books.send(post(ticket.id, "relay", **media))
            else:
                values = media
        await books.send(post(ticket.id, "relay", **values))
        waiting = books.now if ticket.waiting is None else ticket.waiting
        await books.change(ticket.id, touched=books.now, waiting=waiting)

    def _may(self, ticket: int, now: float) -> bool:
        """
        Whether the customer keeps to a pace that an agent can follow (generic cell rate).
        """
        due = max(self._due.get(ticket, 0.0), now)
        if due - now > SECONDS_EACH * MOST_AT_ONCE:
            return False
        self._due = {each: at for each, at in self._due.items() if at > now}
        self._due[ticket] = due + SECONDS_EACH
        return True

    async def _change(self, books: Books, ticket: Ticket, **data: Any) -> Ticket:
        await books.note(ticket.id, **data)
        await books.change(ticket.id, touched=books.now)
        return await self._now(books, ticket.id)

    async def _now(self, books: Books, number: int) -> Ticket:
        ticket = await books.ticket(number)
        if ticket is None:
            msg = "the ticket that was just changed is not there"
            raise LookupError(msg)
        return ticket


def helpdesk_of(ticket: Ticket | None, helpdesk: Helpdesk) -> Helpdesk:
    """
    Return the helpdesk as the customer of this ticket meets it.
    """
    talking = ticket is not None and ticket.is_open
    return Helpdesk(talking, helpdesk.is_open, helpdesk.opens, helpdesk.today)
