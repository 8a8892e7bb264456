"""
What a pasted error or a typed complaint leads to.
"""

from bot.dialogue.event import Said
from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.state import Node, Protocol, Ssl, State, Symptom
from tests.dialogue.talk import Talk


def paste(talk: Talk, *remedies: str, **answers: object) -> None:
    said = {"symptom": Symptom.SENDING, **answers}
    talk.happens(Said(Meaning(answers=said, remedies=remedies, evidence=("550 relay",))))


def test_a_clear_error_gets_its_remedy_at_once_with_the_words_that_told() -> None:
    talk = Talk()
    paste(talk, "authentication", protocol=Protocol.POP)
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "authentication")
    assert talk.state.protocol is Protocol.POP
    assert talk.turn.says[0].evidence == ("550 relay",)
    talk.tap("next")
    assert talk.node is Node.WEBMAIL


def test_the_same_error_again_gets_the_next_remedy() -> None:
    talk = Talk()
    paste(talk, "authentication")
    paste(talk, "authentication")
    assert talk.node is Node.WEBMAIL
    talk.tap("unsure", "unsure", "unsure")
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "pop-before-smtp")


def test_that_is_not_it_asks_for_the_symptom() -> None:
    talk = Talk()
    paste(talk, "authentication")
    talk.tap("symptoms")
    assert talk.node is Node.SYMPTOM
    assert "authentication" in talk.state.shown


def test_two_likely_causes_are_a_question() -> None:
    talk = Talk()
    paste(talk, "password", "blocked-for-spam")
    assert talk.node is Node.WHICH
    talk.tap("second")
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "blocked-for-spam")
    talk = Talk()
    paste(talk, "password", "blocked-for-spam")
    talk.tap("first")
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "password")


def test_of_two_causes_the_one_not_advised_yet_is_taken() -> None:
    talk = Talk()
    paste(talk, "password")
    paste(talk, "password", "blocked-for-spam")
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "blocked-for-spam")


def test_a_cause_that_the_configuration_does_not_know_asks_on() -> None:
    talk = Talk()
    paste(talk, "gone")
    assert talk.node is Node.WEBMAIL


def test_what_is_not_sure_is_asked_first() -> None:
    talk = Talk()
    meaning = Meaning(Intent.CANNOT_SEND, answers={"symptom": Symptom.SENDING}, ask=True)
    talk.happens(Said(meaning))
    assert talk.node is Node.MEANT
    talk.tap("complaint")
    assert talk.node is Node.WEBMAIL
    talk = Talk()
    talk.happens(Said(meaning))
    talk.tap("settings")
    assert (talk.node, talk.state.symptom) == (Node.PROTOCOL, None)
    talk = Talk()
    talk.tap("imap", "on")
    talk.happens(Said(meaning))
    talk.tap("back")
    assert talk.node is Node.CARD


def test_a_ticket_alone_asks_which_kind() -> None:
    talk = Talk()
    talk.happens(Said(Meaning(command=Command.TICKET, ask=True)))
    assert talk.node is Node.WHICH_TICKET
    talk.tap("ticket")
    assert talk.node is Node.TICKET
    talk.happens(Said(Meaning(command=Command.TICKET, ask=True)))
    talk.tap("person")
    assert talk.node is Node.PERSON


def test_a_paste_without_ssl_is_corrected_where_ssl_is_always_on() -> None:
    talk = Talk(State(locale="nl", product="emailpro", cluster="1"))
    paste(talk, "authentication", ssl=Ssl.OFF)
    assert talk.state.ssl is Ssl.ON


def test_a_language_by_itself_shows_the_screen_in_it() -> None:
    talk = Talk()
    talk.tap("pop")
    turn = talk.happens(Said(Meaning(locale="en", confidence=1.0)))
    assert (talk.node, talk.state.locale) == (Node.SECURITY, "en")
    assert not turn.says[0].brief
    assert turn.says[0].former_locale == "nl"


def test_links_into_a_doubt_that_lacks_its_answers() -> None:
    talk = Talk()
    talk.start(State(Node.MEANT, locale="nl"))
    assert talk.node is Node.SYMPTOM
    talk.start(State(Node.WHICH, locale="nl", remedy="ports"))
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "ports")
    talk.start(State(Node.WHICH, locale="nl"))
    assert talk.node is Node.SYMPTOM


def test_a_protocol_between_two_causes_keeps_the_likelier_one() -> None:
    talk = Talk()
    paste(talk, "wrong-address", "far-side", symptom=Symptom.REJECTED)
    talk.say(protocol=Protocol.POP)
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, "wrong-address")
