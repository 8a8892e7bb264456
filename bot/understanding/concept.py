"""
What the words of a text are about, alike in all languages: `locales/<lang>/concepts.txt`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from bot.understanding.document import LexiconError
from bot.understanding.phrase import MIN_STEM
from bot.understanding.utterance import Token, words

FILE = "concepts.txt"
# The concepts of a word, by language.
Meanings = dict[str, tuple[str, ...]]
Words = dict[str, Meanings]


class Concepts:
    """
    Finds concepts by whole words and by beginnings of words.

    A word that several languages have means what it means in the one that knows most words of the
    text.
    """

    def __init__(self, whole: Words, stems: Words) -> None:
        """
        Take the concepts of words and of beginnings of words, by language.
        """
        self._whole, self._stems = whole, stems
        self._longest = max(map(len, stems), default=0)

    @classmethod
    def read(cls, directory: Path) -> Self:
        """
        Read the file of every language that has one.

        Raises `LexiconError` for the first mistake: a concept that only one language has is one.
        """
        whole: Words = {}
        stems: Words = {}
        places: dict[str, list[tuple[Path, int]]] = defaultdict(list)
        shared: dict[tuple[str, ...], tuple[str, ...]] = {}
        paths = sorted(directory.glob(f"*/{FILE}"))
        for path in paths:
            locale = path.parent.name
            for number, name, line in _lines(path):
                places[name].append((path, number))
                for written in line.split():
                    word = _word(path, number, name, written)
                    meanings = (stems if written.endswith("*") else whole).setdefault(word, {})
                    names = (*meanings.get(locale, ()), name)
                    # Most words have one meaning, which thousands of others have too.
                    meanings[locale] = shared.setdefault(names, names)
        for name, (place, *others) in places.items():
            if not others and len(paths) > 1:
                raise LexiconError(*place, name, "no other language has this concept")
        return cls(whole, stems)

    def find(self, tokens: Sequence[Token]) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """
        Return clause and concepts of every word that has some, in the order of the text.
        """
        meanings = {word: self._of(word) for word in {token.text for token in tokens}}
        known = Counter(locale for each in meanings.values() for locale in each)
        about = {
            word: tuple(sorted({*each[max(each, key=lambda locale: (known[locale], locale))]}))
            for word, each in meanings.items()
            if each
        }
        return tuple((token.clause, about[token.text]) for token in tokens if token.text in about)

    def _of(self, word: str) -> Meanings:
        found = dict(self._whole.get(word, {}))
        for length in range(MIN_STEM, min(len(word), self._longest) + 1):
            for locale, names in self._stems.get(word[:length], {}).items():
                found[locale] = (*found.get(locale, ()), *names)
        return found


def _lines(path: Path) -> Iterator[tuple[int, str, str]]:
    """
    Yield number, concept and words of every line of a file.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise LexiconError(path, 1, "", f"cannot be read: {error}") from None
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, rest = line.partition(":")
        if not colon or not name.isidentifier():
            raise LexiconError(path, number, "", "needs a concept, a colon, and its words")
        if name in seen:
            raise LexiconError(path, number, name, "this concept stands here twice")
        seen.add(name)
        yield number, name, rest


def _word(path: Path, number: int, name: str, written: str) -> str:
    """
    Return a word, or the beginning of words that ends in a star, folded.
    """
    found = words(written.removesuffix("*"))
    if len(found) != 1 or "*" in written[:-1]:
        raise LexiconError(path, number, name, f"{written!r} is not one word")
    if written.endswith("*") and len(found[0]) < MIN_STEM:
        why = f"{written!r} needs {MIN_STEM} letters before its star"
        raise LexiconError(path, number, name, why)
    return found[0]
