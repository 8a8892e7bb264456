import json

import pytest

from bot.channel.memory import Memory, recall, remember
from bot.dialogue.codec import Codec
from bot.dialogue.state import Node, Protocol, State
from bot.dialogue.turn import Session
from bot.facts import Facts

LOCALES = ("de", "en", "nl")


@pytest.fixture
def codec(facts: Facts) -> Codec:
    return Codec(facts)


def test_what_is_remembered_is_recalled(codec: Codec) -> None:
    state = State(Node.SECURITY, locale="de", protocol=Protocol.IMAP)
    memory = Memory(Session(state, "de", 2, "1:2:data"), "77")
    assert recall(remember(memory, codec), codec, LOCALES, "en") == memory


def test_a_plain_conversation_is_kept_small(codec: Codec) -> None:
    kept = remember(Memory(Session(State(locale="nl"))), codec)
    assert set(json.loads(kept)) == {"state"}


def test_a_new_conversation_has_the_given_language(codec: Codec) -> None:
    assert recall(None, codec, LOCALES, "nl") == Memory(Session(State(locale="nl")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        '{"state": 5}',
        '{"state": "9unknown"}',
        '{"state": null, "chosen": 7, "misses": "x"}',
    ],
)
def test_what_cannot_be_read_starts_afresh(codec: Codec, text: str) -> None:
    assert recall(text, codec, LOCALES, "nl").session.state == State(locale="nl")


def test_the_chosen_language_outlives_an_older_version(codec: Codec) -> None:
    session = recall('{"state": "0old", "chosen": "de"}', codec, LOCALES, "nl").session
    assert (session.state.locale, session.chosen) == ("de", "de")


def test_a_language_that_is_gone_is_replaced(codec: Codec) -> None:
    kept = remember(Memory(Session(State(locale="de"), "de")), codec)
    session = recall(kept, codec, ("en", "nl"), "nl").session
    assert (session.state.locale, session.chosen) == ("nl", None)


def test_odd_values_are_passed_over(codec: Codec) -> None:
    kept = json.loads(remember(Memory(Session(State(locale="de"))), codec))
    odd = json.dumps(kept | {"chosen": ["de"], "misses": "many", "last_tap": 1, "album": 2})
    assert recall(odd, codec, LOCALES, "nl") == Memory(Session(State(locale="de")))


def test_what_a_helpdesk_wants_to_know_is_kept(codec: Codec) -> None:
    memory = Memory(Session(State()), words=("help", "me"), trail=("1nc",), ticket=True)
    assert recall(remember(memory, codec), codec, LOCALES, "en") == memory


def test_words_that_are_none_are_left_out(codec: Codec) -> None:
    found = recall('{"words": "x", "trail": 3, "ticket": true}', codec, LOCALES, "en")
    assert (found.words, found.trail, found.ticket) == ((), (), True)
