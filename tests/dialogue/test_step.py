from itertools import pairwise

from bot.dialogue.codec import Tap, TapKind
from bot.dialogue.event import Media, Received, Said, Tapped
from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.state import Node, Protocol, Ssl, State
from bot.dialogue.turn import Notice
from tests.dialogue.talk import Talk


def test_what_is_not_understood_gets_help_and_never_twice_the_same() -> None:
    talk = Talk()
    turns = [talk.happens(Said(Meaning())) for _ in range(7)]
    said = [(turn.says[0].notices, turn.says[0].state.node) for turn in turns]
    assert all(one != other for one, other in pairwise(said))
    assert len(set(said[:4])) == 4
    assert said[3] == ((), Node.PERSON)


def test_small_talk_is_answered() -> None:
    talk = Talk()
    talk.tap("imap")
    turn = talk.say(command=Command.THANKS)
    assert turn.says[0].notices == (Notice.THANKS,)
    assert talk.node is Node.SECURITY


def test_where_webmail_is_is_said_and_the_question_stays() -> None:
    talk = Talk()
    talk.tap("imap")
    assert talk.say(command=Command.WEBMAIL).says[0].notices == (Notice.WEBMAIL,)
    assert talk.node is Node.SECURITY


def test_what_is_not_about_mail_is_sent_to_the_helpdesk_and_the_question_stays() -> None:
    talk = Talk()
    talk.tap("imap")
    for _ in range(4):
        say = talk.happens(Said(Meaning(intent=Intent.OTHER, confidence=0.99))).says[0]
        assert (say.notices, say.brief) == ((Notice.ELSEWHERE,), True)
        assert talk.node is Node.SECURITY
    secret = Said(Meaning(intent=Intent.OTHER, confidence=0.99, secret=True))
    assert talk.happens(secret).says[0].notices == (Notice.SECRET,)


def test_a_person_comes_without_another_question() -> None:
    for talk in (Talk(), Talk(State(Node.PORT, Node.REMEDY, locale="nl"))):
        before = talk.node
        talk.mean(Intent.HUMAN)
        assert talk.node is Node.PERSON
        talk.tap("back")
        assert talk.node is before


def test_a_password_is_deleted_and_the_customer_told() -> None:
    talk = Talk()
    turn = talk.happens(Said(Meaning(answers={"protocol": Protocol.POP}, secret=True)))
    assert turn.delete
    assert turn.says[0].notices == (Notice.SECRET,)
    assert talk.state.protocol is Protocol.POP


def test_a_bare_password_is_not_called_unclear() -> None:
    turn = Talk().happens(Said(Meaning(secret=True)))
    assert turn.delete
    assert [say.notices for say in turn.says] == [(Notice.SECRET,)]


def test_another_language_is_answered_in_it_with_a_way_back() -> None:
    talk = Talk()
    turn = talk.happens(Said(Meaning(answers={"protocol": Protocol.POP}, locale="fr")))
    assert turn.says[0].former_locale == "nl"
    assert (talk.state.locale, talk.node) == ("fr", Node.SECURITY)
    turn = talk.happens(Said(Meaning(answers={"ssl": Ssl.ON}, locale="fr")))
    assert turn.says[0].former_locale is None


def test_a_language_that_is_not_there_changes_nothing() -> None:
    talk = Talk()
    talk.happens(Said(Meaning(locale="fi")))
    assert talk.state.locale == "nl"


def test_the_chosen_language_holds_against_old_buttons_and_links() -> None:
    talk = Talk()
    talk.tap("imap", "on", "more", "language", "locale:pl")
    assert talk.state.locale == "pl"
    talk.happens(Tapped(Tap(State(Node.CARD, locale="nl", protocol=Protocol.POP, ssl=Ssl.ON))))
    assert (talk.node, talk.state.locale) == (Node.CARD, "pl")
    talk.start(State(Node.TICKET, locale="de"))
    assert (talk.node, talk.state.locale) == (Node.TICKET, "pl")


def test_switching_the_language_keeps_the_answers() -> None:
    talk = Talk()
    talk.tap("pop", "off")
    talk.command(Command.LANGUAGE)
    turn = talk.pick("locale:it")
    assert (talk.node, talk.state.locale) == (Node.CARD, "it")
    assert (talk.state.protocol, talk.state.ssl) == (Protocol.POP, Ssl.OFF)
    assert turn.session.chosen == "it"


def test_a_forged_language_is_not_taken_over() -> None:
    talk = Talk()
    talk.happens(Tapped(Tap(State(locale="xx"), TapKind.CHOOSE)))
    assert talk.state.locale == "nl"


def test_an_unreadable_button_starts_afresh() -> None:
    talk = Talk()
    talk.tap("imap", "on")
    turn = talk.happens(Tapped(None, "1:2:x"))
    assert turn.says[0].notices == (Notice.OLD_BUTTON,)
    assert talk.node is Node.START


def test_a_double_tap_is_answered_once() -> None:
    talk = Talk()
    tap = Tap(State(Node.TICKET, locale="nl"))
    assert talk.happens(Tapped(tap, "1:2:x")).says
    again = talk.happens(Tapped(tap, "1:2:x"))
    assert (again.says, again.toast) == ((), Notice.SAME_TAP)
    talk.say(protocol=Protocol.POP)
    assert talk.happens(Tapped(tap, "1:2:x")).says


def test_what_is_not_text_gets_a_sensible_answer() -> None:
    talk = Talk()
    for media in Media:
        turn = talk.happens(Received(media))
        assert turn.says[0].notices == (Notice(media.value),)


def test_forget_forgets() -> None:
    talk = Talk()
    talk.tap("imap", "on")
    turn = talk.command(Command.FORGET)
    assert turn.forget
    assert talk.state == State(Node.FORGOTTEN, locale="nl")
    talk.tap("over")
    assert talk.node is Node.START


def test_an_option_without_a_move_shows_the_screen_again() -> None:
    talk = Talk()
    talk.tap("person")
    turn = talk.pick("contact")
    assert turn.says[0].state.node is Node.PERSON


def test_asides_return_where_they_came_from() -> None:
    talk = Talk()
    talk.tap("pop")
    for command in (Command.HELP, Command.PRIVACY, Command.PERSON, Command.WORKS):
        talk.command(command)
    talk.command(Command.BACK)
    assert (talk.node, talk.state.protocol) == (Node.SECURITY, Protocol.POP)


def test_start_and_greeting_begin_anew() -> None:
    talk = Talk()
    for command in (Command.START, Command.GREETING):
        talk.tap("imap", "on")
        talk.command(command)
        assert talk.state == State(locale="nl")


def test_nothing_comes_before_the_first_screen() -> None:
    talk = Talk()
    talk.tap("imap", "on", "back", "back")
    assert talk.node is Node.START
    talk.say(command=Command.BACK)
    assert talk.node is Node.START
