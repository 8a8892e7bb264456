"""
What agents order in the staff's chat.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from textwrap import shorten

from markupsafe import Markup

from bot.answers.layout import bold, bullets, code, lines, paragraphs
from bot.answers.reply import Button
from bot.desk.desk import Desk
from bot.desk.linking import Linking
from bot.desk.sending import Sending
from bot.desk.staffroom import GENERAL, post, say
from bot.i18n import N_
from bot.store import Books
from bot.store.ticket import Canned, Ticket

MOST_LISTED = 20
LONGEST_CANNED = 30
# Of each ready-made reply as much is listed that the list is one message.
MOST_CANNED, LONGEST_LISTED = 40, 60
MISSING = N_("There is no reply called {name}.")
REMOVED = N_("Removed: {name}")

# What each order does, for the menu and for /desk.
ORDERS: Mapping[str, str] = {
    "claim": N_("I’ll take this conversation"),
    "note": N_("A note that the customer does not see"),
    "send": N_("Send the bot’s own answer, such as /send imap ssl"),
    "canned": N_("Ready-made replies: list, send, add, remove"),
    "close": N_("Close this conversation"),
    "reopen": N_("Open this conversation again"),
    "open": N_("Open conversations, the longest wait first"),
    "notice": N_("Tell customers of a disturbance"),
    "link": N_("Make a link for a customer, such as /link imap ssl"),
    "stats": N_("How conversations ended, in figures and a chart"),
    "desk": N_("What can be done here"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """
    One order: its name, what follows it, the ticket it stands under, who gave it and where.

    `agent` is the id of who gave it, `called` their first name.
    `message` is the id of the message in the staff's chat, `topic` of the topic it stands in.
    """

    name: str
    arguments: str
    ticket: Ticket | None
    agent: int
    called: str
    message: int
    topic: int | None = None


class Orders:
    """
    Carries orders out in the books.
    """

    def __init__(self, desk: Desk, sending: Sending, linking: Linking) -> None:
        self._desk = desk
        self._sending = sending
        self._linking = linking
        self._translate = desk.cards.translate
        self._of_ticket: Mapping[str, Callable[[Books, Order, Ticket], Awaitable[None]]] = {
            "claim": self._claim,
            "close": self._close,
            "reopen": self._reopen,
            "note": self._note,
            "send": self._send,
        }
        self._anywhere: Mapping[str, Callable[[Books, Order], Awaitable[None]]] = {
            "open": self._open,
            "canned": self._canned,
            "notice": self._notice,
            "link": self._link,
            "stats": self._stats,
            "desk": self._explain,
        }

    async def carry_out(self, books: Books, order: Order) -> None:
        """
        Do what is ordered, or say why not.
        """
        _ = self._translate
        if order.name in self._anywhere:
            await self._anywhere[order.name](books, order)
        elif order.ticket is None:
            await self._answer(books, order, _("Please send this in a customer’s topic."))
        else:
            await self._of_ticket[order.name](books, order, order.ticket)

    async def _claim(self, books: Books, order: Order, ticket: Ticket) -> None:
        _ = self._translate
        if not ticket.is_open:
            await self._answer(books, order, _("This conversation is closed."))
            return
        await books.note(ticket.id, agent=order.called)
        await books.change(ticket.id, agent=order.agent, touched=books.now)
        await books.send(post(ticket.id, "card"))

    async def _close(self, books: Books, order: Order, ticket: Ticket) -> None:
        _ = self._translate
        if not ticket.is_open:
            await self._answer(books, order, _("This conversation is closed."))
            return
        await self._desk.tickets.close(books, ticket, str(_("The conversation is closed.")))
        await books.send(self._desk.mail.ended(ticket))

    async def _reopen(self, books: Books, order: Order, ticket: Ticket) -> None:
        _ = self._translate
        if ticket.is_open:
            await self._answer(books, order, _("This conversation is open."))
            return
        await self._desk.tickets.reopen(books, ticket)
        await books.send(self._desk.mail.resumed(ticket))

    async def _note(self, books: Books, _: Order, ticket: Ticket) -> None:
        # It stands in the topic already, for the agents to read.
        await books.change(ticket.id, touched=books.now)

    async def _send(self, books: Books, order: Order, ticket: Ticket) -> None:
        _ = self._translate
        state = self._sending.state(order.arguments, self._desk.mail.state(ticket))
        if not ticket.is_open:
            await self._answer(books, order, _("This conversation is closed."))
        elif state is None:
            await self._answer(
                books, order, _("I don’t know what to send. For example: /send imap ssl")
            )
        else:
            await books.send(*self._desk.mail.shown(ticket, state, order.message))
            await books.change(ticket.id, touched=books.now, waiting=None, reminded=None)
            title = self._sending.title(state, _.locale)
            await self._answer(books, order, _("Sent to the customer: {title}", title=title))

    async def _open(self, books: Books, order: Order) -> None:
        _ = self._translate
        tickets = await books.open_tickets()
        if not tickets:
            await self._answer(books, order, _("No conversation is open."))
            return
        shown = [self._line(books, each) for each in tickets[:MOST_LISTED]]
        more = len(tickets) - len(shown)
        await self._answer(
            books,
            order,
            lines(
                bold(_("Open conversations")),
                bullets(*shown),
                self._more(more),
            ),
        )

    def _line(self, books: Books, ticket: Ticket) -> Markup:
        _ = self._translate
        title = self._desk.cards.title(ticket)
        link = self._desk.room.link(ticket.topic)
        named = Markup('<a href="{}">{}</a>').format(link, title) if link else code(title)
        if ticket.waiting is None:
            return named
        minutes = int(self._desk.hours.open_seconds(ticket.waiting, books.now) // 60)
        waits = _.plural("{count} minute", "{count} minutes", minutes, count=minutes)
        return Markup("{} · {}").format(named, waits)

    async def _canned(self, books: Books, order: Order) -> None:
        _ = self._translate
        name, text = (*order.arguments.split(None, 1), "", "")[:2]
        name = name[: LONGEST_CANNED + name.startswith("-")]
        known = {each.name: each.text for each in await books.canned()}
        if not name:
            await self._answer(books, order, self._listed(known))
        elif name.startswith("-"):
            gone = await books.remove_canned(name[1:])
            said = REMOVED if gone else MISSING
            await self._answer(books, order, _(said, name=code(name[1:])))
        elif text.strip():
            await books.add_canned(Canned(name, text.strip()))
            await self._answer(books, order, _("Kept: {name}", name=code(name)))
        elif name not in known:
            await self._answer(books, order, _(MISSING, name=code(name)))
        elif order.ticket is None or not order.ticket.is_open:
            await self._answer(books, order, _("Please send this in a customer’s topic."))
        else:
            await self._desk.tickets.say(books, order.ticket, order.message, known[name])

    def _more(self, count: int) -> Markup | None:
        _ = self._translate
        if count <= 0:
            return None
        return _.plural("and {count} more", "and {count} more", count, count=count)

    def _listed(self, known: Mapping[str, str]) -> Markup:
        _ = self._translate
        more = len(known) - MOST_CANNED
        return paragraphs(
            lines(
                bold(_("Ready-made replies")),
                *(
                    Markup("{}: {}").format(
                        code(name), shorten(text, LONGEST_LISTED, placeholder="…")
                    )
                    for name, text in islice(known.items(), MOST_CANNED)
                ),
                self._more(more),
            )
            if known
            else _("There are no ready-made replies yet."),
            lines(
                Markup("{} · {}").format(code("/canned hello"), _("send it")),
                Markup("{} · {}").format(
                    code("/canned hello …"), _("keep the text under that name")
                ),
                Markup("{} · {}").format(code("/canned -hello"), _("remove it")),
            ),
        )

    async def _notice(self, books: Books, order: Order) -> None:
        text = await self._desk.announcing.carry_out(books, order.arguments)
        await self._answer(books, order, text)

    async def _link(self, books: Books, order: Order) -> None:
        start = self._linking.start
        state = self._sending.state(order.arguments, start) if order.arguments else start
        if state is None:
            _ = self._translate
            text = _("I don’t know which screen you mean. For example: /link imap ssl")
            await self._answer(books, order, text)
            return
        reply = self._linking.screen(state)
        await self._answer(books, order, Markup(reply.html), reply.rows)  # noqa: S704 - our own text

    async def _stats(self, books: Books, order: Order) -> None:
        text, chart = await self._desk.digest.write(books)
        thread = order.topic or 0
        await books.send(say(GENERAL, str(text), staff=order.message, thread=thread))
        if chart is not None:
            await books.send(post(GENERAL, "chart", chart=chart, thread=thread))

    async def _explain(self, books: Books, order: Order) -> None:
        _ = self._translate
        await self._answer(
            books,
            order,
            paragraphs(
                lines(
                    bold(_("What can be done here")),
                    *(Markup("/{} · {}").format(name, _(text)) for name, text in ORDERS.items()),
                ),
                _(
                    "What you write in a topic goes to its customer, except commands and what "
                    "begins with //."
                ),
            ),
        )

    async def _answer(
        self, books: Books, order: Order, text: Markup, rows: Sequence[Sequence[Button]] = ()
    ) -> None:
        number = GENERAL if order.ticket is None else order.ticket.id
        thread = 0 if order.ticket is not None else order.topic or 0
        await books.send(say(number, str(text), rows, staff=order.message, thread=thread))
