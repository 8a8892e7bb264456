"""
The tickets of the support desk, and what goes with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OF_A_TICKET = '{"ticket":true}'
"""
What is left of the session of somebody of whom nothing but a ticket is kept.
"""


@dataclass(frozen=True, slots=True)
class Ticket:
    """
    A customer who has asked for a person; each has one, opened again when it comes to that.

    `key` is the session's, `chat` the customer's chat as text, `topic` and `card` are where it
    stands in the staff's chat (None until Telegram has said so), `agent` is who took it, `data`
    whatever JSON the desk keeps. Times are seconds since 1970: `waiting` since when the customer
    waits for an answer (None: not), `reminded` when the staff was reminded of that, `closed` is
    None while it is open.
    """

    id: int
    key: str
    chat: str
    locale: str
    data: Mapping[str, Any]
    opened: float
    touched: float
    topic: int | None = None
    card: int | None = None
    agent: int | None = None
    closed: float | None = None
    waiting: float | None = None
    reminded: float | None = None

    @property
    def is_open(self) -> bool:
        """
        Whether the conversation with the staff goes on.
        """
        return self.closed is None


@dataclass(frozen=True, slots=True)
class Pair:
    """
    A message and its twin on the other side; several of the customer's may have one twin.

    `by_staff` tells which of the two came first.
    """

    ticket: int
    customer: int
    staff: int
    by_staff: bool


@dataclass(frozen=True, slots=True)
class Canned:
    """
    A ready-made reply of the agents.
    """

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """
    A disturbance that the agents have announced: its kind, their own words, and its end.
    """

    kind: str
    text: str
    until: float
