"""
An update as far as it matters: what is used of the Bot API's objects, read strictly.

The library's own objects hold all of it, and making them took more time than all the rest of a
turn. Of a message that is merely referred to (the tapped one, the one replied to) hardly anything
is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.desk.letter import File
from bot.dialogue.event import Media

LARGEST_ID = 2**63 - 1
PRIVATE = "private"
CHANNEL = "channel"

# The first that a message has decides; an animation is a document too, and a venue a location.
MEDIA: Mapping[str, Media] = {
    "sticker": Media.STICKER,
    "photo": Media.PHOTO,
    "voice": Media.VOICE,
    "video_note": Media.VOICE,
    "audio": Media.VOICE,
    "location": Media.LOCATION,
    "venue": Media.LOCATION,
    "contact": Media.OTHER,
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


# What happened to a topic by an agent's hand.
SERVICES = ("forum_topic_closed", "forum_topic_reopened")
MIGRATED = "migrate_to_chat_id"


@dataclass(frozen=True, slots=True)
class User:
    """
    A person or a bot; `language` is Telegram's code for the language of their app.
    """

    id: int
    is_bot: bool
    language: str | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """
    Where messages stand: `private`, `group`, `supergroup` or `channel`.
    """

    id: int
    type: str


@dataclass(frozen=True, slots=True)
class Message:
    """
    A message; `topic` is that of a forum, `answers` the author's id of the one it replies to.

    `by_chat`: written in the name of a chat; `anonymous`: in that of the chat it stands in. `file`
    is what it holds besides text, `replied` the id of the one it replies to (0: none). In a topic,
    what replies to nothing replies to the message that opened it, and `answers` is who did.
    `service` is what happened to the topic, `migrated` the chat's new id. `forwarded`: it was
    written elsewhere. `via` is the id of the bot that it was chosen from, `guest` that of the query
    with which somebody calls the bot into a chat that it is no member of; `quoted` is the text that
    it replies to. `by_bot`: a bot wrote it in the name of a connected account.
    """

    id: int
    chat: Chat
    author: User | None
    by_chat: bool = False
    text: str = ""
    caption: str = ""
    media: Media | None = None
    album: str | None = None
    topic: int | None = None
    connection: str = ""
    answers: int | None = None
    replied: int = 0
    file: File | None = None
    anonymous: bool = False
    service: str = ""
    migrated: int = 0
    forwarded: bool = False
    via: int | None = None
    guest: str = ""
    quoted: str = ""
    by_bot: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """
    The tap of a button; without a message when that was an inline one, with the id `inline`.

    `accessible` tells whether the message can still be changed.
    """

    id: str
    user: User
    data: str
    message: Message | None
    accessible: bool
    inline: str | None = None


@dataclass(frozen=True, slots=True)
class InlineQuery:
    """
    What somebody types after the bot's name, in any chat.
    """

    id: str
    user: User
    text: str


@dataclass(frozen=True, slots=True)
class Membership:
    """
    A member of a chat and what has become of them.
    """

    chat: Chat
    status: str
    is_member: bool


@dataclass(frozen=True, slots=True)
class Connection:
    """
    A business account's connection, as it came.
    """

    id: str
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Update:
    """
    One update; `kind` is its name in the Bot API, without content for one that is not known here.
    """

    id: int
    kind: str = "unknown"
    content: Message | Query | InlineQuery | Membership | Connection | None = None
