from pathlib import Path

import pytest

from bot.dialogue.meaning import Command, Intent
from bot.dialogue.state import Account, Device, Node, Protocol, Ssl, State
from bot.dialogue.turn import Notice
from bot.facts import read_facts
from tests.dialogue.talk import Talk


@pytest.mark.parametrize(("protocol", "value"), [("imap", Protocol.IMAP), ("pop", Protocol.POP)])
@pytest.mark.parametrize(
    ("ssl", "chosen"), [("on", Ssl.ON), ("off", Ssl.OFF), ("unsure", Ssl.UNSURE)]
)
def test_two_taps_reach_the_card(protocol: str, value: Protocol, ssl: str, chosen: Ssl) -> None:
    talk = Talk()
    talk.start()
    assert talk.node is Node.START
    talk.tap(protocol, ssl)
    assert talk.node is Node.CARD
    assert (talk.state.protocol, talk.state.ssl) == (value, chosen)


def test_one_typed_line_reaches_the_card() -> None:
    talk = Talk()
    talk.say(protocol=Protocol.IMAP, ssl=Ssl.ON)
    assert talk.node is Node.CARD


def test_a_link_reaches_the_card_without_a_tap() -> None:
    talk = Talk()
    talk.start(State(Node.CARD, locale="fr", protocol=Protocol.IMAP, ssl=Ssl.ON))
    assert (talk.node, talk.state.locale) == (Node.CARD, "fr")


def test_a_link_that_lacks_answers_asks_for_them() -> None:
    talk = Talk()
    talk.start(State(Node.CARD, locale="nl", protocol=Protocol.POP))
    assert talk.node is Node.SECURITY


def test_not_sure_and_new_means_imap() -> None:
    talk = Talk()
    talk.tap("unsure", "new", "on")
    assert talk.node is Node.CARD
    assert (talk.state.protocol, talk.state.account) == (Protocol.IMAP, Account.NEW)


def test_not_sure_and_existing_tells_how_to_see_it() -> None:
    talk = Talk()
    talk.tap("unsure", "existing")
    assert talk.node is Node.KEEP
    talk.tap("pop", "on")
    assert (talk.node, talk.state.protocol) == (Node.CARD, Protocol.POP)


def test_who_cannot_find_it_keeps_what_there_is() -> None:
    talk = Talk()
    talk.tap("unsure", "unsure", "unsure", "on")
    assert (talk.node, talk.state.protocol) == (Node.CARD, Protocol.UNSURE)


def test_a_correction_changes_that_answer_alone() -> None:
    talk = Talk()
    talk.tap("imap", "off")
    talk.say(protocol=Protocol.POP)
    assert talk.node is Node.CARD
    assert (talk.state.protocol, talk.state.ssl) == (Protocol.POP, Ssl.OFF)


def test_a_product_with_a_number_asks_for_it() -> None:
    talk = Talk()
    talk.tap("imap", "on", "product", "product:emailpro/europe")
    assert talk.node is Node.CLUSTER
    talk.tap("cluster:3")
    assert talk.node is Node.CARD
    assert (talk.state.product, talk.state.cluster) == ("emailpro", "3")


def test_a_pasted_host_fills_product_and_number() -> None:
    talk = Talk()
    talk.say(product="emailpro", cluster="2")
    assert talk.node is Node.PROTOCOL
    talk.tap("imap")
    assert talk.node is Node.CARD


def test_exchange_on_a_phone_needs_no_protocol() -> None:
    talk = Talk()
    talk.say(product="exchange", cluster="4")
    assert talk.node is Node.DEVICE
    talk.tap("phone")
    assert (talk.node, talk.state.device) == (Node.CARD, Device.PHONE)
    assert "to_imap" not in talk.buttons


def test_another_product_forgets_the_number_of_the_one_before() -> None:
    talk = Talk()
    talk.say(product="exchange", cluster="4", protocol=Protocol.IMAP)
    talk.tap("computer")
    talk.say(product="emailpro")
    assert (talk.node, talk.state.cluster) == (Node.CLUSTER, "")


def test_a_number_nobody_knows_is_an_answer_too() -> None:
    talk = Talk()
    talk.tap("imap", "on", "product", "product:emailpro/europe", "unsure")
    assert talk.node is Node.CARD
    assert talk.state.known_cluster == ""
    assert "copy" not in talk.buttons


def test_ssl_off_exists_for_one_product_only() -> None:
    talk = Talk(State(locale="nl", product="emailpro", cluster="1"))
    turn = talk.say(protocol=Protocol.IMAP, ssl=Ssl.OFF)
    assert (talk.node, talk.state.ssl) == (Node.CARD, Ssl.ON)
    assert turn.says[0].notices == (Notice.SSL_ALWAYS,)


def test_more_offers_what_differs_from_the_card() -> None:
    talk = Talk()
    talk.tap("imap", "off", "more")
    assert {"to_pop", "to_ssl", "ticket", "language", "person"} <= set(talk.buttons)
    assert "to_imap" not in talk.buttons
    talk.tap("to_ssl")
    assert (talk.node, talk.state.ssl) == (Node.CARD, Ssl.ON)


def test_questions_are_edited_and_answers_stay() -> None:
    talk = Talk()
    talk.start()
    assert talk.tap("imap").says[0].edit
    assert talk.tap("on").says[0].edit
    assert not talk.tap("more").says[0].edit
    assert talk.tap("to_pop").says[0].edit
    assert not talk.tap("steps").says[0].edit
    assert not talk.say(protocol=Protocol.POP).says[0].edit


def test_the_settings_command_leads_to_the_card_or_its_questions() -> None:
    talk = Talk()
    talk.command(Command.SETTINGS)
    assert talk.node is Node.PROTOCOL
    talk.tap("imap", "on")
    talk.command(Command.HELP)
    talk.mean(Intent.SETTINGS)
    assert talk.node is Node.CARD


def test_which_protocol_to_choose_is_a_question_of_its_own() -> None:
    talk = Talk()
    talk.mean(Intent.POP_VS_IMAP)
    assert talk.node is Node.ACCOUNT


def test_steps_in_a_program_for_the_card_at_hand() -> None:
    talk = Talk()
    talk.tap("imap", "on", "steps", "program:windows-mail", "new")
    assert talk.node is Node.STEPS
    talk.tap("programs")
    assert talk.node is Node.PROGRAM


def test_a_new_account_needs_the_protocol_first() -> None:
    talk = Talk()
    talk.tap("ticket", "steps", "program:windows-mail", "new")
    assert talk.node is Node.PROTOCOL
    talk.tap("unsure", "unsure", "unsure")
    assert talk.node is Node.SECURITY
    talk.tap("on")
    assert talk.node is Node.STEPS


def test_an_existing_account_needs_only_the_outgoing_server() -> None:
    talk = Talk()
    talk.tap("ticket", "steps", "program:windows-mail", "existing")
    assert talk.node is Node.STEPS


def test_a_program_that_cannot_change_an_account_needs_all_values() -> None:
    talk = Talk()
    talk.tap("ticket", "steps", "program:new-outlook", "existing")
    assert talk.node is Node.PROTOCOL


def test_a_stopped_program_leads_to_its_successor() -> None:
    talk = Talk()
    talk.tap("imap", "on", "steps", "program:mail-app")
    assert talk.node is Node.STEPS
    talk.tap("successor", "existing")
    assert (talk.node, talk.state.program) == (Node.STEPS, "new-outlook")


def test_a_typed_program_leads_to_its_steps() -> None:
    talk = Talk()
    talk.tap("imap", "on")
    talk.say(program="windows-mail")
    assert talk.node is Node.TASK
    talk.command(Command.BACK)
    talk.command(Command.BACK)
    assert talk.node is Node.CARD
    talk.command(Command.STEPS)
    assert talk.node is Node.PROGRAM


def test_a_host_with_one_product_does_not_ask_which() -> None:
    talk = Talk(facts=read_facts(Path("tests/hosts/postduif.yaml")))
    talk.tap("imap")
    assert talk.node is Node.CARD
    assert "product" not in talk.buttons
    talk.tap("more")
    assert {"paid_setup", "interventions"} <= set(talk.buttons)


def test_back_from_the_steps_does_not_ask_again_what_the_card_knew() -> None:
    talk = Talk()
    talk.say(product="emailpro", cluster="1", protocol=Protocol.IMAP)
    assert talk.node is Node.CARD
    talk.tap("steps", "program:windows-mail", "new")
    assert talk.node is Node.STEPS
    nodes = []
    for _ in range(3):
        talk.tap("back")
        nodes.append(talk.node)
    assert nodes == [Node.TASK, Node.PROGRAM, Node.CARD]


def test_another_product_at_the_steps_asks_for_its_number() -> None:
    talk = Talk()
    talk.say(product="emailpro", cluster="1", protocol=Protocol.IMAP)
    talk.tap("steps", "program:windows-mail", "new")
    talk.tap("back")
    talk.say(product="exchange")
    assert talk.node in {Node.TASK, Node.CLUSTER}


@pytest.mark.parametrize(
    ("taps", "node"),
    [
        (["unsure", "existing", "imap"], Node.KEEP),
        (["unsure", "unsure", "unsure"], Node.KEEP),
        (["unsure", "new"], Node.START),
        (["imap"], Node.START),
    ],
)
def test_back_from_ssl_leads_to_the_question_that_was_asked(taps: list[str], node: Node) -> None:
    talk = Talk()
    talk.tap(*taps)
    assert talk.node is Node.SECURITY
    talk.tap("back")
    assert talk.node is node
