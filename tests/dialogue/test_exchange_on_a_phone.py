"""
The account type Exchange has one server, no ports and no outgoing server.
"""

import pytest

from bot.dialogue.event import Said
from bot.dialogue.meaning import Meaning
from bot.dialogue.state import Device, Node, Protocol, State, Symptom
from tests.dialogue.talk import Talk

NEVER = {
    "authentication",
    "pop-before-smtp",
    "port-25",
    "ports",
    "other-port",
    "password-type",
}


def on_a_phone(node: Node = Node.CARD) -> Talk:
    return Talk(State(node, product="exchange", cluster="4", device=Device.PHONE))


@pytest.mark.parametrize("symptom", [each.name.lower() for each in Symptom])
def test_advice_fits_the_account_type(symptom: str) -> None:
    talk = on_a_phone()
    talk.tap("trouble", symptom)
    while talk.node is not Node.REMEDY:
        assert talk.node is not Node.PORT
        talk.tap("unsure")
    shown = set()
    while talk.node is Node.REMEDY:
        shown.add(talk.state.remedy)
        talk.tap("next")
    assert shown
    assert NEVER.isdisjoint(shown)


def test_a_pasted_error_gets_no_advice_about_an_outgoing_server() -> None:
    talk = on_a_phone()
    said = Meaning(
        answers={"symptom": Symptom.SENDING}, remedies=("authentication", "password"), ask=False
    )
    talk.happens(Said(said))
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "password")


def test_a_link_to_advice_that_does_not_fit_leads_on() -> None:
    talk = on_a_phone()
    talk.tap("trouble", "full")
    state = talk.state.having(remedy="ports", symptom=Symptom.SENDING, node=Node.REMEDY)
    talk.start(state)
    assert talk.state.remedy != "ports"


def test_who_asks_for_a_protocol_on_a_phone_gets_it() -> None:
    talk = on_a_phone()
    talk.say(protocol=Protocol.IMAP)
    assert (talk.node, talk.state.device) == (Node.CARD, Device.COMPUTER)
    assert talk.state.protocol is Protocol.IMAP


def test_a_protocol_together_with_a_device_keeps_the_device() -> None:
    talk = on_a_phone()
    talk.say(protocol=Protocol.IMAP, device=Device.PHONE)
    assert talk.state.device is Device.PHONE


def test_a_computer_named_on_the_card_of_a_phone_changes_the_card() -> None:
    talk = on_a_phone()
    talk.say(device=Device.COMPUTER)
    assert (talk.node, talk.state.goal) == (Node.PROTOCOL, Node.CARD)
