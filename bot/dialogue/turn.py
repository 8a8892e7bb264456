"""
The outcome of one event: the session as it is now, and what to say.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
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
    ELSEWHERE = "elsewhere"
    WEBMAIL = "webmail"
    SECRET = "secret"  # noqa: S105 - the notice about passwords
    LANGUAGE = "language"
    SSL_ALWAYS = "ssl_always"
    SSL_KEPT = "ssl_kept"
    PORT_INCOMING = "port_incoming"
    PORT_OUTGOING = "port_outgoing"
    PORT_ALTERNATIVE = "port_alternative"
    PORT_25 = "port_25"
    PORT_OTHER = "port_other"
    NO_PORT = "no_port"
    FIRST = "first"
    PERSON = "person"
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
class Helpdesk:
    """
    A helpdesk that answers in the chat itself.

    `talking`: a conversation with it is open. `opens`: when it is there again (None: it is there,
    or nobody knows), on the clock of its own time zone, where it is `today`.
    """

    talking: bool = False
    is_open: bool = True
    opens: datetime | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """
    What is kept of a conversation between its events.

    `chosen` is the language that the customer chose in so many words; `misses` counts the texts
    in a row that were not understood; `last_tap` tells a double tap. `helpdesk` (None: customers
    are sent elsewhere) is what the event meets, and is not kept.
    """

    state: State
    chosen: str | None = None
    misses: int = 0
    last_tap: str = ""
    helpdesk: Helpdesk | None = None

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
    led to the screen. `noted`: the fields of the state that the customer filled in while another
    question stays open. `helpdesk`, `disturbances`: those that the screen speaks of.
    """

    state: State
    edit: bool = False
    notices: tuple[Notice, ...] = ()
    brief: bool = False
    former_locale: str | None = None
    evidence: tuple[str, ...] = ()
    helpdesk: Helpdesk | None = None
    noted: tuple[str, ...] = ()
    disturbances: tuple[Disturbance, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """
    A session and what to say.

    `toast` answers a tap, `delete` removes the customer's message, `forget` erases what is stored
    about them. For the helpdesk: `handover` is the state that it gets, `told` what the customer
    said of `address` and `incident`, `relay` passes their message on, `ended` ends the
    conversation.
    """

    session: Session
    says: tuple[Say, ...] = ()
    toast: Notice | None = None
    delete: bool = False
    forget: bool = False
    handover: State | None = None
    told: tuple[tuple[str, str], ...] = ()
    relay: bool = False
    ended: bool = False
