"""
Telegram's HTML and the entities that it is parsed into.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from bot.preview.refusal import Json
from bot.preview.tags import ENTITY_TYPES, Tag, at_byte, decode, read_end, read_start, refuse

_VERBATIM = frozenset({"code", "pre"})
_LINK = re.compile(r"(?:https?|tg|ton)://\S|[^\s/:]+\.[^\s/:]", re.IGNORECASE)
_PERSON = "tg://user?id="


def utf16_length(text: str) -> int:
    """
    Return the length of a text in UTF-16 code units, Telegram's measure.
    """
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Json]]:
    """
    Return the plain text and the entities of a text in Telegram's HTML.

    Raises Refused for a tag that is unknown, not closed, or wrongly nested.
    """
    if "<" not in source and "&" not in source:
        return source, []
    parsed = _Parsed()
    position = 0
    while position < len(source):
        at = source.find("<", position)
        at = len(source) if at < 0 else at
        parsed.write(decode(source[position:at]))
        if at == len(source):
            break
        if source.startswith("</", at):
            position = parsed.close(source, at)
        else:
            position = parsed.open(source, at)
    return parsed.finish()


def segments(text: str, entities: list[Json]) -> Iterator[tuple[str, list[Json]]]:
    """
    Cut a text where its formatting changes; each piece comes with the entities that hold it.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    cuts = {0, len(units) // 2}
    for entity in entities:
        cuts |= {entity["offset"], entity["offset"] + entity["length"]}
    for begin, end in pairwise(sorted(cuts)):
        active = [
            entity
            for entity in entities
            if entity["offset"] <= begin and end <= entity["offset"] + entity["length"]
        ]
        yield units[2 * begin : 2 * end].decode("utf-16-le", "replace"), active


@dataclass(slots=True)
class _Open:
    tag: Tag
    offset: int
    pieces: int


@dataclass(slots=True)
class _Parsed:
    """
    What has been read so far; lengths and offsets are in UTF-16 code units.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    entities: list[Json] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16_length(text)

    def open(self, source: str, at: int) -> int:
        tag = read_start(source, at)
        self.stack.append(_Open(tag, self.length, len(self.pieces)))
        return tag.end

    def close(self, source: str, at: int) -> int:
        if not self.stack:
            refuse(f"Unexpected end tag {at_byte(source, at)}")
        name, end = read_end(source, at)
        opened = self.stack.pop()
        expected = opened.tag.name
        if name and name != expected:
            where = at_byte(source, at)
            refuse(f'Unmatched end tag {where}, expected "</{expected}>", found "</{name}>"')
        entity = self._entity(opened)
        if entity is not None:
            self.entities.append(entity)
        return end

    def finish(self) -> tuple[str, list[Json]]:
        if self.stack:
            name = self.stack[-1].tag.name
            refuse(f'Can\'t find end tag corresponding to start tag "{name}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.pieces), self.entities

    def _entity(self, opened: _Open) -> Json | None:
        attributes = opened.tag.attributes
        kind = ENTITY_TYPES[opened.tag.name]
        entity: Json = {
            "type": kind,
            "offset": opened.offset,
            "length": self.length - opened.offset,
        }
        if not entity["length"]:
            return None
        if any(ENTITY_TYPES[outer.tag.name] in _VERBATIM for outer in self.stack):
            # Nothing nests inside code; a code tag inside pre may only name the language.
            self.stack[-1].tag.attributes["class"] = attributes.get("class", "")
            return None
        if kind == "text_link":
            url = attributes.get("href") or "".join(self.pieces[opened.pieces :])
            return _link(entity, url)
        if kind == "custom_emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
            if not entity["custom_emoji_id"].isdecimal():
                refuse("Invalid custom emoji identifier specified")
        elif kind == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif kind == "pre" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        return entity


def _link(entity: Json, url: str) -> Json | None:
    person = url.removeprefix(_PERSON)
    if person != url and person.isdecimal():
        return entity | {"type": "text_mention", "user": {"id": int(person)}}
    return entity | {"url": url} if _LINK.match(url) else None
