"""
The one door in: every kind of update that is answered, and what it becomes.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from bot.channel.address import Address
from bot.channel.incoming import (
    Connected,
    Incoming,
    Inquiry,
    Membership,
    Mention,
    OwnerWrote,
    Press,
    Text,
)
from bot.channel.parsing import KINDS
from bot.channel.update import (
    CHANNEL,
    PRIVATE,
    Connection,
    InlineQuery,
    Message,
    Query,
    Update,
    User,
)
from bot.channel.update import Membership as Changed
from bot.desk.letter import Letter
from bot.dialogue.codec import Codec
from bot.dialogue.event import Commanded, Received, Started, Tapped
from bot.dialogue.meaning import Command

LONGEST_TEXT = 4096

COMMANDS: Mapping[str, Command] = {
    each.value: each for each in Command if each not in {Command.THANKS, Command.GREETING}
}

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)
_PRESENT = frozenset({"creator", "administrator", "member"})
_RESTRICTED = "restricted"

Read: TypeAlias = Incoming | Membership | Inquiry | Mention | Press | Connected | OwnerWrote | None


class Entry:
    """
    Reads updates for one bot: `bot_id` and `username` are its own, `codec` reads its buttons.
    """

    def __init__(self, codec: Codec, bot_id: int, username: str) -> None:
        self._codec = codec
        self._bot_id = bot_id
        self._username = username.lower()
        self._mention = re.compile(rf"(?<![\w@/])@{re.escape(username)}\b", re.IGNORECASE)

    def read(self, update: Update) -> Read:
        """
        Return what the update says; None when it is not for this bot to answer.
        """
        if update.content is None:
            return None
        return TABLE[update.kind](self, update.id, update.content)

    def message(self, update_id: int, message: Message) -> Incoming | None:
        """
        Read a new message.
        """
        if (address := _address(message)) is None or message.via == self._bot_id:
            return None
        text = (message.text or message.caption)[:LONGEST_TEXT]
        content: Started | Commanded | Received | Text | None
        if command := _COMMAND.fullmatch(text) if message.text else None:
            content = self._command(command, address)
        elif text:
            content = self._addressed(text, message, address)
        else:
            media = message.media
            heard = media is not None and self._is_heard(message, address)
            content = Received(media) if media is not None and heard else None
        if content is None:
            return None
        return Incoming(
            update_id,
            "message",
            address,
            content,
            message.id,
            album=message.album,
            language=_language(message.author),
            letter=_letter(message),
        )

    def edited_message(self, update_id: int, message: Message) -> Incoming | None:
        """
        Read a correction; what was not text before has nothing to correct.
        """
        address = _address(message)
        text = (message.text or message.caption)[:LONGEST_TEXT]
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
        return Incoming(
            update_id,
            "edited_message",
            address,
            content,
            message.id,
            language=_language(message.author),
            letter=_letter(message, edited=True),
        )

    def callback_query(self, update_id: int, query: Query) -> Incoming | Press | None:
        """
        Read a tap; one below an inline message has no chat to answer in.
        """
        message, tap = query.message, self._codec.parse(query.data)
        if message is None:
            inline = query.inline
            return None if inline is None else Press(query.id, inline, tap, query.user.language)
        user = query.user.id if message.chat.type != PRIVATE else 0
        return Incoming(
            update_id,
            "callback_query",
            Address(message.chat.id, message.topic, user, message.connection),
            Tapped(tap, f"{message.chat.id}:{message.id}:{query.data}"),
            message.id,
            editable=query.accessible,
            query=query.id,
            language=query.user.language,
            letter=Letter(message.id, name=query.user.name),
        )

    def inline_query(self, _: int, query: InlineQuery) -> Inquiry:
        """
        Read what was typed after the bot's name.
        """
        return Inquiry(query.id, query.user.id, query.text[:LONGEST_TEXT], query.user.language)

    def guest_message(self, _: int, message: Message) -> Mention | None:
        """
        Read what was said to the bot where it is a guest; the mention alone is about the quoted.
        """
        author = message.author
        if not message.guest or author is None or author.is_bot:
            return None
        said = " ".join(self._mention.sub(" ", message.text or message.caption).split())
        return Mention(message.guest, (said or message.quoted)[:LONGEST_TEXT], author.language)

    def business_connection(self, update_id: int, connection: Connection) -> Connected:
        """
        Read that an account is connected, or no longer.
        """
        return Connected(
            update_id, "business_connection", Address(0, connection=connection.id), connection.raw
        )

    def business_message(self, update_id: int, message: Message) -> Incoming | OwnerWrote | None:
        """
        Read a message in a chat of a connected account, which is private always.
        """
        author, address = message.author, _address(message)
        if author is None or address is None or not address.connection or message.by_bot:
            return None
        if author.id != message.chat.id:
            return OwnerWrote(update_id, "business_message", address)
        text = (message.text or message.caption)[:LONGEST_TEXT]
        if not text:
            return None
        return Incoming(
            update_id,
            "business_message",
            address,
            Text(text),
            message.id,
            language=_language(author),
            letter=_letter(message),
        )

    def my_chat_member(self, update_id: int, change: Changed) -> Membership:
        """
        Read whether the bot may still write to this chat.
        """
        present = change.status in _PRESENT or (change.status == _RESTRICTED and change.is_member)
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
        return not address.is_group or message.answers == self._bot_id


TABLE: Mapping[str, Callable[[Entry, int, Any], Read]] = {
    "message": Entry.message,
    "edited_message": Entry.edited_message,
    "callback_query": Entry.callback_query,
    "inline_query": Entry.inline_query,
    "guest_message": Entry.guest_message,
    "business_connection": Entry.business_connection,
    "business_message": Entry.business_message,
    "my_chat_member": Entry.my_chat_member,
}

ALLOWED_UPDATES = KINDS


def _address(message: Message) -> Address | None:
    """
    Where a person wrote this; None for channels, other bots and those who write as a chat.
    """
    author, chat = message.author, message.chat
    if author is None or author.is_bot or message.by_chat or chat.type == CHANNEL:
        return None
    user = author.id if chat.type != PRIVATE else 0
    return Address(chat.id, message.topic, user, message.connection)


def _letter(message: Message, *, edited: bool = False) -> Letter:
    return Letter(
        message.id,
        file=message.file,
        other=message.media is not None and message.file is None,
        replied=message.replied,
        name=message.author.name if message.author else "",
        edited=edited,
    )


def _language(user: User | None) -> str | None:
    return user.language if user is not None else None
