"""
Every screen, in every language, within Telegram's limits.
"""

import re
from collections import deque
from pathlib import Path

import pytest

from bot.answers import Reply, Writer, profile
from bot.dialogue.codec import Codec
from bot.dialogue.flow import TALKING
from bot.dialogue.state import Device, Node, Protocol, Ssl, State, Symptom
from bot.dialogue.turn import Notice, Say
from bot.facts import Facts, read_facts
from bot.i18n import Catalogs

LOCALES = ("nl", "en", "fr", "de", "es", "it", "pl", "pt")
TAGS = {"b", "code"}


def looks(state: State) -> tuple[object, ...]:
    """
    What a screen's text can depend on; one of each is enough.
    """
    if state.node is Node.CARD:
        return (
            state.node,
            state.protocol,
            state.ssl,
            state.product,
            state.region,
            state.device,
            state.known_cluster,
            state.account,
        )
    if state.node is Node.STEPS:
        return (state.node, state.program, state.account, state.ssl, state.protocol)
    if state.node is Node.REMEDY:
        return (state.node, state.remedy, state.webmail, state.server, len(state.shown) > 1)
    return (state.node, state.symptom)


def reachable(writer: Writer, facts: Facts) -> list[State]:
    codec = Codec(facts)
    seen: dict[tuple[object, ...], State] = {}
    waiting = deque(
        [
            State(locale="en"),
            State(Node.FORGOTTEN, locale="en"),
            State(Node.MEANT, Node.REMEDY, locale="en", symptom=Symptom.SENDING),
            State(Node.WHICH, Node.REMEDY, locale="en", remedy="ports", rival="clock"),
            State(Node.WHICH_TICKET, locale="en"),
            State(Node.OFFER, locale="en"),
            State(Node.ADDRESS, locale="en"),
            State(Node.DISTURBANCE, Node.REMEDY, locale="en", symptom=Symptom.SENDING),
        ]
    )
    while waiting:
        state = waiting.popleft()
        if looks(state) in seen:
            continue
        seen[looks(state)] = state
        for row in writer.reply(Say(state)).rows:
            for button in row:
                tap = codec.parse(button.data) if button.data else None
                if tap is not None:
                    waiting.append(tap.state.having(locale="en"))
    return list(seen.values())


@pytest.fixture(scope="module")
def screens(writer: Writer, facts: Facts) -> list[State]:
    return reachable(writer, facts)


def check(reply: Reply) -> None:
    plain = re.sub(r"</?[a-z]+>", "", reply.html)
    assert 0 < len(plain.encode("utf-16-le")) // 2 <= 4096
    assert set(re.findall(r"</?([a-z]+)>", reply.html)) <= TAGS
    assert not re.search(r"[{}]", reply.html)
    assert "\n\n\n" not in reply.html
    assert reply.html == reply.html.strip()
    # A full stop right after an address would be taken for a part of it.
    assert not re.search(r"https://\S*[.,;!?)](\s|$)", reply.html)
    opened: list[str] = []
    for slash, tag in re.findall(r"<(/?)([a-z]+)>", reply.html):
        if slash:
            assert opened.pop() == tag
        else:
            opened.append(tag)
    assert opened == []
    labels = [button.label for row in reply.rows for button in row]
    assert len(labels) == len(set(labels))
    for row in reply.rows:
        for button in row:
            assert 0 < len(button.label) <= 64
            assert "{" not in button.label
            assert [button.data, button.url, button.copy].count(None) == 2
            assert len((button.data or "").encode()) <= 64


@pytest.mark.parametrize("config", ["config.yaml", "tests/hosts/postduif.yaml"])
def test_every_screen_in_every_language_fits_telegram(config: str, catalogs: Catalogs) -> None:
    facts = read_facts(Path(config))
    writer = Writer(facts, catalogs)
    states = reachable(writer, facts)
    for_several = {Node.PRODUCT, Node.CLUSTER, Node.DEVICE, Node.SECURITY}
    assert {state.node for state in states} >= set(Node) - for_several
    for state in states:
        for locale in LOCALES:
            check(writer.reply(Say(state.having(locale=locale))))


def test_every_node_but_the_last_offers_a_person_back_and_start_over(
    writer: Writer, screens: list[State]
) -> None:
    for state in screens:
        names = {name for name, _label in writer.labels(state)}
        if state.node not in {Node.START, Node.FORGOTTEN}:
            assert {"back", "over"} <= names, state.node
        if state.node not in {Node.CARD, Node.PERSON, Node.FORGOTTEN} | TALKING:
            assert "person" in names, state.node


@pytest.mark.parametrize("locale", LOCALES)
def test_the_card_has_eight_buttons_at_most(
    writer: Writer, screens: list[State], locale: str
) -> None:
    for state in screens:
        if state.node is Node.CARD:
            assert len(writer.labels(state.having(locale=locale))) <= 8


def test_no_remedy_leads_to_less_security(writer: Writer, screens: list[State]) -> None:
    for state in screens:
        if state.node is Node.REMEDY:
            html = writer.reply(Say(state)).html
            assert not re.search(r"SSL off|without SSL|turn SSL off|<code>(143|110)</code>", html)


def test_the_first_two_screens_show_no_ports(writer: Writer) -> None:
    for locale in LOCALES:
        for node in (Node.START, Node.SECURITY):
            assert not re.search(r"\d{2,}", writer.reply(Say(State(node, locale=locale))).html)


@pytest.mark.parametrize("locale", LOCALES)
def test_notices_stand_before_the_screen_or_alone(writer: Writer, locale: str) -> None:
    state = State(locale=locale)
    screen = writer.reply(Say(state))
    for kind in Notice:
        whole = writer.reply(Say(state, notices=(kind,)))
        brief = writer.reply(Say(state, notices=(kind,), brief=True))
        check(whole)
        check(brief)
        assert whole.html == f"{brief.html}\n\n{screen.html}"
        assert whole.rows == brief.rows == screen.rows
        assert writer.toast(kind, locale)
    assert writer.apology(locale)


def test_the_way_back_to_the_former_language_stands_first(writer: Writer) -> None:
    reply = writer.reply(Say(State(locale="fr"), former_locale="nl"))
    assert reply.rows[0][0].label == "🌐 Nederlands"
    assert "en français" in reply.html.split("\n\n", maxsplit=1)[0]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_profile_fits_telegram(facts: Facts, catalogs: Catalogs, locale: str) -> None:
    found = profile(facts, catalogs.translator(locale))
    assert 0 < len(found.name) <= 64
    assert 0 < len(found.description) <= 512
    assert 0 < len(found.short_description) <= 120
    assert [name for name, _ in found.commands] == [
        "start",
        "settings",
        "ticket",
        "language",
        "help",
        "privacy",
        "forget",
    ]
    assert all(0 < len(text) <= 256 for _, text in found.commands)


def test_what_was_noted_is_read_back(writer: Writer) -> None:
    state = State(
        Node.WEBMAIL,
        locale="nl",
        protocol=Protocol.POP,
        ssl=Ssl.ON,
        product="exchange",
        cluster="4",
        device=Device.PHONE,
    )
    say = Say(state, noted=("protocol", "ssl", "product", "cluster", "device", "server", "port"))
    assert writer.reply(say).html.startswith(
        "Genoteerd: POP, SSL aan, Exchange, <code>ex4.mail.ovh.net</code>, een telefoon of tablet, "
        "de servernaam, de poort."
    )
    off = state.having(product=None, cluster="", ssl=Ssl.OFF, device=Device.COMPUTER)
    html = writer.reply(Say(off, noted=("ssl", "device"))).html
    assert html.startswith("Genoteerd: SSL uit, een computer.")


def test_the_remark_about_a_port_names_the_customers_own(writer: Writer) -> None:
    state = State(Node.CARD, locale="nl", protocol=Protocol.IMAP, ssl=Ssl.ON)
    says = {
        kind: writer.reply(Say(state, notices=(kind,), brief=True)).html
        for kind in Notice
        if kind.name.startswith("PORT_")
    }
    assert "<code>465</code>" in says[Notice.PORT_25]
    assert "<code>587</code>" in says[Notice.PORT_ALTERNATIVE]
    assert "<code>993</code>" in says[Notice.PORT_OTHER]


@pytest.mark.parametrize(
    ("locale", "quoted"),
    [
        ("nl", "“550 &lt;relay&gt;”"),
        ("en", "“550 &lt;relay&gt;”"),
        ("fr", "«\u00a0550 &lt;relay&gt;\u00a0»"),
        ("de", "„550 &lt;relay&gt;“"),
        ("pl", "„550 &lt;relay&gt;”"),
        ("es", "«550 &lt;relay&gt;»"),
        ("it", "«550 &lt;relay&gt;»"),
        ("pt", "“550 &lt;relay&gt;”"),
    ],
)
def test_the_customers_words_are_quoted_as_the_language_does(
    writer: Writer, locale: str, quoted: str
) -> None:
    say = Say(State(Node.SYMPTOM, locale=locale), evidence=("550 <relay>", "denied"))
    first = writer.reply(say).html.splitlines()[0]
    assert quoted in first
    assert "denied" in first
