from dataclasses import replace

import pytest

from bot.dialogue.event import Event, Media, Received, Said, Written
from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.state import Node, Protocol, Ssl, State, Symptom
from bot.dialogue.turn import Helpdesk, Notice, Turn
from tests.dialogue.talk import Talk

REMEDY = State(
    Node.REMEDY,
    Node.REMEDY,
    locale="nl",
    protocol=Protocol.IMAP,
    ssl=Ssl.ON,
    symptom=Symptom.SENDING,
    remedy="authentication",
)


class AtDesk(Talk):
    """
    A talk that a helpdesk takes part in once it is asked to.
    """

    def __init__(self, state: State | None = None, helpdesk: Helpdesk | None = None) -> None:
        super().__init__(state)
        self.session = self.session.having(helpdesk=helpdesk or Helpdesk())

    def happens(self, event: Event) -> Turn:
        turn = super().happens(event)
        desk = self.session.helpdesk
        assert desk is not None
        talking = (desk.talking or turn.handover is not None) and not turn.ended
        self.session = self.session.having(helpdesk=replace(desk, talking=talking))
        return turn


def test_a_tap_hands_over_what_is_shown_and_asks_for_the_address() -> None:
    talk = AtDesk(REMEDY)
    turn = talk.tap("person")
    assert turn.handover is not None
    assert turn.handover.origin is Node.REMEDY
    assert turn.handover.remedy == "authentication"
    assert talk.node is Node.ADDRESS
    assert turn.says[0].helpdesk == Helpdesk(talking=True)


@pytest.mark.parametrize(
    "meaning", [Meaning(command=Command.PERSON), Meaning(intent=Intent.HUMAN, confidence=0.9)]
)
def test_a_sentence_hands_over(meaning: Meaning) -> None:
    talk = AtDesk(REMEDY)
    assert talk.happens(Said(meaning)).handover is not None


def test_a_second_wish_opens_nothing_more() -> None:
    talk = AtDesk(REMEDY)
    talk.tap("person")
    turn = talk.command(Command.PERSON)
    assert turn.handover is None
    assert talk.node is Node.HANDED


def test_address_and_ticket_are_asked_and_can_be_skipped() -> None:
    talk = AtDesk(REMEDY)
    talk.tap("person", "skip")
    assert talk.node is Node.INCIDENT
    talk.tap("skip")
    assert talk.node is Node.HANDED
    assert not talk.turn.told


def test_address_and_ticket_are_told() -> None:
    talk = AtDesk(REMEDY)
    talk.tap("person")
    turn = talk.happens(Written(address="jan@voorbeeld.nl", more=False))
    assert (turn.told, turn.relay, talk.node) == (
        (("address", "jan@voorbeeld.nl"),),
        False,
        Node.INCIDENT,
    )
    turn = talk.happens(Written(number="CS123456", more=True))
    assert (turn.told, turn.relay, talk.node) == ((("incident", "CS123456"),), True, Node.HANDED)


def test_both_can_be_told_at_once() -> None:
    talk = AtDesk(REMEDY)
    talk.tap("person")
    turn = talk.happens(Written(address="jan@voorbeeld.nl", number="123456", more=False))
    assert [name for name, _ in turn.told] == ["address", "incident"]
    assert talk.node is Node.HANDED


def test_what_is_typed_goes_to_the_agents_and_the_bot_is_silent() -> None:
    talk = AtDesk(REMEDY)
    talk.tap("person", "skip", "skip")
    for text in (Written(), Written(address="jan@voorbeeld.nl"), Written(number="123456")):
        turn = talk.happens(text)
        assert (turn.relay, turn.says, turn.told, turn.delete) == (True, (), (), False)


def test_something_else_than_the_address_is_passed_on_and_the_question_stays() -> None:
    talk = AtDesk(REMEDY)
    talk.tap("person")
    turn = talk.happens(Written(number="123456"))
    assert (turn.relay, turn.says, talk.node) == (True, (), Node.ADDRESS)


def test_a_password_is_deleted_and_the_rest_passed_on() -> None:
    talk = AtDesk(REMEDY)
    talk.tap("person")
    turn = talk.happens(Written(secret=True))
    assert turn.delete
    assert turn.relay
    (say,) = turn.says
    assert (say.notices, say.brief) == ((Notice.SECRET,), True)


def test_pictures_are_passed_on_while_somebody_is_there() -> None:
    talk = AtDesk(REMEDY)
    assert not talk.happens(Received(Media.PHOTO)).relay
    talk.tap("person")
    turn = talk.happens(Received(Media.PHOTO))
    assert (turn.relay, turn.says) == (True, ())


def test_buttons_and_commands_work_meanwhile() -> None:
    talk = AtDesk(REMEDY)
    talk.tap("person", "skip", "skip", "settings")
    assert talk.node is Node.CARD
    assert not talk.turn.ended
    talk.command(Command.HELP)
    assert talk.node is Node.HELP


def test_one_tap_ends_it() -> None:
    talk = AtDesk(REMEDY)
    talk.tap("person", "skip", "end")
    assert talk.turn.ended
    assert talk.node is Node.ENDED
    again = talk.tap("person")
    assert again.handover is not None


def test_an_old_button_of_an_ended_conversation_opens_none() -> None:
    talk = AtDesk(replace(REMEDY, node=Node.ADDRESS))
    turn = talk.tap("skip")
    assert (turn.handover, turn.ended, talk.node) == (None, False, Node.ENDED)


def test_without_a_helpdesk_an_old_button_gives_the_ways_to_reach_one() -> None:
    talk = Talk(replace(REMEDY, node=Node.OFFER))
    turn = talk.tap("person")
    assert (turn.handover, talk.node) == (None, Node.PERSON)
    talk.session = talk.session.having(state=replace(REMEDY, node=Node.HANDED))
    talk.tap("end")
    assert talk.node is Node.PERSON
    assert [say.state.node for say in talk.turn.says] == [Node.PERSON]
    assert not talk.turn.ended


def test_no_link_says_that_all_is_erased_while_nothing_is() -> None:
    talk = Talk()
    talk.start(State(Node.FORGOTTEN, locale="nl"))
    assert [say.state.node for say in talk.turn.says] == [Node.PRIVACY]
    assert not talk.turn.forget


def test_advice_that_is_used_up_offers_a_person_and_calls_nobody() -> None:
    talk = AtDesk(replace(REMEDY, node=Node.EXHAUSTED))
    turn = talk.command(Command.TROUBLE)
    assert (turn.handover, talk.node) == (None, Node.OFFER)


def test_what_is_not_understood_again_and_again_offers_a_person() -> None:
    talk = AtDesk(State(locale="nl"))
    for _ in range(3):
        talk.happens(Said(Meaning()))
    assert talk.happens(Said(Meaning())).handover is None
    assert talk.node is Node.OFFER


def test_a_wish_that_is_not_sure_is_an_offer() -> None:
    talk = AtDesk(REMEDY)
    turn = talk.happens(Said(Meaning(intent=Intent.HUMAN, ask=True)))
    assert (turn.handover, talk.node) == (None, Node.OFFER)
    talk.tap("back")
    assert talk.node is Node.REMEDY
