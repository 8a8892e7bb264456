"""
The staff's chat: which one it is, and how messages for it are put into the outbox.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.answers.reply import Button
from bot.store import Books, Outgoing

LANE = "desk:"
"""
How the lanes of the outbox begin in which the messages of one ticket wait, one after the other.
"""

GENERAL = 0
"""
Stands in place of a ticket's number for what belongs to none.
"""

SUPERGROUP = "-100"
_CHAT = "staff_chat"
_MOVED = "moved"


class Staffroom:
    """
    Knows the staff's chat, also after Telegram has given it another number.
    """

    def __init__(self, chat: int) -> None:
        """
        Begin with the number that the operator gave.
        """
        self._given = chat
        self.chat = chat

    async def look_up(self, books: Books) -> None:
        """
        Read which number the chat has by now.
        """
        given, _, now = (await books.setting(_CHAT) or "").partition(" ")
        self.chat = int(now) if given == str(self._given) else self._given

    async def move(self, books: Books, chat: int) -> None:
        """
        Note that the chat has become a supergroup with this number; nothing in it is where it was.
        """
        if chat == self.chat:
            return
        self.chat = chat
        await books.set(_CHAT, f"{self._given} {chat}")
        await books.set(_MOVED, str(books.now))
        await books.unplace()

    async def moved(self, books: Books) -> float:
        """
        Return when the chat became another one (0: never); what stood there is not to be found.
        """
        return float(await books.setting(_MOVED) or 0)

    def link(self, topic: int | None) -> str:
        """
        Return the address of a topic for its members, "" where there is none.
        """
        number = str(self.chat)
        if not topic or not number.startswith(SUPERGROUP):
            return ""
        return f"https://t.me/c/{number.removeprefix(SUPERGROUP)}/{topic}"


def lane(ticket: int) -> str:
    """
    Return the lane of a ticket's messages to the staff.
    """
    return f"{LANE}{ticket}"


def is_staffs(lane: str) -> bool:
    """
    Tell whether the messages of this lane are for the staff.
    """
    return lane.startswith(LANE)


def post(ticket: int, do: str, **values: Any) -> Outgoing:
    """
    Ask for something to be done in the staff's chat; `delivery` makes calls of it.
    """
    note = {"do": do, "ticket": ticket} | values
    return Outgoing(lane(ticket), "", {}, note)


def say(
    ticket: int, html: str, buttons: Sequence[Sequence[Button]] = (), **values: Any
) -> Outgoing:
    """
    Say something to the staff, in the ticket's topic where there is one.
    """
    return post(ticket, "say", html=html, buttons=_rows(buttons), **values)


def change(message: int, html: str, buttons: Sequence[Sequence[Button]]) -> Outgoing:
    """
    Say something in place of an earlier message in the staff's chat.
    """
    return post(GENERAL, "edit", staff=message, html=html, buttons=_rows(buttons))


def keyboard(rows: Sequence[Sequence[Button]]) -> dict[str, object]:
    """
    Return buttons as an InlineKeyboardMarkup.
    """
    return {"inline_keyboard": _rows(rows)}


def _rows(rows: Sequence[Sequence[Button]]) -> list[list[Mapping[str, object]]]:
    return [[_markup(each) for each in row] for row in rows]


def _markup(button: Button) -> Mapping[str, object]:
    """
    Return a button as an InlineKeyboardButton.
    """
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    if button.copy is not None:
        return {"text": button.label, "copy_text": {"text": button.copy}}
    return {"text": button.label, "callback_data": button.data}
