"""
What customers meet while a disturbance stands, and after it.
"""

from datetime import UTC, date, datetime

import pytest

from bot.dialogue.codec import Tap, TapKind
from bot.dialogue.disturbance import Disturbance, DisturbanceKind
from bot.dialogue.event import Media, Received, Said, Tapped
from bot.dialogue.meaning import Command, Meaning
from bot.dialogue.state import Node, Protocol, Ssl, State, Symptom, Webmail
from bot.dialogue.turn import Notice
from tests.dialogue.talk import Talk


def disturbed(kind: str) -> Disturbance:
    until = datetime(2026, 11, 25, 18, tzinfo=UTC)
    return Disturbance(DisturbanceKind(kind), "", until, date(2026, 11, 25))


SENDING, RECEIVING, WEBMAIL, ALL = map(disturbed, ("sending", "receiving", "webmail", "all"))


def talk_during(*standing: Disturbance, state: State | None = None) -> Talk:
    talk = Talk(state)
    talk.disturbances = standing
    return talk


def told(talk: Talk) -> tuple[Disturbance, ...]:
    return talk.turn.says[-1].disturbances


@pytest.mark.parametrize(
    ("standing", "symptoms"),
    [
        (SENDING, {"sending", "connection", "rejected", "password"}),
        (RECEIVING, {"receiving", "connection", "vanished", "password"}),
        (WEBMAIL, {"password"}),
        (ALL, {each.name.lower() for each in Symptom}),
    ],
)
def test_each_kind_explains_its_symptoms(standing: Disturbance, symptoms: set[str]) -> None:
    for symptom in Symptom:
        name = symptom.name.lower()
        tapped = talk_during(standing)
        tapped.tap("trouble", name)
        typed = talk_during(standing)
        typed.say(symptom=symptom)
        for talk in (tapped, typed):
            assert (talk.node is Node.DISTURBANCE) is (name in symptoms), name
            assert told(talk) == ((standing,) if name in symptoms else ())


@pytest.mark.parametrize("webmail", [Webmail.FAILS, Webmail.UNSURE, Webmail.WORKS])
def test_what_fails_in_webmail_comes_from_webmail(webmail: Webmail) -> None:
    talk = talk_during(WEBMAIL)
    talk.tap("trouble", "sending")
    assert talk.node is Node.WEBMAIL
    talk.tap({Webmail.FAILS: "no", Webmail.UNSURE: "unsure", Webmail.WORKS: "yes"}[webmail])
    assert (talk.node is Node.DISTURBANCE) is (webmail is Webmail.FAILS)
    talk = talk_during(WEBMAIL)
    talk.say(symptom=Symptom.PASSWORD, webmail=webmail)
    assert (talk.node is Node.DISTURBANCE) is (webmail is not Webmail.WORKS)


def test_only_what_explains_the_trouble_is_told() -> None:
    talk = talk_during(SENDING, RECEIVING, ALL)
    talk.tap("trouble", "sending")
    assert told(talk) == (SENDING, ALL)


def test_the_card_and_the_question_what_is_wrong_tell_everybody() -> None:
    talk = talk_during(SENDING, WEBMAIL)
    talk.start()
    assert told(talk) == ()
    talk.tap("imap", "on")
    assert (talk.node, told(talk)) == (Node.CARD, (SENDING, WEBMAIL))
    talk.tap("trouble")
    assert (talk.node, told(talk)) == (Node.SYMPTOM, (SENDING, WEBMAIL))
    talk.tap("full")
    assert (talk.node, told(talk)) == (Node.REMEDY, ())


@pytest.mark.parametrize("symptom", [Symptom.SENDING, None])
def test_a_pasted_error_gets_the_notice_and_its_words(symptom: Symptom | None) -> None:
    talk = talk_during(SENDING)
    answers = {"symptom": symptom} if symptom else {}
    for remedies in (("authentication",), ("port-25", "ports")):
        talk.happens(Said(Meaning(answers=answers, remedies=remedies, evidence=("550",))))
        assert talk.node is Node.DISTURBANCE
        assert talk.turn.says[0].evidence == ("550",)
        assert talk.state.shown == frozenset()
        assert (talk.state.remedy, talk.state.rival) == (None, None)


def test_what_is_not_sure_is_not_asked() -> None:
    talk = talk_during(SENDING)
    talk.happens(Said(Meaning(answers={"symptom": Symptom.SENDING}, ask=True)))
    assert talk.node is Node.DISTURBANCE


def test_no_old_button_no_link_and_no_word_leads_past_the_notice() -> None:
    talk = Talk()
    talk.tap("trouble", "receiving", "yes")
    assert talk.node is Node.REMEDY
    old = talk.state
    buttons = {name: talk_state(talk, name) for name in ("next", "steps")}
    talk.disturbances = (RECEIVING,)
    for state in (*buttons.values(), old, old.having(node=Node.EXHAUSTED)):
        talk.happens(Tapped(Tap(state)))
        assert talk.node is Node.DISTURBANCE
        talk.start(state)
        assert talk.node is Node.DISTURBANCE
    for option in ("next", "yes"):
        talk.pick(option)
        assert talk.node is Node.DISTURBANCE
    talk.command(Command.TROUBLE)
    assert (talk.node, told(talk)) == (Node.DISTURBANCE, (RECEIVING,))
    talk.say(symptom=Symptom.RECEIVING)
    assert (talk.node, told(talk)) == (Node.DISTURBANCE, (RECEIVING,))


def talk_state(talk: Talk, option: str) -> State:
    before, session = talk.state, talk.session
    talk.tap(option)
    found = talk.state
    talk.session = session
    assert talk.state == before
    return found


def test_a_remedy_on_the_screen_gives_way_and_counts_as_given() -> None:
    talk = Talk()
    talk.tap("trouble", "rejected")
    remedy = talk.state.remedy
    assert remedy
    talk.disturbances = (SENDING,)
    talk.happens(Received(Media.STICKER))
    assert talk.node is Node.DISTURBANCE
    assert talk.state.shown == {remedy}
    (say,) = talk.turn.says
    assert not say.brief
    assert say.notices == ()


def test_what_was_not_understood_stands_alone_under_the_notice() -> None:
    talk = talk_during(SENDING)
    talk.tap("trouble", "sending")
    talk.happens(Said(Meaning()))
    (say,) = talk.turn.says
    assert (say.state.node, say.brief) == (Node.DISTURBANCE, True)
    assert say.notices == (Notice.NOT_UNDERSTOOD,)


def test_a_password_is_still_warned_of() -> None:
    talk = Talk()
    talk.tap("trouble", "sending")
    talk.disturbances = (SENDING,)
    talk.happens(Said(Meaning(secret=True)))
    (say,) = talk.turn.says
    assert (talk.node, say.notices) == (Node.DISTURBANCE, (Notice.SECRET,))
    assert not say.brief
    assert talk.turn.delete


def test_a_second_tap_on_the_same_button_changes_nothing() -> None:
    talk = talk_during(SENDING)
    tapped = Tapped(Tap(State(Node.WEBMAIL, Node.REMEDY, symptom=Symptom.SENDING)), "1:1:a")
    talk.happens(tapped)
    assert talk.node is Node.DISTURBANCE
    talk.happens(tapped)
    assert (talk.turn.toast, talk.turn.says) == (Notice.SAME_TAP, ())
    assert talk.node is Node.DISTURBANCE


def test_a_question_turns_into_the_notice_and_an_answer_stays() -> None:
    talk = talk_during(SENDING)
    talk.tap("trouble")
    talk.tap("sending")
    assert talk.turn.says[0].edit
    talk.tap("works")
    assert not talk.turn.says[0].edit


def test_after_the_end_the_conversation_goes_on() -> None:
    talk = Talk()
    talk.tap("trouble", "receiving", "yes")
    old, first = talk.state, talk.state.remedy
    talk.disturbances = (RECEIVING,)
    talk.tap("next")
    assert talk.node is Node.DISTURBANCE
    talk.disturbances = ()
    talk.command(Command.TROUBLE)
    assert talk.node is Node.REMEDY
    assert talk.state.remedy not in {first, None}
    talk.happens(Tapped(Tap(old, TapKind.NEW), "1:2:x"))
    assert (talk.node, talk.state.remedy) == (Node.REMEDY, first)


def test_a_notice_that_has_ended_is_not_said_again() -> None:
    talk = talk_during(SENDING)
    talk.tap("trouble", "sending")
    talk.disturbances = ()
    talk.happens(Said(Meaning()))
    (say,) = talk.turn.says
    assert (talk.node, say.brief, say.disturbances) == (Node.WEBMAIL, False, ())
    talk = talk_during(SENDING)
    talk.tap("trouble", "sending")
    talk.disturbances = (RECEIVING,)
    talk.happens(Said(Meaning()))
    assert talk.node is Node.WEBMAIL


def test_back_from_the_notice_leads_out() -> None:
    talk = talk_during(ALL)
    talk.tap("imap", "on", "trouble", "sending")
    walked = []
    for _ in range(4):
        talk.tap("back")
        walked.append(talk.node)
    assert walked == [Node.SYMPTOM, Node.CARD, Node.SECURITY, Node.START]


def test_back_from_what_the_notice_led_to_returns_to_it() -> None:
    talk = talk_during(SENDING)
    talk.tap("trouble", "sending")
    for name in ("works", "person"):
        talk.tap(name, "back")
        assert (talk.node, told(talk)) == (Node.DISTURBANCE, (SENDING,))
    talk.tap("symptoms")
    assert (talk.node, talk.state.symptom) == (Node.SYMPTOM, None)
    talk.tap("sending", "back", "back")
    assert talk.node is Node.START


def test_steps_come_only_when_asked_for_by_themselves() -> None:
    talk = Talk()
    talk.tap("trouble", "rejected")
    talk.disturbances = (SENDING,)
    talk.tap("steps")
    assert talk.node is Node.DISTURBANCE
    talk.command(Command.STEPS)
    assert talk.node is Node.PROGRAM
    talk.tap("program:windows-mail", "existing")
    assert talk.node is Node.STEPS
    walked = []
    for _ in range(3):
        talk.tap("back")
        walked.append(talk.node)
    assert walked == [Node.TASK, Node.PROGRAM, Node.DISTURBANCE]


def test_settings_can_be_had_all_the_same() -> None:
    talk = talk_during(ALL)
    talk.tap("trouble", "sending")
    talk.say(protocol=Protocol.IMAP, ssl=Ssl.ON)
    assert (talk.node, told(talk)) == (Node.CARD, (ALL,))


def test_another_language_says_the_notice_again() -> None:
    talk = talk_during(SENDING)
    talk.tap("trouble", "sending")
    talk.command(Command.LANGUAGE)
    talk.tap("locale:pl")
    assert (talk.node, talk.state.locale) == (Node.DISTURBANCE, "pl")
    assert told(talk) == (SENDING,)
