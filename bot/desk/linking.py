"""
How an agent makes a link in the staff's chat: through the bot's own screens, button by button.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from markupsafe import Markup

from bot.answers.layout import bold, code, lines, paragraphs
from bot.answers.reply import Button, Reply
from bot.answers.writer import Writer
from bot.desk.link import Links
from bot.desk.sharing import PRIVATE
from bot.dialogue.codec import Codec, Tap, TapKind
from bot.dialogue.event import Tapped
from bot.dialogue.state import State
from bot.dialogue.step import Dialogue
from bot.dialogue.turn import Say, Session
from bot.facts import Facts
from bot.i18n import N_, Catalogs, language_name

LANGUAGES_A_ROW = 4
HERE = N_("🔗 Link to this screen")
COPY = N_("Copy the link")
QR = N_("QR code")
BACK = N_("« Back to the screens")


class Leaf(StrEnum):
    """
    What a button of the chain shows next; stands before the state in its data.
    """

    SCREEN = "L"
    LINK = "K"
    QR = "Q"


@dataclass(frozen=True, slots=True)
class Chosen:
    """
    What a button says: where the agent is, and what to show of it.
    """

    leaf: Leaf
    tap: Tap


class Linking:
    """
    Shows each screen in the staff's language, with one more button below that makes the link.
    """

    def __init__(
        self, facts: Facts, catalogs: Catalogs, dialogue: Dialogue, writer: Writer
    ) -> None:
        self.links = Links(facts, catalogs)
        self._default = facts.provider.default_locale
        self._locales = catalogs.locales
        self._translate = catalogs.translator(facts.desk.locale or self._default)
        self._dialogue = dialogue
        self._writer = writer
        self._codec = Codec(facts)

    @property
    def start(self) -> State:
        """
        The first screen, for a customer of the usual language.
        """
        return State(locale=self._default)

    def read(self, data: str) -> Chosen | None:
        """
        Return what a button of the chain says; None where it is none of them.
        """
        if data[:1] not in set(Leaf):
            return None
        tap = self._codec.parse(data[1:])
        return None if tap is None else Chosen(Leaf(data[0]), tap)

    def screen(self, state: State) -> Reply:
        """
        Return a screen as the customer would see it, but in the staff's language.
        """
        reply = self._writer.reply(Say(state.having(locale=self._translate.locale)))
        rows = [tuple(self._led_on(row, state.locale)) for row in reply.rows]
        here = self._button(HERE, Leaf.LINK, state)
        return Reply(reply.html, (*(row for row in rows if row), (here,)))

    def tapped(self, chosen: Chosen, username: str) -> Reply:
        """
        Return what the tapped message becomes: the next screen, or the link.
        """
        if chosen.leaf is Leaf.SCREEN:
            turn = self._dialogue.step(Session(chosen.tap.state), Tapped(chosen.tap))
            return self.screen(turn.session.state)
        return self._made(chosen.tap.state, username)

    def _made(self, state: State, username: str) -> Reply:
        _ = self._translate
        link = self.links.make(state, username)
        title = self._writer.reply(Say(state.having(locale=_.locale))).html.partition("\n")[0]
        html = paragraphs(
            lines(
                _("Link to: {title}", title=bold(Markup(title).striptags())),  # noqa: S704 - ours
                _("Language: {language}", language=bold(language_name(state.locale))),
            ),
            Markup.escape(link.url),
            lines(_("As a text message (tap to copy):"), code(link.text)),
        )
        languages = [
            Button(language_name(each), data=self._data(Leaf.LINK, state.having(locale=each)))
            for each in self._locales
            if each != state.locale
        ]
        return Reply(
            str(html),
            (
                *_rows(languages),
                (
                    Button(_.plain(COPY), copy=link.url),
                    self._button(QR, Leaf.QR, state),
                ),
                (self._button(BACK, Leaf.SCREEN, state),),
            ),
        )

    def _led_on(self, row: tuple[Button, ...], locale: str) -> Iterator[Button]:
        """
        Yield the buttons of a row that lead to another screen that has a link.

        They keep the customer's language, unless they choose one.
        """
        for each in row:
            tap = None if each.data is None else self._codec.parse(each.data)
            if tap is None or tap.state.node in PRIVATE:
                continue
            if tap.kind is not TapKind.CHOOSE:
                tap = replace(tap, state=tap.state.having(locale=locale))
            yield Button(each.label, data=f"{Leaf.SCREEN}{self._codec.format(tap)}")

    def _button(self, label: str, leaf: Leaf, state: State) -> Button:
        return Button(self._translate.plain(label), data=self._data(leaf, state))

    def _data(self, leaf: Leaf, state: State) -> str:
        return f"{leaf}{self._codec.format(Tap(state))}"


def _rows(buttons: list[Button]) -> Iterator[tuple[Button, ...]]:
    for first in range(0, len(buttons), LANGUAGES_A_ROW):
        yield tuple(buttons[first : first + LANGUAGES_A_ROW])
