"""
What comes from the staff's chat.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Iterable

from bot.channel.members import Members
from bot.channel.office import Office
from bot.channel.update import PRIVATE, SERVICES, Message, Query, Update, User
from bot.desk.card import ACTIONS, PREFIX
from bot.desk.letter import Letter
from bot.desk.linking import Chosen, Leaf
from bot.desk.orders import ORDERS, Order
from bot.desk.staffroom import GENERAL, change, post, say
from bot.store import Books, Outcome, Outgoing, Row, Store
from bot.store.ticket import Ticket

logger = logging.getLogger(__name__)

INTERNAL = "//"
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)
_CLOSED, _REOPENED = SERVICES
_ORDERS = {code: action for action, code in ACTIONS.items()}


class Staff:
    """
    Understands agents: their messages go to customers, their orders are carried out.

    `put` and `behind` are as in `Turns`.
    """

    def __init__(
        self,
        office: Office,
        members: Members,
        store: Store,
        put: Callable[[Iterable[Row]], None],
        behind: asyncio.Event,
    ) -> None:
        self._desk = office.desk
        self._orders = office.orders
        self._linking = office.linking
        self._mask = office.mask
        self._members = members
        self._store = store
        self._put = put
        self._behind = behind
        self._bot_id = 0
        self._username = ""

    def introduce(self, bot_id: int, username: str) -> None:
        """
        Learn who the bot is.
        """
        self._bot_id, self._username = bot_id, username

    def hears(self, update: Update) -> bool:
        """
        Tell whether an update comes from the staff's chat, or is an order given elsewhere.
        """
        content = update.content
        if isinstance(content, Query):
            message = content.message
            return message is not None and message.chat.id == self._desk.room.chat
        if not isinstance(content, Message):
            return False
        if content.chat.id == self._desk.room.chat:
            return True
        if content.connection or content.guest:
            return False
        name, _ = self._ordered(content)
        return name in ORDERS and content.chat.type == PRIVATE

    def lane(self, update: Update) -> str:
        """
        Return what must happen one after the other.
        """
        content = update.content
        message = content.message if isinstance(content, Query) else content
        if not isinstance(message, Message) or message.chat.id != self._desk.room.chat:
            return f"staff:elsewhere:{update.id}"
        return f"staff:{message.topic or ''}"

    async def take(self, update: Update) -> str:
        """
        Do what an update asks for, and return the answer to a tap.
        """
        content = update.content
        if isinstance(content, Query):
            return await self._tap(update.id, content)
        if isinstance(content, Message):
            if content.chat.id != self._desk.room.chat:
                await self._refuse(update.id, content)
            elif content.migrated:
                async with self._store.books() as books:
                    await self._desk.room.move(books, content.migrated)
            elif content.service:
                await self._serviced(update.id, content)
            else:
                await self._message(update.id, content, edited=update.kind == "edited_message")
        return ""

    async def _message(self, update_id: int, message: Message, *, edited: bool) -> None:
        author, written = message.author, message.text or message.caption
        if author is None or not self._is_agent(message) or written.startswith(INTERNAL):
            return
        name, arguments = self._ordered(message)
        if written.startswith("/"):
            if name in ORDERS and message.text and not edited:
                await self._order(update_id, message, name, arguments)
            return
        # All else is a topic renamed, a message pinned, a place on the move.
        if written or message.file or (message.media and not edited):
            await self._written(update_id, message, author, edited=edited)

    async def _written(
        self, update_id: int, message: Message, author: User, *, edited: bool
    ) -> None:
        """
        Pass on what an agent wrote to the customer of the topic.
        """
        ticket = await self._ticket(message)
        if ticket is None:
            if message.topic and message.answers == self._bot_id and not edited:
                await self._say_nobody(update_id, message)
            return
        text = self._mask(message.text or message.caption)
        shown = author.name if self._desk.shows_names and not message.anonymous else ""
        letter = Letter(
            message.id,
            text,
            message.file,
            message.file is None and not text,
            message.replied,
            author.name,
            edited,
        )
        async with self._store.books(ticket.key) as books:
            if not await books.is_new(update_id):
                return
            ticket = await books.ticket(ticket.id)
            if ticket is None:
                return
            if ticket.is_open:
                await self._desk.tickets.answer(books, ticket, letter, shown)
            elif not edited:
                await books.send(say(ticket.id, self._desk.notes.closed(), staff=message.id))
        self._sent(books)

    async def _order(self, update_id: int, message: Message, name: str, arguments: str) -> None:
        author = message.author
        if author is None:
            return
        ticket = await self._ticket(message)
        allowed = True if message.anonymous else await self._members.includes(author.id)
        async with self._store.books(ticket.key if ticket else "") as books:
            if not await books.is_new(update_id):
                return
            if ticket is not None:
                ticket = await books.ticket(ticket.id)
            if allowed:
                order = Order(
                    name, arguments, ticket, author.id, author.name, message.id, message.topic
                )
                await self._orders.carry_out(books, order)
            else:
                self._log(name)
                text = self._desk.notes.strangers()
                number = GENERAL if ticket is None else ticket.id
                thread = message.topic or 0
                await books.send(say(number, text, staff=message.id, thread=thread))
        self._sent(books)
        if name == "notice":
            await self._desk.board.refresh(self._store, books.now)

    async def _tap(self, update_id: int, query: Query) -> str:
        chosen = self._linking.read(query.data)
        if chosen is not None and query.message is not None:
            return await self._link(update_id, query, chosen, query.message)
        order = _ORDERS.get(query.data[1:2]) if query.data.startswith(PREFIX) else None
        number = query.data[2:]
        if order is None or not number.isdecimal():
            return ""
        if not await self._members.includes(query.user.id):
            self._log(order)
            return self._desk.notes.strangers()
        async with self._store.books() as books:
            ticket = await books.ticket(int(number))
        async with self._store.books(ticket.key if ticket else "") as books:
            if await books.is_new(update_id) and ticket is not None:
                ticket = await books.ticket(ticket.id)
                message = query.message.id if query.message else 0
                await self._orders.carry_out(
                    books, Order(order, "", ticket, query.user.id, query.user.name, message)
                )
        self._sent(books)
        return ""

    async def _link(self, update_id: int, query: Query, chosen: Chosen, message: Message) -> str:
        """
        Go on with the making of a link.
        """
        if not await self._members.includes(query.user.id):
            self._log("link")
            return self._desk.notes.strangers()
        async with self._store.books() as books:
            if await books.is_new(update_id):
                await books.send(self._linked(chosen, message))
        self._sent(books)
        return ""

    def _linked(self, chosen: Chosen, message: Message) -> Outgoing:
        if chosen.leaf is Leaf.QR:
            link = self._linking.links.make(chosen.tap.state, self._username)
            return post(GENERAL, "qr", url=link.url, thread=message.topic)
        reply = self._linking.tapped(chosen, self._username)
        return change(message.id, reply.html, reply.rows)

    async def _serviced(self, update_id: int, message: Message) -> None:
        """
        Count a topic that was closed or opened by hand as the order to do so.
        """
        author = message.author
        ticket = await self._ticket(message)
        if ticket is None or author is None or author.id == self._bot_id:
            return
        async with self._store.books(ticket.key) as books:
            ticket = await books.ticket(ticket.id)
            if not await books.is_new(update_id) or ticket is None:
                return
            if ticket.is_open is (message.service == _CLOSED):
                name = "close" if message.service == _CLOSED else "reopen"
                await self._orders.carry_out(
                    books, Order(name, "", ticket, author.id, author.name, 0)
                )
        self._sent(books)

    async def _say_nobody(self, update_id: int, message: Message) -> None:
        async with self._store.books() as books:
            if await books.is_new(update_id):
                text, thread = self._desk.notes.nobody(), message.topic
                await books.send(say(GENERAL, text, staff=message.id, thread=thread))
        self._sent(books)

    async def _refuse(self, update_id: int, message: Message) -> None:
        """
        Answer an order that is given in a private chat.
        """
        author = message.author
        if author is None:
            return
        name, _ = self._ordered(message)
        member = await self._members.includes(author.id)
        if not member:
            self._log(name)
        text = self._desk.elsewhere(author.language, member=bool(member))
        chat = str(message.chat.id)
        said = Outgoing(chat, "sendMessage", {"chat_id": message.chat.id, "text": text})
        outcome = Outcome(None, (said,))
        rows = await self._store.turn(update_id, f"order:{chat}", chat, lambda _: outcome)
        self._put(rows or ())

    async def _ticket(self, message: Message) -> Ticket | None:
        """
        Return the ticket that a message stands under: by its topic, or by what it replies to.
        """
        async with self._store.books() as books:
            if message.topic:
                return await books.ticket_in(message.topic)
            if message.replied:
                pairs = await books.twins_of_staffs(message.replied)
                return await books.ticket(pairs[0].ticket) if pairs else None
        return None

    def _ordered(self, message: Message) -> tuple[str, str]:
        match = _COMMAND.fullmatch(message.text)
        if match is None:
            return "", ""
        name, to, rest = match.groups()
        if to is not None and to.lower() != self._username.lower():
            return "", ""
        return name.lower(), (rest or "").strip()

    def _is_agent(self, message: Message) -> bool:
        if message.by_chat:
            return message.anonymous
        return message.author is not None and not message.author.is_bot

    def _sent(self, books: Books) -> None:
        self._put(books.rows)
        if books.behind:
            self._behind.set()

    def _log(self, name: str) -> None:
        logger.warning("order of a stranger refused", extra={"order": name})
