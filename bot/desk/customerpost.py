"""
What agents write, on its way to a customer.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.desk.errand import Call, Errand
from bot.desk.notes import Notes
from bot.desk.staffroom import Staffroom, say
from bot.store import Books, Row
from bot.store.ticket import Pair

DELIVERED = "👍"


class Customerpost:
    """
    Knows the rows `deliver` (a message) and `change` (of one that was delivered).
    """

    def __init__(self, staffroom: Staffroom, notes: Notes) -> None:
        self._staffroom = staffroom
        self._notes = notes

    async def prepare(self, books: Books, row: Row, following: Sequence[Row]) -> Errand | None:
        """
        Return the call, with the twin of the message that it is about.
        """
        del following
        note = row.note or {}
        parameters = dict(row.parameters)
        about = note.get("replied") if note["do"] == "deliver" else note["staff"]
        twin = await self._twin(books, note, about) if about else 0
        if note["do"] == "change":
            if not twin:
                return None
            parameters["message_id"] = twin
        elif twin:
            parameters["reply_parameters"] = {
                "message_id": twin,
                "allow_sending_without_reply": True,
            }
        return Errand(row, Call(row.method, parameters), rows=(row,))

    async def sent(self, books: Books, errand: Errand, result: Any) -> Sequence[Call]:
        """
        Remember the pair, and nod to the agent.
        """
        note = errand.row.note or {}
        if note["do"] == "deliver":
            message = int(result["message_id"])
            await books.pair(Pair(note["ticket"], message, note["staff"], by_staff=True))
        return (nod(self._staffroom.chat, note["staff"], DELIVERED),)

    async def refused(self, books: Books, errand: Errand, words: str) -> bool:
        """
        Tell the agent.
        """
        if "not modified" not in words:
            text = self._notes.not_accepted() if words else self._notes.not_delivered()
            await self._tell(books, errand.row.note or {}, text)
        return False

    async def blocked(self, books: Books, row: Row) -> None:
        """
        Tell the agent that this one did not get through either.
        """
        await self._tell(books, row.note or {}, self._notes.not_delivered())

    async def _tell(self, books: Books, note: Mapping[str, Any], text: str) -> None:
        await books.send(say(note["ticket"], text, staff=note["staff"]))

    async def _twin(self, books: Books, note: Mapping[str, Any], staff: int) -> int:
        pairs = await books.twins_of_staffs(staff)
        return next(
            (each.customer for each in pairs if each.customer and each.ticket == note["ticket"]), 0
        )


def nod(chat: int, message: int, emoji: str) -> Call:
    """
    Return the call that puts a reaction on a message.
    """
    reaction = [{"type": "emoji", "emoji": emoji}]
    parameters = {"chat_id": chat, "message_id": message, "reaction": reaction}
    return Call("setMessageReaction", parameters)
