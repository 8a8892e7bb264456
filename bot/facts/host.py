"""
Whose server a host name is: read off the configuration, never looked up.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.facts.product import CLUSTER, Product
from bot.facts.provider import Facts


class HostKind(StrEnum):
    """
    What a known host name is to its product.
    """

    SERVER = "server"
    OLD = "old"
    WEBMAIL = "webmail"


@dataclass(frozen=True, slots=True)
class HostMatch:
    """
    A host name found in the configuration.

    `product` and `region` are ids; they are None where several products share the name. `cluster`
    is the number in the name, "" where there is none.
    """

    kind: HostKind
    product: str | None
    region: str | None
    cluster: str


def _cluster_in(template: str, host: str) -> str | None:
    pattern = re.escape(template).replace(re.escape(CLUSTER), "([1-9][0-9]?)")
    found = re.fullmatch(pattern, host)
    if found is None:
        return None
    return found.group(1) if found.groups() else ""


def _names(product: Product) -> list[tuple[HostKind, str | None, str]]:
    names: list[tuple[HostKind, str | None, str]] = []
    for region in product.regions:
        names += [(HostKind.SERVER, region.id, service.host) for service in region.services()]
        names += [(HostKind.SERVER, region.id, alias) for alias in region.aliases]
        names += [(HostKind.OLD, region.id, old) for old in region.old_hosts]
    if product.exchange:
        names.append((HostKind.SERVER, None, product.exchange.server))
    names += [(HostKind.WEBMAIL, None, webmail) for webmail in product.webmail]
    return names


def identify(host: str, facts: Facts) -> HostMatch | None:
    """
    Find `host` among the servers, old names and webmails of all products.

    A name that belongs to one product tells the product; where products share it (the first one
    listed wins the kind), the product stays None. Returns None for a foreign host.
    """
    wanted = host.lower().rstrip(".")
    matches: list[HostMatch] = []
    for product in facts.products:
        for kind, region, template in _names(product):
            cluster = _cluster_in(template, wanted)
            if cluster is not None:
                matches.append(HostMatch(kind, product.id, region, cluster))
    if not matches:
        return None
    first = matches[0]
    if len({match.product for match in matches}) > 1:
        return HostMatch(first.kind, None, None, first.cluster)
    return first
