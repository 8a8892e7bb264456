"""
The flow as data: every screen, its choices, and where each leads.

A choice without a target goes on to the goal: the first question still open on the way there, or
the goal itself (`journey.arrive`). Labels and texts stand in `answers`, by the same names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.state import (
    UNSURE_CLUSTER,
    UNSURE_PRODUCT,
    Account,
    Device,
    Node,
    PortNumber,
    Protocol,
    ServerName,
    Ssl,
    Symptom,
    Webmail,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """
    One button: the answers it fills in, and the screen it leads to (None: on to the goal).

    `when` names a condition in `options.CONDITIONS` under which the button is offered.
    """

    id: str
    to: Node | None = None
    sets: Mapping[str, Any] = field(default_factory=dict)
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """
    One screen: its choices, and whether it is a question (edited in place) or an answer (kept).

    `expand` names the list of the configuration or of the state whose entries come first.
    """

    choices: tuple[Choice, ...]
    question: bool = True
    expand: str | None = None


def pick(name: str, when: str | None = None, **sets: Any) -> Choice:
    """
    Answer the question and go on to the goal.
    """
    return Choice(name, None, sets, when)


def go(name: str, to: Node, when: str | None = None, **sets: Any) -> Choice:
    """
    Leave for another screen.
    """
    return Choice(name, to, sets, when)


def question(*choices: Choice, expand: str | None = None) -> Screen:
    """
    Make a screen that asks.
    """
    return Screen((*choices, PERSON, BACK, OVER), expand=expand)


def answer(*choices: Choice) -> Screen:
    """
    Make a screen that tells, and stays.
    """
    return Screen((*choices, BACK, OVER), question=False)


# A new complaint forgets what was found out about the one before, but not what was advised.
AFRESH: Mapping[str, Any] = {
    "symptom": None,
    "webmail": None,
    "server": None,
    "port": None,
    "remedy": None,
    "rival": None,
}

PERSON = go("person", Node.PERSON)
BACK = Choice("back")
OVER = Choice("over")
WORKS = go("works", Node.WORKS)
TROUBLE = Choice("trouble", Node.REMEDY, AFRESH)
STEPS = go("steps", Node.STEPS, program=None)
TICKET = go("ticket", Node.TICKET)
LANGUAGE = go("language", Node.LANGUAGE)
END = go("end", Node.ENDED)

IMAP = pick("imap", protocol=Protocol.IMAP)
POP = pick("pop", protocol=Protocol.POP)

FLOW: Mapping[Node, Screen] = {
    # Settings: protocol, SSL, card
    Node.START: Screen(
        (IMAP, POP, go("unsure", Node.ACCOUNT), TROUBLE, TICKET, LANGUAGE, PERSON),
    ),
    Node.PROTOCOL: question(IMAP, POP, go("unsure", Node.ACCOUNT)),
    Node.ACCOUNT: question(
        pick("new", account=Account.NEW, protocol=Protocol.IMAP),
        go("existing", Node.KEEP, account=Account.EXISTING),
        go("unsure", Node.KEEP),
    ),
    Node.KEEP: question(IMAP, POP, pick("unsure", protocol=Protocol.UNSURE)),
    Node.SECURITY: question(
        pick("on", ssl=Ssl.ON),
        pick("off", ssl=Ssl.OFF),
        pick("unsure", ssl=Ssl.UNSURE),
    ),
    Node.CARD: answer(
        go("product", Node.PRODUCT, "has_products", goal=Node.CARD),
        STEPS,
        Choice("copy", when="has_server"),
        WORKS,
        TROUBLE,
        go("more", Node.MORE),
    ),
    Node.MORE: question(
        pick("to_imap", "not_imap", protocol=Protocol.IMAP, goal=Node.CARD),
        pick("to_pop", "not_pop", protocol=Protocol.POP, goal=Node.CARD),
        pick("to_ssl", "ssl_off", ssl=Ssl.ON, goal=Node.CARD),
        TICKET,
        LANGUAGE,
        Choice("paid_setup", when="paid_setup"),
        Choice("interventions", when="interventions"),
        go("help", Node.HELP),
        go("privacy", Node.PRIVACY),
    ),
    # Which mailbox
    Node.PRODUCT: question(pick("unsure", product=UNSURE_PRODUCT), expand="products"),
    Node.CLUSTER: question(pick("unsure", cluster=UNSURE_CLUSTER), expand="clusters"),
    Node.DEVICE: question(
        pick("phone", device=Device.PHONE),
        pick("computer", device=Device.COMPUTER),
        pick("unsure", device=Device.COMPUTER),
    ),
    # Steps in a mail program
    Node.PROGRAM: question(expand="programs"),
    Node.TASK: question(
        pick("new", account=Account.NEW),
        pick("existing", account=Account.EXISTING),
        pick("unsure", account=Account.EXISTING),
    ),
    Node.STEPS: answer(
        go("successor", Node.STEPS, "has_successor"),
        WORKS,
        TROUBLE,
        go("programs", Node.STEPS, program=None),
        PERSON,
    ),
    # It does not work
    Node.SYMPTOM: question(
        pick("sending", symptom=Symptom.SENDING),
        pick("receiving", symptom=Symptom.RECEIVING),
        pick("password", symptom=Symptom.PASSWORD),
        pick("certificate", symptom=Symptom.CERTIFICATE),
        pick("connection", symptom=Symptom.CONNECTION),
        pick("rejected", symptom=Symptom.REJECTED),
        pick("full", symptom=Symptom.FULL),
        pick("vanished", symptom=Symptom.VANISHED),
    ),
    Node.WEBMAIL: question(
        Choice("open_webmail"),
        pick("yes", webmail=Webmail.WORKS),
        pick("no", webmail=Webmail.FAILS),
        pick("unsure", webmail=Webmail.UNSURE),
    ),
    Node.SERVER: question(
        pick("right", server=ServerName.RIGHT),
        pick("old", "has_old_host", server=ServerName.OLD),
        pick("own_domain", server=ServerName.OWN_DOMAIN),
        pick("foreign", server=ServerName.FOREIGN),
        pick("unsure", server=ServerName.UNSURE),
    ),
    Node.PORT: question(
        pick("incoming", "any_direction", port=PortNumber.INCOMING),
        pick("outgoing", port=PortNumber.OUTGOING),
        pick("alternative", "has_alternative", port=PortNumber.ALTERNATIVE),
        pick("smtp", port=PortNumber.SMTP),
        pick("other", port=PortNumber.OTHER),
        pick("unsure", port=PortNumber.UNSURE),
    ),
    Node.REMEDY: answer(
        WORKS,
        Choice("next"),
        STEPS,
        go("symptoms", Node.SYMPTOM, goal=Node.REMEDY, **AFRESH),
        PERSON,
    ),
    Node.EXHAUSTED: answer(PERSON, go("symptoms", Node.SYMPTOM, goal=Node.REMEDY, **AFRESH)),
    # In the place of the questions and the advice while it explains the trouble: `precedence.py`
    Node.DISTURBANCE: answer(
        WORKS,
        go("symptoms", Node.SYMPTOM, goal=Node.REMEDY, **AFRESH),
        PERSON,
    ),
    # Understood, but not surely
    Node.MEANT: question(
        Choice("complaint", Node.REMEDY, {"remedy": None}),
        go("symptoms", Node.SYMPTOM, goal=Node.REMEDY, **AFRESH),
        go("settings", Node.CARD, **AFRESH),
    ),
    Node.WHICH: question(
        Choice("first"),
        Choice("second", when="has_rival"),
        go("symptoms", Node.SYMPTOM, goal=Node.REMEDY, **AFRESH),
    ),
    Node.WHICH_TICKET: question(TICKET),
    # The incident ticket
    Node.TICKET: answer(STEPS, WORKS, TROUBLE, PERSON),
    # Asides
    Node.WORKS: answer(TROUBLE, PERSON),
    Node.PERSON: answer(
        Choice("contact"),
        Choice("paid_setup", when="paid_setup"),
        Choice("interventions", when="interventions"),
    ),
    # A conversation with the helpdesk, where it answers in the chat itself
    Node.OFFER: answer(PERSON, go("symptoms", Node.SYMPTOM, goal=Node.REMEDY, **AFRESH)),
    Node.ADDRESS: answer(go("skip", Node.INCIDENT), END),
    Node.INCIDENT: answer(go("skip", Node.HANDED), END),
    Node.HANDED: answer(go("settings", Node.CARD), END),
    Node.ENDED: answer(TROUBLE, PERSON),
    Node.LANGUAGE: question(expand="locales"),
    Node.HELP: answer(
        go("settings", Node.CARD),
        TROUBLE,
        TICKET,
        LANGUAGE,
        PERSON,
    ),
    Node.PRIVACY: answer(Choice("privacy_page", when="privacy_page"), PERSON),
    Node.FORGOTTEN: Screen((OVER,), question=False),
}

# What a goal has to know first, and the screen that asks it (in this order).
NEEDS: Mapping[Node, tuple[Node, ...]] = {
    Node.CARD: (Node.PRODUCT, Node.CLUSTER, Node.DEVICE, Node.PROTOCOL, Node.SECURITY),
    Node.STEPS: (Node.PROGRAM, Node.TASK, Node.CLUSTER, Node.PROTOCOL, Node.SECURITY),
    Node.REMEDY: (
        Node.SYMPTOM,
        Node.WEBMAIL,
        Node.PRODUCT,
        Node.CLUSTER,
        Node.SERVER,
        Node.PORT,
    ),
}

# Interruptions: they return to where they came from and touch no answer.
ASIDES = frozenset(
    {
        Node.WORKS,
        Node.PERSON,
        Node.OFFER,
        Node.ADDRESS,
        Node.INCIDENT,
        Node.HANDED,
        Node.ENDED,
        Node.LANGUAGE,
        Node.HELP,
        Node.PRIVACY,
        Node.MORE,
        Node.FORGOTTEN,
    }
)

# Screens that only make sense while somebody of the helpdesk is in the chat.
TALKING = frozenset({Node.ADDRESS, Node.INCIDENT, Node.HANDED})

# Questions about what a typed text meant; back leads out of them.
DOUBTS = frozenset({Node.MEANT, Node.WHICH, Node.WHICH_TICKET})

# "Does it work in webmail?" is the best question there is where mail or a password is refused;
# a name or a port can only be wrong where the program meets the server.
ASKED_ABOUT: Mapping[Symptom, frozenset[Node]] = {
    Symptom.SENDING: frozenset({Node.WEBMAIL, Node.SERVER, Node.PORT}),
    Symptom.RECEIVING: frozenset({Node.WEBMAIL}),
    Symptom.PASSWORD: frozenset({Node.WEBMAIL, Node.PRODUCT, Node.CLUSTER}),
    Symptom.CERTIFICATE: frozenset({Node.SERVER, Node.PORT}),
    Symptom.CONNECTION: frozenset({Node.PRODUCT, Node.CLUSTER, Node.SERVER, Node.PORT}),
    Symptom.REJECTED: frozenset(),
    Symptom.FULL: frozenset(),
    Symptom.VANISHED: frozenset(),
}
