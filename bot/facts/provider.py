"""
Everything that `config.yaml` says.
"""

from typing import Annotated

from pydantic import Field

from bot.facts.desk import Desk
from bot.facts.product import Endpoint, Product, Region, Security, Service, with_cluster
from bot.facts.program import Program
from bot.facts.text import Code, Fact, Link, LocaleCode, Localized, Slug


class Provider(Fact):
    """
    The mail host: its name, the language that serves everybody else, and its incident ticket.
    """

    name: Annotated[str, Field(min_length=1, max_length=30)]
    default_locale: LocaleCode
    incident_ticket: Annotated[str, Field(min_length=1, max_length=30)]


class Links(Fact):
    """
    Addresses of the provider's pages; what is not given is not offered.
    """

    webmail: Localized[Link]
    control_panel: Localized[Link]
    contact: Localized[Link]
    status: Localized[Link] | None = None
    paid_setup: Localized[Link] | None = None
    interventions: Localized[Link] | None = None
    privacy: Localized[Link] | None = None


class Limits(Fact):
    """
    The provider's limits; a figure that is not given is not named to customers.
    """

    mails_per_hour: Annotated[int, Field(gt=0)] | None = None
    lockout_minutes: Annotated[int, Field(gt=0)] | None = None


class Retention(Fact):
    """
    How long data about a person is kept.
    """

    session_days: Annotated[int, Field(ge=1, le=365)] = 30
    handled_hours: Annotated[int, Field(ge=48, le=720)] = 48
    ticket_days: Annotated[int, Field(ge=1, le=365)] = 30


class Facts(Fact):
    """
    The provider's facts, validated; the first product and its first region are the default.
    """

    provider: Provider
    links: Links
    products: Annotated[tuple[Product, ...], Field(min_length=1)]
    programs: Annotated[tuple[Program, ...], Field(min_length=1)]
    remedies: dict[Slug, Code]
    limits: Limits = Limits()
    retention: Retention = Retention()
    desk: Desk = Desk()

    def product(self, product: str | None) -> Product:
        """
        Return the product with that id, the default one if there is none.
        """
        return next((each for each in self.products if each.id == product), self.products[0])

    def program(self, program: str | None) -> Program | None:
        """
        Return the mail program with that id.
        """
        return next((each for each in self.programs if each.id == program), None)

    def servers(self, product: str | None, region: str | None, cluster: str) -> "Servers":
        """
        Return the servers for one customer's product, region and cluster number.
        """
        return Servers(self.product(product).region(region), cluster)


class Servers:
    """
    One customer's servers, as endpoints to type into a mail program.
    """

    def __init__(self, region: Region, cluster: str) -> None:
        self.region = region
        self._cluster = cluster

    def imap(self, *, ssl: bool = True) -> Endpoint:
        """
        Return the incoming server for IMAP.
        """
        return self._endpoint(self.region.imap, ssl=ssl)

    def pop(self, *, ssl: bool = True) -> Endpoint:
        """
        Return the incoming server for POP.
        """
        return self._endpoint(self.region.pop, ssl=ssl)

    def smtp(self, *, ssl: bool = True) -> Endpoint:
        """
        Return the outgoing server.
        """
        return self._endpoint(self.region.smtp, ssl=ssl)

    def smtp_alternative(self) -> Endpoint | None:
        """
        Return the other protected way to send, if there is one.
        """
        other = self.region.smtp.alternative
        if other is None:
            return None
        host = with_cluster(self.region.smtp.host, self._cluster)
        return Endpoint(host=host, port=other.port, security=other.security)

    def old_hosts(self) -> tuple[str, ...]:
        """
        Return the names from old guides.
        """
        return tuple(with_cluster(host, self._cluster) for host in self.region.old_hosts)

    def _endpoint(self, service: Service, *, ssl: bool) -> Endpoint:
        host = with_cluster(service.host, self._cluster)
        if ssl or service.no_ssl_port is None:
            return Endpoint(host=host, port=service.ssl.port, security=service.ssl.security)
        return Endpoint(host=host, port=service.no_ssl_port, security=Security.OPTIONAL)
