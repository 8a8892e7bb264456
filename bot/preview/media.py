"""
The kinds of files that a message can hold, and what the Bot API says of each.
"""

from collections.abc import Mapping

from bot.preview import limits
from bot.preview.files import StoredFile
from bot.preview.refusal import Json

METHODS: Mapping[str, str] = {
    "sendphoto": "photo",
    "senddocument": "document",
    "sendvoice": "voice",
    "sendaudio": "audio",
    "sendvideo": "video",
    "sendanimation": "animation",
    "sendvideonote": "video_note",
    "sendsticker": "sticker",
}
WITHOUT_CAPTION = frozenset({"video_note", "sticker"})

_SHAPES: Mapping[str, Json] = {
    "photo": {"width": 800, "height": 600},
    "document": {},
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "audio": {"duration": 3, "mime_type": "audio/mpeg"},
    "video": {"duration": 3, "width": 640, "height": 360, "mime_type": "video/mp4"},
    "animation": {"duration": 3, "width": 320, "height": 240, "mime_type": "video/mp4"},
    "video_note": {"duration": 3, "length": 240},
    "sticker": {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "👍",
    },
}


def largest(kind: str) -> int:
    """
    Return how many bytes of a kind a bot may upload.
    """
    return limits.PHOTO_BYTES if kind == "photo" else limits.UPLOAD_BYTES


def held(kind: str, stored: StoredFile) -> Json:
    """
    Return what a message holds with this file in it.
    """
    described = stored.to_json() | _SHAPES[kind]
    named = {"file_name": stored.upload.name, "mime_type": stored.upload.mime_type}
    match kind:
        case "photo":
            return {"photo": [described]}
        case "document":
            return {"document": described | named}
        case "animation":
            # It counts as a document too, so that old programs can show it.
            return {"animation": described | named, "document": stored.to_json() | named}
        case _:
            return {kind: described}
