"""
What can happen in a conversation.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.dialogue.codec import Tap
from bot.dialogue.meaning import Command, Meaning
from bot.dialogue.state import State


class Media(StrEnum):
    """
    Kinds of messages that are not text.
    """

    STICKER = "sticker"
    PHOTO = "photo"
    VOICE = "voice"
    LOCATION = "location"
    FILE = "file"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Started:
    """
    `/start`, with the state of its link if that had a readable one.
    """

    link: State | None = None


@dataclass(frozen=True, slots=True)
class Commanded:
    """
    A command from the menu.
    """

    command: Command


@dataclass(frozen=True, slots=True)
class Tapped:
    """
    A button; `tap` is None when it cannot be read (an older version's, or forged).

    `place` tells the message and button apart from every other, to notice a double tap.
    """

    tap: Tap | None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """
    A text, as it was understood.
    """

    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Received:
    """
    Something that is not text.
    """

    media: Media


@dataclass(frozen=True, slots=True)
class Written:
    """
    A text for the helpdesk, which is in the chat: it is passed on and not understood.

    `address` and `number` are the first e-mail address and the first number of a ticket in it,
    `more` whether it says anything else; `secret` whether it seems to hold a password.
    """

    address: str = ""
    number: str = ""
    more: bool = True
    secret: bool = False


Event = Started | Commanded | Tapped | Said | Received | Written
