"""
A state as a button's data or a link's payload, and back.

Both may hold 64 characters of `[A-Za-z0-9_-]` (Bot API: `callback_data`, deep linking). Every
field has a fixed width and a blank of its own; an unknown code drops that answer alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from bot.dialogue.state import (
    UNSURE_PRODUCT,
    Account,
    Device,
    Node,
    PortNumber,
    Protocol,
    ServerName,
    Ssl,
    State,
    Symptom,
    Webmail,
)
from bot.facts import Facts

VERSION = "1"
MAX_LENGTH = 64
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BLANK = "-"
LOCALE_WIDTH = 6
SHOWN_WIDTH = 11
UNSURE_CODE = "_"
REMEMBERED = 1024

E = TypeVar("E", bound=StrEnum)


class TapKind(StrEnum):
    """
    What a tap does besides going to its state.

    `EDIT` turns the tapped question into the next one, `CHOOSE` also makes the button's language
    the customer's own choice.
    """

    NEW = "n"
    EDIT = "e"
    CHOOSE = "l"


@dataclass(frozen=True, slots=True)
class Tap:
    """
    What one button holds.
    """

    state: State
    kind: TapKind = TapKind.NEW


class Codec:
    """
    Formats and parses taps with the codes of one configuration.
    """

    def __init__(self, facts: Facts) -> None:
        self._products = {each.id: each.code for each in facts.products}
        self._products[UNSURE_PRODUCT] = UNSURE_CODE
        self._regions = {r.id: r.code for each in facts.products for r in each.regions}
        self._programs = {each.id: each.code for each in facts.programs}
        self._remedies = dict(facts.remedies)
        self._product_ids = _reverse(self._products)
        self._region_ids = _reverse(self._regions)
        self._program_ids = _reverse(self._programs)
        self._remedy_ids = _reverse(self._remedies)
        # Many customers stand at the same point.
        self._parsed = lru_cache(REMEMBERED)(self._parse)
        self._formatted = lru_cache(REMEMBERED)(self._format)

    def format(self, tap: Tap) -> str:
        """
        Return the data of a button, or the payload of a link.
        """
        return self._formatted(tap)

    def _format(self, tap: Tap) -> str:
        state = tap.state
        return "".join(
            (
                VERSION,
                tap.kind,
                state.node,
                state.goal,
                state.origin,
                state.locale.replace("_", "-").ljust(LOCALE_WIDTH, "_"),
                state.protocol or BLANK,
                state.ssl or BLANK,
                state.account or BLANK,
                self._products.get(state.product or "", BLANK),
                self._regions.get(state.region or "", BLANK),
                (state.cluster or BLANK).rjust(2, BLANK),
                state.device or BLANK,
                self._programs.get(state.program or "", BLANK),
                state.symptom or BLANK,
                state.webmail or BLANK,
                state.server or BLANK,
                state.port or BLANK,
                self._remedies.get(state.remedy or "", BLANK),
                self._remedies.get(state.rival or "", BLANK),
                self._format_shown(state.shown),
            )
        )

    def parse(self, data: str) -> Tap | None:
        """
        Return what `data` holds; None when it is not of this version or not ours at all.
        """
        if len(data) > MAX_LENGTH or not data.startswith(VERSION):
            return None
        return self._parsed(data)

    def _parse(self, data: str) -> Tap | None:
        read = _Reader(data[len(VERSION) :])
        kind = _member(TapKind, read.take(1))
        node = _member(Node, read.take(1))
        goal = _member(Node, read.take(1))
        origin = _member(Node, read.take(1))
        locale = read.take(LOCALE_WIDTH).rstrip("_").replace("-", "_")
        if kind is None or node is None or not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", locale):
            return None
        state = State(
            node=node,
            goal=goal or Node.CARD,
            origin=origin or Node.START,
            locale=locale,
            protocol=_member(Protocol, read.take(1)),
            ssl=_member(Ssl, read.take(1)),
            account=_member(Account, read.take(1)),
            product=self._product_ids.get(read.take(1)),
            region=self._region_ids.get(read.take(1)),
            cluster=_cluster(read.take(2)),
            device=_member(Device, read.take(1)),
            program=self._program_ids.get(read.take(1)),
            symptom=_member(Symptom, read.take(1)),
            webmail=_member(Webmail, read.take(1)),
            server=_member(ServerName, read.take(1)),
            port=_member(PortNumber, read.take(1)),
            remedy=self._remedy_ids.get(read.take(1)),
            rival=self._remedy_ids.get(read.take(1)),
            shown=self._parse_shown(read.take(SHOWN_WIDTH)),
        )
        return Tap(state, kind)

    def _format_shown(self, shown: frozenset[str]) -> str:
        bits = sum(
            1 << ALPHABET.index(self._remedies[each]) for each in shown & self._remedies.keys()
        )
        digits = []
        for _ in range(SHOWN_WIDTH):
            bits, digit = divmod(bits, len(ALPHABET))
            digits.append(ALPHABET[digit])
        return "".join(digits)

    def _parse_shown(self, digits: str) -> frozenset[str]:
        bits = 0
        for digit in reversed(digits):
            bits = bits * len(ALPHABET) + max(ALPHABET.find(digit), 0)
        return frozenset(
            remedy for remedy, code in self._remedies.items() if bits >> ALPHABET.index(code) & 1
        )


class _Reader:
    def __init__(self, data: str) -> None:
        self._data = data

    def take(self, width: int) -> str:
        field, self._data = self._data[:width], self._data[width:]
        return field


def _member(kind: type[E], code: str) -> E | None:
    try:
        return kind(code)
    except ValueError:
        return None


def _reverse(codes: Mapping[str, str]) -> dict[str, str]:
    return {code: name for name, code in codes.items()}


def _cluster(field: str) -> str:
    digits = field.lstrip(BLANK)
    return digits if re.fullmatch(r"0|[1-9][0-9]?", digits) else ""
