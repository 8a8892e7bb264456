"""
What Telegram's answer to a call means for the message.
"""

from dataclasses import dataclass
from enum import StrEnum, auto

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channel.api import TokenRefused


class Fate(StrEnum):
    """
    What becomes of the message.
    """

    DONE = auto()
    DROP = auto()
    AGAIN = auto()
    WAIT = auto()
    ANEW = auto()
    BLOCKED = auto()
    MOVED = auto()
    STOP = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    A fate, with the seconds that Telegram asks to wait or the chat's new id.
    """

    fate: Fate
    seconds: float = 0.0
    chat: int = 0


# The words of Telegram's 400s (in lower case): what was asked for is so already, or past caring.
FINE = ("message is not modified", "query is too old", "message to delete not found")
NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "message_id_invalid",
)


def wait(error: RetryAfter) -> float:
    """
    Return the seconds after which Telegram wants to be asked again.
    """
    told = error.retry_after
    return told if isinstance(told, int) else told.total_seconds()


def judge(error: TelegramError | TokenRefused) -> Verdict:
    """
    Return what the error of a call means.

    Whatever is not known for a refusal is trouble on the way: 5xx, time-outs, cut connections.
    """
    match error:
        case TokenRefused():
            return Verdict(Fate.STOP)
        case RetryAfter():
            return Verdict(Fate.WAIT, wait(error))
        case ChatMigrated():
            return Verdict(Fate.MOVED, chat=error.new_chat_id)
        case Forbidden():
            return Verdict(Fate.BLOCKED)
        case BadRequest():
            words = error.message.lower()
            if any(each in words for each in FINE):
                return Verdict(Fate.DONE)
            if any(each in words for each in NOT_EDITABLE):
                return Verdict(Fate.ANEW)
            return Verdict(Fate.DROP)
        case _:
            return Verdict(Fate.AGAIN)


def code(error: TelegramError | TokenRefused) -> str:
    """
    Return the status that Telegram answered with; "timeout" or "network" where it did not.

    The library does not tell a 5xx from a cut connection: both are "network".
    """
    match error:
        case TokenRefused():
            return "401"
        case RetryAfter():
            return "429"
        case Forbidden():
            return "403"
        case Conflict():
            return "409"
        case BadRequest() | ChatMigrated():
            return "400"
        case TimedOut():
            return "timeout"
        case _:
            return "network"
