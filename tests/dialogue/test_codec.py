import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.codec import MAX_LENGTH, Codec, Tap, TapKind
from bot.dialogue.state import (
    Account,
    Device,
    Node,
    PortNumber,
    Protocol,
    ServerName,
    Ssl,
    State,
    Symptom,
    Webmail,
)
from bot.facts import read_facts

FACTS = read_facts(Path("config.yaml"))
CODEC = Codec(FACTS)

states = st.builds(
    State,
    node=st.sampled_from(Node),
    goal=st.sampled_from(Node),
    origin=st.sampled_from(Node),
    locale=st.sampled_from(["nl", "en", "pt", "pt_BR", "fil", "zh_TW"]),
    protocol=st.none() | st.sampled_from(Protocol),
    ssl=st.none() | st.sampled_from(Ssl),
    account=st.none() | st.sampled_from(Account),
    product=st.none() | st.just("unsure") | st.sampled_from([each.id for each in FACTS.products]),
    region=st.none() | st.sampled_from(["europe", "america"]),
    cluster=st.just("") | st.integers(0, 99).map(str),
    device=st.none() | st.sampled_from(Device),
    program=st.none() | st.sampled_from([each.id for each in FACTS.programs]),
    symptom=st.none() | st.sampled_from(Symptom),
    webmail=st.none() | st.sampled_from(Webmail),
    server=st.none() | st.sampled_from(ServerName),
    port=st.none() | st.sampled_from(PortNumber),
    remedy=st.none() | st.sampled_from(sorted(FACTS.remedies)),
    rival=st.none() | st.sampled_from(sorted(FACTS.remedies)),
    shown=st.frozensets(st.sampled_from(sorted(FACTS.remedies))),
)
taps = st.builds(Tap, states, st.sampled_from(TapKind))


@given(taps)
def test_what_is_formatted_parses_back(tap: Tap) -> None:
    data = CODEC.format(tap)
    assert CODEC.parse(data) == tap
    assert len(data) <= MAX_LENGTH
    assert re.fullmatch(r"[A-Za-z0-9_-]+", data)


@given(st.text(max_size=80) | st.text("1nesciapo-_AZ09", max_size=64))
def test_anything_from_outside_parses_to_a_tap_or_nothing(data: str) -> None:
    tap = CODEC.parse(data)
    if tap is not None:
        assert CODEC.parse(CODEC.format(tap)) == tap


@given(taps, st.integers(0, 63), st.sampled_from("ABxyz019-_"))
def test_one_broken_character_loses_one_answer_at_most(tap: Tap, place: int, other: str) -> None:
    data = CODEC.format(tap)
    place %= len(data)
    CODEC.parse(data[:place] + other + data[place + 1 :])


def test_an_unknown_code_drops_that_answer_only() -> None:
    tap = Tap(State(node=Node.CARD, locale="nl", protocol=Protocol.POP, program="windows-mail"))
    data = CODEC.format(tap)
    without = read_facts(Path("tests/hosts/postduif.yaml"))
    parsed = Codec(without).parse(data)
    assert parsed is not None
    assert parsed.state == tap.state.having(program=None)


@pytest.mark.parametrize("data", ["", "2ncc", "1", "1nc", "1nZcsnl____", "1ncc!", "x" * 64])
def test_what_is_not_ours_is_none(data: str) -> None:
    assert CODEC.parse(data) is None


def test_a_shortened_payload_keeps_what_it_holds() -> None:
    data = CODEC.format(Tap(State(node=Node.CARD, locale="nl", protocol=Protocol.IMAP)))
    parsed = CODEC.parse(data[:12])
    assert parsed is not None
    assert parsed.state.protocol is Protocol.IMAP
