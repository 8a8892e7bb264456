"""
Server names, e-mail addresses and port numbers in a text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.dialogue.state import Node, PortNumber, Protocol, ServerName, Ssl, State
from bot.facts import Facts, HostMatch, Security, identify
from bot.facts.host import HostKind

SMTP_PORT = 25
KNOWN_PORTS = frozenset({25, 110, 143, 465, 587, 993, 995, 2525})
MAX_PORT = 65535
OWN_NAMES = frozenset({"mail", "smtp", "imap", "pop", "pop3", "webmail"})
SURE_LABELS = 3
MAX_NAMES = 30

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,6}[a-z]{2,24})", re.IGNORECASE)
_HOST = re.compile(r"(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?![\w@-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """
    A host name as it stands in the text, and what the configuration says of it.

    `match` is None for a name that is not the provider's.
    """

    host: str
    start: int
    end: int
    match: HostMatch | None


@dataclass(frozen=True, slots=True)
class Places:
    """
    The host names of a text, the domains of its e-mail addresses, and where both stand.
    """

    names: tuple[Name, ...]
    domains: frozenset[str]
    spans: tuple[tuple[int, int], ...]

    def cover(self, position: int) -> bool:
        """
        Whether a place in the text belongs to a host name or an e-mail address.
        """
        return any(start <= position < end for start, end in self.spans)


def places(text: str, facts: Facts) -> Places:
    """
    Find host names and e-mail addresses; a foreign name of two parts may be two sentences.
    """
    emails = list(islice(_EMAIL.finditer(text), MAX_NAMES))
    names = tuple(_names(text, facts))
    sure = [(name.start, name.end) for name in names if is_sure(name)]
    spans = [match.span() for match in emails] + sure
    return Places(names, frozenset(match.group(1).lower() for match in emails), tuple(spans))


def _names(text: str, facts: Facts) -> Iterator[Name]:
    for match in islice(_HOST.finditer(text), MAX_NAMES):
        host = match.group().lower()
        yield Name(host, match.start(), match.end(), identify(host, facts))


def is_sure(name: Name) -> bool:
    """
    Whether a name is a server's beyond doubt.
    """
    return name.match is not None or name.host.count(".") + 1 >= SURE_LABELS


def server_name(
    name: Name, domains: frozenset[str], providers: frozenset[str], state: State, facts: Facts
) -> ServerName:
    """
    Say what a name in the server field is to this customer.

    `domains` are those of the e-mail addresses in the text; "mail." or "smtp." before any other
    domain is taken for the customer's own as well, unless it is one of the `providers`. A name of
    the provider that is not one of the customer's own product counts as an old one.
    """
    first, _, domain = name.host.partition(".")
    if name.match is None:
        whose = domain.split(".")
        own = first in OWN_NAMES and (
            domain in domains or (len(whose) > 1 and providers.isdisjoint(whose))
        )
        return ServerName.OWN_DOMAIN if own else ServerName.FOREIGN
    if name.match.kind is HostKind.OLD or (
        state.product is not None
        and name.match.product is None
        and not _serves(name.host, state, facts)
    ):
        return ServerName.OLD
    return ServerName.RIGHT


def _serves(host: str, state: State, facts: Facts) -> bool:
    region = facts.product(state.product).region(state.region)
    return host in {service.host for service in region.services()} | set(region.aliases)


def port_number(port: int, state: State, facts: Facts) -> PortNumber:
    """
    Say what a number in the port field is, seen from the customer's own servers.
    """
    ssl = state.ssl is not Ssl.OFF
    servers = facts.servers(state.product, state.region, state.known_cluster)
    alternative = servers.smtp_alternative()
    if port == servers.smtp(ssl=ssl).port:
        return PortNumber.OUTGOING
    if alternative is not None and port == alternative.port:
        return PortNumber.ALTERNATIVE
    if port in {servers.imap(ssl=ssl).port, servers.pop(ssl=ssl).port}:
        return PortNumber.INCOMING
    return PortNumber.SMTP if port == SMTP_PORT else PortNumber.OTHER


def implied(port: int, state: State, facts: Facts) -> dict[str, Protocol | Ssl]:
    """
    Return the answers that a port alone gives: 993 means IMAP with SSL on; 587 means nothing.

    A port without SSL gives the protocol only, unless SSL is off already or is the question.
    """
    open_to_off = state.ssl is Ssl.OFF or state.node is Node.SECURITY
    servers = facts.servers(state.product, state.region, state.known_cluster)
    for protocol, find in ((Protocol.IMAP, servers.imap), (Protocol.POP, servers.pop)):
        for ssl in (Ssl.ON, Ssl.OFF):
            if find(ssl=ssl is Ssl.ON).port == port:
                told = ssl is Ssl.ON or open_to_off
                return {"protocol": protocol, "ssl": ssl} if told else {"protocol": protocol}
    outgoing = servers.smtp()
    if outgoing.port == port and outgoing.security is Security.SSL:
        return {"ssl": Ssl.ON}
    return {}
