"""
From the text parameters of a call to the text that a message holds.
"""

from bot.preview import limits
from bot.preview.entities import detect
from bot.preview.markup import parse_html, utf16_length
from bot.preview.parameters import Parameters
from bot.preview.refusal import Json, bad_request


def message_text(parameters: Parameters) -> tuple[str, list[Json]]:
    """
    Return text and entities of a message, or raise Refused: empty, too long, bad markup.
    """
    source = parameters.text("text")
    if not source:
        msg = "message text is empty"
        raise bad_request(msg)
    text, entities = _formatted(source, parameters, "entities")
    if not text:
        msg = "text must be non-empty"
        raise bad_request(msg)
    if utf16_length(text) > limits.TEXT:
        msg = "message is too long"
        raise bad_request(msg)
    return text, entities


def caption_text(parameters: Parameters) -> tuple[str, list[Json]]:
    """
    Return caption and entities of a file, both empty without one, or raise Refused.
    """
    source = parameters.text("caption")
    if not source:
        return "", []
    text, entities = _formatted(source, parameters, "caption_entities")
    if utf16_length(text) > limits.CAPTION:
        msg = "message caption is too long"
        raise bad_request(msg)
    return text, entities


def _formatted(source: str, parameters: Parameters, name: str) -> tuple[str, list[Json]]:
    try:
        source.encode()
    except UnicodeEncodeError:
        msg = "strings must be encoded in UTF-8"
        raise bad_request(msg) from None
    mode = parameters.text("parse_mode").lower()
    if mode == "html":
        text, entities = parse_html(source)
    elif mode:
        msg = "unsupported parse_mode"
        raise bad_request(msg)
    else:
        text, entities = source, _given(parameters, name)
    text, entities = _trimmed(text, entities)
    return text, detect(text, entities)


def _given(parameters: Parameters, name: str) -> list[Json]:
    if not parameters.has(name):
        return []
    given = parameters.json(name, "entities")
    if not isinstance(given, list):
        msg = "expected an Array of MessageEntity"
        raise bad_request(msg)
    for entity in given:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            msg = "can't parse MessageEntity: Can't find field \"type\""
            raise bad_request(msg)
        if not all(_is_natural(entity.get(key)) for key in ("offset", "length")):
            msg = "can't parse MessageEntity: Can't find field \"offset\""
            raise bad_request(msg)
    return [dict(entity) for entity in given]


def _is_natural(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """
    Take white space from both ends, as Telegram does, and keep the entities in place.
    """
    stripped = text.strip()
    if stripped == text:
        return text, entities
    left = utf16_length(text) - utf16_length(text.lstrip())
    length = utf16_length(stripped)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - left, 0)
        end = min(entity["offset"] - left + entity["length"], length)
        if end > begin:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return stripped, kept
