from pathlib import Path

import pytest

from bot.facts import Endpoint, Facts, Security, read_facts

FACTS = read_facts(Path("config.yaml"))
POSTDUIF = read_facts(Path("tests/hosts/postduif.yaml"))


@pytest.mark.parametrize(
    ("ssl", "imap", "pop", "smtp"), [(True, 993, 995, 465), (False, 143, 110, 587)]
)
def test_the_seeds_two_tables(*, ssl: bool, imap: int, pop: int, smtp: int) -> None:
    servers = FACTS.servers(None, None, "")
    found = [servers.imap(ssl=ssl), servers.pop(ssl=ssl), servers.smtp(ssl=ssl)]
    assert [(each.host, each.port) for each in found] == [
        ("ssl0.ovh.net", imap),
        ("ssl0.ovh.net", pop),
        ("ssl0.ovh.net", smtp),
    ]
    expected = Security.SSL if ssl else Security.OPTIONAL
    assert {each.security for each in found} == {expected}


def test_the_other_way_to_send() -> None:
    assert FACTS.servers(None, None, "").smtp_alternative() == Endpoint(
        host="ssl0.ovh.net", port=587, security=Security.STARTTLS
    )
    assert FACTS.servers("emailpro", None, "1").smtp_alternative() is None


@pytest.mark.parametrize(
    ("product", "host"), [("emailpro", "pro3.mail.ovh.net"), ("exchange", "ex3.mail.ovh.net")]
)
def test_a_cluster_fills_in_the_host(product: str, host: str) -> None:
    servers = FACTS.servers(product, None, "3")
    assert servers.smtp() == Endpoint(host=host, port=587, security=Security.STARTTLS)
    assert servers.imap(ssl=False) == Endpoint(host=host, port=993, security=Security.SSL)
    assert "?" in FACTS.servers(product, None, "").imap().host


def test_which_products_know_ssl_off() -> None:
    allowed = {each.id for each in FACTS.products if each.allows_ssl_off(None)}
    assert allowed == {"mxplan"}


def test_which_products_have_clusters() -> None:
    assert {each.id for each in FACTS.products if each.has_clusters} == {"emailpro", "exchange"}
    assert not POSTDUIF.products[0].has_clusters


def test_what_is_not_known_falls_back_to_the_first() -> None:
    assert FACTS.product("gone").id == "mxplan"
    assert FACTS.product(None).region("gone").id == "europe"
    assert FACTS.program("gone") is None


@pytest.mark.parametrize("facts", [FACTS, POSTDUIF])
def test_a_link_in_a_language_that_has_none_of_its_own(facts: Facts) -> None:
    assert facts.links.contact.for_locale("sv") == facts.links.contact.for_locale("en")
