"""
What an agent can send to any chat by typing a few words after the bot's name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.answers.reply import Reply
from bot.answers.writer import Writer
from bot.desk.destination import destination, told
from bot.desk.sharing import PRIVATE, Sharing
from bot.dialogue.codec import Codec, Tap
from bot.dialogue.disturbance import Disturbance
from bot.dialogue.event import Said
from bot.dialogue.flow import FLOW
from bot.dialogue.journey import arrive
from bot.dialogue.state import Node, Protocol, Ssl, State
from bot.dialogue.step import Dialogue
from bot.dialogue.turn import Notice, Say, Session
from bot.facts import Facts
from bot.i18n import Catalogs, first_language, language_name
from bot.understanding import Context, Understanding

MOST = 50
LONGEST_TITLE = 80
LONGEST_DESCRIPTION = 120
DOUBTFUL = frozenset({Node.MEANT, Node.WHICH_TICKET})
WITH_PROTOCOL = frozenset({Node.CARD, Node.STEPS})

_HEADING = re.compile(r"^<b>.*$", re.MULTILINE)
_VALUE = re.compile(r"<code>(.*?)</code>")


@dataclass(frozen=True, slots=True)
class Article:
    """
    One message to choose from; `description` says in one line what it contains.
    """

    id: str
    title: str
    description: str
    reply: Reply


class Articles:
    """
    Finds the messages that fit what was typed; what was typed never stands in them.
    """

    def __init__(
        self,
        facts: Facts,
        catalogs: Catalogs,
        understanding: Understanding,
        dialogue: Dialogue,
        writer: Writer,
        sharing: Sharing,
    ) -> None:
        self._facts = facts
        self._locales = catalogs.locales
        self._understanding = understanding
        self._dialogue = dialogue
        self._writer = writer
        self._sharing = sharing
        self._codec = Codec(facts)

    def find(
        self,
        text: str,
        language: str | None,
        username: str,
        disturbances: tuple[Disturbance, ...] = (),
    ) -> tuple[Article, ...]:
        """
        Return the articles, the likeliest first; `language` is the one of the agent's app.

        They are in that language, then in the customer's: that of the typed words, else the usual
        one. Of all other languages there is the first article alone.
        """
        default = self._facts.provider.default_locale
        own = first_language((language,), self._locales, default)
        states, typed = self._understood(text, own)
        second = next((each for each in (typed, default) if each not in {None, own}), None)
        both = [each for each in (own, second) if each is not None]
        others = [each for each in self._locales if each not in both]
        found: dict[str, Article] = {}
        for locale in (*both, *others):
            for state in states if locale in both else states[:1]:
                article = self._article(state.having(locale=locale), own, username, disturbances)
                # A disturbance may stand in the place of several screens.
                found.setdefault(article.reply.html, article)
        return tuple(found.values())[:MOST]

    def answer(
        self,
        text: str,
        language: str | None,
        username: str,
        disturbances: tuple[Disturbance, ...] = (),
    ) -> Article:
        """
        Return the one article that answers somebody, in the language of their words.

        `language` is the one of their app, for when the words are in none.
        """
        own = first_language((language,), self._locales, self._facts.provider.default_locale)
        say = self._said(text, State(locale=own))
        if say.brief or say.state.node in PRIVATE:
            state = State(locale=say.state.locale)
        else:
            state = next(self._fitting(say.state))
        secret = tuple(each for each in say.notices if each is Notice.SECRET)
        return self._article(state, own, username, disturbances, secret)

    def _said(self, text: str, start: State) -> Say:
        meaning = self._understanding.read(text, Context(start, self._writer.labels(start)))
        return self._dialogue.step(Session(start), Said(meaning)).says[0]

    def _understood(self, text: str, locale: str) -> tuple[list[State], str | None]:
        """
        Return the screens that fit, and the language of the text where that is another one.
        """
        start = State(locale=locale)
        if not text.strip():
            return self._usual(start), None
        meaning = self._understanding.read(text, Context(start, self._writer.labels(start)))
        (say, *_) = self._dialogue.step(Session(start), Said(meaning)).says
        state = say.state
        if say.brief or state.node in PRIVATE or state.node is Node.START:
            return self._usual(start), meaning.locale
        return list(dict.fromkeys(self._fitting(state))), meaning.locale

    def _usual(self, start: State) -> list[State]:
        cards = [
            arrive(start.having(protocol=each, ssl=Ssl.ON), Node.CARD, self._facts)
            for each in (Protocol.IMAP, Protocol.POP)
        ]
        return [*cards, start.having(node=Node.TICKET), start]

    def _fitting(self, state: State) -> Iterator[State]:
        """
        Yield the answer first, then its alternatives, then the question that leads to them.
        """
        there = destination(state, self._facts)
        yield there
        if state.protocol is None and there.protocol and there.node in WITH_PROTOCOL:
            yield destination(state.having(protocol=Protocol.POP), self._facts)
        if state.node is Node.WHICH:
            yield destination(state.having(remedy=state.rival), self._facts)
        if FLOW[state.node].question and state.node not in DOUBTFUL:
            yield state

    def _article(
        self,
        state: State,
        own: str,
        username: str,
        disturbances: tuple[Disturbance, ...],
        notices: tuple[Notice, ...] = (),
    ) -> Article:
        say = replace(told(state, disturbances, self._facts), notices=notices)
        state = say.state
        reply = self._sharing.reply(say, username)
        alone = say if state.node is Node.DISTURBANCE else Say(state)
        title, line = _summary(self._writer.reply(alone).html, values=state.node in WITH_PROTOCOL)
        if state.locale != own:
            line = f"{language_name(state.locale)} · {line}"
        return Article(
            self._codec.format(Tap(state)),
            _cut(title, LONGEST_TITLE),
            _cut(line, LONGEST_DESCRIPTION),
            reply,
        )


def _summary(html: str, *, values: bool) -> tuple[str, str]:
    """
    Return the heading of a message, and one line of the rest: if wanted, its values.
    """
    heading = _HEADING.search(html)
    title = html.partition("\n")[0] if heading is None else heading.group()
    copied = dict.fromkeys(_VALUE.findall(html))
    if values and copied:
        return _plain(title), _plain(" · ".join(copied))
    others = (each for each in html.split("\n") if each and each != title)
    return _plain(title), _plain(next(others, ""))


def _plain(html: str) -> str:
    return Markup(html).striptags()  # noqa: S704 - our own text


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
