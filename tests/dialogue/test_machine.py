"""
Whatever happens, in whatever order: the machine is in a valid state and says something.
"""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.codec import Codec
from bot.dialogue.disturbance import Disturbance, DisturbanceKind
from bot.dialogue.event import Commanded, Event, Media, Received, Said, Started, Tapped
from bot.dialogue.flow import ASIDES, DOUBTS, FLOW, NEEDS
from bot.dialogue.journey import home
from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.options import options
from bot.dialogue.state import Account, Device, Node, PortNumber, ServerName, State, Symptom
from tests.dialogue.talk import FACTS, LOCALES, Talk
from tests.dialogue.test_codec import states, taps

answers = st.fixed_dictionaries(
    {},
    optional={
        "protocol": states.map(lambda s: s.protocol).filter(bool),
        "ssl": states.map(lambda s: s.ssl).filter(bool),
        "product": st.sampled_from([each.id for each in FACTS.products]),
        "cluster": st.integers(1, 99).map(str),
        "program": st.sampled_from([each.id for each in FACTS.programs]),
        "symptom": states.map(lambda s: s.symptom).filter(bool),
        "server": st.sampled_from(ServerName),
        "port": st.sampled_from(PortNumber),
        "device": st.sampled_from(Device),
        "account": st.sampled_from(Account),
    },
)
meanings = st.builds(
    Meaning,
    intent=st.none() | st.sampled_from(Intent),
    command=st.none() | st.sampled_from(Command),
    option=st.none() | st.sampled_from(["imap", "back", "next", "unsure", "nonsense", "locale:fr"]),
    answers=answers,
    locale=st.none() | st.sampled_from([*LOCALES, "xx"]),
    secret=st.booleans(),
    ask=st.booleans(),
    confidence=st.sampled_from([0.0, 1.0]),
    remedies=st.lists(st.sampled_from([*FACTS.remedies, "gone"]), max_size=3).map(tuple),
    evidence=st.lists(st.text(max_size=20), max_size=2).map(tuple),
)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Started, st.none() | states),
    st.builds(Commanded, st.sampled_from(Command)),
    st.builds(Tapped, st.none() | taps, st.sampled_from(["", "1:1:a", "1:2:b"])),
    st.builds(Said, meanings),
    st.builds(Received, st.sampled_from(Media)),
)
disturbances = st.lists(
    st.builds(
        Disturbance,
        st.sampled_from(DisturbanceKind),
        st.just(""),
        st.just(datetime(2026, 11, 25, 18, tzinfo=UTC)),
        st.just(date(2026, 11, 25)),
    ),
    max_size=2,
).map(tuple)


CODEC = Codec(FACTS)


def check(state: State) -> None:
    assert state.locale in LOCALES
    assert (state.remedy is not None) or state.node is not Node.REMEDY
    assert state.remedy not in state.shown or state.node is not Node.REMEDY
    assert None not in {state.remedy, state.rival} or state.node is not Node.WHICH
    assert state.symptom or state.node is not Node.MEANT
    for option in options(state, FACTS, LOCALES):
        if option.tap is not None:
            assert CODEC.parse(CODEC.format(option.tap)) == option.tap


@settings(max_examples=150)
@given(st.lists(events, min_size=1, max_size=8))
def test_any_sequence_of_events_leads_to_a_valid_state_and_an_answer(happened: list[Event]) -> None:
    talk = Talk()
    for event in happened:
        turn = talk.happens(event)
        assert turn.says or turn.toast
        check(talk.state)


@settings(max_examples=300)
@given(st.lists(st.tuples(events, disturbances), min_size=1, max_size=8))
def test_no_advice_is_given_while_a_disturbance_explains_the_trouble(
    happened: list[tuple[Event, tuple[Disturbance, ...]]],
) -> None:
    talk = Talk()
    for event, standing in happened:
        talk.disturbances = standing
        turn = talk.happens(event)
        assert turn.says or turn.toast
        check(talk.state)
        for say in turn.says:
            if say.state.node is Node.DISTURBANCE:
                assert say.disturbances
                assert set(say.disturbances) <= set(standing)
            if say.state.node in {Node.REMEDY, Node.WHICH, Node.EXHAUSTED, Node.MEANT}:
                assert not any(each.explains(say.state) for each in standing)
    talk.disturbances = ()
    for _ in range(40):
        talk.command(Command.BACK)
    assert talk.node is Node.START


@settings(max_examples=150)
@given(st.lists(st.integers(0, 40), max_size=25))
def test_any_way_through_the_buttons_stays_valid_and_ends(way: list[int]) -> None:
    talk = Talk()
    for step in way:
        moves = [each for each in options(talk.state, FACTS, LOCALES) if each.tap]
        talk.happens(Tapped(moves[step % len(moves)].tap))
        check(talk.state)
    for _ in range(40):
        if talk.node is Node.START:
            break
        talk.command(Command.BACK)
    assert talk.node is Node.START


def ways_into_asides() -> list[tuple[str, str]]:
    return [
        (node.name, choice.id)
        for node, screen in FLOW.items()
        for choice in screen.choices
        if choice.to in {Node.TICKET, *ASIDES}
    ]


@pytest.mark.parametrize(("node", "choice"), ways_into_asides())
def test_back_returns_from_every_aside(node: str, choice: str) -> None:
    before = State(Node[node], goal=Node.CARD, locale="nl", symptom=None)
    if before.node in NEEDS[Node.REMEDY]:
        before = before.having(goal=Node.REMEDY)
    if before.node in DOUBTS:
        before = before.having(symptom=Symptom.SENDING, remedy="ports", rival="clock")
    talk = Talk(before)
    stand_ins = {Node.EXHAUSTED, Node.DISTURBANCE}
    if choice not in talk.buttons or before.node in {*NEEDS, *ASIDES, *stand_ins}:
        return
    talk.tap(choice)
    talk.tap("back")
    assert talk.node is before.node


def test_back_walks_every_journey_to_its_beginning() -> None:
    journeys = {
        "imap on": ["SECURITY", "START"],
        "unsure existing pop on": ["SECURITY", "KEEP", "ACCOUNT", "START"],
        "trouble sending yes right outgoing": ["PORT", "SERVER", "WEBMAIL", "SYMPTOM", "START"],
        "trouble connection unsure right": ["SERVER", "PRODUCT", "SYMPTOM", "START"],
        "imap on trouble full": ["SYMPTOM", "CARD"],
        "imap on steps program:windows-mail new": ["TASK", "PROGRAM", "CARD"],
        "ticket steps program:other existing": ["TASK", "PROGRAM", "TICKET", "START"],
        "ticket trouble rejected": ["SYMPTOM", "TICKET"],
        "imap on product product:emailpro/europe cluster:1": ["PROTOCOL", "CLUSTER", "PRODUCT"],
        "imap on product": ["CARD"],
        "imap on product product:emailpro/europe cluster:1 product": [
            *("CARD", "PROTOCOL", "CLUSTER", "PRODUCT", "START"),
        ],
        "imap on more help": ["CARD"],
        "unsure existing": ["ACCOUNT", "START"],
    }
    for taps_, expected in journeys.items():
        talk = Talk()
        talk.tap(*taps_.split())
        walked = []
        for _ in expected:
            talk.tap("back")
            walked.append(talk.node.name)
        assert walked == expected, taps_


@given(states)
def test_home_is_the_card_or_the_first_screen(state: State) -> None:
    assert home(state.having(locale="nl"), FACTS).node in {Node.CARD, Node.START}
