"""
From what the dialogue wants said to a message in the customer's language.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from markupsafe import Markup

from bot.answers.asides import ASIDES
from bot.answers.card import card
from bot.answers.disturbance import disturbance
from bot.answers.helpdesk import HELPDESK
from bot.answers.keyboard import arrange, keyboard
from bot.answers.labels import label
from bot.answers.layout import paragraphs
from bot.answers.notices import APOLOGY, quotation
from bot.answers.questions import QUESTIONS
from bot.answers.remarks import noted, remark
from bot.answers.remedies import remedy
from bot.answers.reply import Reply
from bot.answers.scene import Scene
from bot.answers.steps import steps
from bot.answers.ticket import ticket
from bot.dialogue.codec import Codec
from bot.dialogue.options import Option, options
from bot.dialogue.state import Node, State
from bot.dialogue.turn import Notice, Say
from bot.facts import Facts
from bot.i18n import Catalogs

REMEMBERED = 1024

SCREENS: Mapping[Node, Callable[[Scene], Markup]] = {
    **QUESTIONS,
    **ASIDES,
    **HELPDESK,
    Node.CARD: card,
    Node.STEPS: steps,
    Node.REMEDY: remedy,
    Node.DISTURBANCE: disturbance,
    Node.TICKET: ticket,
}


class Writer:
    """
    Writes every message, with the facts of one provider and the catalogs of all languages.
    """

    def __init__(self, facts: Facts, catalogs: Catalogs) -> None:
        self._facts = facts
        self._catalogs = catalogs
        self._codec = Codec(facts)
        # Many customers stand at the same point; what depends on nothing else is written once.
        self._replies = lru_cache(REMEMBERED)(self._write)
        self._labels = lru_cache(REMEMBERED)(self._label)

    def reply(self, say: Say) -> Reply:
        """
        Return a whole message: the notices, the screen (unless brief), and its buttons.
        """
        return self._replies(say)

    def labels(self, state: State) -> tuple[tuple[str, str], ...]:
        """
        Return (option id, label) of the state's buttons, in the order they stand in.
        """
        return self._labels(state)

    def _write(self, say: Say) -> Reply:
        scene = self._scene(say.state, say)
        remarks = [remark(kind, scene) for kind in say.notices]
        if say.former_locale is not None:
            remarks.insert(0, remark(Notice.LANGUAGE, scene))
        if say.evidence:
            remarks.append(quotation(say.evidence, scene.translate))
        if say.noted:
            remarks.append(noted(say.noted, scene))
        screen = None if say.brief else SCREENS[say.state.node](scene)
        return Reply(
            str(paragraphs(*remarks, screen)),
            keyboard(self._options(say.state), scene, self._codec, say.former_locale),
        )

    def _label(self, state: State) -> tuple[tuple[str, str], ...]:
        scene = self._scene(state)
        rows = arrange(self._options(state), state.node)
        return tuple((option.id, label(option, scene)) for row in rows for option in row)

    def toast(self, kind: Notice, locale: str) -> str:
        """
        Return the short plain text that answers a tap.
        """
        return str(remark(kind, self._scene(State(locale=locale))).striptags())

    def apology(self, locale: str) -> str:
        """
        Return what a customer reads when the bot itself failed.
        """
        return str(self._catalogs.translator(locale)(APOLOGY))

    def _scene(self, state: State, say: Say | None = None) -> Scene:
        translate = self._catalogs.translator(state.locale)
        if say is None:
            return Scene(state, self._facts, translate)
        return Scene(state, self._facts, translate, say.helpdesk, say.disturbances)

    def _options(self, state: State) -> tuple[Option, ...]:
        return options(state, self._facts, self._catalogs.locales)
