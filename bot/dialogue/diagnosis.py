"""
Which remedy comes next: the causes of each symptom, the likeliest first.

A line with conditions holds only where the customer's answers match it; lines that match more of
what is known stand before the general ones. The order is the support engineers' own judgement of
how often each cause is met.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dialogue.state import PortNumber, ServerName, State, Symptom, Webmail


@dataclass(frozen=True, slots=True)
class Cause:
    """
    A remedy (an id of the configuration) and the answers under which it is likely.

    An empty set of answers holds always.
    """

    remedy: str
    webmail: frozenset[Webmail] = frozenset()
    server: frozenset[ServerName] = frozenset()
    port: frozenset[PortNumber] = frozenset()

    def fits(self, state: State) -> bool:
        """
        Whether what the customer said allows this cause.
        """
        return (
            (not self.webmail or state.webmail in self.webmail)
            and (not self.server or state.server in self.server)
            and (not self.port or state.port in self.port)
        )


def cause(
    remedy: str,
    *,
    webmail: Webmail | None = None,
    server: tuple[ServerName, ...] = (),
    port: tuple[PortNumber, ...] = (),
) -> Cause:
    """
    Write one line of the table.
    """
    return Cause(
        remedy, frozenset({webmail} if webmail else ()), frozenset(server), frozenset(port)
    )


WORKS, FAILS = Webmail.WORKS, Webmail.FAILS
WRONG_NAME = (ServerName.OLD, ServerName.OWN_DOMAIN)
FOREIGN = (ServerName.FOREIGN,)
PORT_25 = (PortNumber.SMTP,)
WRONG_PORT_OUT = (PortNumber.INCOMING, PortNumber.OTHER)
WRONG_PORT = (PortNumber.OTHER,)

CAUSES: Mapping[Symptom, tuple[Cause, ...]] = {
    Symptom.SENDING: (
        cause("blocked-for-spam", webmail=FAILS),
        cause("sending-limit", webmail=FAILS),
        cause("incident", webmail=FAILS),
        cause("foreign-server", server=FOREIGN),
        cause("port-25", port=PORT_25),
        cause("ports", port=WRONG_PORT_OUT),
        cause("server-name", server=WRONG_NAME),
        cause("authentication"),
        cause("pop-before-smtp"),
        cause("password"),
        cause("other-port"),
        cause("sender-address"),
        cause("firewall"),
        cause("password-type"),
        cause("large-message"),
        cause("other-product"),
    ),
    Symptom.RECEIVING: (
        cause("not-in-webmail", webmail=FAILS),
        cause("filters", webmail=FAILS),
        cause("mailbox-full", webmail=FAILS),
        cause("incident", webmail=FAILS),
        cause("ports", webmail=WORKS),
        cause("pop-empties", webmail=WORKS),
        cause("password"),
        cause("not-in-webmail"),
        cause("mailbox-full"),
        cause("firewall"),
        cause("other-product"),
        cause("incident"),
    ),
    Symptom.PASSWORD: (
        cause("password-reset", webmail=FAILS),
        cause("lockout", webmail=FAILS),
        cause("blocked-for-spam", webmail=FAILS),
        cause("password"),
        cause("user-name"),
        cause("other-product"),
        cause("password-type"),
        cause("lockout"),
        cause("blocked-for-spam"),
    ),
    Symptom.CERTIFICATE: (
        cause("foreign-server", server=FOREIGN),
        cause("server-name", server=(*WRONG_NAME, ServerName.UNSURE)),
        cause("ports", port=WRONG_PORT),
        cause("clock"),
        cause("old-program"),
        cause("firewall"),
        cause("server-name"),
    ),
    Symptom.CONNECTION: (
        cause("foreign-server", server=FOREIGN),
        cause("port-25", port=PORT_25),
        cause("ports", port=WRONG_PORT),
        cause("server-name", server=WRONG_NAME),
        cause("typed-name"),
        cause("ports"),
        cause("firewall"),
        cause("other-product"),
        cause("old-program"),
        cause("incident"),
    ),
    Symptom.REJECTED: (
        cause("far-side"),
        cause("wrong-address"),
        cause("authentication"),
        cause("sender-address"),
        cause("sending-limit"),
        cause("blocked-for-spam"),
    ),
    Symptom.FULL: (
        cause("mailbox-full"),
        cause("large-message"),
        cause("sending-limit"),
    ),
    Symptom.VANISHED: (
        cause("pop-empties"),
        cause("filters"),
        cause("mailbox-full"),
        cause("incident"),
    ),
}


# With the account type Exchange there are no ports, and there is no outgoing server of its own.
NOT_FOR_EXCHANGE = frozenset(
    {
        "authentication",
        "pop-before-smtp",
        "port-25",
        "ports",
        "other-port",
        "password-type",
    }
)


def next_remedy(state: State, unfit: frozenset[str] = frozenset()) -> str | None:
    """
    Return the likeliest remedy not shown yet for the state's symptom; None when all were.

    `unfit` are those that do not suit the customer's kind of account.
    """
    passed = state.shown | unfit
    causes = CAUSES[state.symptom] if state.symptom else ()
    return next(
        (each.remedy for each in causes if each.remedy not in passed and each.fits(state)),
        None,
    )
