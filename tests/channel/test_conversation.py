import json

import pytest

from bot.channel.address import Address
from bot.channel.conversation import Conversation
from bot.channel.incoming import Incoming, Text
from bot.dialogue.codec import Tap, TapKind
from bot.dialogue.event import Commanded, Started, Tapped
from bot.dialogue.meaning import Command
from bot.dialogue.state import Node, State
from bot.store import Outcome


def locale(conversation: Conversation, outcome: Outcome) -> str:
    kept = json.loads(outcome.session or "{}")
    tap = conversation.codec.parse(kept["state"])
    assert tap is not None
    return tap.state.locale


@pytest.mark.parametrize(
    ("language", "found"), [("de-AT", "de"), ("en", "en"), ("fi", "nl"), (None, "nl"), ("", "nl")]
)
def test_a_new_customer_is_met_in_telegrams_language_or_the_default(
    conversation: Conversation, language: str | None, found: str
) -> None:
    incoming = Incoming(1, "message", Address(7), Started(), language=language)
    assert locale(conversation, conversation.decide(None, incoming).outcome) == found


def test_a_link_speaks_its_own_language(conversation: Conversation) -> None:
    link = State(Node.TICKET, locale="de")
    incoming = Incoming(1, "message", Address(7), Started(link), language="en")
    assert locale(conversation, conversation.decide(None, incoming).outcome) == "de"


def test_a_conversation_keeps_its_language(conversation: Conversation) -> None:
    first = Incoming(1, "message", Address(7), Started(), language="en")
    kept = conversation.decide(None, first).outcome.session
    second = Incoming(2, "message", Address(7), Commanded(Command.HELP), language="de")
    assert locale(conversation, conversation.decide(kept, second).outcome) == "en"


def test_the_customers_choice_outweighs_a_link(conversation: Conversation) -> None:
    chosen = Tapped(Tap(State(locale="en"), TapKind.CHOOSE), "place")
    kept = conversation.decide(None, Incoming(1, "callback_query", Address(7), chosen)).outcome
    link = Incoming(2, "message", Address(7), Started(State(Node.TICKET, locale="de")))
    assert locale(conversation, conversation.decide(kept.session, link).outcome) == "en"


def test_a_checked_text_without_a_secret_says_nothing(conversation: Conversation) -> None:
    incoming = Incoming(1, "edited_message", Address(7), Text("/help", check=True))
    assert conversation.decide(None, incoming).outcome == Outcome(None)


def test_a_command_with_a_secret_is_answered_and_deleted(conversation: Conversation) -> None:
    text = Text("my password is hunter2", Command.HELP)
    outcome = conversation.decide(None, Incoming(1, "message", Address(7), text, 3)).outcome
    assert [row.method for row in outcome.outgoing] == ["deleteMessage", "sendMessage"]
    assert "hunter2" not in str(outcome)


def test_an_apology_leaves_the_conversation_alone(conversation: Conversation) -> None:
    incoming = Incoming(1, "message", Address(-7, user=9), Text("imap"), message=3)
    outcome = conversation.apologise("anything", incoming).outcome
    assert outcome.session is None
    (row,) = outcome.outgoing
    assert row.parameters["reply_parameters"]
