"""
What a customer's text meant, as `understanding` found it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Intent(StrEnum):
    """
    What a text is about.
    """

    SETTINGS = "settings"
    CANNOT_SEND = "cannot_send"
    LOGIN_FAILED = "login_failed"
    CONNECTION_FAILED = "connection_failed"
    CERTIFICATE = "certificate"
    REJECTED = "rejected"
    LIMITS = "limits"
    CANNOT_RECEIVE = "cannot_receive"
    POP_VS_IMAP = "pop_vs_imap"
    HUMAN = "human"
    OTHER = "other"


class Command(StrEnum):
    """
    A move that is possible on every screen, by command, button or word.
    """

    START = "start"
    SETTINGS = "settings"
    TICKET = "ticket"
    TROUBLE = "trouble"
    LANGUAGE = "language"
    PERSON = "person"
    HELP = "help"
    PRIVACY = "privacy"
    FORGET = "forget"
    BACK = "back"
    WORKS = "works"
    STEPS = "steps"
    MORE = "more"
    WEBMAIL = "webmail"
    THANKS = "thanks"
    GREETING = "greeting"


@dataclass(frozen=True, slots=True)
class Meaning:
    """
    The reading of one text.

    `option` is the id of a button of the present screen that the text picks; `answers` are values
    for fields of `State`, those of the settings asked for where the command is `SETTINGS`;
    `remedies` are ids of likely remedies, the likeliest first: one names the cause, two are to be
    asked about. `ask` marks what is understood but not sure. `locale` is set where the text is
    clearly in that language, whatever the conversation's is; `secret` where it seems to hold a
    password. `confidence` runs from 0 to 1 and belongs to `intent`; `evidence` are the words that
    decided, without secrets.
    """

    intent: Intent | None = None
    command: Command | None = None
    option: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    remedies: tuple[str, ...] = ()
    ask: bool = False
    locale: str | None = None
    secret: bool = False
    confidence: float = 0.0
    evidence: tuple[str, ...] = ()
