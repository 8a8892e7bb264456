"""
Where the phrases of all languages stand in a text, typing mistakes included.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.phrase import MIN_STEM, Phrase, Piece
from bot.understanding.utterance import Token

MAX_GAP = 4
MAX_CORRECTED = 120
SHORT, LONG, LONGEST = 4, 8, 24

# Four letters that mean little else: one mistake is forgiven.
LENIENT = frozenset({"imap"})


class Kind(StrEnum):
    """
    What a phrase is evidence of.
    """

    LANGUAGE = auto()
    YES = auto()
    NO = auto()
    UNSURE = auto()
    NEGATION = auto()
    FINE = auto()
    TROUBLE = auto()
    CONJUNCTION = auto()
    CONTRAST = auto()
    ELSEWHERE = auto()
    PORT = auto()
    COMMAND = auto()
    TOPIC = auto()
    SYMPTOM = auto()
    CAUSE = auto()
    SAYS = auto()
    REPLIES = auto()
    SSL = auto()
    OPTION = auto()
    REGION = auto()
    PRODUCT = auto()
    PROGRAM = auto()
    PROTOCOL = auto()


# What is said after one of these is another matter.
TURNS = frozenset({Kind.FINE, Kind.CONTRAST})


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A phrase found: what it says (`name` within its kind), and its words, `start` to `end`.
    """

    kind: Kind
    name: str
    start: int
    end: int

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: Kind
    name: str
    pieces: tuple[Piece, ...]


class Matcher:
    """
    All phrases, indexed by the words that they begin with.

    `exact`: what machines print has no slips.
    """

    def __init__(
        self,
        phrases: Iterable[tuple[Kind, str, Phrase]],
        known: Iterable[str] = (),
        *,
        exact: bool = False,
    ) -> None:
        self._exact = exact
        self._barriers: set[str] = set()
        self._denials: set[str] = set()
        self._by_word: dict[str, list[_Entry]] = defaultdict(list)
        self._by_stem: dict[str, list[_Entry]] = defaultdict(list)
        targets: set[str] = set()
        for kind, name, phrase in phrases:
            for form in (phrase, None if exact else phrase.joined()):
                if form is not None:
                    if kind in TURNS and len(form.pieces) == 1:
                        self._barriers |= form.pieces[0].whole
                    if kind in {Kind.NO, Kind.NEGATION} and len(form.pieces) == 1:
                        self._denials |= form.pieces[0].whole
                    self._add(_Entry(kind, name, form.pieces))
                    targets |= {word for piece in form.pieces for word in piece.whole}
        known = set(known)
        self._known = targets | known
        self._targets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(targets - known):
            if len(word) >= SHORT and word.isalpha():
                self._targets[word[0], len(word)].append(word)

    def _add(self, entry: _Entry) -> None:
        for word in entry.pieces[0].whole:
            self._by_word[word].append(entry)
        for stem in entry.pieces[0].stems:
            self._by_stem[stem].append(entry)

    def find(self, tokens: Sequence[Token]) -> dict[Kind, tuple[Hit, ...]]:
        """
        Return every phrase that stands in the text, by kind and in the order of the text.
        """
        variants = self._variants(tokens)
        hits: dict[Kind, dict[Hit, None]] = defaultdict(dict)
        for start in range(len(tokens)):
            for entry in self._beginning(tokens[start].text, variants[start]):
                end = self._end(entry.pieces[1:], start + 1, tokens, variants)
                if end is not None:
                    hits[entry.kind][Hit(entry.kind, entry.name, start, end)] = None
        return {kind: tuple(each) for kind, each in hits.items()}

    def _end(
        self,
        pieces: Sequence[Piece],
        start: int,
        tokens: Sequence[Token],
        variants: Sequence[frozenset[str]],
    ) -> int | None:
        """
        Return where a phrase ends whose first words end at `start`; None where it does not go on.

        A gap reaches neither over punctuation nor over a word that turns the meaning, and a denial
        reaches over no punctuation either: "no, SSL on" is not "no SSL".
        """
        if not pieces:
            return start
        piece, rest = pieces[0], pieces[1:]
        for position in range(start, min(start + (MAX_GAP if piece.gap else 0) + 1, len(tokens))):
            before = tokens[start - 1]
            apart = tokens[position].clause != before.clause
            if apart and (piece.gap or before.text in self._denials):
                return None
            if _fits(piece, tokens[position].text, variants[position]):
                end = self._end(rest, position + 1, tokens, variants)
                if end is not None:
                    return end
            if tokens[position].text in self._barriers:
                return None
        return None

    def _beginning(self, token: str, variants: frozenset[str]) -> Iterator[_Entry]:
        for word in sorted(variants):
            yield from self._by_word.get(word, ())
        for length in range(MIN_STEM, len(token) + 1):
            yield from self._by_stem.get(token[:length], ())

    def _variants(self, tokens: Sequence[Token]) -> list[frozenset[str]]:
        if self._exact:
            return [frozenset({token.text}) for token in tokens]
        seen: dict[str, frozenset[str]] = {}
        for token in tokens:
            if token.text not in seen:
                spent = len(seen) >= MAX_CORRECTED
                seen[token.text] = frozenset({token.text} if spent else self.nearest(token.text))
        return [seen[token.text] for token in tokens]

    def nearest(self, token: str) -> set[str]:
        """
        Return the word itself and the words of the lists that it may be a slip of.

        Words of four letters may have two swapped, of five to seven one mistake, longer ones two
        if they begin alike; a word that is known as it stands is never corrected.
        """
        found = {token}
        known = token in self._known or not token.isalpha()
        if known or not SHORT <= len(token) <= LONGEST:
            return found
        for length in range(max(len(token) - 2, SHORT), len(token) + 3):
            allowed = 2 if min(length, len(token)) >= LONG else 1
            near = [
                word for first in {*token[:2]} for word in self._targets.get((first, length), ())
            ]
            found |= {
                word
                for word, distance, _ in process.extract(
                    token, near, scorer=OSA.distance, score_cutoff=allowed, limit=None
                )
                if _is_slip(token, word, int(distance))
            }
        return found


def _is_slip(token: str, word: str, distance: int) -> bool:
    if min(len(token), len(word)) == SHORT:
        return sorted(token) == sorted(word) or (word in LENIENT and token[0] == word[0])
    if token[0] != word[0]:
        return distance == 1 and sorted(token[:2]) == sorted(word[:2])
    return True


def _fits(piece: Piece, token: str, variants: frozenset[str]) -> bool:
    return not piece.whole.isdisjoint(variants) or any(token.startswith(s) for s in piece.stems)
