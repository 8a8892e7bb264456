"""
What goes to the staff's chat: cards, what customers write, and what the bot has to say.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from bot.answers.layout import code, lines
from bot.desk.card import Cards
from bot.desk.customerpost import nod
from bot.desk.erasure import Erasure, erased
from bot.desk.errand import Call, Errand, Step
from bot.desk.letter import METHODS, WITHOUT_CAPTION
from bot.desk.link import qr
from bot.desk.mail import LONGEST, LONGEST_CAPTION, Mail, cut
from bot.desk.notes import Notes
from bot.desk.staffroom import GENERAL, Staffroom, keyboard, post
from bot.store import Books, Row
from bot.store.ticket import Pair, Ticket

NO_TOPIC = 0
"""
Stands in place of a topic's number where the staff's chat has no topics.
"""

SEEN = "👀"
ROOM = 30
# Words of Telegram's refusals, in lower case.
NO_FORUM = ("not a forum", "not enough rights", "topics are not", "chat_not_modified")
TOPIC_GONE = ("thread not found", "topic_deleted", "topic_id_invalid")
SO_ALREADY = ("topic_not_modified", "not modified")
NOT_EDITABLE = ("message to edit not found", "can't be edited", "message_id_invalid")


class Staffpost:
    """
    Knows the rows of `_message` and `_general`, and leaves `erase` to an erasure.
    """

    def __init__(
        self, staffroom: Staffroom, cards: Cards, mail: Mail, notes: Notes, erasure: Erasure
    ) -> None:
        self._staffroom = staffroom
        self._cards = cards
        self._mail = mail
        self._notes = notes
        self._erasure = erasure

    async def prepare(self, books: Books, row: Row, following: Sequence[Row]) -> Errand | None:
        """
        Return the next call: for the topic, the card, or the message itself.
        """
        note = row.note or {}
        if note["do"] == "erase":
            return self._erasure.errand(row, note)
        if note["ticket"] == GENERAL:
            return self._general(row, note)
        ticket = await books.ticket(note["ticket"])
        if ticket is None:
            return None
        if ticket.topic is None:
            name = self._cards.title(ticket)
            return self._call(row, "createForumTopic", {"name": name}, Step.TOPIC)
        if ticket.card is None:
            rows = (row,) if note["do"] == "card" else ()
            return self._call(row, "sendMessage", self._card(ticket), Step.CARD, rows)
        return await self._message(books, row, note, following, ticket)

    def _general(self, row: Row, note: Mapping[str, Any]) -> Errand:
        """
        Return the call for what belongs to no ticket.
        """
        place = {"message_thread_id": note["thread"]} if note.get("thread") else {}
        match note["do"]:
            case "edit":
                changed = {"message_id": note["staff"]} | self._text(note["html"], note)
                return self._call(row, "editMessageText", changed, rows=(row,))
            case "qr":
                call = Call(
                    "sendPhoto",
                    {"chat_id": self._staffroom.chat, "caption": note["url"], **place},
                    {"photo": qr(note["url"])},
                )
                return Errand(row, call, rows=(row,))
            case _:
                return self._send(row, self._text(note["html"], note) | place)

    async def _message(
        self,
        books: Books,
        row: Row,
        note: Mapping[str, Any],
        following: Sequence[Row],
        ticket: Ticket,
    ) -> Errand | None:
        match note["do"]:
            case "card":
                if any((each.note or {})["do"] == "card" for each in following):
                    return None
                card = {"message_id": ticket.card} | self._card(ticket)
                card.pop("message_thread_id", None)
                return self._call(row, "editMessageText", card, rows=(row,))
            case "close" | "reopen" as action:
                if ticket.topic == NO_TOPIC:
                    return None
                topic = {"message_thread_id": ticket.topic}
                return self._call(row, f"{action}ForumTopic", topic, rows=(row,))
            case "relay":
                return await self._relay(books, row, note, following, ticket)
            case "correct":
                return await self._correct(books, row, note, ticket)
            case _:
                place = self._place(ticket, note.get("staff", 0))
                return self._send(row, self._text(note["html"], note) | place)

    async def sent(self, books: Books, errand: Errand, result: Any) -> Sequence[Call]:
        """
        Remember where things stand now, and nod to the customer.
        """
        note = errand.row.note or {}
        number = note["ticket"]
        if errand.step is Step.TOPIC:
            topic = int(result["message_thread_id"])
            await books.change(number, topic=topic)
            if await books.ticket(number) is None:
                # The customer had everything erased while the topic was being made.
                await books.send(erased(number, topic=topic))
            return ()
        if errand.step is Step.CARD:
            await books.change(number, card=int(result["message_id"]))
            await books.note(number, lost=False)
        if note["do"] == "erase":
            await self._erasure.done(books, note)
        elif number != GENERAL and isinstance(result, dict) and "message_id" in result:
            if await books.ticket(number) is None:
                # It was on its way when the customer had everything erased.
                await books.send(erased(number, messages=[int(result["message_id"])]))
                return ()
            customers = [(each.note or {}).get("customer", 0) for each in errand.rows] or [0]
            for customer in customers:
                await books.pair(Pair(number, customer, int(result["message_id"]), by_staff=False))
            if note["do"] == "relay" and errand.step is Step.MESSAGE:
                return [nod(note["chat"], customer, SEEN) for customer in customers]
        return ()

    async def refused(self, books: Books, errand: Errand, words: str) -> bool:
        """
        Find another way where there is one, else tell whom it concerns.
        """
        note = errand.row.note or {}
        number = note["ticket"]
        if note["do"] == "erase":
            await self._erasure.refused(books, note, gone=_holds(words, TOPIC_GONE))
            return False
        ticket = await books.ticket(number)
        if ticket is None or _holds(words, SO_ALREADY):
            return False
        changes = self._way_round(errand, note["do"], words)
        if changes:
            if changes.pop("lost", False):
                await books.note(number, lost=True)
            await books.change(number, **changes)
            return True
        if note["do"] == "correct" and "anew" not in note:
            await books.send(post(**(dict(note) | {"anew": True})))
        elif note["do"] in {"relay", "correct"}:
            await books.send(self._mail.not_passed_on(ticket, note["customer"]))
        return False

    def _way_round(self, errand: Errand, do: str, words: str) -> dict[str, object]:
        """
        Return what is to be changed of a ticket so that the next call has a better chance.
        """
        if _holds(words, TOPIC_GONE) and do != "close":
            return {"topic": None, "card": None, "lost": True}
        if errand.step is Step.TOPIC and _holds(words, NO_FORUM):
            return {"topic": NO_TOPIC}
        if do == "card" and _holds(words, NOT_EDITABLE):
            return {"card": None}
        return {}

    async def _relay(
        self,
        books: Books,
        row: Row,
        note: Mapping[str, Any],
        following: Sequence[Row],
        ticket: Ticket,
    ) -> Errand:
        replied = await self._twin(books, ticket, note["replied"]) if note["replied"] else 0
        place = self._place(ticket, replied)
        text = str(note["text"])
        if "file" in note:
            parameters: dict[str, object] = {note["kind"]: note["file"]} | place
            if text and note["kind"] not in WITHOUT_CAPTION:
                parameters |= {"caption": str(code(text)), "parse_mode": "HTML"}
            return self._call(row, METHODS[note["kind"]], parameters, rows=(row,))
        rows, texts = [row], [text]
        for each in following:
            other = each.note or {}
            if other["do"] == "card":
                continue
            alike = other["do"] == "relay" and "file" not in other and not other["replied"]
            if not alike or sum(map(len, texts)) + len(other["text"]) > LONGEST // 2:
                break
            rows.append(each)
            texts.append(other["text"])
        # Marked as code, nothing in it is live: no mention, no command, no link.
        body = lines(*(code(next(cut(each, LONGEST))) for each in texts))
        return self._call(row, "sendMessage", _html(body) | place, rows=tuple(rows))

    async def _correct(
        self, books: Books, row: Row, note: Mapping[str, Any], ticket: Ticket
    ) -> Errand:
        pairs = await books.twins_of_customers(ticket.id, note["customer"])
        staff = pairs[0].staff if pairs else 0
        twins = await books.twins_of_staffs(staff) if staff else []
        body = code(next(cut(note["text"], LONGEST - ROOM), ""))
        # In a caption there is less room, and a long one stands in a message of its own.
        fits = not note["caption"] or len(note["text"]) <= LONGEST_CAPTION // 2
        if len(twins) != 1 or len(pairs) != 1 or not fits or note.get("anew"):
            changed = self._notes.correction(body) if staff else str(body)
            return self._send(row, _html(changed) | self._place(ticket, staff))
        target: dict[str, object] = {"message_id": staff}
        marked = Markup("✏️ {}").format(body)
        if note["caption"]:
            caption = {"caption": str(marked), "parse_mode": "HTML"}
            return self._call(row, "editMessageCaption", target | caption, rows=(row,))
        return self._call(row, "editMessageText", target | _html(marked), rows=(row,))

    def _card(self, ticket: Ticket) -> dict[str, object]:
        reply = self._cards.card(ticket)
        return _html(reply.html) | {"reply_markup": keyboard(reply.rows)} | self._place(ticket, 0)

    def _text(self, html: str, note: Mapping[str, Any]) -> dict[str, object]:
        buttons = note.get("buttons")
        return _html(html) | ({"reply_markup": {"inline_keyboard": buttons}} if buttons else {})

    def _place(self, ticket: Ticket, replied: int) -> dict[str, object]:
        """
        Return where a message is to stand: in the topic, or in reply to the card.
        """
        place: dict[str, object] = {}
        if ticket.topic:
            place["message_thread_id"] = ticket.topic
        else:
            replied = replied or ticket.card or 0
        if replied:
            place["reply_parameters"] = {"message_id": replied, "allow_sending_without_reply": True}
        return place

    def _send(self, row: Row, parameters: Mapping[str, object]) -> Errand:
        return self._call(row, "sendMessage", parameters, rows=(row,))

    def _call(
        self,
        row: Row,
        method: str,
        parameters: Mapping[str, object],
        step: Step = Step.MESSAGE,
        rows: tuple[Row, ...] = (),
    ) -> Errand:
        call = Call(method, {"chat_id": self._staffroom.chat, **parameters})
        return Errand(row, call, step, rows)

    async def _twin(self, books: Books, ticket: Ticket, customer: int) -> int:
        pairs = await books.twins_of_customers(ticket.id, customer)
        return pairs[0].staff if pairs else 0


def _html(text: str) -> dict[str, object]:
    return {
        "text": str(text),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


def _holds(words: str, any_of: Sequence[str]) -> bool:
    return any(each in words for each in any_of)
