"""
A message as a customer sees it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import telegram

from bot.preview.markup import segments
from bot.preview.refusal import Json

_ATTACHMENTS = ("photo", "document", "sticker", "voice", "location")


@dataclass(frozen=True, slots=True)
class Button:
    """
    A button of an inline keyboard: it tells the bot `data`, opens `url`, or copies `copy`.
    """

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


class Message:
    """
    A message in a chat; it shows what the message holds now, edits included.

    `raw` is the Bot API's Message.
    """

    __slots__ = ("raw",)

    def __init__(self, raw: Json) -> None:
        """
        Look at this message.
        """
        self.raw = raw

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        return f"<Message {self.id}: {self.text!r} {[b.label for b in self.all_buttons]}>"

    @property
    def _key(self) -> tuple[int, int]:
        return self.raw["chat"]["id"], self.raw["message_id"]

    @property
    def id(self) -> int:
        """
        The message's number.
        """
        number: int = self.raw["message_id"]
        return number

    @property
    def text(self) -> str:
        """
        The plain text, or a file's caption.
        """
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        """
        The entities of the text, or of the caption.
        """
        return self.raw.get("entities") or self.raw.get("caption_entities") or []

    @property
    def html(self) -> str:
        """
        The text in Telegram's HTML.
        """
        message = telegram.Message.de_json(self.raw, None)
        return message.text_html if "text" in self.raw else message.caption_html

    @property
    def pieces(self) -> Iterator[tuple[str, list[Json]]]:
        """
        The text cut where its formatting changes, each piece with the entities that hold it.
        """
        return segments(self.text, self.entities)

    @property
    def buttons(self) -> list[list[Button]]:
        """
        The inline keyboard, row by row.
        """
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [[_button(button) for button in row] for row in rows]

    @property
    def all_buttons(self) -> list[Button]:
        """
        The buttons of all rows in reading order.
        """
        return [button for row in self.buttons for button in row]

    @property
    def labels(self) -> list[str]:
        """
        The labels of all buttons in reading order.
        """
        return [button.label for button in self.all_buttons]

    @property
    def edited(self) -> bool:
        """
        Tell whether the message was changed since it was sent.
        """
        return "edit_date" in self.raw

    @property
    def attachment(self) -> str | None:
        """
        The kind of file that the message holds, None for a text.
        """
        return next((kind for kind in _ATTACHMENTS if kind in self.raw), None)

    @property
    def file_name(self) -> str | None:
        """
        The name of the document that the message holds.
        """
        name: str | None = self.raw.get("document", {}).get("file_name")
        return name

    def button(self, label: str) -> Button:
        """
        Return the button with this label, or the only one whose label begins with it.

        Raises LookupError that names the labels there are.
        """
        buttons = self.all_buttons
        found = [button for button in buttons if button.label == label] or [
            button for button in buttons if button.label.startswith(label)
        ]
        if len(found) != 1:
            how_many = "no" if not found else "more than one"
            msg = f"{how_many} button {label!r} among {self.labels}"
            raise LookupError(msg)
        return found[0]


def _button(raw: Json) -> Button:
    copied = raw.get("copy_text") or {}
    return Button(raw["text"], raw.get("callback_data"), raw.get("url"), copied.get("text"))
