"""
What a person wrote, the customer or an agent.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# By their names in a message of the Bot API, the methods that send the same again. An animation
# comes with a document that is the same.
METHODS: Mapping[str, str] = {
    "photo": "sendPhoto",
    "animation": "sendAnimation",
    "document": "sendDocument",
    "video": "sendVideo",
    "audio": "sendAudio",
    "voice": "sendVoice",
    "video_note": "sendVideoNote",
    "sticker": "sendSticker",
}
WITHOUT_CAPTION = frozenset({"video_note", "sticker"})


@dataclass(frozen=True, slots=True)
class File:
    """
    A file that Telegram has: what kind of message it came in, and its id.
    """

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Letter:
    """
    A message: its id in its chat, what it holds, and which message it replies to (0: none).

    `text` is the text or the caption; `other` tells that it holds something that cannot be passed
    on (a place, a poll); `name` is the first name of who wrote it; `edited`: it was changed.
    """

    message: int
    text: str = ""
    file: File | None = None
    other: bool = False
    replied: int = 0
    name: str = ""
    edited: bool = False
