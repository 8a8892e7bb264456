"""
One turn: what is kept of a conversation and what came in -> what is kept now and what is said.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answers.reply import Reply
from bot.answers.writer import Writer
from bot.channel import rendering
from bot.channel.incoming import Incoming, Text
from bot.channel.memory import Memory, has_spoken, recall, remember
from bot.desk.hours import Hours
from bot.desk.inline import Articles
from bot.desk.sharing import Sharing
from bot.desk.tally import Count, Tally
from bot.desk.wish import Wish
from bot.dialogue.codec import Codec, Tap
from bot.dialogue.disturbance import Disturbance
from bot.dialogue.event import Event, Received, Said, Written
from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.step import Dialogue
from bot.dialogue.turn import Helpdesk, Session, Turn
from bot.facts import Facts
from bot.i18n import Catalogs, first_language
from bot.store import Outcome, Outgoing
from bot.understanding import Context, Understanding
from bot.understanding.personal import address, anonymous, says_more, ticket_number
from bot.understanding.secret import MASK

LANGUAGES = 256
MOST_WORDS = 3
LONGEST_WORDS = 300
LONGEST_TRAIL = 3
CERTAIN = 0.9


@dataclass(frozen=True, slots=True)
class Decision:
    """
    What to store and send, and the plain text that answers a tap ("" for none).

    `screen` and `locale` say which answer it is, for the metrics. `wish` is for the desk; a turn
    is `at_desk` when it has one, or when the customer ever had a ticket: then it needs the books.
    `counts` are for the figures, once the turn is committed.
    """

    outcome: Outcome
    toast: str = ""
    screen: str = ""
    locale: str = ""
    wish: Wish | None = None
    at_desk: bool = False
    counts: tuple[Count, ...] = ()


class Conversation:
    """
    Wires the pure rooms together; it does no I/O and knows no clock.

    `disturbances` are those that stand; whoever knows the time sets them.
    """

    def __init__(self, facts: Facts, catalogs: Catalogs, understanding: Understanding) -> None:
        self.codec = Codec(facts)
        self.writer = Writer(facts, catalogs)
        self.disturbances: tuple[Disturbance, ...] = ()
        self.catalogs = catalogs
        self._locales = catalogs.locales
        self._default = facts.provider.default_locale
        self._dialogue = Dialogue(facts, catalogs.locales)
        self._understanding = understanding
        self.sharing = Sharing(facts, catalogs, self._dialogue, self.writer)
        self.articles = Articles(
            facts, catalogs, understanding, self._dialogue, self.writer, self.sharing
        )
        self._tally = Tally(Hours(facts.desk))
        self._languages = lru_cache(LANGUAGES)(self._language)

    def decide(
        self,
        kept: str | None,
        incoming: Incoming,
        helpdesk: Helpdesk | None = None,
        now: float = 0.0,
    ) -> Decision:
        """
        Take one turn; `kept` is what the turn before left, None for a new conversation.

        `helpdesk` is the one that the customer can be handed over to in this chat, `now` the time
        in seconds since 1970, for the figures.
        """
        memory = self._recall(kept, incoming)
        session = memory.session.having(helpdesk=helpdesk)
        talking = helpdesk is not None and helpdesk.talking
        if isinstance(incoming.content, Received) and _same_album(memory, incoming) and not talking:
            return Decision(Outcome(None), at_desk=memory.ticket)
        masked = self._masked(incoming.content, helpdesk)
        event = self._event(session, incoming.content, masked)
        if event is None:
            return Decision(Outcome(None), at_desk=memory.ticket)
        turn = self._dialogue.step(session, event, self.disturbances)
        state = turn.session.state
        screen, locale = state.node.name.lower(), state.locale
        toast = "" if turn.toast is None else self.writer.toast(turn.toast, locale)
        if turn.forget:
            forgotten = Outcome(None, self._said(turn, incoming), forget=True)
            return Decision(forgotten, toast, screen, locale, at_desk=helpdesk is not None)
        course, counts = self._tally.follow(memory.course, session.state, turn, now)
        memory = replace(
            memory,
            session=turn.session,
            album=incoming.album or memory.album,
            course=course,
        )
        if helpdesk is not None:
            memory = self._followed(memory, turn, masked if isinstance(event, Said) else "")
        wish = self._wish(memory, turn, masked, incoming)
        keep = remember(memory, self.codec)
        outcome = Outcome(keep if keep != kept else None, self._said(turn, incoming))
        at_desk = memory.ticket or wish is not None
        return Decision(outcome, toast, screen, locale, wish, at_desk, counts)

    def is_certain(self, kept: str | None, incoming: Incoming) -> bool:
        """
        Tell whether a text is surely for the bot: the first is about mail, and beyond doubt.
        """
        content = incoming.content
        if not isinstance(content, Text):
            return True
        state = self._recall(kept, incoming).session.state
        meaning = self._understanding.read(content.text, Context(state, self.writer.labels(state)))
        sure = not meaning.ask and meaning.confidence >= CERTAIN
        if sure and meaning.intent not in {None, Intent.OTHER, Intent.HUMAN}:
            return True
        if not has_spoken(kept):
            return False
        asked = meaning.command not in {None, Command.THANKS, Command.GREETING}
        wanted = meaning.intent is Intent.HUMAN and not meaning.ask
        return asked or wanted or bool(meaning.option or meaning.answers)

    def _masked(self, content: Event | Text, helpdesk: Helpdesk | None) -> str:
        if helpdesk is None or not isinstance(content, Text):
            return ""
        return self._understanding.mask(content.text)

    def _followed(self, memory: Memory, turn: Turn, said: str) -> Memory:
        """
        Remember what somebody of the helpdesk would want to know.
        """
        shown = [self.codec.format(Tap(each.state)) for each in turn.says if not each.brief]
        words = [*memory.words, *([anonymous(said)[:LONGEST_WORDS]] if said else [])]
        return replace(
            memory,
            words=tuple(words[-MOST_WORDS:]),
            trail=(*memory.trail, *shown)[-LONGEST_TRAIL:],
            ticket=memory.ticket or turn.handover is not None,
        )

    def _wish(self, memory: Memory, turn: Turn, masked: str, incoming: Incoming) -> Wish | None:
        if not (turn.handover or turn.relay or turn.told or turn.ended):
            return None
        # A picture is passed on, whatever its caption says to the bot.
        relay = turn.relay or ((turn.handover or turn.told) and incoming.letter.file is not None)
        return Wish(
            turn.session.state.locale,
            None if turn.handover is None else self.codec.format(Tap(turn.handover)),
            memory.words,
            memory.trail[:-1],
            turn.told,
            masked if relay else None,
            turn.ended,
        )

    def apologise(self, kept: str | None, incoming: Incoming) -> Decision:
        """
        Say that something went wrong on our side, and leave the conversation as it was.
        """
        locale = self._recall(kept, incoming).session.state.locale
        reply = Reply(self.writer.apology(locale))
        quote = incoming.address.is_group and not incoming.is_tap
        said = rendering.message(incoming, reply, edit=False, quote=quote)
        return Decision(Outcome(None, tuple(said)), screen="apology", locale=locale)

    def _recall(self, kept: str | None, incoming: Incoming) -> Memory:
        return recall(kept, self.codec, self._locales, self._languages(incoming.language))

    def _language(self, wish: str | None) -> str:
        return first_language((wish,), self._locales, self._default)

    def _event(self, session: Session, content: Event | Text, masked: str) -> Event | None:
        if not isinstance(content, Text):
            return content
        talking = session.helpdesk is not None and session.helpdesk.talking
        if talking and not content.check and content.command is None:
            return _written(content.text, masked)
        context = Context(session.state, self.writer.labels(session.state))
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
            reply = self.writer.reply(say)
            first = quote and index == 0
            outgoing.extend(rendering.message(incoming, reply, edit=edit, quote=first))
        return tuple(outgoing)


def _written(text: str, masked: str) -> Written:
    values = (address(masked), ticket_number(masked))
    secret = masked.count(MASK) > text.count(MASK)
    return Written(*values, more=says_more(masked, *values), secret=secret)


def _same_album(memory: Memory, incoming: Incoming) -> bool:
    return incoming.album is not None and incoming.album == memory.album
