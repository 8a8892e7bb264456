"""
Reads the JSON of updates, strictly.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeGuard

from bot.channel.update import (
    LARGEST_ID,
    MEDIA,
    MIGRATED,
    SERVICES,
    Chat,
    Connection,
    InlineQuery,
    Membership,
    Message,
    Query,
    Update,
    User,
)
from bot.desk.letter import METHODS, File


class Unreadable(ValueError):  # noqa: N818 - a property of the update
    """
    It is not an update of the Bot API.
    """


def has_id(raw: object) -> TypeGuard[dict[str, Any]]:
    """
    Tell whether decoded JSON has what every update has, a number that a database can hold.
    """
    if not isinstance(raw, dict):
        return False
    number = raw.get("update_id")
    return type(number) is int and 0 <= number <= LARGEST_ID


def parse(raw: object) -> Update:
    """
    Read an update's decoded JSON; raise Unreadable for anything else.
    """
    if not has_id(raw):
        msg = "no update_id"
        raise Unreadable(msg)
    number: int = raw["update_id"]
    for kind, read in _KINDS.items():
        if raw.get(kind) is not None:
            return Update(number, kind, read(_object(raw, kind)))
    return Update(number)


def _message(raw: dict[str, Any]) -> Message:
    author, replied = raw.get("from"), raw.get("reply_to_message")
    return Message(
        _number(raw, "message_id"),
        _chat(_object(raw, "chat")),
        None if author is None else _user(_object(raw, "from")),
        raw.get("sender_chat") is not None,
        _text(raw, "text") or "",
        _text(raw, "caption") or "",
        next((media for name, media in MEDIA.items() if raw.get(name)), None),
        _text(raw, "media_group_id"),
        _number(raw, "message_thread_id") if raw.get("is_topic_message") else None,
        _text(raw, "business_connection_id") or "",
        None if replied is None else _author(_object(raw, "reply_to_message")),
        0 if replied is None else _replied(_object(raw, "reply_to_message")),
        _file(raw),
        raw.get("sender_chat") is not None
        and _chat(_object(raw, "sender_chat")).id == _chat(_object(raw, "chat")).id,
        next((each for each in SERVICES if raw.get(each) is not None), ""),
        _number(raw, MIGRATED) if raw.get(MIGRATED) is not None else 0,
        raw.get("forward_origin") is not None,
        None if raw.get("via_bot") is None else _number(_object(raw, "via_bot"), "id"),
        _text(raw, "guest_query_id") or "",
        "" if replied is None else _quoted(_object(raw, "reply_to_message")),
        raw.get("sender_business_bot") is not None,
    )


def _replied(raw: dict[str, Any]) -> int:
    return 0 if raw.get("forum_topic_created") is not None else _number(raw, "message_id")


def _quoted(raw: dict[str, Any]) -> str:
    return _text(raw, "text") or _text(raw, "caption") or ""


def _file(raw: dict[str, Any]) -> File | None:
    for kind in METHODS:
        if raw.get(kind):
            # Of a picture there are several sizes, the largest last.
            held = raw[kind]
            held = held[-1] if isinstance(held, list) else held
            return File(kind, _text(_object({kind: held}, kind), "file_id") or _missing("file_id"))
    return None


def _query(raw: dict[str, Any]) -> Query:
    message = None if raw.get("message") is None else _object(raw, "message")
    return Query(
        _text(raw, "id") or _missing("id"),
        _user(_object(raw, "from")),
        _text(raw, "data") or "",
        None if message is None else _tapped(message),
        # "Always 0": of a message that is too old, or gone, only place and number are given.
        message is not None and message.get("date") != 0,
        _text(raw, "inline_message_id"),
    )


def _inline_query(raw: dict[str, Any]) -> InlineQuery:
    return InlineQuery(
        _text(raw, "id") or _missing("id"), _user(_object(raw, "from")), _text(raw, "query") or ""
    )


def _tapped(raw: dict[str, Any]) -> Message:
    topic = _number(raw, "message_thread_id") if raw.get("is_topic_message") else None
    return Message(
        _number(raw, "message_id"),
        _chat(_object(raw, "chat")),
        None,
        topic=topic,
        connection=_text(raw, "business_connection_id") or "",
    )


def _membership(raw: dict[str, Any]) -> Membership:
    member = _object(raw, "new_chat_member")
    status = _text(member, "status") or _missing("status")
    return Membership(_chat(_object(raw, "chat")), status, bool(member.get("is_member")))


def _connection(raw: dict[str, Any]) -> Connection:
    user, chat = _user(_object(raw, "user")), _number(raw, "user_chat_id")
    del user, chat  # They must be there.
    return Connection(_text(raw, "id") or _missing("id"), raw)


def _author(raw: dict[str, Any]) -> int | None:
    return None if raw.get("from") is None else _number(_object(raw, "from"), "id")


def _user(raw: dict[str, Any]) -> User:
    name = _text(raw, "first_name") or ""
    return User(_number(raw, "id"), bool(raw.get("is_bot")), _text(raw, "language_code"), name)


def _chat(raw: dict[str, Any]) -> Chat:
    return Chat(_number(raw, "id"), _text(raw, "type") or _missing("type"))


Content: TypeAlias = Message | Query | InlineQuery | Membership | Connection

_KINDS: Mapping[str, Callable[[dict[str, Any]], Content]] = {
    "message": _message,
    "edited_message": _message,
    "callback_query": _query,
    "inline_query": _inline_query,
    "guest_message": _message,
    "business_connection": _connection,
    "business_message": _message,
    "my_chat_member": _membership,
}

KINDS = tuple(_KINDS)


def _object(raw: dict[str, Any], name: str) -> dict[str, Any]:
    value = raw.get(name)
    return value if isinstance(value, dict) else _missing(name)


def _number(raw: dict[str, Any], name: str) -> int:
    value = raw.get(name)
    return value if type(value) is int else _missing(name)


def _text(raw: dict[str, Any], name: str) -> str | None:
    value = raw.get(name)
    return value if value is None or isinstance(value, str) else _missing(name)


def _missing(name: str) -> Any:
    msg = f"malformed ({name})"
    raise Unreadable(msg)
