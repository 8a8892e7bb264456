"""
A person with a Telegram account, and what their app makes of what they send.
"""

from dataclasses import dataclass, field
from itertools import count

from bot.preview import limits
from bot.preview.chats import User
from bot.preview.entities import detect
from bot.preview.files import Files
from bot.preview.markup import utf16_length
from bot.preview.media import held
from bot.preview.parameters import Upload
from bot.preview.refusal import Json

_numbers = count(5_000_001)


@dataclass(slots=True)
class Customer:
    """
    A person; `language_code` is their app's language (`nl`, `pt-br`), None when it is hidden.
    """

    first_name: str = "Anna"
    language_code: str | None = "en"
    id: int = field(default_factory=lambda: next(_numbers))
    username: str | None = None

    @property
    def user(self) -> User:
        """
        The person as Telegram knows them.
        """
        return User(self.id, self.first_name, self.language_code, self.username)


def split(text: str) -> list[str]:
    """
    Cut a long text as the apps do: a message holds 4,096 characters at most.
    """
    if utf16_length(text) <= limits.TEXT:
        return [text]
    # A character outside the basic plane counts twice; half the limit is always safe.
    size = limits.TEXT if text.isascii() else limits.TEXT // 2
    return [text[begin : begin + size] for begin in range(0, len(text), size)]


def text_content(text: str) -> Json:
    """
    Return what a text message holds.
    """
    entities = detect(text, [])
    return {"text": text} | ({"entities": entities} if entities else {})


def file_content(files: Files, kind: str, upload: Upload, caption: str = "") -> Json:
    """
    Return what a message with a file of some kind (`photo`, `voice`…) holds.
    """
    return held(kind, files.store(upload, kind)) | _caption(caption)


def _caption(caption: str) -> Json:
    if not caption:
        return {}
    entities = detect(caption, [])
    return {"caption": caption} | ({"caption_entities": entities} if entities else {})
