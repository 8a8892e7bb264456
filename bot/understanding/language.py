"""
Which of the languages a text is in, where that is beyond doubt.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.understanding.lexicon import Lexicon
from bot.understanding.phrase import parse
from bot.understanding.utterance import Token

ENOUGH = 2
FAR_AHEAD = 3
MIN_WORD = 4

# Letters that only one of these languages uses; a word with one is as good as a clear word.
LETTERS: Mapping[str, str] = {
    "ł": "pl", "ą": "pl", "ę": "pl", "ś": "pl", "ż": "pl", "ź": "pl", "ć": "pl", "ń": "pl",
    "ñ": "es", "¿": "es", "¡": "es", "ã": "pt", "õ": "pt", "ß": "de", "ä": "de", "œ": "fr",
    "î": "fr", "û": "fr",
}  # fmt: skip

# Only English writes this word with a capital wherever it stands.
FIRST_PERSON, ENGLISH = "I", "en"

# What a program or a server said is no evidence of the customer's own language: quotations, and
# lines with a reply code or an error number.
_QUOTED = re.compile(
    r"\"[^\"\n]{3,400}\"|«[^»\n]{3,400}»|“[^”\n]{3,400}”|„[^“”\n]{3,400}[“”]|(?<!\w)'[^'\n]{12,400}'(?!\w)"
)
_CODE = re.compile(
    r"0x[0-9a-f]{6,8}|(?<!\d)[245]\d\d[ -](?:#?[245]\.\d|[A-Z])|^\s*(?:-ERR|\* |NO \[)",
    re.IGNORECASE,
)
_HEADING = re.compile(r":(?=\s)")


class Languages:
    """
    The words that tell one language from all others.
    """

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        owners = Counter(word for each in lexicons.values() for word in _all_words(each))
        self._clear = {
            locale: frozenset(word for word in _telling_words(each) if owners[word] == 1)
            for locale, each in lexicons.items()
        }
        self._speakers = {
            locale: frozenset(each.speakers) for locale, each in lexicons.items() if each.speakers
        }

    def detect(self, text: str, tokens: Sequence[Token], current: str) -> str | None:
        """
        Return the language of the text; None where it may be `current` or is not clear.

        A text counts as another language with two clear words of it, three times as many as of
        the current language; where a language has `speakers`, one of them must be there.
        """
        own = _without_quotations(text, tokens)
        letters = _letters(text, own)
        scores = {locale: self._score(locale, own, letters) for locale in self._clear}
        former = scores.pop(current, 0)
        ranked = sorted(scores, key=lambda locale: scores[locale], reverse=True)
        if not ranked or scores[ranked[0]] < max(ENOUGH, former * FAR_AHEAD):
            return None
        best, *others = ranked
        if others and scores[others[0]] * 2 > scores[best]:
            return None
        speakers = self._speakers.get(best)
        if speakers is not None and speakers.isdisjoint(token.text for token in own):
            return None
        return best

    def _score(self, locale: str, tokens: Sequence[Token], letters: Mapping[str, int]) -> int:
        words = {token.text for token in tokens} & self._clear[locale]
        return len(words) + letters.get(locale, 0) if words else 0


def _letters(text: str, tokens: Sequence[Token]) -> Counter[str]:
    """
    Count the words of each language by their letters, and its own punctuation.
    """
    found = {(LETTERS[sign], sign) for sign in "¿¡" if sign in text}
    for token in tokens:
        if text[token.start : token.end] == FIRST_PERSON:
            found.add((ENGLISH, FIRST_PERSON))
        for letter in text[token.start : token.end].lower():
            if letter in LETTERS:
                found.add((LETTERS[letter], token.text))
    return Counter(locale for locale, _ in found)


def _all_words(lexicon: Lexicon) -> set[str]:
    return _telling_words(lexicon) | _words((*lexicon.yes, *lexicon.no))


def _telling_words(lexicon: Lexicon) -> set[str]:
    """
    Return the small words, and the words about mail that are long enough to be no accident.
    """
    groups = (lexicon.commands, lexicon.topics, lexicon.symptoms)
    lines = [line for group in groups for lines in group.values() for line in lines]
    content = _words((*lexicon.unsure, *lexicon.trouble, *lexicon.password, *lines))
    long = {word for word in content if len(word) >= MIN_WORD}
    return long | _words((*lexicon.function_words, *lexicon.negation))


def _words(lines: Iterable[str]) -> set[str]:
    return {word for line in lines for piece in parse(line).pieces for word in piece.whole}


def _without_quotations(text: str, tokens: Sequence[Token]) -> list[Token]:
    spans = [match.span() for match in _QUOTED.finditer(text)]
    start = 0
    for line in text.splitlines(keepends=True):
        code = _CODE.search(line)
        if code:
            heading = _HEADING.search(line, 0, code.start())
            spans.append((start + (heading.end() if heading else code.start()), start + len(line)))
        start += len(line)
    return [
        token for token in tokens if not any(start <= token.start < end for start, end in spans)
    ]
