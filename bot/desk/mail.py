"""
What the desk sends to a customer.
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.answers.layout import bold, lines, split
from bot.answers.reply import Button
from bot.answers.writer import Writer
from bot.desk.letter import METHODS, WITHOUT_CAPTION, Letter
from bot.desk.staffroom import keyboard
from bot.dialogue.codec import Codec, Tap
from bot.dialogue.state import Node, State
from bot.dialogue.turn import Helpdesk, Say
from bot.i18n import N_, Catalogs
from bot.store import Outgoing
from bot.store.ticket import Ticket

LONGEST = 4096
LONGEST_CAPTION = 1024
HELPDESK = N_("Helpdesk")
NOT_PASSED_ON = N_(
    "I can’t pass this on to our helpdesk. Please describe it in words, or send a photo."
)
COPIES_REMAIN = N_(
    "Our helpdesk still has copies of your messages that I cannot delete myself. I have asked them "
    "to delete those by hand."
)


class Mail:
    """
    Writes to customers in their own language.
    """

    def __init__(self, catalogs: Catalogs, writer: Writer, codec: Codec) -> None:
        self._catalogs = catalogs
        self._writer = writer
        self._codec = codec

    def tell(self, ticket: Ticket, text: Markup) -> Outgoing:
        """
        Say something of the bot's own, without buttons.
        """
        return Outgoing(ticket.chat, "sendMessage", message(ticket.chat, text))

    def not_passed_on(self, ticket: Ticket, message: int) -> Outgoing:
        """
        Say, in reply to a message, that the staff cannot get it.
        """
        text = self._catalogs.translator(ticket.locale)(NOT_PASSED_ON)
        reply = {"message_id": message, "allow_sending_without_reply": True}
        said = self.tell(ticket, text)
        parameters = {**said.parameters, "reply_parameters": reply}
        return Outgoing(said.lane, said.method, parameters)

    def copies_remain(self, chat: int, locale: str) -> Outgoing:
        """
        Say to somebody who is forgotten here that agents must still delete their copies.
        """
        text = self._catalogs.translator(locale)(COPIES_REMAIN)
        return Outgoing(str(chat), "sendMessage", message(chat, text))

    def ended(self, ticket: Ticket) -> Outgoing:
        """
        Say that the conversation has ended.
        """
        state = self.state(ticket).having(node=Node.ENDED)
        reply = self._writer.reply(Say(state, helpdesk=Helpdesk()))
        return Outgoing(ticket.chat, "sendMessage", message(ticket.chat, reply.html, reply.rows))

    def resumed(self, ticket: Ticket) -> Outgoing:
        """
        Say that somebody of the helpdesk is in the chat again.
        """
        state = self.state(ticket).having(node=Node.HANDED)
        reply = self._writer.reply(Say(state, helpdesk=Helpdesk(talking=True)))
        return Outgoing(ticket.chat, "sendMessage", message(ticket.chat, reply.html, reply.rows))

    def shown(self, ticket: Ticket, state: State, staff: int) -> Iterator[Outgoing]:
        """
        Send one of the bot's own answers, as an agent ordered with a message of theirs.
        """
        reply = self._writer.reply(Say(state))
        note = {"do": "deliver", "ticket": ticket.id, "staff": staff}
        for index, text in enumerate(split(reply.html)):
            values = message(ticket.chat, text, () if index else reply.rows)
            yield Outgoing(ticket.chat, "sendMessage", values, note)

    def letter(self, ticket: Ticket, letter: Letter, name: str) -> Iterator[Outgoing]:
        """
        Pass on what an agent wrote, as a copy; `name` is who they are to the customer ("": nobody).
        """
        head = self._head(ticket, name)
        note = {"do": "deliver", "ticket": ticket.id, "staff": letter.message}
        replied = {"replied": letter.replied}
        buttons = ((self.end(ticket),),)
        for index, (method, parameters) in enumerate(_parts(letter, head)):
            values: dict[str, object] = {"chat_id": int(ticket.chat)} | parameters
            values["reply_markup"] = keyboard(buttons)
            yield Outgoing(ticket.chat, method, values, note if index else note | replied)

    def changed(self, ticket: Ticket, letter: Letter, name: str, copies: int) -> Iterator[Outgoing]:
        """
        Change what was passed on, as the agent changed it.

        Of a text that stands in several messages (`copies`), or fits no caption, a new one is sent.
        """
        head = self._head(ticket, name)
        if copies > 1 or (letter.file is not None and not _fits(letter, head)):
            yield from self.letter(ticket, replace(letter, file=None, edited=False), name)
            return
        method, parameters = next(_parts(letter, head))
        of_caption = method != "sendMessage"
        values = {name: value for name, value in parameters.items() if name in _TEXTS}
        yield Outgoing(
            ticket.chat,
            "editMessageCaption" if of_caption else "editMessageText",
            {
                "chat_id": int(ticket.chat),
                "reply_markup": keyboard(((self.end(ticket),),)),
                **values,
            },
            {"do": "change", "ticket": ticket.id, "staff": letter.message},
        )

    def _head(self, ticket: Ticket, name: str) -> Markup:
        return bold(name or self._catalogs.translator(ticket.locale)(HELPDESK))

    def end(self, ticket: Ticket) -> Button:
        """
        Return the button that ends the conversation.
        """
        state = self.state(ticket).having(node=Node.HANDED)
        label = dict(self._writer.labels(state))["end"]
        ended = state.having(node=Node.ENDED)
        return Button(label, data=self._codec.format(Tap(ended)))

    def state(self, ticket: Ticket) -> State:
        """
        Return what was handed over, in the customer's language.
        """
        tap = self._codec.parse(str(ticket.data.get("state", "")))
        state = State() if tap is None else tap.state
        return state.having(locale=ticket.locale)


_TEXTS = frozenset({"text", "caption", "parse_mode", "link_preview_options"})


def message(
    chat: int | str, text: str, rows: Sequence[Sequence[Button]] = ()
) -> Mapping[str, object]:
    """
    Return the parameters of a text message in HTML, with the buttons under it.
    """
    parameters: dict[str, object] = {
        "chat_id": int(chat),
        "text": str(text),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if rows:
        parameters["reply_markup"] = keyboard(rows)
    return parameters


def _parts(letter: Letter, head: Markup) -> Iterator[tuple[str, dict[str, object]]]:
    """
    Yield the calls that say what the letter says, in as many parts as it takes.
    """
    text = letter.text
    if letter.file is not None:
        kind, parameters = letter.file.kind, dict[str, object]({letter.file.kind: letter.file.id})
        if kind not in WITHOUT_CAPTION:
            fits = _fits(letter, head)
            parameters["caption"] = str(lines(head, Markup.escape(text)) if text and fits else head)
            parameters["parse_mode"] = "HTML"
            text = "" if fits else text
        yield METHODS[kind], parameters
        if not text:
            return
    for part in cut(text, _room(LONGEST, head)):
        body = lines(head, Markup.escape(part))
        yield "sendMessage", {"text": str(body), "parse_mode": "HTML"}


def _fits(letter: Letter, head: Markup) -> bool:
    """
    Whether the text has room in a caption, below the head.
    """
    return len(list(cut(letter.text, _room(LONGEST_CAPTION, head)))) <= 1


def _room(longest: int, head: Markup) -> int:
    """
    Return how many characters of a message are left below the head.
    """
    return longest - len(html.unescape(head.striptags())) - 1


def cut(text: str, room: int) -> Iterator[str]:
    """
    Yield a text in parts of at most so many characters, as Telegram counts them (UTF-16).
    """
    part, length = "", 0
    for character in text:
        width = 2 if ord(character) > 0xFFFF else 1  # noqa: PLR2004 - the basic plane's last
        if length + width > room:
            yield part
            part, length = "", 0
        part += character
        length += width
    if part:
        yield part
