"""
What the words of a text are about, whatever their language.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.understanding.lexicon import Lexicon
from bot.understanding.phrase import MIN_STEM, parse
from bot.understanding.utterance import Token

LONGEST = 18


class Concepts:
    """
    Finds concepts by whole words and by beginnings of words, in all languages at once.
    """

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._stems: dict[str, set[str]] = defaultdict(set)
        for lexicon in lexicons:
            for name, lines in lexicon.concepts.items():
                for line in lines:
                    self._add(name, line)

    def _add(self, name: str, line: str) -> None:
        for piece in parse(line).pieces:
            for word in piece.whole:
                self._whole[word].add(name)
            for stem in piece.stems:
                self._stems[stem].add(name)

    def find(self, tokens: Sequence[Token]) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """
        Return clause and concepts of every word that has some, in the order of the text.
        """
        about = {word: self._of(word) for word in {token.text for token in tokens}}
        return tuple((token.clause, about[token.text]) for token in tokens if about[token.text])

    def _of(self, word: str) -> tuple[str, ...]:
        found = set(self._whole.get(word, ()))
        for length in range(MIN_STEM, min(len(word), LONGEST) + 1):
            found |= self._stems.get(word[:length], set())
        return tuple(sorted(found))
