"""
From a text to its meaning.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Self

from bot.dialogue.meaning import Meaning
from bot.dialogue.state import State
from bot.facts import Facts
from bot.understanding import slot
from bot.understanding.concept import Concepts
from bot.understanding.conclusion import SURE
from bot.understanding.context import Context
from bot.understanding.finding import Finding
from bot.understanding.host import places
from bot.understanding.judge import Judge, Verdict
from bot.understanding.language import Languages
from bot.understanding.lexicon import Lexicon, read_all
from bot.understanding.matcher import Kind, Matcher
from bot.understanding.paste import Pastes
from bot.understanding.phrase import Phrase, parse
from bot.understanding.screen import Screen
from bot.understanding.secret import Secrets
from bot.understanding.sign import Signs
from bot.understanding.slot import Slots
from bot.understanding.statement import Statement
from bot.understanding.summary import Summaries, Summary
from bot.understanding.utterance import clean, tokens, words
from bot.understanding.weighed import Weighed
from bot.understanding.weights import Weights

NOTHING = Meaning()

Reader = Callable[[Finding, Context], Meaning | None]


class Understanding:
    """
    Reads texts with the word lists of all languages at once.
    """

    def __init__(
        self,
        lexicons: Mapping[str, Lexicon],
        concepts: Concepts,
        signs: Signs,
        weights: Weights,
        facts: Facts,
    ) -> None:
        each = lexicons.values()
        self._fillers = frozenset(
            word for lexicon in each for line in lexicon.function_words for word in words(line)
        )
        phrases = [*_phrases(lexicons), *slot.phrases(facts)]
        self._matcher = Matcher(phrases, self._fillers)
        self._languages = Languages(lexicons)
        slots = Slots(facts, signs.providers)
        self._screen = Screen(slots)
        self._statement = Statement(slots)
        self._facts = facts
        self._pastes = Pastes(slots, facts)
        self._judge = Judge(signs, weights, concepts)
        self._summaries = Summaries(self._judge, self._pastes, signs)
        self._secrets = Secrets(lexicons.values())

    @classmethod
    def load(cls, directory: Path, facts: Facts) -> Self:
        """
        Read `replies.yaml`, `weights.tsv`, and of every language `words.yaml` and `concepts.txt`.

        Raises `LexiconError` for the first mistake.
        """
        lexicons = read_all(directory, facts.remedies)
        signs = Signs.read(directory, facts.remedies)
        weights = Weights.read(directory)
        return cls(lexicons, Concepts.read(directory), signs, weights, facts)

    def mask(self, text: str) -> str:
        """
        Return the text (cleaned of invisible characters) with its passwords masked.
        """
        return self._secrets.mask(clean(text))

    def judge(self, text: str) -> Verdict:
        """
        Return what the text is about, whatever the screen.
        """
        return self._judge.verdict(self._find(self.mask(text)))

    def summary(self, text: str, locale: str | None = None) -> Summary:
        """
        Return in plain values what the text says; `locale` where the language is known.
        """
        return self._summaries.summary(self._find(self.mask(text)), State(locale=locale or ""))

    def read(self, text: str, context: Context) -> Meaning:
        """
        Return what the text means on that screen; nothing understood is a confidence of 0.
        """
        plain = clean(text)
        masked = self._secrets.mask(plain)
        found = self._find(masked)
        meaning = self._named_language(found, context)
        if meaning is None:
            weighed = Weighed(found, self._judge.verdict(found), context, self._pastes)
            meaning = self._answer(found, context, weighed)
            if meaning is None:
                stated = self._stated(found, context, weighed) or NOTHING
                meaning = weighed.corrected(stated)
            meaning = weighed.completed(meaning)
            current = context.state.locale
            locale = self._languages.detect(masked, found.tokens, current)
            meaning = replace(meaning, locale=locale)
        return replace(meaning, secret=masked != plain)

    def _find(self, text: str) -> Finding:
        where = places(text, self._facts)
        own = tuple(token for token in tokens(text) if not where.cover(token.start))
        return Finding(text, own, self._matcher.find(own), where, self._fillers)

    def _answer(self, found: Finding, context: Context, weighed: Weighed) -> Meaning | None:
        """
        Return what answers the screen, or an error that was pasted.
        """
        readers: list[Reader] = [self._screen.label, self._screen.number, weighed.signed]
        if self._statement.urgent(found, context) is None:
            readers += [self._screen.asked, self._screen.webmail]
        return _first(readers, found, context)

    def _stated(self, found: Finding, context: Context, weighed: Weighed) -> Meaning | None:
        """
        Return what the text says by itself.
        """
        readers = (
            self._statement.urgent,
            self._statement.complaint,
            self._statement.doubt,
            self._statement.answers,
            self._statement.command,
            weighed.told,
            self._statement.last,
        )
        return _first(readers, found, context)

    def _named_language(self, found: Finding, context: Context) -> Meaning | None:
        code = f"locale:{found.text.strip().lower()}"
        if context.offers(code):
            return Meaning(option=code, confidence=SURE, evidence=(found.text.strip(),))
        locales = found.names(Kind.LANGUAGE)
        if len(locales) != 1 or not found.is_whole(Kind.LANGUAGE):
            return None
        locale = locales.pop()
        option = f"locale:{locale}"
        return Meaning(
            option=option if context.offers(option) else None,
            locale=locale,
            confidence=SURE,
            evidence=found.words(found.of(Kind.LANGUAGE)),
        )


def _first(readers: Iterable[Reader], found: Finding, context: Context) -> Meaning | None:
    """
    Return what the first reader has to say that has something to say.
    """
    read = (reader(found, context) for reader in readers)
    return next((meaning for meaning in read if meaning is not None), None)


def _phrases(lexicons: Mapping[str, Lexicon]) -> Iterator[tuple[Kind, str, Phrase]]:
    for locale, lexicon in lexicons.items():
        for kind, name, lines in (
            (Kind.LANGUAGE, locale, lexicon.names),
            (Kind.YES, "", lexicon.yes),
            (Kind.NO, "", lexicon.no),
            (Kind.UNSURE, "", lexicon.unsure),
            (Kind.NEGATION, "", lexicon.negation),
            (Kind.FINE, "", lexicon.fine),
            (Kind.TROUBLE, "", lexicon.trouble),
            (Kind.CONJUNCTION, "", lexicon.conjunctions),
            (Kind.CONTRAST, "", lexicon.contrasts),
            (Kind.ELSEWHERE, "", lexicon.elsewhere),
            (Kind.PORT, "", lexicon.port),
            *((Kind.COMMAND, name, lines) for name, lines in lexicon.commands.items()),
            *((Kind.TOPIC, name, lines) for name, lines in lexicon.topics.items()),
            *((Kind.SYMPTOM, name, lines) for name, lines in lexicon.symptoms.items()),
            *((Kind.CAUSE, name, lines) for name, lines in lexicon.causes.items()),
            *((Kind.SSL, name, lines) for name, lines in lexicon.ssl.items()),
            *((Kind.OPTION, name, lines) for name, lines in lexicon.options.items()),
            *((Kind.REGION, name, lines) for name, lines in lexicon.regions.items()),
        ):
            for line in lines:
                yield kind, name, parse(line)
