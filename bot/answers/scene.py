"""
Everything that a text may speak of: the customer's state, the facts, the language.
"""

from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from bot.answers.layout import code
from bot.dialogue.disturbance import Disturbance
from bot.dialogue.journey import has_exchange_card
from bot.dialogue.state import UNSURE_PRODUCT, Account, Protocol, Ssl, State
from bot.dialogue.turn import Helpdesk
from bot.facts import Endpoint, Facts, Product, Region, Security
from bot.facts.product import UNKNOWN_CLUSTER, with_cluster
from bot.facts.provider import Servers
from bot.i18n import Translator


@dataclass(frozen=True)
class Scene:
    """
    One customer's values in one language, as the texts need them.
    """

    state: State
    facts: Facts
    translate: Translator
    helpdesk: Helpdesk | None = None
    disturbances: tuple[Disturbance, ...] = ()

    @property
    def provider(self) -> str:
        """
        The mail host's name.
        """
        return self.facts.provider.name

    @property
    def ticket(self) -> str:
        """
        What the incident ticket about sending is called.
        """
        return self.facts.provider.incident_ticket

    @cached_property
    def product(self) -> Product:
        """
        The customer's product, the usual one while it is not known.
        """
        return self.facts.product(self.state.product)

    @cached_property
    def region(self) -> Region:
        """
        The part of the world that its servers are in.
        """
        return self.product.region(self.state.region)

    @cached_property
    def servers(self) -> Servers:
        """
        The customer's servers.
        """
        return Servers(self.region, self.state.known_cluster)

    @property
    def product_is_known(self) -> bool:
        """
        Whether the customer named a product.
        """
        return self.state.product not in {None, UNSURE_PRODUCT}

    @property
    def product_name(self) -> str:
        """
        The product, with the region where there are several.
        """
        if len(self.product.regions) == 1:
            return self.product.name
        return f"{self.product.name}, {self.region.name.for_locale(self.state.locale)}"

    @property
    def ssl(self) -> bool:
        """
        Whether the settings are the protected ones: unless the customer chose otherwise and can.
        """
        off = self.state.ssl is Ssl.OFF and self.product.allows_ssl_off(self.state.region)
        return not off

    @property
    def protocol_name(self) -> str:
        """
        "IMAP" or "POP"; IMAP where nothing speaks for the other.
        """
        return "POP" if self.state.protocol is Protocol.POP else "IMAP"

    @property
    def incoming_is_open(self) -> bool:
        """
        Whether the settings for receiving had better stay as they are.
        """
        unsure = self.state.protocol in {None, Protocol.UNSURE}
        return unsure and self.state.account is not Account.NEW

    @property
    def incoming(self) -> Endpoint:
        """
        The server for receiving.
        """
        if self.state.protocol is Protocol.POP:
            return self.servers.pop(ssl=self.ssl)
        return self.servers.imap(ssl=self.ssl)

    @property
    def outgoing(self) -> Endpoint:
        """
        The server for sending.
        """
        return self.servers.smtp(ssl=self.ssl)

    @property
    def secure_outgoing(self) -> Endpoint:
        """
        The server for sending with SSL on: what remedies lead to.
        """
        return self.servers.smtp()

    @property
    def secure_incoming(self) -> Endpoint:
        """
        The server for receiving with SSL on: what remedies lead to.
        """
        if self.state.protocol is Protocol.POP:
            return self.servers.pop()
        return self.servers.imap()

    @property
    def cluster_is_open(self) -> bool:
        """
        Whether a question mark stands in the server name.
        """
        return UNKNOWN_CLUSTER in self.servers.smtp().host

    @property
    def exchange_server(self) -> str:
        """
        The server of the account type Exchange; "" where the product has none.
        """
        exchange = self.product.exchange
        return with_cluster(exchange.server, self.state.known_cluster) if exchange else ""

    @cached_property
    def uses_exchange(self) -> bool:
        """
        Whether the account is of the type Exchange: one server, no ports.
        """
        return has_exchange_card(self.state, self.facts)

    @property
    def host(self) -> str:
        """
        The name of the server that the customer's program must reach.
        """
        return self.exchange_server if self.uses_exchange else self.secure_outgoing.host

    @property
    def successor(self) -> str | None:
        """
        The program to use instead of the customer's, if its maker has stopped it.
        """
        program = self.facts.program(self.state.program)
        return program.successor if program else None

    def program_name(self, program: str | None) -> str:
        """
        Name a mail program; "" for the entry that stands for all others.
        """
        found = self.facts.program(program)
        return found.name.for_locale(self.state.locale) if found and found.name else ""

    def security(self, endpoint: Endpoint) -> Markup:
        """
        Say how a connection is protected, as the screens of mail programs call it.
        """
        _ = self.translate
        match endpoint.security:
            case Security.SSL:
                return Markup("SSL/TLS")
            case Security.STARTTLS:
                return Markup("STARTTLS")
            case _:
                return _("STARTTLS if offered, otherwise none")

    def way(self, endpoint: Endpoint) -> Markup:
        """
        Say a port and its security in a few words.
        """
        _ = self.translate
        return _(
            "{port} with {security}", port=code(endpoint.port), security=self.security(endpoint)
        )

    @property
    def box(self) -> Markup:
        """
        The name of the box that switches authentication on.
        """
        _ = self.translate
        return _("My outgoing server requires authentication")

    def link(self, name: str) -> str:
        """
        Return one of the provider's pages in the customer's language; "" where there is none.
        """
        page = getattr(self.facts.links, name)
        return page.for_locale(self.state.locale) if page else ""
