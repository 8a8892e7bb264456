from pathlib import Path

import pytest

from bot.facts import HostMatch, identify, read_facts
from bot.facts.host import HostKind

FACTS = read_facts(Path("config.yaml"))


@pytest.mark.parametrize(
    ("host", "match"),
    [
        # MX Plan and Zimbra share their servers: the name tells the kind, not the product.
        ("ssl0.ovh.net", HostMatch(HostKind.SERVER, None, None, "")),
        ("SSL0.OVH.NET.", HostMatch(HostKind.SERVER, None, None, "")),
        ("ns0.ovh.net", HostMatch(HostKind.OLD, None, None, "")),
        ("imap.mail.ovh.ca", HostMatch(HostKind.SERVER, "mxplan", "america", "")),
        ("pro1.mail.ovh.net", HostMatch(HostKind.SERVER, "emailpro", "europe", "1")),
        ("ex12.mail.ovh.net", HostMatch(HostKind.SERVER, "exchange", "europe", "12")),
        ("ex.mail.ovh.net", HostMatch(HostKind.OLD, "exchange", "europe", "")),
        ("zimbra1.mail.ovh.net", HostMatch(HostKind.SERVER, "zimbrapro", None, "")),
    ],
)
def test_a_known_host_tells_what_it_is(host: str, match: HostMatch) -> None:
    assert identify(host, FACTS) == match


@pytest.mark.parametrize(
    "host", ["smtp.ziggo.nl", "pro.mail.ovh.net", "pro0.mail.ovh.net", "evil-ssl0.ovh.net", ""]
)
def test_a_foreign_host_is_nobodys(host: str) -> None:
    assert identify(host, FACTS) is None
