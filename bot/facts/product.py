"""
The products that a customer can have, and the servers of each.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from bot.facts.text import Code, Fact, Host, Localized, Slug

CLUSTER = "{cluster}"
UNKNOWN_CLUSTER = "?"


class Security(StrEnum):
    """
    How a connection is protected.

    `SSL` is TLS from the first byte (RFC 8314), `STARTTLS` begins in the clear and then switches,
    `OPTIONAL` is STARTTLS where the server offers it and otherwise nothing.
    """

    SSL = "ssl"
    STARTTLS = "starttls"
    OPTIONAL = "optional"


class Port(Fact):
    """
    A port (1 to 65535) and the security that belongs to it.
    """

    port: Annotated[int, Field(ge=1, le=65535)]
    security: Literal[Security.SSL, Security.STARTTLS]


class Service(Fact):
    """
    One service (IMAP, POP or SMTP): its host and the ports with SSL on and, perhaps, off.

    `alternative` is another protected port for networks where the first does not get through.
    A service without `no_ssl_port` has no "SSL off".
    """

    host: Host
    ssl: Port
    alternative: Port | None = None
    no_ssl_port: Annotated[int, Field(ge=1, le=65535)] | None = None


class Endpoint(Fact):
    """
    What a customer types into a mail program for one server.
    """

    host: str
    port: int
    security: Security


class Region(Fact):
    """
    The servers of a product in one part of the world.

    `aliases` are other right names of the same servers, `old_hosts` names from old guides that
    still answer but do not match the certificate. A host may hold `{cluster}`.
    """

    id: Slug
    code: Code
    name: Localized[str]
    imap: Service
    pop: Service
    smtp: Service
    aliases: tuple[Host, ...] = ()
    old_hosts: tuple[Host, ...] = ()

    def services(self) -> tuple[Service, Service, Service]:
        """
        Return IMAP, POP and SMTP.
        """
        return self.imap, self.pop, self.smtp


class Exchange(Fact):
    """
    The account type "Exchange" (ActiveSync) that phones use; its server may hold `{cluster}`.

    `outlook_finds_it`: classic Outlook for Windows sets itself up from the address alone.
    """

    server: Host
    outlook_finds_it: bool = False


class Product(Fact):
    """
    A kind of mailbox that the provider rents out.

    `webmail` are the host names that its webmail shows after login; `about` says in a few words
    what it is for, `family` is the name it shares with its sister products.
    """

    id: Slug
    code: Code
    name: str
    family: str | None = None
    about: Localized[str] | None = None
    webmail: tuple[Host, ...] = ()
    regions: Annotated[tuple[Region, ...], Field(min_length=1)]
    exchange: Exchange | None = None
    mailbox_size: str | None = None

    @property
    def family_name(self) -> str:
        """
        What customers call the product and its sisters.
        """
        return self.family or self.name

    @property
    def has_clusters(self) -> bool:
        """
        Whether its server name holds a number that differs between customers.
        """
        hosts = [service.host for region in self.regions for service in region.services()]
        if self.exchange:
            hosts.append(self.exchange.server)
        return any(CLUSTER in host for host in hosts)

    def region(self, region: str | None) -> Region:
        """
        Return the region with that id, the first one if there is none.
        """
        return next((each for each in self.regions if each.id == region), self.regions[0])

    def allows_ssl_off(self, region: str | None) -> bool:
        """
        Whether "SSL off" exists for this product.
        """
        return all(service.no_ssl_port for service in self.region(region).services())


def with_cluster(host: str, cluster: str) -> str:
    """
    Fill in the number of a customer's cluster; an unknown one shows as a question mark.
    """
    return host.replace(CLUSTER, cluster or UNKNOWN_CLUSTER)
