"""
Calls of the Bot API that a message in the outbox leads to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from bot.store import Row


class Step(StrEnum):
    """
    What a call is for: what must be there first, or the message itself.
    """

    TOPIC = auto()
    CARD = auto()
    MESSAGE = auto()


@dataclass(frozen=True, slots=True)
class Call:
    """
    A method of the Bot API with its JSON-able parameters, and pictures (PNG) by theirs.
    """

    method: str
    parameters: Mapping[str, object]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Errand:
    """
    The next call for `row`; `rows` are those that are done with it (none: something comes first).
    """

    row: Row
    call: Call
    step: Step = Step.MESSAGE
    rows: tuple[Row, ...] = ()
