from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update

from bot.channel.address import Address
from bot.channel.entry import (
    ALLOWED_UPDATES,
    LONGEST_TEXT,
    TABLE,
    Entry,
)
from bot.channel.incoming import Incoming, Inquiry, Membership, Press, Text
from bot.channel.parsing import Unreadable, parse
from bot.desk.letter import Letter
from bot.dialogue.codec import Codec, Tap
from bot.dialogue.event import Commanded, Media, Received, Started, Tapped
from bot.dialogue.meaning import Command
from bot.dialogue.state import Node, Protocol, State
from bot.facts import Facts

ANNA = {"id": 7, "is_bot": False, "first_name": "Anna", "language_code": "nl-BE"}
US = {"id": 99, "is_bot": True, "first_name": "Mail", "username": "our_bot"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Anna"}
GROUP = {"id": -5, "type": "supergroup", "title": "Group"}
STATE = State(Node.SECURITY, locale="de", protocol=Protocol.IMAP)
FILE = {"file_id": "f", "file_unique_id": "u"}


@pytest.fixture
def codec(facts: Facts) -> Codec:
    return Codec(facts)


@pytest.fixture
def entry(codec: Codec) -> Entry:
    return Entry(codec, 99, "our_bot")


def message(text: str | None = None, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"message_id": 3, "date": 1, "chat": PRIVATE, "from": ANNA, **more}
    return found if text is None else {**found, "text": text}


def read(entry: Entry, content: dict[str, Any], kind: str = "message") -> Any:
    return entry.read(parse({"update_id": 1, kind: content}))


def said(entry: Entry, text: str | None = None, kind: str = "message", **more: Any) -> Any:
    incoming = read(entry, message(text, **more), kind)
    return incoming and incoming.content


def test_telegram_is_asked_for_what_the_table_names() -> None:
    assert set(ALLOWED_UPDATES) == set(TABLE) <= set(Update.ALL_TYPES)


def test_a_message_is_read_whole(entry: Entry) -> None:
    incoming = read(entry, message("imap", media_group_id="m"))
    assert incoming == Incoming(
        1,
        "message",
        Address(7),
        Text("imap"),
        message=3,
        album="m",
        language="nl-BE",
        letter=Letter(3, name="Anna"),
    )


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("/start", Started()),
        ("/START@Our_Bot", Started()),
        ("/start not-a-payload", Started()),
        ("/ticket", Commanded(Command.TICKET)),
        ("/help me please", Text("me please", Command.HELP)),
        ("/imap ssl", Text("imap ssl")),
        ("/help@other_bot", None),
        ("1/2", Text("1/2")),
        ("x" * 5000, Text("x" * LONGEST_TEXT)),
    ],
)
def test_private_texts_and_commands(entry: Entry, text: str, content: object) -> None:
    assert said(entry, text) == content


def test_a_link_opens_its_state(entry: Entry, codec: Codec) -> None:
    assert said(entry, f"/start {codec.format(Tap(STATE))}") == Started(STATE)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("imap", None),
        ("/settings", Commanded(Command.SETTINGS)),
        ("/settings@our_bot", Commanded(Command.SETTINGS)),
        ("/settings@other_bot", None),
        ("/ban", None),
        ("/imap@our_bot", Text("imap")),
        ("@Our_Bot imap please", Text("imap please")),
        ("hey @our_bot, imap", Text("hey , imap")),
        ("@our_bot", Commanded(Command.HELP)),
        ("@our_bot_two imap", None),
        ("write to me@our_bot now", None),
    ],
)
def test_in_a_group_only_what_is_addressed_to_the_bot(
    entry: Entry, text: str, content: object
) -> None:
    assert said(entry, text, chat=GROUP) == content


def test_a_reply_to_the_bot_addresses_it(entry: Entry) -> None:
    ours = message("a long card", chat=GROUP) | {"from": US}
    theirs = message("something", chat=GROUP)
    assert said(entry, "imap", chat=GROUP, reply_to_message=ours) == Text("imap")
    assert said(entry, "imap", chat=GROUP, reply_to_message=theirs) is None
    sticker = FILE | {"type": "regular", "width": 1, "height": 1, "is_animated": False}
    sticker |= {"is_video": False}
    assert said(entry, chat=GROUP, sticker=sticker) is None
    received = said(entry, chat=GROUP, sticker=sticker, reply_to_message=ours)
    assert received == Received(Media.STICKER)


def test_each_person_of_a_group_and_each_topic_has_a_conversation(entry: Entry) -> None:
    topic = message("/help", chat=GROUP, message_thread_id=4, is_topic_message=True)
    assert read(entry, topic).address.key == "telegram::-5:4:7"
    thread = message("/help", chat=GROUP, message_thread_id=4)
    assert read(entry, thread).address.key == "telegram::-5::7"
    business = message("/help", business_connection_id="b")
    assert read(entry, business).address.key == "telegram:b:7:"


@pytest.mark.parametrize(
    ("content", "media"),
    [
        ({"photo": [FILE | {"width": 1, "height": 1}]}, Media.PHOTO),
        ({"voice": FILE | {"duration": 1}}, Media.VOICE),
        ({"video_note": FILE | {"duration": 1, "length": 1}}, Media.VOICE),
        ({"audio": FILE | {"duration": 1}}, Media.VOICE),
        ({"location": {"latitude": 1, "longitude": 1}}, Media.LOCATION),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, Media.OTHER),
        ({"document": FILE}, Media.FILE),
        ({"video": FILE | {"duration": 1, "width": 1, "height": 1}}, Media.FILE),
        ({"dice": {"emoji": "x", "value": 1}}, Media.OTHER),
    ],
)
def test_what_is_not_text_has_a_kind(entry: Entry, content: dict[str, Any], media: Media) -> None:
    assert said(entry, **content) == Received(media)
    assert said(entry, **content, caption="imap") == Text("imap")
    assert said(entry, None, "edited_message", **content) is None


@pytest.mark.parametrize(
    "content",
    [
        {"new_chat_members": [ANNA]},
        {"pinned_message": message("x")},
        {"migrate_to_chat_id": -1005},
        {"text": "hi", "from": US},
        {"text": "hi", "sender_chat": GROUP},
        {"text": "hi", "chat": {"id": -9, "type": "channel", "title": "c"}},
    ],
)
def test_service_messages_bots_and_channels_are_not_answered(
    entry: Entry, content: dict[str, Any]
) -> None:
    assert read(entry, message() | content) is None


def test_other_kinds_of_updates_are_not_answered(entry: Entry) -> None:
    assert read(entry, message("/start"), "channel_post") is None
    assert read(entry, message("/start"), "business_message") is None
    assert entry.read(parse({"update_id": 1, "something_new": {}})) is None


def test_an_edited_message_is_a_correction_and_its_commands_do_not_run(entry: Entry) -> None:
    assert said(entry, "pop", "edited_message") == Text("pop")
    assert said(entry, "/help", "edited_message") == Text("/help", check=True)
    assert said(entry, "/help", "edited_message", chat=GROUP) is None
    assert said(entry, "pop", "edited_message", chat=GROUP) is None


def tap(data: str, **more: Any) -> dict[str, Any]:
    return {"id": "q", "from": ANNA, "chat_instance": "c", "data": data, **more}


def test_a_tap_carries_its_state_and_place(entry: Entry, codec: Codec) -> None:
    data = codec.format(Tap(STATE))
    incoming = read(entry, tap(data, message=message("x") | {"from": US}), "callback_query")
    assert incoming == Incoming(
        1,
        "callback_query",
        Address(7),
        Tapped(Tap(STATE), f"7:3:{data}"),
        message=3,
        editable=True,
        query="q",
        language="nl-BE",
        letter=Letter(3, name="Anna"),
    )


def test_a_tap_on_what_is_gone_cannot_edit_it(entry: Entry) -> None:
    gone = {"message_id": 3, "date": 0, "chat": PRIVATE}
    incoming = read(entry, tap("old", message=gone), "callback_query")
    assert not incoming.editable
    assert incoming.content == Tapped(None, "7:3:old")


def test_a_tap_in_a_group_belongs_to_who_tapped(entry: Entry) -> None:
    ours = message("x", chat=GROUP) | {"from": US}
    assert read(entry, tap("old", message=ours), "callback_query").address == Address(-5, user=7)


def test_a_tap_below_an_inline_message_has_no_chat(entry: Entry, codec: Codec) -> None:
    inline = tap(codec.format(Tap(STATE)), inline_message_id="i")
    assert read(entry, inline, "callback_query") == Press("q", "i", Tap(STATE), "nl-BE")
    assert read(entry, tap("old"), "callback_query") is None


def test_an_inline_query_has_no_chat(entry: Entry) -> None:
    query = {"id": "q", "from": ANNA, "query": "imap", "offset": ""}
    assert read(entry, query, "inline_query") == Inquiry("q", 7, "imap", "nl-BE")


def test_what_was_chosen_from_our_own_articles_is_not_answered(entry: Entry) -> None:
    assert said(entry, "Your settings", via_bot=US) is None
    assert said(entry, "Your settings", via_bot=US | {"id": 98}) == Text("Your settings")


@pytest.mark.parametrize(
    ("status", "blocked"), [("kicked", True), ("left", True), ("member", False)]
)
def test_membership(entry: Entry, status: str, *, blocked: bool) -> None:
    member = {"user": US, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    change = {
        "chat": PRIVATE,
        "from": ANNA,
        "date": 1,
        "old_chat_member": {"user": US, "status": "member"},
        "new_chat_member": member,
    }
    found = read(entry, change, "my_chat_member")
    assert found == Membership(1, "my_chat_member", Address(7), blocked)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**40) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(list(message("x", photo=1, chat_id=1, title=1))), inner)
    ),
    max_leaves=12,
)


WHOLE = {
    "message": message("/start x", reply_to_message=message("x"), is_topic_message=True),
    "edited_message": message("imap", chat=GROUP, caption="x"),
    "callback_query": tap("1nsss", message=message("x")),
    "other": message("x"),
}


@given(JSON, st.sampled_from(list(WHOLE)), st.sampled_from(["", *WHOLE["message"], "data"]))
def test_whatever_comes_is_an_update_or_unreadable(raw: Any, kind: str, field: str) -> None:
    changed = {**WHOLE[kind], field: raw} if field else raw
    for odd in (raw, {"update_id": 1, kind: changed}):
        with suppress(Unreadable):
            parse(odd)


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from([PRIVATE, GROUP]))
def test_any_text_and_data_can_be_read(
    facts: Facts, text: str, data: str, chat: dict[str, Any]
) -> None:
    entry = Entry(Codec(facts), 99, "our_bot")
    said(entry, text, chat=chat)
    said(entry, f"/start {text}", chat=chat)
    said(entry, None, "edited_message", chat=chat, caption=text)
    read(entry, tap(data, message=message(text, chat=chat)), "callback_query")
