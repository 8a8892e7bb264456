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


def photo_content(files: Files, caption: str, content: bytes) -> Json:
    """
    Return what a photo message holds.
    """
    stored = files.store(Upload("photo.jpg", content, "image/jpeg"), "photos")
    size = stored.to_json() | {"width": 640, "height": 480}
    return {"photo": [size]} | _caption(caption)


def document_content(files: Files, upload: Upload, caption: str) -> Json:
    """
    Return what a message with a file holds.
    """
    document = files.store(upload, "documents").to_json()
    document |= {"file_name": upload.name, "mime_type": upload.mime_type}
    return {"document": document} | _caption(caption)


def voice_content(files: Files, seconds: int) -> Json:
    """
    Return what a spoken message holds.
    """
    voice = files.store(Upload("voice.ogg", b"OggS", "audio/ogg"), "voice").to_json()
    return {"voice": voice | {"duration": seconds, "mime_type": "audio/ogg"}}


def sticker_content(files: Files, emoji: str) -> Json:
    """
    Return what a sticker message holds.
    """
    sticker = files.store(Upload("sticker.webp", b"RIFF"), "stickers").to_json()
    shape = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": sticker | shape | {"type": "regular", "emoji": emoji}}


def _caption(caption: str) -> Json:
    if not caption:
        return {}
    entities = detect(caption, [])
    return {"caption": caption} | ({"caption_entities": entities} if entities else {})
