"""
The answers that a text holds: protocol, SSL, product, region, program, servers and ports.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.dialogue.state import Device, Protocol, Ssl, State
from bot.facts import Facts, HostMatch, identify
from bot.facts.product import CLUSTER, Product
from bot.understanding.finding import Finding
from bot.understanding.host import (
    KNOWN_PORTS,
    MAX_PORT,
    Name,
    implied,
    is_sure,
    port_number,
    server_name,
)
from bot.understanding.matcher import Hit, Kind
from bot.understanding.phrase import Phrase, literal

ENCRYPTION = frozenset({"ssl", "tls", "starttls"})
PROTOCOLS: dict[str, Protocol] = {"imap": Protocol.IMAP, "pop": Protocol.POP}
PROTOCOL_WORDS = {
    "imap": ("imap", "imaps", "imap4", "imap 4", "i map"),
    "pop": ("pop", "pops", "pop3", "pop 3", "pop3s", "popp"),
}
BARE = "bare"
DEVICES = {each.name.lower(): each for each in Device}


def phrases(facts: Facts) -> Iterator[tuple[Kind, str, Phrase]]:
    """
    Yield the phrases that the configuration and the protocols themselves give.
    """
    for protocol, lines in PROTOCOL_WORDS.items():
        for line in lines:
            yield Kind.PROTOCOL, protocol, literal(line)
    for word in sorted(ENCRYPTION):
        yield Kind.SSL, BARE, literal(word)
    families: dict[str, Product] = {}
    for product in facts.products:
        families.setdefault(product.family_name, product)
    for family, first in families.items():
        # Who names the family alone has, most likely, the first of it.
        yield Kind.PRODUCT, first.id, literal(family)
    for product in facts.products:
        for phrase in _product_names(product):
            yield Kind.PRODUCT, product.id, phrase
    for program in facts.programs:
        for word in program.words:
            yield Kind.PROGRAM, program.id, literal(word)


def _product_names(product: Product) -> Iterator[Phrase]:
    """
    Yield "Zimbra Pro" and "Zimbra Business" for a product called "Zimbra Pro / Business".
    """
    yield literal(product.id)
    first, *others = product.name.split("/")
    yield literal(first)
    for other in others:
        yield literal(f"{first.split()[0]} {other}")


class Slots:
    """
    Reads answers against one configuration.
    """

    def __init__(self, facts: Facts, providers: Iterable[str]) -> None:
        self._facts = facts
        self._providers = frozenset(providers)
        self._templates = tuple(dict.fromkeys(_host_names(facts)))

    def protocols(self, found: Finding) -> set[Protocol]:
        """
        Return the protocols that the text names and does not reject.
        """
        return {PROTOCOLS[hit.name] for hit in found.of(Kind.PROTOCOL) if not found.negated(hit)}

    def ssl(self, found: Finding, *, asked: bool) -> Ssl | None:
        """
        Return what the text says about SSL; `asked` where that is the question on the screen.
        """
        if asked or found.of(Kind.PROTOCOL):
            hits = found.of(Kind.SSL)
        else:
            hits = [hit for hit in found.of(Kind.SSL) if self._names_it(hit, found)]
        off = {
            hit for hit in hits if hit.name == "off" or (hit.name == "on" and found.negated(hit))
        }
        on = {hit for hit in hits if hit.name == "on"} - off
        if off:
            return Ssl.OFF if all(_overlap(hit, off) for hit in on) else None
        if on:
            return Ssl.ON
        known = found.of(Kind.SSL, Kind.PROTOCOL, Kind.PORT, Kind.PROGRAM, Kind.PRODUCT)
        return Ssl.ON if hits and found.rest(known) == 0 else None

    def _names_it(self, hit: Hit, found: Finding) -> bool:
        return any(token.text in ENCRYPTION for token in found.tokens[hit.start : hit.end])

    def product(self, found: Finding, state: State, *, asked: bool) -> dict[str, Any]:
        """
        Return product and region by their names.
        """
        products = found.longest(Kind.PRODUCT)
        regions = found.longest(Kind.REGION)
        region = next(iter(regions)) if len(regions) == 1 else None
        if len(products) == 1:
            product = self._facts.product(next(iter(products)))
            return {"product": product.id} | _region(product, region)
        if products or region is None or not (asked or found.is_whole(Kind.REGION)):
            return {}
        current = self._facts.product(state.product)
        able = [each for each in self._facts.products if _region(each, region)]
        chosen = current if current in able else able[0] if len(able) == 1 else None
        return {"product": chosen.id, "region": region} if chosen else {}

    def device(self, found: Finding, answers: dict[str, Any], state: State) -> dict[str, Any]:
        """
        Return the device where it makes a difference to the product.
        """
        product = self._facts.product(answers.get("product", state.product))
        devices = found.longest(Kind.OPTION) & DEVICES.keys()
        if product.exchange is None or len(devices) != 1:
            return {}
        return {"device": DEVICES[devices.pop()]}

    def program(self, found: Finding) -> str | None:
        """
        Return the mail program that the text names.
        """
        programs = found.longest(Kind.PROGRAM)
        return programs.pop() if len(programs) == 1 else None

    def server(self, found: Finding, state: State, *, asked: bool) -> dict[str, Any]:
        """
        Return product, region and cluster of the first server name, and what it is to the customer.

        `asked` where the screen asks for the server name: then any name counts.
        """
        names = [name for name in found.places.names if asked or is_sure(name)]
        name = next((each for each in names if each.match), None) or next(iter(names), None)
        if name is None:
            name = next(self._short_names(found), None)
        if name is None:
            return {}
        return self.judged(name, found, state)

    def judged(self, name: Name, found: Finding, state: State) -> dict[str, Any]:
        """
        Return product, region and cluster of a server name, and what it is to the customer.
        """
        domains = found.places.domains
        judged = server_name(name, domains, self._providers, state, self._facts)
        return self._owner(name.match, state) | {"server": judged}

    def _owner(self, match: HostMatch | None, state: State) -> dict[str, Any]:
        if match is None or match.product is None:
            return {}
        answers: dict[str, Any] = {}
        if match.product != state.product:
            answers["product"] = match.product
        if match.region and match.region != state.region:
            answers["region"] = match.region
        if match.cluster:
            answers["cluster"] = match.cluster
        return answers

    def _short_names(self, found: Finding) -> Iterator[Name]:
        """
        Yield servers called by the first part of their name, such as "ex4".
        """
        for token in {each.text: each for each in found.tokens}.values():
            if not re.fullmatch(r"[a-z]{1,12}\d{1,2}", token.text):
                continue
            letters = token.text.rstrip("0123456789")
            for template in self._templates:
                first, _, domain = template.partition(".")
                if first not in {token.text, f"{letters}{CLUSTER}"}:
                    continue
                host = f"{token.text}.{domain}"
                match = identify(host, self._facts)
                if match is not None:
                    yield Name(host, token.start, token.end, match)

    def numbers(self, found: Finding) -> list[int]:
        """
        Return the numbers of the text that are not part of a name, those of a port's size.
        """
        named = found.of(Kind.PROTOCOL, Kind.PROGRAM, Kind.PRODUCT)
        return [
            int(token.text)
            for position, token in enumerate(found.tokens)
            if re.fullmatch(r"[0-9]{1,5}", token.text)
            and int(token.text) <= MAX_PORT
            and not any(position in hit for hit in named)
        ]

    def ports(self, found: Finding) -> list[int]:
        """
        Return the known port numbers, and any number right after the word for one.
        """
        following = {hit.end for hit in found.of(Kind.PORT)}
        told = {
            int(token.text)
            for position, token in enumerate(found.tokens)
            if position in following and re.fullmatch(r"[0-9]{2,5}", token.text)
        }
        known = KNOWN_PORTS | told
        return [number for number in dict.fromkeys(self.numbers(found)) if number in known]

    def port(self, number: int, state: State) -> dict[str, Any]:
        """
        Return the answer for the port question.
        """
        return {"port": port_number(number, state, self._facts)}

    def implied(self, number: int, state: State) -> dict[str, Any]:
        """
        Return what a port says about protocol and SSL.
        """
        return dict(implied(number, state, self._facts))


def _host_names(facts: Facts) -> Iterator[str]:
    for product in facts.products:
        yield from product.webmail
        for region in product.regions:
            yield from (service.host for service in region.services())
            yield from region.old_hosts


def _region(product: Product, region: str | None) -> dict[str, Any]:
    return {"region": region} if any(each.id == region for each in product.regions) else {}


def _overlap(hit: Hit, others: set[Hit]) -> bool:
    return any(each.start < hit.end and hit.start < each.end for each in others)
