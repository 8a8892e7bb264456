"""
A customer's message that an agent forwards: what it is about, and what to answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bot.answers.labels import CAUSES, label
from bot.answers.layout import bold, lines, paragraphs
from bot.answers.notices import quoted
from bot.answers.reply import Button, Reply
from bot.answers.scene import Scene
from bot.answers.writer import Writer
from bot.desk.destination import destination, told
from bot.desk.sharing import CONTINUE, Sharing
from bot.dialogue.disturbance import Disturbance
from bot.dialogue.event import Said
from bot.dialogue.meaning import Meaning
from bot.dialogue.options import Option, OptionKind
from bot.dialogue.state import Node, State
from bot.dialogue.step import Dialogue
from bot.dialogue.turn import Session
from bot.facts import Facts
from bot.i18n import N_, Catalogs, Translator, first_language, language_name
from bot.understanding import Context, Understanding

# What reads well without buttons.
READABLE = frozenset(
    {Node.CARD, Node.STEPS, Node.REMEDY, Node.DISTURBANCE, Node.TICKET, Node.ACCOUNT, Node.WORKS}
)

# The button that says what a screen is about, and the screen that it stands on.
SUBJECTS: Mapping[Node, tuple[Node, str]] = {
    Node.CARD: (Node.HELP, "settings"),
    Node.ACCOUNT: (Node.HELP, "settings"),
    Node.STEPS: (Node.CARD, "steps"),
    Node.PROGRAM: (Node.CARD, "steps"),
    Node.TICKET: (Node.START, "ticket"),
    Node.PERSON: (Node.START, "person"),
    Node.WORKS: (Node.CARD, "works"),
    Node.SYMPTOM: (Node.CARD, "trouble"),
}

SURE = (
    (0.9, N_("I am sure of this.")),
    (0.7, N_("I am fairly sure of this.")),
    (0.0, N_("I am not sure of this, so please check.")),
)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """
    What the agent reads, and the reply to send in the language of the message.

    `secret`: there seems to be a password in the message.
    """

    summary: Reply
    reply: Reply
    secret: bool = False


class Diagnoses:
    """
    Reads forwarded messages as if the customers had sent them to the bot.
    """

    def __init__(
        self,
        facts: Facts,
        catalogs: Catalogs,
        understanding: Understanding,
        writer: Writer,
        sharing: Sharing,
    ) -> None:
        self._facts = facts
        self._catalogs = catalogs
        self._understanding = understanding
        self._dialogue = Dialogue(facts, catalogs.locales)
        self._writer = writer
        self._sharing = sharing

    def read(
        self,
        text: str,
        language: str | None,
        username: str,
        disturbances: tuple[Disturbance, ...] = (),
    ) -> Diagnosis:
        """
        Return what it is about in the language of the agent's app, and what to send.

        `text` is "" for a picture or a recording without a caption; `username` is the bot's.
        """
        default = self._facts.provider.default_locale
        _ = self._catalogs.translator(first_language((language,), self._catalogs.locales, default))
        if not text.strip():
            return self._without_text(_, username)
        start = State(locale=_.locale)
        # No buttons: a number in the message picks none of ours.
        meaning = self._understanding.read(text, Context(start))
        turn = self._dialogue.step(Session(start), Said(meaning))
        found = turn.says[0].state
        there = destination(found, self._facts)
        answer = told(there, disturbances, self._facts)
        translate = self._catalogs.translator(found.locale)
        if answer.state.node in READABLE and not turn.says[0].brief:
            body = Markup(self._writer.reply(answer).html)  # noqa: S704 - our own text
        else:
            body = _asked(translate)
        warning = _warning(translate) if meaning.secret else None
        return Diagnosis(
            Reply(str(self._diagnosis(found, there, meaning, _))),
            self._to_send(paragraphs(warning, body), there, username),
            meaning.secret,
        )

    def _to_send(self, html: Markup, state: State, username: str) -> Reply:
        # Of all buttons only links are still there when a message is forwarded.
        label = self._catalogs.translator(state.locale).plain(CONTINUE)
        return Reply(str(html), ((Button(label, url=self._sharing.link(state, username)),),))

    def _without_text(self, _: Translator, username: str) -> Diagnosis:
        html = lines(
            bold(_("I can only read text.")),
            _(
                "Please ask the customer for the words of the error message, typed or pasted. "
                "Below is a message that you can send."
            ),
        )
        start = State(locale=_.locale)
        return Diagnosis(Reply(str(html)), self._to_send(_asked(_), start, username))

    def _diagnosis(self, found: State, there: State, meaning: Meaning, _: Translator) -> Markup:
        subject = self._subject(found, there, _)
        secret = _(
            "⚠️ There seems to be a password in this message. Please delete it, and do not pass "
            "it on."
        )
        if subject is None:
            known = lines(bold(_("I can’t tell what this message is about.")))
        else:
            known = lines(
                _("It is about: {subject}", subject=bold(subject)),
                _(_sure(meaning)),
                _quoted(meaning.evidence, _),
                _cause(found, there, _),
            )
        language = language_name(found.locale)
        return paragraphs(
            secret if meaning.secret else None,
            known,
            _("The reply to send is below. Language: {language}", language=bold(language)),
        )

    def _subject(self, found: State, there: State, _: Translator) -> str | None:
        if there.symptom is not None and there.goal is Node.REMEDY:
            node, name = Node.SYMPTOM, there.symptom.name.lower()
        elif there.node in SUBJECTS:
            node, name = SUBJECTS[there.node]
        else:
            return None
        scene = Scene(found.having(node=node, locale=_.locale), self._facts, _)
        return label(Option(name, OptionKind.MOVE), scene)


def _asked(_: Translator) -> Markup:
    return _(
        "Thank you for your message. What exactly is going wrong? If you see an error message, "
        "please send us its text word for word, without your password."
    )


def _warning(_: Translator) -> Markup:
    return _(
        "⚠️ There seems to be a password in your message. To be safe, please change it in your "
        "control panel. We never need it."
    )


def _cause(found: State, there: State, _: Translator) -> Markup | None:
    if there.node is not Node.REMEDY:
        return None
    causes = [_(CAUSES[each]) for each in (there.remedy, found.rival) if each]
    named = Markup(" / ").join(causes)
    if found.node in {Node.REMEDY, Node.WHICH}:
        return _("Likely cause: {cause}", cause=named)
    return _("Most common cause: {cause}", cause=named)


def _quoted(evidence: tuple[str, ...], _: Translator) -> Markup | None:
    if not evidence:
        return None
    return _("In the message: {quotes}", quotes=quoted(evidence, _))


def _sure(meaning: Meaning) -> str:
    confidence = 0.0 if meaning.ask else meaning.confidence
    return next(words for least, words in SURE if confidence >= least)
