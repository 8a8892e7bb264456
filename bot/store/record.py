"""
What goes into the store and comes out of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Outgoing:
    """
    A message to be sent: `method` with its JSON-able `parameters`.

    Messages of one lane (a chat's id, as text) are sent in the order in which they were written.
    `note` says what is to be done before and after, for whoever understands it.
    """

    lane: str
    method: str
    parameters: Mapping[str, object]
    note: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """
    A stored message; `attempts` counts the tries that failed so far.
    """

    id: int
    lane: str
    method: str
    parameters: Mapping[str, object]
    attempts: int = 0
    note: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What a turn decided: the session's new JSON text (None leaves it as it is) and its messages.

    `forget` first erases everything that is stored of the chat, older messages included.
    """

    session: str | None
    outgoing: tuple[Outgoing, ...] = ()
    forget: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """
    An update that could not be handled, without its content.

    `kind` is the kind of update, `error` the name of the exception's type, `place` the file and
    line that raised it, `at` the time in seconds since 1970.
    """

    update_id: int
    kind: str
    error: str
    place: str
    at: float


@dataclass(frozen=True, slots=True)
class Backlog:
    """
    What waits in the database, whichever process will see to it.

    `messages` are in the outbox, the oldest of them since `oldest` (seconds since 1970, None for an
    empty one); `aside` updates have been set aside.
    """

    messages: int
    oldest: float | None
    aside: int
