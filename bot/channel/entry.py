"""
The one door in: every kind of update that is answered, and what it becomes.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeGuard

from telegram import Bot, CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update, User

from bot.channel.address import Address
from bot.channel.incoming import Incoming, Membership, Text
from bot.dialogue.codec import Codec
from bot.dialogue.event import Commanded, Media, Received, Started, Tapped
from bot.dialogue.meaning import Command

LONGEST_TEXT = 4096

COMMANDS: Mapping[str, Command] = {
    each.value: each for each in Command if each not in {Command.THANKS, Command.GREETING}
}

# The first that a message has decides; an animation is a document too, and a venue a location.
MEDIA: Mapping[str, Media] = {
    "sticker": Media.STICKER,
    "photo": Media.PHOTO,
    "voice": Media.VOICE,
    "video_note": Media.VOICE,
    "audio": Media.VOICE,
    "location": Media.LOCATION,
    "venue": Media.LOCATION,
    "contact": Media.LOCATION,
    "document": Media.FILE,
    "video": Media.FILE,
    "animation": Media.FILE,
    "dice": Media.OTHER,
    "poll": Media.OTHER,
    "game": Media.OTHER,
    "story": Media.OTHER,
    "paid_media": Media.OTHER,
    "checklist": Media.OTHER,
}

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)
_PRESENT = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})
_OF_ANOTHER = ("message_id", "date", "chat", "from", "message_thread_id", "is_topic_message")
_OF_A_MESSAGE = (
    *_OF_ANOTHER,
    "sender_chat",
    "business_connection_id",
    "text",
    "caption",
    "media_group_id",
    "reply_to_message",
    *MEDIA,
)


class Unreadable(ValueError):  # noqa: N818 - a property of the update
    """
    It is not an update of the Bot API.
    """


def has_id(raw: object) -> TypeGuard[dict[str, Any]]:
    """
    Tell whether decoded JSON has what every update has.
    """
    return isinstance(raw, dict) and type(raw.get("update_id")) is int


def parse(raw: object, bot: Bot) -> Update:
    """
    Turn an update's decoded JSON into the library's object; raise Unreadable for anything else.

    Only what is used is read. The text and the buttons of a message that is merely referred to (the
    tapped one, the one replied to) would take more time than all the rest of a turn.
    """
    if not has_id(raw):
        msg = "no update_id"
        raise Unreadable(msg)
    try:
        return Update.de_json(_trimmed(raw), bot)
    except Exception as error:
        msg = f"malformed ({type(error).__name__})"
        raise Unreadable(msg) from error


def _trimmed(raw: dict[str, Any]) -> dict[str, Any]:
    trimmed = {kind: raw[kind] for kind in ("update_id", *TABLE) if kind in raw}
    for kind in ("message", "edited_message"):
        message = _only(trimmed.get(kind), _OF_A_MESSAGE)
        if message is not None:
            trimmed[kind] = _referring(message, "reply_to_message")
    if isinstance(query := trimmed.get("callback_query"), dict):
        trimmed["callback_query"] = _referring(query, "message")
    return trimmed


def _referring(raw: dict[str, Any], name: str) -> dict[str, Any]:
    inner = _only(raw.get(name), _OF_ANOTHER)
    return raw if inner is None else {**raw, name: inner}


def _only(raw: object, names: Iterable[str]) -> dict[str, Any] | None:
    if not isinstance(raw, dict):
        return None
    return {name: raw[name] for name in names if name in raw}


class Entry:
    """
    Reads updates for one bot: `bot_id` and `username` are its own, `codec` reads its buttons.
    """

    def __init__(self, codec: Codec, bot_id: int, username: str) -> None:
        self._codec = codec
        self._bot_id = bot_id
        self._username = username.lower()
        self._mention = re.compile(rf"(?<![\w@/])@{re.escape(username)}\b", re.IGNORECASE)

    def read(self, update: Update) -> Incoming | Membership | None:
        """
        Return what the update says; None when it is not for this bot to answer.
        """
        for kind, read in TABLE.items():
            if (content := getattr(update, kind)) is not None:
                return read(self, update.update_id, content)
        return None

    def message(self, update_id: int, message: Message) -> Incoming | None:
        """
        Read a new message.
        """
        if (address := _address(message)) is None:
            return None
        text = (message.text or message.caption or "")[:LONGEST_TEXT]
        content: Started | Commanded | Received | Text | None
        if command := _COMMAND.fullmatch(text) if message.text else None:
            content = self._command(command, address)
        elif text:
            content = self._addressed(text, message, address)
        else:
            media = next((each for name, each in MEDIA.items() if getattr(message, name)), None)
            heard = media is not None and self._is_heard(message, address)
            content = Received(media) if media is not None and heard else None
        if content is None:
            return None
        return Incoming(
            update_id,
            "message",
            address,
            content,
            message.message_id,
            album=message.media_group_id,
            language=_language(message.from_user),
        )

    def edited_message(self, update_id: int, message: Message) -> Incoming | None:
        """
        Read a correction; what was not text before has nothing to correct.
        """
        address = _address(message)
        text = (message.text or message.caption or "")[:LONGEST_TEXT]
        if address is None or not text:
            return None
        content: Commanded | Text | None
        if _COMMAND.fullmatch(text) if message.text else None:
            # It has run already, but it may have been given a password.
            content = None if address.is_group else Text(text, check=True)
        else:
            content = self._addressed(text, message, address)
        if content is None:
            return None
        language = _language(message.from_user)
        return Incoming(
            update_id, "edited_message", address, content, message.message_id, language=language
        )

    def callback_query(self, update_id: int, query: CallbackQuery) -> Incoming | None:
        """
        Read a tap; one below an inline message has no chat to answer in.
        """
        message = query.message
        if message is None:
            return None
        topic = _topic(message) if isinstance(message, Message) else None
        user = query.from_user.id if message.chat.type != Chat.PRIVATE else 0
        data = query.data or ""
        place = f"{message.chat.id}:{message.message_id}:{data}"
        return Incoming(
            update_id,
            "callback_query",
            Address(message.chat.id, topic, user),
            Tapped(self._codec.parse(data), place),
            message.message_id,
            editable=message.is_accessible,
            query=query.id,
            language=_language(query.from_user),
        )

    def my_chat_member(self, update_id: int, change: ChatMemberUpdated) -> Membership:
        """
        Read whether the bot may still write to this chat.
        """
        member = change.new_chat_member
        present = member.status in _PRESENT or (
            member.status == ChatMember.RESTRICTED and bool(getattr(member, "is_member", False))
        )
        return Membership(update_id, "my_chat_member", Address(change.chat.id), not present)

    def _command(self, match: re.Match[str], address: Address) -> Started | Commanded | Text | None:
        name, to, rest = match.groups()
        to_us = to is not None and to.lower() == self._username
        if to is not None and not to_us:
            return None
        command = COMMANDS.get(name.lower())
        if command is Command.START:
            tap = self._codec.parse(rest.strip()) if rest else None
            return Started(tap.state if tap else None)
        if command is not None:
            return Text(rest, command) if rest else Commanded(command)
        if address.is_group and not to_us:
            return None
        return Text(" ".join(filter(None, (name, rest))))

    def _addressed(self, text: str, message: Message, address: Address) -> Commanded | Text | None:
        if not address.is_group:
            return Text(text)
        spoken, mentions = self._mention.subn(" ", text)
        if not mentions and not self._is_heard(message, address):
            return None
        spoken = " ".join(spoken.split()) if mentions else text
        return Text(spoken) if spoken else Commanded(Command.HELP)

    def _is_heard(self, message: Message, address: Address) -> bool:
        replied = message.reply_to_message
        author = replied.from_user if replied is not None else None
        return not address.is_group or (author is not None and author.id == self._bot_id)


TABLE: Mapping[str, Callable[[Entry, int, Any], Incoming | Membership | None]] = {
    "message": Entry.message,
    "edited_message": Entry.edited_message,
    "callback_query": Entry.callback_query,
    "my_chat_member": Entry.my_chat_member,
}

ALLOWED_UPDATES = tuple(TABLE)


def _address(message: Message) -> Address | None:
    """
    Where a person wrote this; None for channels, other bots and those who write as a chat.
    """
    author, chat = message.from_user, message.chat
    if author is None or author.is_bot or message.sender_chat or chat.type == Chat.CHANNEL:
        return None
    user = author.id if chat.type != Chat.PRIVATE else 0
    return Address(chat.id, _topic(message), user, message.business_connection_id or "")


def _topic(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None


def _language(user: User | None) -> str | None:
    return user.language_code if user is not None else None
