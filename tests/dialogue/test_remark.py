"""
What is said of an answer that changes nothing, or leaves the question open.
"""

import pytest

from bot.dialogue.meaning import Command
from bot.dialogue.state import Device, Node, PortNumber, Protocol, Ssl, State, Symptom
from bot.dialogue.turn import Notice
from tests.dialogue.talk import Talk


@pytest.mark.parametrize(
    ("port", "notice"),
    [
        (PortNumber.INCOMING, Notice.PORT_INCOMING),
        (PortNumber.OUTGOING, Notice.PORT_OUTGOING),
        (PortNumber.ALTERNATIVE, Notice.PORT_ALTERNATIVE),
        (PortNumber.SMTP, Notice.PORT_25),
        (PortNumber.OTHER, Notice.PORT_OTHER),
    ],
)
def test_a_port_on_the_card_gets_a_word_of_its_own(port: PortNumber, notice: Notice) -> None:
    talk = Talk()
    talk.tap("imap", "on")
    before = talk.state
    say = talk.say(port=port).says[0]
    assert (talk.state, say.notices, say.brief) == (before, (notice,), True)


def test_a_port_before_the_card_repeats_the_question_under_it() -> None:
    talk = Talk()
    say = talk.say(port=PortNumber.SMTP).says[0]
    assert (talk.node, say.notices, say.brief) == (Node.PROTOCOL, (Notice.PORT_25,), False)
    talk.tap("imap")
    talk.say(port=PortNumber.SMTP)
    assert talk.node is Node.SECURITY


def test_the_account_type_exchange_has_no_ports() -> None:
    card = State(Node.CARD, locale="nl", product="exchange", cluster="4", device=Device.PHONE)
    assert Talk(card).say(port=PortNumber.SMTP).says[0].notices == (Notice.NO_PORT,)


def test_a_port_in_the_search_for_a_cause_is_an_answer() -> None:
    talk = Talk()
    talk.tap("trouble", "sending", "yes", "right")
    talk.say(port=PortNumber.SMTP)
    assert talk.state.remedy == "port-25"


def test_what_was_noted_is_said_before_the_same_question() -> None:
    talk = Talk()
    assert talk.say(ssl=Ssl.ON).says[0].noted == ("ssl",)
    assert talk.node is Node.PROTOCOL
    talk = Talk()
    assert talk.tap("imap").says[0].noted == ()
    assert talk.say(protocol=Protocol.POP).says[0].noted == ("protocol",)
    assert talk.node is Node.SECURITY
    talk.tap("on", "trouble", "sending")
    assert talk.say(protocol=Protocol.IMAP, ssl=Ssl.OFF).says[0].noted == ("protocol", "ssl")
    assert talk.say(product="emailpro", cluster="2").says[0].noted == ("product", "cluster")


def test_another_question_and_doubt_need_no_note() -> None:
    talk = Talk()
    assert talk.say(protocol=Protocol.POP).says[0].noted == ()
    assert talk.say(ssl=Ssl.ON).says[0].noted == ()
    talk = Talk()
    assert talk.say(symptom=Symptom.SENDING).says[0].noted == ()
    talk = Talk()
    assert talk.say(ssl=Ssl.UNSURE).says[0].noted == ()


def test_back_on_the_first_screen_says_that_it_is_the_first() -> None:
    talk = Talk()
    say = talk.say(command=Command.BACK).says[0]
    assert (talk.node, say.notices, say.brief) == (Node.START, (Notice.FIRST,), True)


def test_a_person_wished_for_again_is_pointed_to_the_buttons() -> None:
    talk = Talk()
    talk.say(command=Command.PERSON)
    say = talk.say(command=Command.PERSON).says[0]
    assert (talk.node, say.notices, say.brief) == (Node.PERSON, (Notice.PERSON,), True)
