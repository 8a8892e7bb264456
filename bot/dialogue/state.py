"""
Where a conversation stands and what the customer has answered so far.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Node(StrEnum):
    """
    The screens of the conversation; each value is its permanent code in buttons and links.
    """

    START = "s"
    PROTOCOL = "q"
    ACCOUNT = "a"
    KEEP = "k"
    SECURITY = "e"
    PRODUCT = "d"
    CLUSTER = "n"
    DEVICE = "v"
    CARD = "c"
    MORE = "m"
    PROGRAM = "g"
    TASK = "j"
    STEPS = "i"
    SYMPTOM = "y"
    WEBMAIL = "w"
    SERVER = "r"
    PORT = "o"
    REMEDY = "x"
    EXHAUSTED = "z"
    DISTURBANCE = "D"
    MEANT = "M"
    WHICH = "W"
    WHICH_TICKET = "T"
    TICKET = "t"
    WORKS = "b"
    PERSON = "p"
    LANGUAGE = "l"
    HELP = "h"
    PRIVACY = "u"
    FORGOTTEN = "f"
    OFFER = "O"
    ADDRESS = "A"
    INCIDENT = "N"
    HANDED = "H"
    ENDED = "E"


class Protocol(StrEnum):
    """
    How the mail program fetches mail.
    """

    IMAP = "i"
    POP = "p"
    UNSURE = "u"


class Ssl(StrEnum):
    """
    Whether the connection is to be protected.
    """

    ON = "s"
    OFF = "o"
    UNSURE = "u"


class Account(StrEnum):
    """
    Whether the account stands in the mail program already.
    """

    NEW = "n"
    EXISTING = "e"


class Device(StrEnum):
    """
    What the mail program runs on.
    """

    PHONE = "p"
    COMPUTER = "c"


class Symptom(StrEnum):
    """
    What the customer sees go wrong.
    """

    SENDING = "s"
    RECEIVING = "r"
    PASSWORD = "p"  # noqa: S105 - the symptom
    CERTIFICATE = "c"
    CONNECTION = "n"
    REJECTED = "b"
    FULL = "f"
    VANISHED = "v"


class Webmail(StrEnum):
    """
    Whether the same thing works in webmail.
    """

    WORKS = "y"
    FAILS = "n"
    UNSURE = "u"


class ServerName(StrEnum):
    """
    What stands in the server field of the mail program now.
    """

    RIGHT = "r"
    OLD = "o"
    OWN_DOMAIN = "d"
    FOREIGN = "f"
    UNSURE = "u"


class PortNumber(StrEnum):
    """
    What stands in the port field now, seen from this customer's servers.
    """

    INCOMING = "i"
    OUTGOING = "o"
    ALTERNATIVE = "a"
    SMTP = "s"
    OTHER = "x"
    UNSURE = "u"


UNSURE_PRODUCT = "unsure"
UNSURE_CLUSTER = "0"


@dataclass(frozen=True, slots=True)
class State:
    """
    One point of a conversation; small enough to travel inside a button.

    `goal` is the screen that the open questions lead to, `origin` the one that an interruption
    came from. `product`, `region`, `program`, `remedy` and `rival` (the other likely remedy, while
    the two are asked about) are ids of the configuration; `cluster` is the number in the server
    name ("" not asked, "0" not known).
    """

    node: Node = Node.START
    goal: Node = Node.CARD
    origin: Node = Node.START
    locale: str = "en"
    protocol: Protocol | None = None
    ssl: Ssl | None = None
    account: Account | None = None
    product: str | None = None
    region: str | None = None
    cluster: str = ""
    device: Device | None = None
    program: str | None = None
    symptom: Symptom | None = None
    webmail: Webmail | None = None
    server: ServerName | None = None
    port: PortNumber | None = None
    remedy: str | None = None
    rival: str | None = None
    shown: frozenset[str] = frozenset()

    def having(self, **answers: Any) -> "State":
        """
        Return this state with some answers changed.
        """
        for name, value in answers.items():
            if getattr(self, name) != value:
                return replace(self, **answers)
        return self

    @property
    def known_cluster(self) -> str:
        """
        The cluster's number, "" when nobody knows it.
        """
        return "" if self.cluster == UNSURE_CLUSTER else self.cluster
