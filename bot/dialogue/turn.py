"""
The outcome of one event: the session as it is now, and what to say.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.dialogue.disturbance import Disturbance
from bot.dialogue.state import State


class Notice(StrEnum):
    """
    A remark before or instead of a screen.
    """

    NOT_UNDERSTOOD = "not_understood"
    NOT_UNDERSTOOD_AGAIN = "not_understood_again"
    NOT_UNDERSTOOD_STILL = "not_understood_still"
    SECRET = "secret"  # noqa: S105 - the notice about passwords
    LANGUAGE = "language"
    SSL_ALWAYS = "ssl_always"
    OLD_BUTTON = "old_button"
    SAME_TAP = "same_tap"
    THANKS = "thanks"
    STICKER = "sticker"
    PHOTO = "photo"
    VOICE = "voice"
    LOCATION = "location"
    FILE = "file"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Session:
    """
    What is kept of a conversation between its events.

    `chosen` is the language that the customer chose in so many words; `misses` counts the texts
    in a row that were not understood; `last_tap` tells a double tap.
    """

    state: State
    chosen: str | None = None
    misses: int = 0
    last_tap: str = ""

    def having(self, **changes: Any) -> "Session":
        """
        Return this session with some fields changed.
        """
        for name, value in changes.items():
            if getattr(self, name) != value:
                return replace(self, **changes)
        return self


@dataclass(frozen=True, slots=True)
class Say:
    """
    One message to the customer: the screen of `state`, after the notices.

    `edit`: in place of the tapped question. `brief`: the notices with the screen's buttons only.
    `former_locale`: the language to offer a way back to. `evidence`: the customer's words that
    led to the screen. `disturbances`: those that the screen tells of.
    """

    state: State
    edit: bool = False
    notices: tuple[Notice, ...] = ()
    brief: bool = False
    former_locale: str | None = None
    evidence: tuple[str, ...] = ()
    disturbances: tuple[Disturbance, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """
    A session and what to say.

    `toast` answers a tap, `delete` removes the customer's message, `forget` erases what is stored
    about them.
    """

    session: Session
    says: tuple[Say, ...] = ()
    toast: Notice | None = None
    delete: bool = False
    forget: bool = False
