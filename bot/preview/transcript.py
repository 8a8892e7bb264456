"""
Writes a chat as text: what Telegram would show, without Telegram.
"""

import unicodedata
from typing import TextIO

from bot.preview.events import Answered, Deleted, Edited, Event, Sent
from bot.preview.message import Button, Message
from bot.preview.refusal import Json

_RESET = "\x1b[0m"
_DIM = "\x1b[2m"
_STYLES = {
    "bold": "\x1b[1m",
    "italic": "\x1b[3m",
    "underline": "\x1b[4m",
    "strikethrough": "\x1b[9m",
    "code": "\x1b[36m",
    "pre": "\x1b[36m",
    "text_link": "\x1b[4m",
    "blockquote": _DIM,
}
_ATTACHMENTS = {"photo": "photo", "document": "file"}


class Transcript:
    """
    Writes what happens in a chat to `out`, formatted with colours or plain.

    `echo` repeats what the customer does, for a transcript whose input is not typed beside it.
    `keyboard` is the message whose buttons were written last, None when they are gone.
    """

    def __init__(self, out: TextIO, *, colour: bool, echo: bool) -> None:
        """
        Write to this stream.
        """
        self._out = out
        self._colour = colour
        self._echo = echo
        self._texts: dict[int, str] = {}
        self._keyboard: Message | None = None

    @property
    def keyboard(self) -> Message | None:
        """
        The message whose buttons the customer saw last, as long as it has any.
        """
        return self._keyboard if self._keyboard is not None and self._keyboard.buttons else None

    def show(self, event: Event) -> None:
        """
        Write what the customer sees of an event.
        """
        if isinstance(event, Sent):
            self.message(Message(event.message))
        elif isinstance(event, Edited):
            self._edited(Message(event.message))
        elif isinstance(event, Deleted):
            if self._keyboard == Message(event.message):
                self._keyboard = None
            bot = event.message["from"]["is_bot"]
            self.note("a message was deleted" if bot else "your message was deleted")
        elif isinstance(event, Answered):
            if event.text:
                self.note(f"! {event.text}" if event.alert else event.text)
            if event.url:
                self.note(f"opens {event.url}")

    def message(self, message: Message, *, mark: str = "") -> None:
        """
        Write a message with its keyboard.
        """
        parts = []
        if message.attachment is not None:
            kind = _ATTACHMENTS.get(message.attachment, message.attachment)
            name = f": {message.file_name}" if message.file_name else ""
            parts.append(self._dim(f"({kind}{_clean(name)})"))
        if message.text:
            parts.append("".join(self._piece(text, active) for text, active in message.pieces))
        if mark:
            parts.append(self._dim(mark))
        self._texts[message.id] = message.text
        if message.buttons:
            parts.append(f"\n{self._rows(message)}")
        self._write("\n".join(parts))

    def _edited(self, message: Message) -> None:
        if self._texts.get(message.id) != message.text:
            self.message(message, mark="(edited)" if self._colour else "")
        elif message.buttons:
            self._write(self._rows(message))

    def note(self, words: str) -> None:
        """
        Write what the app itself says.
        """
        self._write(self._dim(f"({_clean(words)})"))

    def typed(self, line: str, button: Button | None = None) -> None:
        """
        Repeat what the customer typed, and which button it meant.
        """
        if self._echo:
            label = f" [{button.label}]" if button is not None else ""
            self._write(f"> {_clean(line)}{_clean(label)}")

    def _write(self, block: str) -> None:
        self._out.write(f"{block}\n\n")
        self._out.flush()

    def _rows(self, message: Message) -> str:
        self._keyboard = message
        number = 0
        rows = []
        for row in message.buttons:
            cells = []
            for button in row:
                number += 1
                link = f" ({_clean(button.url)})" if button.url else ""
                cells.append(f"{self._key(number)} {_clean(button.label)}{self._dim(link)}")
            rows.append("  ".join(cells))
        return "\n".join(rows)

    def _key(self, number: int) -> str:
        return f"\x1b[1;34m[{number}]{_RESET}" if self._colour else f"[{number}]"

    def _dim(self, words: str) -> str:
        return f"{_DIM}{words}{_RESET}" if self._colour and words else words

    def _piece(self, text: str, active: list[Json]) -> str:
        shown = _clean(text)
        if self._colour:
            styles = "".join(_STYLES.get(entity["type"], "") for entity in active)
            shown = f"{styles}{shown}{_RESET}" if styles else shown
        for entity in active:
            url = entity.get("url")
            if url and not _same(url, text):
                shown += self._dim(f" ({_clean(url)})")
        return shown


def _same(url: str, text: str) -> bool:
    return _bare(url) == _bare(text)


def _bare(address: str) -> str:
    return address.strip().removeprefix("https://").removeprefix("http://").rstrip("/").lower()


def _clean(text: str) -> str:
    """
    Take control characters out: what a customer typed must not steer the terminal.
    """
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) != "Cc"
    )
