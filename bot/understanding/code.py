"""
Error codes in a text, however loosely they are written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.understanding.utterance import fold

MAX_CODES = 40
REPLIES = frozenset(
    {421, 450, 451, 452, 454, 500, 501, 502, 503, 504, 510, 513, 521, 523, 530, 534, 535, 538}
    | {541, 550, 551, 552, 553, 554, 571}
)
SOCKETS = frozenset({10013, 10051, 10053, 10054, 10060, 10061, 10065, 11001, 11002, 11004})

_OUTLOOK = re.compile(
    r"(?<![0-9a-z])(?:[0o]\s?[x\u00d7*]\s?)(?P<digits>[0-9a-foli]{5,10})", re.IGNORECASE
)
_SPACED = re.compile(
    r"(?<![0-9a-z])[0o]\s?[x\u00d7*][\s-]{0,2}8[\s-]?[0o][\s-]?[0o][\s-]?c[\s-]?c[\s-]?c?[\s-]?"
    r"(?P<digits>[0-9o][\s-]?[0-9a-fo])(?![0-9a-z])",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<![0-9a-zx])8[0o]{1,2}c{1,4}(?P<digits>[0-9o][0-9a-fo])(?![0-9a-z])", re.IGNORECASE
)
_ENHANCED = re.compile(r"(?<![\d.])#?[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)")
_NUMBER = re.compile(r"(?<![\w.,:+@/-])\d{3,5}(?![\w@%\u20ac]|[.,:]\d|\.\w)")
_RESPONSE = re.compile(r"\[(?P<name>[a-z][a-z/-]{2,24})\]", re.IGNORECASE)
_UNIT = re.compile(r"\s{0,2}([^\W\d_]{2,20})")
_SHORT = re.compile(r"8[0]{1,3}c{1,4}(?P<digits>[0-9][0-9a-f])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Code:
    """
    A code in its full form (`535`, `5.7.8`, `0x800ccc0e`, `[auth]`) and where it stands.
    """

    name: str
    start: int
    end: int

    @property
    def is_reply(self) -> bool:
        """
        Whether a mail server answered with it.
        """
        return self.name[0] in "45"


def codes(text: str, units: frozenset[str]) -> tuple[Code, ...]:
    """
    Find the codes of a text in its order; a number before one of `units` is an amount.
    """
    found = sorted(
        islice(_all(text, units), MAX_CODES), key=lambda each: (each.start, -len(each.name))
    )
    return tuple({each.name: each for each in reversed(found)}.values())[::-1]


def _all(text: str, units: frozenset[str]) -> Iterator[Code]:
    for match in _OUTLOOK.finditer(text):
        name = _full(_digits(match["digits"]))
        if name:
            yield Code(name, *match.span())
    for pattern in (_SPACED, _BARE):
        for match in pattern.finditer(text):
            yield Code(f"0x800ccc{_digits(match['digits'])}", *match.span())
    for match in _ENHANCED.finditer(text):
        yield Code(match.group().lstrip("#"), *match.span())
    for match in _RESPONSE.finditer(text):
        yield Code(f"[{match['name'].lower()}]", *match.span())
    for match in _NUMBER.finditer(text):
        number = int(match.group())
        unit = _UNIT.match(text, match.end())
        amount = unit is not None and fold(unit[1]) in units
        if number in SOCKETS or (number in REPLIES and not amount):
            yield Code(str(number), *match.span())


def _digits(text: str) -> str:
    letters = str.maketrans({"o": "0", "l": "1", "i": "1", " ": "", "-": ""})
    return "".join(text.lower().translate(letters).split())


def _full(digits: str) -> str | None:
    """
    Return an Outlook number with the digits that people forget or double.
    """
    short = _SHORT.fullmatch(digits)
    if short:
        return f"0x800ccc{short['digits']}"
    whole = len(digits) == len("800ccc0e") and digits.startswith("80")
    return f"0x{digits}" if whole else None
