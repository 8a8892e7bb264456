from typing import Any

import pytest

from bot.channel.parsing import Unreadable, parse
from bot.channel.update import Message, Update

CHAT = {"id": 7, "type": "private"}
MESSAGE = {"message_id": 3, "date": 1, "chat": CHAT, "from": {"id": 7, "is_bot": False}}
TAP = {"id": "q", "from": {"id": 7}, "data": "x", "message": MESSAGE}


@pytest.mark.parametrize("raw", [None, [], {}, {"update_id": "1"}, {"update_id": True}])
def test_what_has_no_number_is_no_update(raw: object) -> None:
    with pytest.raises(Unreadable, match="no update_id"):
        parse(raw)


@pytest.mark.parametrize(
    ("kind", "content", "field"),
    [
        ("message", [], "message"),
        ("message", MESSAGE | {"message_id": True}, "message_id"),
        ("message", MESSAGE | {"chat": 7}, "chat"),
        ("message", MESSAGE | {"chat": {"id": "7", "type": "private"}}, "id"),
        ("message", MESSAGE | {"chat": {"id": 7}}, "type"),
        ("message", MESSAGE | {"text": 5}, "text"),
        ("message", MESSAGE | {"caption": ["x"]}, "caption"),
        ("message", MESSAGE | {"from": {"is_bot": False}}, "id"),
        ("message", MESSAGE | {"reply_to_message": 1}, "reply_to_message"),
        ("edited_message", MESSAGE | {"is_topic_message": True}, "message_thread_id"),
        ("callback_query", TAP | {"id": 5}, "id"),
        ("callback_query", TAP | {"data": {}}, "data"),
        ("callback_query", TAP | {"message": {"chat": CHAT}}, "message_id"),
        ("callback_query", TAP | {"inline_message_id": 5}, "inline_message_id"),
        ("message", MESSAGE | {"via_bot": {}}, "id"),
        ("inline_query", TAP | {"id": 5}, "id"),
        ("inline_query", TAP | {"query": 5}, "query"),
        ("inline_query", {"id": "q", "query": "x"}, "from"),
        ("my_chat_member", {"chat": CHAT}, "new_chat_member"),
        ("my_chat_member", {"chat": CHAT, "new_chat_member": {}}, "status"),
    ],
)
def test_what_is_malformed_is_named(kind: str, content: Any, field: str) -> None:
    with pytest.raises(Unreadable, match=rf"malformed \({field}\)"):
        parse({"update_id": 1, kind: content})


def test_an_unknown_kind_has_no_content() -> None:
    assert parse({"update_id": 1, "channel_post": MESSAGE, "message": None}) == Update(1)


def test_a_forwarded_message_is_marked() -> None:
    hidden = {"type": "hidden_user", "sender_user_name": "X", "date": 1}
    contents = [
        parse({"update_id": 1, "message": each}).content
        for each in (MESSAGE, MESSAGE | {"forward_origin": hidden})
    ]
    assert [isinstance(each, Message) and each.forwarded for each in contents] == [False, True]
