"""
What an update says, before the conversation it belongs to is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channel.address import Address
from bot.desk.letter import Letter
from bot.dialogue.codec import Tap
from bot.dialogue.event import Commanded, Received, Started, Tapped
from bot.dialogue.meaning import Command

NO_LETTER = Letter(0)


@dataclass(frozen=True, slots=True)
class Text:
    """
    A text that is still to be understood, in the light of the conversation.

    `command`: it followed this command. `check`: look for a secret only, answer nothing else.
    """

    text: str
    command: Command | None = None
    check: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """
    Something that a customer did.

    `message` is the id of their own message, or of ours whose button was tapped (then `editable`
    tells whether it can be changed). `query` is the id of a tap that waits for its answer, `album`
    the id of the album that a picture belongs to, `language` Telegram's language code. `letter` is
    what somebody else would be given to read.
    """

    update_id: int
    kind: str
    address: Address
    content: Started | Commanded | Tapped | Received | Text
    message: int = 0
    editable: bool = False
    query: str | None = None
    album: str | None = None
    language: str | None = None
    letter: Letter = NO_LETTER

    @property
    def is_tap(self) -> bool:
        """
        Whether it is the tap of a button.
        """
        return isinstance(self.content, Tapped)


@dataclass(frozen=True, slots=True)
class Membership:
    """
    The customer blocked the bot, or let it in again; or a group did.
    """

    update_id: int
    kind: str
    address: Address
    blocked: bool


@dataclass(frozen=True, slots=True)
class Inquiry:
    """
    What somebody typed after the bot's name, in a chat that the bot does not see.
    """

    query: str
    user: int
    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Press:
    """
    The tap of a button in such a chat; `message` is the inline message's id.
    """

    query: str
    message: str
    tap: Tap | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """
    Somebody calls the bot in a chat that it is no member of.

    `query` is for the answer, `text` what they want to know.
    """

    query: str
    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Connected:
    """
    Somebody has connected their account to the bot, changed what it may do there, or ended it.

    `raw` is the BusinessConnection of the Bot API; of the address only the connection matters.
    """

    update_id: int
    kind: str
    address: Address
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OwnerWrote:
    """
    The owner of a connected account has written in one of its chats.
    """

    update_id: int
    kind: str
    address: Address
