"""
A phrase of the word lists: words, alternatives, endings and gaps, in the order of a text.
"""

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.utterance import words

GAP = "..."
MAX_WORDS = 8
MIN_STEM = 3
MIN_JOINED = 6
# Every gap multiplies the places to try: more of them could run away on a hostile text.
MAX_GAPS = 3
# Signs of regular expressions, which a phrase is not: nothing here may run away.
_FOREIGN = re.compile(r"[\\^$+?(){}]|\[|\]|\.\*")


@dataclass(frozen=True, slots=True)
class Piece:
    """
    One place of a phrase: any of `whole`, or a word that begins with one of `stems`.

    `gap`: other words may stand before it.
    """

    whole: frozenset[str]
    stems: tuple[str, ...] = ()
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """
    What the words of one line stand for, in their order.
    """

    pieces: tuple[Piece, ...]

    def joined(self) -> "Phrase | None":
        """
        Return the phrase as people type it without spaces; None where that is no safe word.
        """
        if len(self.pieces) == 1 or any(
            len(each.whole) != 1 or each.stems or each.gap for each in self.pieces
        ):
            return None
        word = "".join(next(iter(each.whole)) for each in self.pieces)
        return Phrase((Piece(frozenset({word})),)) if len(word) >= MIN_JOINED else None


def literal(text: str) -> Phrase:
    """
    Make a phrase of a name, whatever signs it holds.
    """
    return Phrase(tuple(Piece(frozenset({word})) for word in words(text)))


@cache
def parse(line: str) -> Phrase:
    """
    Read one line of a word list: `kan ... niet versturen|verzend*`.

    Raises ValueError with the reason where the line is no phrase.
    """
    foreign = _FOREIGN.search(line)
    if foreign:
        msg = f"{foreign.group()!r} is no part of a phrase: only words, |, * and ... are"
        raise ValueError(msg)
    pieces: list[Piece] = []
    gap = False
    for part in re.sub(r"['\u2019](?=(?:t|s|m|d|re|ve|ll)\b)", "", line).replace("…", GAP).split():
        if part == GAP:
            if gap or not pieces:
                msg = "'...' stands between two words"
                raise ValueError(msg)
            gap = True
            continue
        for each in _split(part):
            pieces.append(_piece(each, gap=gap))
            gap = False
    if gap or not pieces:
        msg = "'...' stands between two words" if gap else "holds no word"
        raise ValueError(msg)
    if len(pieces) > MAX_WORDS:
        msg = f"has more than {MAX_WORDS} words"
        raise ValueError(msg)
    if sum(each.gap for each in pieces) > MAX_GAPS:
        msg = f"has more than {MAX_GAPS} gaps, which could run away on a long text"
        raise ValueError(msg)
    return Phrase(tuple(pieces))


def is_phrase(line: str) -> str:
    """
    Return a line that is a phrase; raises ValueError with the reason where it is none.
    """
    parse(line)
    return line


def _split(part: str) -> list[str]:
    if "|" in part or "*" in part:
        return [part]
    return list(words(part)) or [part]


def _piece(part: str, *, gap: bool) -> Piece:
    whole: set[str] = set()
    stems: list[str] = []
    for each in part.split("|"):
        stem = each.endswith("*")
        parts = words(each.removesuffix("*"))
        if len(parts) != 1:
            msg = f"{each!r} is not one word"
            raise ValueError(msg)
        word = parts[0]
        if stem and len(word) < MIN_STEM:
            msg = f"{each!r} needs {MIN_STEM} letters or more before its '*'"
            raise ValueError(msg)
        if stem:
            stems.append(word)
        else:
            whole.add(word)
    return Piece(frozenset(whole), tuple(stems), gap)
