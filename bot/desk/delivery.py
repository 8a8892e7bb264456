"""
From the desk's rows in the outbox to calls, and from their results to the books.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.desk.customerpost import Customerpost
from bot.desk.drawing import drawn
from bot.desk.errand import Call, Errand
from bot.desk.staffpost import Staffpost
from bot.desk.staffroom import Staffroom, is_staffs
from bot.store import Row, Store


class Delivery:
    """
    Prepares calls, and keeps in the books what became of them.

    Every method may raise StoreError; then it is to be called again.
    """

    def __init__(
        self, store: Store, staffroom: Staffroom, staffpost: Staffpost, customerpost: Customerpost
    ) -> None:
        self._store = store
        self._staffroom = staffroom
        self._staffpost = staffpost
        self._customerpost = customerpost
        self.news: list[Row] = []

    async def prepare(self, row: Row, following: Sequence[Row]) -> Errand | None:
        """
        Return the next call for a row; None when it is done with.

        `following` are the rows behind it in its lane: what can be said in one message is.
        """
        if row.note is not None and row.note["do"] == "chart":
            return await self._chart(row, row.note)
        async with self._store.books() as books:
            errand = await self._post(row).prepare(books, row, following)
            if errand is None:
                await books.done([row])
        self.news += books.rows
        return errand

    async def sent(self, errand: Errand, result: Any) -> Sequence[Call]:
        """
        Keep what came of a call; return calls that are worth one try, as a receipt.
        """
        async with self._store.books() as books:
            receipts = await self._post(errand.row).sent(books, errand, result)
            await books.done(errand.rows)
        self.news += books.rows
        return receipts

    async def refused(self, errand: Errand, words: str) -> bool:
        """
        Do what a refusal for good asks for; return whether the row is worth another call.

        `words` are Telegram's own, "" where the customer has blocked the bot.
        """
        async with self._store.books() as books:
            again = await self._post(errand.row).refused(books, errand, words.lower())
            if not again:
                await books.done(errand.rows or [errand.row])
        self.news += books.rows
        return again

    async def give_up(self, row: Row) -> None:
        """
        Give a row up; one for a customer waited behind another that they did not let through.
        """
        async with self._store.books() as books:
            if not is_staffs(row.lane):
                await self._customerpost.blocked(books, row)
            await books.done([row])
        self.news += books.rows

    async def moved(self, chat: int) -> None:
        """
        Follow the staff's chat to its new number.
        """
        async with self._store.books() as books:
            await self._staffroom.move(books, chat)

    async def _chart(self, row: Row, note: Mapping[str, Any]) -> Errand | None:
        """
        Return the call for a picture, which is drawn before the books are opened.
        """
        picture = await drawn(note["chart"])
        if picture is None:
            async with self._store.books() as books:
                await books.done([row])
            return None
        parameters = {"chat_id": self._staffroom.chat, "caption": note["chart"]["title"]}
        if note["thread"]:
            parameters["message_thread_id"] = note["thread"]
        return Errand(row, Call("sendPhoto", parameters, {"photo": picture}), rows=(row,))

    def _post(self, row: Row) -> Staffpost | Customerpost:
        return self._staffpost if is_staffs(row.lane) else self._customerpost
