"""
The tags of Telegram's HTML, one at a time.
"""

import re
from dataclasses import dataclass
from typing import NoReturn

from bot.preview.refusal import bad_request

ENTITY_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
"""
The entity that each tag becomes; there are no other tags.
"""

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"([^\s=>]*)\s*(=?)\s*")
_VALUE = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9.-]*)(?=[\s>]|\Z)")
_TOP = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Tag:
    """
    A start tag, and where the text behind it begins.
    """

    name: str
    attributes: dict[str, str]
    end: int


def refuse(words: str) -> NoReturn:
    """
    Raise the refusal of a text whose markup cannot be parsed.
    """
    msg = f"can't parse entities: {words}"
    raise bad_request(msg)


def at_byte(source: str, position: int) -> str:
    """
    Return the words for a place in a text, which Telegram counts in bytes.
    """
    return f"at byte offset {len(source[:position].encode('utf-8', 'surrogatepass'))}"


def decode(text: str) -> str:
    """
    Resolve references; a named one that Telegram does not know stays as it is written.
    """
    return _REFERENCE.sub(_character, text) if "&" in text else text


def read_start(source: str, begin: int) -> Tag:
    """
    Read the start tag that begins here, or raise Refused.
    """
    name = _NAME.match(source, begin + 1)
    if name is None or name.end() == len(source):
        refuse(f"Unclosed start tag {at_byte(source, begin)}")
    tag = name[0].lower()
    if tag not in ENTITY_TYPES:
        refuse(f'Unsupported start tag "{tag}" {at_byte(source, begin)}')
    if source.startswith(">", name.end()) and tag != "span":
        return Tag(tag, {}, name.end() + 1)
    where = at_byte(source, begin)
    attributes, end = _read_attributes(source, name.end(), tag, where)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        refuse(f'Tag "span" must have class "tg-spoiler" {where}')
    return Tag(tag, attributes, end)


def read_end(source: str, begin: int) -> tuple[str, int]:
    """
    Read the end tag that begins here; return its name and where the text goes on.
    """
    name = _NAME.match(source, begin + 2)
    close = source.find(">", begin)
    if name is None or close < 0 or source[name.end() : close].strip():
        refuse(f"Unclosed end tag {at_byte(source, begin)}")
    return name[0].lower(), close + 1


def _read_attributes(source: str, at: int, tag: str, where: str) -> tuple[dict[str, str], int]:
    attributes: dict[str, str] = {}
    while True:
        at = _skip_space(source, at)
        if source.startswith(">", at):
            return attributes, at + 1
        match = _ATTRIBUTE.match(source, at)
        if match is None or at == len(source):
            refuse(f"Unclosed start tag {where}")
        name, equals = match.groups()
        if not name:
            refuse(f'Empty attribute name in the tag "{tag}" {where}')
        if not equals and name != "expandable":
            refuse(f'Expected equal sign in declaration of an attribute of the tag "{tag}" {where}')
        at = match.end()
        attributes[name] = ""
        if equals:
            attributes[name], at = _read_value(source, at, where)


def _read_value(source: str, at: int, where: str) -> tuple[str, int]:
    value = _VALUE.match(source, at)
    if value is not None and value.end() < len(source):
        double, single, token = value.groups()
        return decode(double or single or (token or "").lower()), value.end()
    if value is None and source[at] not in "\"'":
        refuse(f"Unexpected end of name token {at_byte(source, at)}")
    refuse(f"Unclosed start tag {where}")


def _skip_space(source: str, at: int) -> int:
    while at < len(source) and source[at].isspace():
        at += 1
    return at


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < _TOP:
        return match[0]
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - the surrogates, which are no characters
        refuse(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code)
