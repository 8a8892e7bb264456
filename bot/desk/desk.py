"""
The support desk, put together.
"""

from typing import Any

from bot.answers.writer import Writer
from bot.desk.announcing import Announcing
from bot.desk.card import Cards
from bot.desk.customerpost import Customerpost
from bot.desk.delivery import Delivery
from bot.desk.digest import Digest
from bot.desk.erasure import Erasure
from bot.desk.hours import Hours
from bot.desk.letter import Letter
from bot.desk.mail import Mail
from bot.desk.notes import Notes
from bot.desk.noticeboard import Noticeboard
from bot.desk.staffpost import Staffpost
from bot.desk.staffroom import Staffroom, lane, post, say
from bot.desk.tickets import Tickets
from bot.desk.wish import Wish
from bot.dialogue.codec import Codec
from bot.dialogue.turn import Helpdesk
from bot.facts import Facts
from bot.i18n import N_, Catalogs, first_language
from bot.store import Books, Store
from bot.store.ticket import Ticket

MINUTE, HOUR, DAY = 60, 3600, 86400
FOR_THE_STAFF = N_("Sorry, that is for the staff of our helpdesk only.")
IN_THE_STAFFS_CHAT = N_("Please use this command in the staff’s chat.")


class Desk:
    """
    What a helpdesk in one chat of Telegram's does; `chat` is that chat's number.
    """

    def __init__(
        self, chat: int, facts: Facts, catalogs: Catalogs, codec: Codec, writer: Writer
    ) -> None:
        self._facts = facts
        self._catalogs = catalogs
        self.hours = Hours(facts.desk)
        self.room = Staffroom(chat)
        self.cards = Cards(facts, catalogs, codec, writer, self.hours)
        self.notes = Notes(self.cards.translate)
        self.board = Noticeboard(self.hours)
        self.announcing = Announcing(self.hours, self.cards.translate)
        self.digest = Digest(self.hours, self.cards.translate)
        self.mail = Mail(catalogs, writer, codec)
        self.tickets = Tickets(catalogs, self.mail, self.notes)
        self._erasure = Erasure(self.room, self.mail, self.notes)

    @property
    def shows_names(self) -> bool:
        """
        Whether customers see the first names of agents.
        """
        return self._facts.desk.agent_names

    def elsewhere(self, language: str | None, *, member: bool) -> str:
        """
        Answer an order that was given outside the staff's chat.
        """
        default = self._facts.provider.default_locale
        locale = first_language((language,), self._catalogs.locales, default)
        text = IN_THE_STAFFS_CHAT if member else FOR_THE_STAFF
        return self._catalogs.translator(locale).plain(text)

    def delivery(self, store: Store) -> Delivery:
        """
        Return what sees the desk's messages off.
        """
        staffpost = Staffpost(self.room, self.cards, self.mail, self.notes, self._erasure)
        return Delivery(store, self.room, staffpost, Customerpost(self.room, self.notes))

    def helpdesk(self, now: float, ticket: Ticket | None = None) -> Helpdesk:
        """
        Return the helpdesk as a customer meets it now.
        """
        return Helpdesk(
            ticket is not None and ticket.is_open,
            self.hours.is_open(now),
            self.hours.opens(now),
            self.hours.local(now).date(),
        )

    async def serve(
        self, books: Books, key: str, chat: int, letter: Letter, wish: Wish, ticket: Ticket | None
    ) -> None:
        """
        Do what a turn of the customer's asks for.
        """
        await self.tickets.serve(books, key, chat, letter, wish, ticket)

    async def forget(self, books: Books, chat: str) -> None:
        """
        Erase all that is stored of a chat, and have it erased in the staff's chat.
        """
        tickets = await books.tickets_of(chat)
        copies = [(each, await self._copies(books, each)) for each in tickets]
        await books.forget(chat, [lane(each.id) for each in tickets])
        for ticket, copy in copies:
            if copy["topic"] or copy["messages"]:
                await books.send(post(ticket.id, "erase", chat=int(chat), **copy))
            elif ticket.opened < await self.room.moved(books):
                await self._erasure.leave(books, ticket.id, int(chat), ticket.locale)

    async def look_after(self, books: Books) -> None:
        """
        Remind of who waits too long, close what is silent, erase what is past its time.
        """
        await self.room.look_up(books)
        desk = self._facts.desk
        for ticket in await books.open_tickets():
            # Who waits for an answer is reminded of first, when somebody is there.
            waits = ticket.waiting is not None and ticket.reminded is None
            silent = books.now if waits else max(ticket.touched, ticket.reminded or 0.0)
            if silent < books.now - desk.close_hours * HOUR:
                await self.tickets.close(books, ticket, self.notes.ended_by_time())
                await books.send(self.mail.ended(ticket))
                continue
            if ticket.waiting is None or ticket.reminded is not None:
                continue
            waited = self.hours.open_seconds(ticket.waiting, books.now)
            if waited >= desk.remind_minutes * MINUTE and self.hours.is_open(books.now):
                await books.change(ticket.id, reminded=books.now)
                await books.send(say(ticket.id, self.notes.waits(waited)))
        before = books.now - self._facts.retention.ticket_days * DAY
        for ticket in await books.closed_tickets(before):
            copy = await self._copies(books, ticket)
            await books.remove_ticket(ticket.id)
            await books.send(post(ticket.id, "erase", chat=int(ticket.chat), quiet=True, **copy))

    async def _copies(self, books: Books, ticket: Ticket) -> dict[str, Any]:
        """
        Return where the staff's chat holds what is to be erased of a ticket.
        """
        pairs = await books.pairs_of(ticket.id)
        messages = sorted({each.staff for each in pairs if not each.by_staff})
        return {
            "number": ticket.id,
            "topic": ticket.topic or 0,
            "messages": messages,
            "locale": ticket.locale,
        }
