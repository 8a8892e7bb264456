"""
The entities that Telegram finds by itself: commands, mentions, addresses.
"""

import re

from bot.preview.markup import utf16_length
from bot.preview.refusal import Json

_DOMAIN = (
    r"(?:[\w-]+\.)+(?:com|net|org|info|eu|io|me|app|dev|nl|be|fr|de|es|it|pl|pt|uk|at|ch|ca|us)"
)
_LIVE = re.compile(
    rf"""
    (?P<email>[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{{2,}})
    |(?P<url>
        https?://[^\s<>"']*[^\s<>"'.,;:!?)\]]
        |(?<![\w@.-]){_DOMAIN}(?![\w.-]*\w)(?:/[^\s<>"']*)?
    )
    |(?P<mention>(?<![\w`@])@[A-Za-z0-9_]{{4,32}}\b)
    |(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{{1,64}}(?:@[A-Za-z0-9_]{{3,32}})?(?![\w/]))
    |(?P<hashtag>(?<!\w)\#(?=\w*[^\W\d])\w+)
    """,
    re.VERBOSE,
)
_SIGNS = re.compile(r"[@/.#]")
_CLOSED = frozenset({"code", "pre", "text_link", "text_mention"})


def detect(text: str, entities: list[Json]) -> list[Json]:
    """
    Return the entities together with those that Telegram adds by itself, in order.

    Nothing becomes live inside code or a link.
    """
    if not _SIGNS.search(text):
        return entities
    found: list[Json] = []
    closed = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in _CLOSED
    ]
    narrow = text.isascii() or max(text) <= "\uffff"
    for match in _LIVE.finditer(text):
        begin = match.start() if narrow else utf16_length(text[: match.start()])
        length = utf16_length(match[0])
        if any(begin < end and start < begin + length for start, end in closed):
            continue
        found.append({"type": str(match.lastgroup), "offset": begin, "length": length})
    if not found:
        return entities
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))
