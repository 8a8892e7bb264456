"""
A text as words: folded to plain lower-case letters, each with its place in the text.
"""

import re
import unicodedata
from dataclasses import dataclass

LIMIT = 10_000
MAX_TOKENS = 300
LONGEST = 60
MAX_QUOTE = 80

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4", "'"))
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe"})
# English contractions and e-mail are one word; every other apostrophe or hyphen parts two.
_WORD = re.compile(r"[eE]-[mM]ails?(?![^\W_])|[^\W_]+(?:'(?:t|s|m|d|re|ve|ll)(?![^\W_]))?")
_BREAK = re.compile(r"[.,;:!?\n()\u2026\u2013\u2014]|\s-\s")


@dataclass(frozen=True, slots=True)
class Token:
    """
    One word: folded, with its place in the text; `clause` counts the punctuation before it.
    """

    text: str
    start: int
    end: int
    clause: int = 0


def clean(text: str) -> str:
    """
    Return at most `LIMIT` characters, composed, without invisible ones, with plain apostrophes.
    """
    composed = unicodedata.normalize("NFC", text[:LIMIT])
    return _INVISIBLE.sub("", composed).translate(_APOSTROPHES)


def fold(word: str) -> str:
    """
    Return a word in lower case without accents, apostrophes and hyphens.
    """
    if word.isascii():
        return word.lower().replace("'", "").replace("-", "")
    parts = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(each for each in parts if each.isalnum())


def tokens(text: str) -> tuple[Token, ...]:
    """
    Return the words of a cleaned text, `MAX_TOKENS` at most.
    """
    found: list[Token] = []
    clause = end = 0
    for match in _WORD.finditer(text):
        if _BREAK.search(text, end, match.start()):
            clause += 1
        end = match.end()
        folded = fold(match.group()[:LONGEST])
        if folded:
            found.append(Token(folded, match.start(), end, clause))
        if len(found) == MAX_TOKENS:
            break
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """
    Return the folded words of any text.
    """
    if len(text) <= LONGEST and text.isalnum():
        folded = fold(text)
        return (folded,) if folded else ()
    return tuple(token.text for token in tokens(clean(text)))
