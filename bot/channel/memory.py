"""
What is kept of a conversation, as JSON text and back.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import orjson

from bot.desk.tally import Course
from bot.dialogue.codec import Codec, Tap
from bot.dialogue.state import State
from bot.dialogue.turn import Session

LONGEST_TAP = 128

_dump = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Memory:
    """
    A session, and the album whose pictures were answered last.

    Where there is a helpdesk to hand over to: the customer's last `words` without what is private,
    the states on their last screens (`trail`, as the codec writes them), and whether they ever had
    a ticket there. `course` is for the figures.
    """

    session: Session
    album: str | None = None
    words: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    ticket: bool = False
    course: Course | None = None


def remember(memory: Memory, codec: Codec) -> str:
    """
    Return the JSON text of what is kept.
    """
    session = memory.session
    kept: dict[str, object] = {"state": codec.format(Tap(session.state))}
    if session.chosen:
        kept["chosen"] = session.chosen
    if session.misses:
        kept["misses"] = session.misses
    if session.last_tap:
        kept["last_tap"] = session.last_tap[:LONGEST_TAP]
    if memory.album:
        kept["album"] = memory.album
    if memory.words:
        kept["words"] = memory.words
    if memory.trail:
        kept["trail"] = memory.trail
    if memory.ticket:
        kept["ticket"] = True
    if memory.course is not None:
        kept["course"] = memory.course
    return _dump(kept)


def recall(text: str | None, codec: Codec, locales: Collection[str], locale: str) -> Memory:
    """
    Return what was kept; `locale` is for a new conversation.

    A text that cannot be read, or only by another version, starts afresh in the language that the
    customer chose.
    """
    kept = _decoded(text)
    chosen = kept.get("chosen")
    chosen = chosen if chosen in locales else None
    code = kept.get("state")
    tap = codec.parse(code) if isinstance(code, str) else None
    words, trail, ticket = _texts(kept.get("words")), _texts(kept.get("trail")), "ticket" in kept
    course = _course(kept.get("course"))
    if tap is None:
        session = Session(State(locale=chosen or locale), chosen)
        return Memory(session, None, words, trail, ticket, course)
    state = tap.state
    if state.locale not in locales:
        state = state.having(locale=chosen or locale)
    misses, last_tap, album = kept.get("misses"), kept.get("last_tap"), kept.get("album")
    session = Session(
        state,
        chosen,
        misses if isinstance(misses, int) else 0,
        last_tap if isinstance(last_tap, str) else "",
    )
    album = album if isinstance(album, str) else None
    return Memory(session, album, words, trail, ticket, course)


def silenced(text: str | None, until: int) -> str:
    """
    Return what is kept, and with it the time until which the bot is to say nothing.
    """
    return _dump(_decoded(text) | {"silent": until})


def silent_until(text: str | None) -> int:
    """
    Return the time until which the bot is to say nothing, 0 for none.
    """
    until = _decoded(text).get("silent")
    return until if isinstance(until, int) else 0


def has_spoken(text: str | None) -> bool:
    """
    Tell whether the bot has taken a turn in this conversation.
    """
    return "state" in _decoded(text)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _course(value: object) -> Course | None:
    match value:
        case [str(week), str(locale), int(hour), str(place), [*seen], int(began)]:
            return Course(week, locale, hour, place, tuple(map(str, seen)), began)
        case _:
            return None


def _decoded(text: str | None) -> dict[str, Any]:
    try:
        kept = orjson.loads(text or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
