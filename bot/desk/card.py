"""
The summary of a conversation, which stands at the top of its topic.
"""

from collections.abc import Iterator

from babel.dates import format_datetime
from markupsafe import Markup

from bot.answers.labels import CAUSES
from bot.answers.layout import bold, bullets, code, lines, paragraphs
from bot.answers.reply import Button, Reply
from bot.answers.scene import Scene
from bot.answers.writer import Writer
from bot.desk.hours import Hours
from bot.dialogue.codec import Codec
from bot.dialogue.state import Node, Protocol, State
from bot.dialogue.turn import Helpdesk, Say
from bot.facts import Facts
from bot.i18n import N_, Catalogs, language_name
from bot.store.ticket import Ticket

PREFIX = "D"
"""
How the data of the staff's buttons begins; those of customers begin with the codec's version.
"""

ACTIONS = {"claim": "c", "close": "x", "reopen": "o"}
LONGEST_NAME = 40
LONGEST_TITLE = 80

LABELS = {
    "claim": N_("I’ll take this"),
    "close": N_("Close"),
    "reopen": N_("Open again"),
}


class Cards:
    """
    Writes cards and the names of topics in the staff's language.
    """

    def __init__(
        self, facts: Facts, catalogs: Catalogs, codec: Codec, writer: Writer, hours: Hours
    ) -> None:
        self._facts = facts
        self._codec = codec
        self._writer = writer
        self._hours = hours
        self.translate = catalogs.translator(facts.desk.locale or facts.provider.default_locale)

    def title(self, ticket: Ticket) -> str:
        """
        Return the name of the ticket's topic, which Telegram shows as it is.
        """
        name = " ".join(str(ticket.data.get("name", "")).split())[:LONGEST_NAME]
        return f"#{ticket.id} · {ticket.locale.upper()} · {name or '…'}"

    def card(self, ticket: Ticket) -> Reply:
        """
        Return the card as things stand.
        """
        _ = self.translate
        state = self._state(ticket)
        told = ticket.data
        words = [code(each) for each in told.get("words", ())]
        html = paragraphs(
            lines(
                bold(Markup("#{} · {}").format(ticket.id, self._status(ticket))),
                _("Customer: {name}", name=code(told.get("name") or "…")),
                _("Language: {language}", language=bold(language_name(ticket.locale))),
                _("E-mail address: {value}", value=code(told["address"]))
                if "address" in told
                else None,
                _("Incident ticket: {value}", value=code(told["incident"]))
                if "incident" in told
                else None,
            ),
            lines(*self._answers(state)),
            self._list(_("Advice given:"), [self._advice(each) for each in self._given(state)]),
            self._list(_("Last seen by the customer:"), self._trail(ticket)),
            self._list(_("In their own words:"), words),
            self._note(ticket),
        )
        return Reply(str(html), self._buttons(ticket))

    def _status(self, ticket: Ticket) -> Markup:
        _ = self.translate
        if not ticket.is_open:
            return _("⚪ closed")
        if ticket.agent is not None:
            return _("🔵 taken by {name}", name=ticket.data.get("agent") or "…")
        opened = format_datetime(self._hours.local(ticket.opened), "EEE HH:mm", locale=_.locale)
        return _("🔴 new, {time}", time=opened)

    def _note(self, ticket: Ticket) -> Markup:
        _ = self.translate
        lost = ticket.data.get("lost")
        return lines(
            _("The earlier topic was deleted, so here is a new one.") if lost else None,
            _("What you write here goes to the customer, except commands and what begins with //."),
        )

    def _list(self, title: Markup, items: list[Markup]) -> Markup | None:
        return lines(title, bullets(*items)) if items else None

    def _answers(self, state: State) -> Iterator[Markup]:
        _ = self.translate
        scene = Scene(state, self._facts, _)
        if scene.product_is_known:
            yield _("Product: {product}", product=scene.product_name)
        if state.protocol in {Protocol.IMAP, Protocol.POP}:
            yield _("Protocol: {protocol}", protocol=scene.protocol_name)
        if state.ssl is not None:
            yield _("SSL: on") if scene.ssl else _("SSL: off")
        program = scene.program_name(state.program)
        if program:
            yield _("Program: {program}", program=program)
        if state.symptom is not None:
            asked = State(Node.SYMPTOM, Node.REMEDY, locale=_.locale)
            symptom = dict(self._writer.labels(asked))[state.symptom.name.lower()]
            yield _("Problem: {symptom}", symptom=symptom)
        if state.webmail is not None:
            asked = State(Node.WEBMAIL, Node.REMEDY, locale=_.locale, symptom=state.symptom)
            name = {"y": "yes", "n": "no", "u": "unsure"}[state.webmail]
            yield _("Works in webmail: {answer}", answer=dict(self._writer.labels(asked))[name])

    def _given(self, state: State) -> list[str]:
        return sorted({*state.shown, *([state.remedy] if state.remedy else [])})

    def _advice(self, remedy: str) -> Markup:
        return self.translate(CAUSES[remedy])

    def _trail(self, ticket: Ticket) -> list[Markup]:
        found = []
        for data in ticket.data.get("trail", ()):
            tap = self._codec.parse(str(data))
            if tap is not None:
                state = tap.state.having(locale=self.translate.locale)
                html = self._writer.reply(Say(state, helpdesk=Helpdesk())).html
                title = Markup(html.partition("\n")[0]).striptags()  # noqa: S704 - our own text
                found.append(Markup.escape(title[:LONGEST_TITLE]))
        return found

    def _state(self, ticket: Ticket) -> State:
        tap = self._codec.parse(str(ticket.data.get("state", "")))
        return (State() if tap is None else tap.state).having(locale=self.translate.locale)

    def _buttons(self, ticket: Ticket) -> tuple[tuple[Button, ...], ...]:
        if not ticket.is_open:
            return ((self._button("reopen", ticket),),)
        return ((self._button("claim", ticket), self._button("close", ticket)),)

    def _button(self, action: str, ticket: Ticket) -> Button:
        label = self.translate.plain(LABELS[action])
        return Button(label, data=f"{PREFIX}{ACTIONS[action]}{ticket.id}")
