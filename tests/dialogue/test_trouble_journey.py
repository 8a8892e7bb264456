import pytest

from bot.dialogue.diagnosis import CAUSES
from bot.dialogue.event import Said
from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.state import (
    Node,
    PortNumber,
    Protocol,
    ServerName,
    Ssl,
    State,
    Symptom,
    Webmail,
)
from bot.dialogue.turn import Notice
from tests.dialogue.talk import FACTS, Talk


def asked(symptom: str) -> list[Node]:
    talk = Talk()
    talk.tap("trouble", symptom)
    nodes: list[Node] = []
    while talk.node is not Node.REMEDY:
        nodes.append(talk.node)
        talk.tap("unsure")
    return nodes


@pytest.mark.parametrize(
    ("symptom", "questions"),
    [
        ("sending", [Node.WEBMAIL, Node.SERVER, Node.PORT]),
        ("receiving", [Node.WEBMAIL]),
        ("password", [Node.WEBMAIL, Node.PRODUCT]),
        ("certificate", [Node.SERVER, Node.PORT]),
        ("connection", [Node.PRODUCT, Node.SERVER, Node.PORT]),
        ("rejected", []),
        ("full", []),
        ("vanished", []),
    ],
)
def test_each_symptom_asks_what_tells(symptom: str, questions: list[Node]) -> None:
    assert asked(symptom) == questions


def test_trouble_and_ticket_need_neither_protocol_nor_ssl() -> None:
    talk = Talk()
    talk.tap("trouble")
    assert talk.node is Node.SYMPTOM
    talk = Talk()
    talk.tap("ticket")
    assert talk.node is Node.TICKET


@pytest.mark.parametrize(
    ("taps", "remedy"),
    [
        (["sending", "yes", "right", "outgoing"], "authentication"),
        (["sending", "yes", "right", "smtp"], "port-25"),
        (["sending", "yes", "old", "outgoing"], "server-name"),
        (["sending", "yes", "foreign", "smtp"], "foreign-server"),
        (["sending", "no"], "blocked-for-spam"),
        (["receiving", "no"], "not-in-webmail"),
        (["receiving", "yes"], "ports"),
        (["password", "no", "unsure"], "password-reset"),
        (["password", "yes", "unsure"], "password"),
        (["certificate", "own_domain", "incoming"], "server-name"),
        (["certificate", "right", "incoming"], "clock"),
        (["connection", "unsure", "right", "other"], "ports"),
        (["connection", "unsure", "right", "smtp"], "port-25"),
        (["full"], "mailbox-full"),
        (["vanished"], "pop-empties"),
    ],
)
def test_the_answers_decide_the_first_remedy(taps: list[str], remedy: str) -> None:
    talk = Talk()
    talk.tap("trouble", *taps)
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, remedy)


@pytest.mark.parametrize("symptom", [each.name.lower() for each in Symptom])
def test_no_remedy_is_shown_twice_and_the_end_is_a_person(symptom: str) -> None:
    talk = Talk()
    talk.tap("trouble", symptom)
    while talk.node is not Node.REMEDY:
        talk.tap("unsure")
    shown = []
    while talk.node is Node.REMEDY:
        assert "person" in talk.buttons
        shown.append(talk.state.remedy)
        talk.tap("next")
    assert talk.node is Node.EXHAUSTED
    assert "person" in talk.buttons
    assert len(shown) == len(set(shown)) > 1
    talk.tap("back")
    assert talk.node is not Node.REMEDY


def test_advice_given_for_one_symptom_is_not_given_for_the_next() -> None:
    talk = Talk()
    talk.tap("trouble", "full")
    first = talk.state.remedy
    talk.tap("symptoms", "receiving", "no")
    assert first in talk.state.shown
    while talk.node is Node.REMEDY:
        assert talk.state.remedy != first
        talk.tap("next")


def test_another_answer_after_going_back_gives_other_advice() -> None:
    talk = Talk()
    talk.tap("trouble", "receiving", "no")
    first = talk.state.remedy
    talk.tap("back")
    assert talk.node is Node.WEBMAIL
    talk.tap("no")
    assert talk.state.remedy != first


def test_typed_it_still_does_not_work_gives_the_next_cause() -> None:
    talk = Talk()
    talk.tap("trouble", "full")
    first = talk.state.remedy
    talk.say(command=Command.TROUBLE)
    assert (talk.node, talk.state.remedy != first) == (Node.REMEDY, True)


def test_a_typed_symptom_counts_as_a_tap() -> None:
    talk = Talk()
    talk.say(symptom=Symptom.SENDING)
    assert talk.node is Node.WEBMAIL
    talk.pick("yes")
    talk.say(server=ServerName.OLD)
    assert talk.node is Node.PORT
    talk.say(port=PortNumber.OUTGOING)
    assert talk.state.remedy == "server-name"


@pytest.mark.parametrize(
    ("intent", "symptom"),
    [
        (Intent.CANNOT_SEND, Symptom.SENDING),
        (Intent.LOGIN_FAILED, Symptom.PASSWORD),
        (Intent.CONNECTION_FAILED, Symptom.CONNECTION),
        (Intent.CERTIFICATE, Symptom.CERTIFICATE),
        (Intent.REJECTED, Symptom.REJECTED),
        (Intent.LIMITS, Symptom.FULL),
        (Intent.CANNOT_RECEIVE, Symptom.RECEIVING),
    ],
)
def test_an_intent_opens_its_symptom(intent: Intent, symptom: Symptom) -> None:
    talk = Talk()
    talk.mean(intent)
    assert talk.state.symptom is symptom


def test_the_product_matters_where_a_password_is_refused() -> None:
    talk = Talk()
    talk.tap("trouble", "password", "yes", "product:emailpro/europe")
    assert talk.node is Node.CLUSTER
    talk.say(cluster="2")
    assert (talk.node, talk.state.product) == (Node.REMEDY, "emailpro")


def test_a_protocol_named_in_the_middle_of_a_diagnosis_does_not_break_it_off() -> None:
    talk = Talk()
    talk.tap("trouble", "sending")
    talk.say(protocol=Protocol.POP)
    assert (talk.node, talk.state.protocol) == (Node.WEBMAIL, Protocol.POP)


def test_every_cause_has_a_code_and_every_code_a_cause() -> None:
    causes = {each.remedy for table in CAUSES.values() for each in table}
    assert causes == set(FACTS.remedies)


def test_a_link_to_a_remedy_asks_for_the_symptom() -> None:
    talk = Talk()
    talk.start(State(Node.REMEDY, locale="nl"))
    assert talk.node is Node.SYMPTOM
    talk.start(State(Node.EXHAUSTED, locale="nl"))
    assert talk.node is Node.PROTOCOL
    talk.start(State(Node.EXHAUSTED, locale="nl", symptom=Symptom.FULL))
    assert talk.node is Node.REMEDY


def test_it_does_not_work_is_no_answer_to_what_goes_wrong() -> None:
    talk = Talk()
    talk.say(command=Command.TROUBLE)
    notices = [talk.say(command=Command.TROUBLE).says[0].notices for _ in range(3)]
    assert talk.node is Node.SYMPTOM
    assert len(set(notices)) == len(notices)


def test_it_does_not_work_keeps_the_symptom_that_is_known() -> None:
    talk = Talk()
    talk.tap("trouble", "password", "yes")
    turn = talk.say(command=Command.TROUBLE)
    assert (talk.node, talk.state.symptom) == (Node.PRODUCT, Symptom.PASSWORD)
    assert turn.says[0].brief


def test_who_has_tried_everything_comes_to_a_person() -> None:
    talk = Talk()
    talk.tap("trouble", "full")
    while talk.node is not Node.EXHAUSTED:
        talk.say(command=Command.TROUBLE)
    talk.say(command=Command.TROUBLE)
    assert talk.node is Node.PERSON


def test_settings_said_instead_of_a_symptom_lead_to_the_card() -> None:
    talk = Talk()
    talk.tap("trouble")
    talk.say(protocol=Protocol.POP, ssl=Ssl.ON)
    assert (talk.node, talk.state.goal) == (Node.CARD, Node.CARD)


def test_an_answer_that_changes_nothing_is_not_asked_for_in_the_same_words() -> None:
    talk = Talk()
    talk.tap("trouble", "sending")
    talk.say(protocol=Protocol.POP)
    notices = [talk.say(protocol=Protocol.POP).says[0].notices for _ in range(3)]
    assert (talk.node, talk.state.protocol) == (Node.WEBMAIL, Protocol.POP)
    assert len(set(notices)) == len(notices)


def test_a_button_to_advice_that_was_given_leads_to_the_next() -> None:
    given = "mailbox-full"
    talk = Talk()
    talk.start(State(Node.REMEDY, symptom=Symptom.FULL, remedy=given, shown=frozenset({given})))
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "large-message")


def test_the_complaint_in_other_words_after_advice_gives_the_next_cause() -> None:
    talk = Talk()
    talk.tap("trouble", "sending", "yes", "right", "outgoing")
    first = talk.state.remedy
    talk.say(symptom=Symptom.SENDING)
    assert (talk.node, talk.state.remedy != first) == (Node.REMEDY, True)
    second = talk.state.remedy
    talk.mean(Intent.CANNOT_SEND)
    assert (talk.node, talk.state.remedy in {first, second}) == (Node.REMEDY, False)
    assert talk.state.port is PortNumber.OUTGOING


def test_the_complaint_again_in_the_middle_of_the_questions_keeps_the_answers() -> None:
    talk = Talk()
    talk.tap("trouble", "sending", "yes")
    turn = talk.say(symptom=Symptom.SENDING)
    assert (talk.node, talk.state.webmail) == (Node.SERVER, Webmail.WORKS)
    assert turn.says[0].brief
    talk.happens(Said(Meaning(answers={"symptom": Symptom.SENDING}, ask=True)))
    assert talk.node is Node.SERVER
    talk.say(symptom=Symptom.SENDING, server=ServerName.OLD)
    assert (talk.node, talk.state.server) == (Node.PORT, ServerName.OLD)


def test_the_complaint_again_at_the_end_comes_to_a_person() -> None:
    talk = Talk()
    talk.tap("trouble", "full")
    while talk.node is not Node.EXHAUSTED:
        talk.say(symptom=Symptom.FULL)
    talk.say(symptom=Symptom.FULL)
    assert talk.node is Node.PERSON


def test_the_complaint_with_news_after_advice_uses_the_news() -> None:
    talk = Talk()
    talk.tap("trouble", "sending", "yes", "right", "outgoing")
    first = talk.state.remedy
    talk.say(symptom=Symptom.SENDING, port=PortNumber.SMTP)
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "port-25")
    assert first in talk.state.shown


def test_another_complaint_after_advice_starts_afresh() -> None:
    talk = Talk()
    talk.tap("trouble", "sending", "yes", "right", "outgoing")
    talk.say(symptom=Symptom.RECEIVING)
    assert (talk.node, talk.state.webmail) == (Node.WEBMAIL, None)


@pytest.mark.parametrize("taps", [["right", "outgoing"], []])
def test_no_remedy_is_to_switch_ssl_off(taps: list[str]) -> None:
    talk = Talk()
    talk.tap("imap", "on", "trouble", "certificate", *taps)
    before = talk.state
    turn = talk.say(ssl=Ssl.OFF)
    assert talk.state == before
    assert (turn.says[0].notices, turn.says[0].brief) == ((Notice.SSL_KEPT,), True)


def test_settings_without_ssl_are_given_to_who_asks_for_settings() -> None:
    talk = Talk()
    talk.tap("imap", "on", "trouble", "certificate", "right", "outgoing")
    talk.say(command=Command.SETTINGS, ssl=Ssl.OFF)
    assert (talk.node, talk.state.ssl) == (Node.CARD, Ssl.OFF)
    talk.tap("trouble", "certificate", "right", "outgoing")
    talk.say(protocol=Protocol.POP, ssl=Ssl.OFF)
    assert (talk.node, talk.state.protocol) == (Node.CARD, Protocol.POP)


def test_a_server_or_a_port_typed_under_advice_leads_to_the_advice_that_fits() -> None:
    talk = Talk()
    talk.tap("trouble", "sending", "yes", "unsure", "unsure")
    first = talk.state.remedy
    talk.say(server=ServerName.OLD)
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "server-name")
    assert first in talk.state.shown
    talk.say(port=PortNumber.SMTP)
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "port-25")


def test_a_server_told_before_it_is_asked_is_not_asked_again() -> None:
    talk = Talk()
    talk.tap("trouble", "sending")
    talk.say(server=ServerName.OLD)
    assert (talk.node, talk.state.symptom) == (Node.WEBMAIL, Symptom.SENDING)
    talk.tap("yes")
    assert talk.node is Node.PORT


def test_where_webmail_cannot_send_either_the_program_is_not_asked_about() -> None:
    talk = Talk()
    talk.tap("trouble", "sending", "no")
    assert talk.node is Node.REMEDY
    talk.tap("back")
    assert talk.node is Node.WEBMAIL
