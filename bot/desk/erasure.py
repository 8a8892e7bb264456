"""
The row `erase`: what goes out of the staff's chat when a customer is forgotten.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.desk.errand import Call, Errand
from bot.desk.mail import Mail
from bot.desk.notes import Notes
from bot.desk.staffroom import GENERAL, Staffroom, post, say
from bot.store import Books, Outgoing, Row

AT_ONCE = 100
"""
How many messages deleteMessages takes.
"""


class Erasure:
    """
    Deletes a topic, or message by message where there are no topics, and says that it is done.

    A row with `quiet` is not spoken of: nobody asked for it.
    """

    def __init__(self, staffroom: Staffroom, mail: Mail, notes: Notes) -> None:
        self._staffroom = staffroom
        self._mail = mail
        self._notes = notes

    def errand(self, row: Row, note: Mapping[str, Any]) -> Errand | None:
        """
        Return the next call; None where nothing stands in the staff's chat.
        """
        place = {"chat_id": self._staffroom.chat}
        if note["topic"]:
            call = Call("deleteForumTopic", place | {"message_thread_id": note["topic"]})
        elif note["messages"]:
            call = Call("deleteMessages", place | {"message_ids": note["messages"][:AT_ONCE]})
        else:
            return None
        return Errand(row, call, rows=(row,))

    async def done(self, books: Books, note: Mapping[str, Any]) -> None:
        """
        Go on with the next messages, or say that all is gone.
        """
        left = [] if note["topic"] else note["messages"][AT_ONCE:]
        if left:
            await books.send(post(**(dict(note) | {"messages": left})))
        elif "quiet" not in note:
            await books.send(say(GENERAL, self._notes.forgotten(note["number"])))

    async def refused(self, books: Books, note: Mapping[str, Any], *, gone: bool) -> None:
        """
        Say that agents must delete by hand, and to the customer that copies remain.

        `gone`: an agent has done so already.
        """
        if gone:
            await self.done(books, note)
        elif "quiet" not in note:
            await self.leave(books, note["number"], note["chat"], note["locale"])

    async def leave(self, books: Books, number: int, chat: int, locale: str) -> None:
        """
        Ask the agents to delete a ticket by hand, and tell the customer that copies remain.
        """
        await books.send(
            say(GENERAL, self._notes.to_delete(number)), self._mail.copies_remain(chat, locale)
        )


def erased(number: int, *, topic: int = 0, messages: Sequence[int] = ()) -> Outgoing:
    """
    Return the row that quietly takes away what came after its ticket was erased.
    """
    gone = {"number": number, "topic": topic, "messages": list(messages), "quiet": True}
    return post(number, "erase", **gone)
