"""
One turn: what is kept of a conversation and what came in -> what is kept now and what is said.
"""

from dataclasses import dataclass
from functools import lru_cache

from bot.answers.reply import Reply
from bot.answers.writer import Writer
from bot.channel import rendering
from bot.channel.incoming import Incoming, Text
from bot.channel.memory import Memory, recall, remember
from bot.dialogue.codec import Codec
from bot.dialogue.disturbance import Disturbance
from bot.dialogue.event import Event, Received, Said
from bot.dialogue.meaning import Meaning
from bot.dialogue.step import Dialogue
from bot.dialogue.turn import Session, Turn
from bot.facts import Facts
from bot.i18n import Catalogs, first_language
from bot.store import Outcome, Outgoing
from bot.understanding import Context, Understanding

LANGUAGES = 256


@dataclass(frozen=True, slots=True)
class Decision:
    """
    What to store and send, and the plain text that answers a tap ("" for none).

    `screen` and `locale` say which answer it is, for the metrics.
    """

    outcome: Outcome
    toast: str = ""
    screen: str = ""
    locale: str = ""


class Conversation:
    """
    Wires the pure rooms together; it does no I/O and knows no clock.

    `disturbances` are those that stand; whoever knows the time sets them.
    """

    def __init__(self, facts: Facts, catalogs: Catalogs, understanding: Understanding) -> None:
        self.codec = Codec(facts)
        self.disturbances: tuple[Disturbance, ...] = ()
        self._locales = catalogs.locales
        self._default = facts.provider.default_locale
        self._dialogue = Dialogue(facts, catalogs.locales)
        self._understanding = understanding
        self._writer = Writer(facts, catalogs)
        self._languages = lru_cache(LANGUAGES)(self._language)

    def decide(self, kept: str | None, incoming: Incoming) -> Decision:
        """
        Take one turn; `kept` is what the turn before left, None for a new conversation.
        """
        memory = self._recall(kept, incoming)
        session = memory.session
        if isinstance(incoming.content, Received) and _same_album(memory, incoming):
            return Decision(Outcome(None))
        event = self._event(session, incoming.content)
        if event is None:
            return Decision(Outcome(None))
        turn = self._dialogue.step(session, event, self.disturbances)
        state = turn.session.state
        screen, locale = state.node.name.lower(), state.locale
        toast = "" if turn.toast is None else self._writer.toast(turn.toast, locale)
        if turn.forget:
            forgotten = Outcome(None, self._said(turn, incoming), forget=True)
            return Decision(forgotten, toast, screen, locale)
        now = remember(Memory(turn.session, incoming.album or memory.album), self.codec)
        outcome = Outcome(now if now != kept else None, self._said(turn, incoming))
        return Decision(outcome, toast, screen, locale)

    def apologise(self, kept: str | None, incoming: Incoming) -> Decision:
        """
        Say that something went wrong on our side, and leave the conversation as it was.
        """
        locale = self._recall(kept, incoming).session.state.locale
        reply = Reply(self._writer.apology(locale))
        quote = incoming.address.is_group and not incoming.is_tap
        said = rendering.message(incoming, reply, edit=False, quote=quote)
        return Decision(Outcome(None, tuple(said)), screen="apology", locale=locale)

    def _recall(self, kept: str | None, incoming: Incoming) -> Memory:
        return recall(kept, self.codec, self._locales, self._languages(incoming.language))

    def _language(self, wish: str | None) -> str:
        return first_language((wish,), self._locales, self._default)

    def _event(self, session: Session, content: Event | Text) -> Event | None:
        if not isinstance(content, Text):
            return content
        context = Context(session.state, self._writer.labels(session.state))
        meaning = self._understanding.read(content.text, context)
        if content.check:
            return Said(Meaning(secret=True)) if meaning.secret else None
        if content.command is not None:
            meaning = Meaning(command=content.command, secret=meaning.secret)
        return Said(meaning)

    def _said(self, turn: Turn, incoming: Incoming) -> tuple[Outgoing, ...]:
        outgoing: list[Outgoing] = []
        if turn.delete:
            outgoing.append(rendering.deletion(incoming.address, incoming.message))
        quote = incoming.address.is_group and not incoming.is_tap and not turn.delete
        for index, say in enumerate(turn.says):
            edit = say.edit and index == 0 and incoming.is_tap and incoming.editable
            reply = self._writer.reply(say)
            first = quote and index == 0
            outgoing.extend(rendering.message(incoming, reply, edit=edit, quote=first))
        return tuple(outgoing)


def _same_album(memory: Memory, incoming: Incoming) -> bool:
    return incoming.album is not None and incoming.album == memory.album
