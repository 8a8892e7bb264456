"""
Passwords in a text: found, so that nobody stores, logs or repeats them.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence

from bot.understanding.phrase import Phrase
from bot.understanding.utterance import fold

MASK = "•••"
MIN_LENGTH, MIN_BARE_LENGTH = 4, 6
PROMPTS = frozenset({"VXNlcm5hbWU6", "UGFzc3dvcmQ6", "VXNlcm5hbWU=", "UGFzc3dvcmQ=", "dXNlcm5hbWU6", "cGFzc3dvcmQ6"})

# What may stand between the word and the password itself, in any of the languages.
_LINK = re.compile(
    r"(?P<sign>\s{0,4}(?:[:=]|=>|->|→)\s{0,4})"
    r"|(?P<verb>\s{1,4}(?:is|was|are|est|c'est|ist|lautet|heißt|heisst|es|era|è|e'|é|jest|to|brzmi|namelijk|wäre)"
    r"(?:\s{0,2}:)?\s{1,4})"
    r"|(?P<space>\s{1,4})",
    re.IGNORECASE,
)
_VALUE = re.compile(r"\"(?P<quoted>[^\"\n]{1,80})\"|'(?P<single>[^'\n]{1,80})'|(?P<bare>[^\s\"]{1,80})")
_TAIL = re.compile(r"[.,;:!?)]{1,3}$")
_END_OF_CLAUSE = re.compile(r"\s{0,4}(?:$|[.,;!?)\n])")
_WORD = re.compile(r"[^\W\d_]{2,30}(?:[ \-][^\W\d_]{2,30}){0,2}")
_TECHNICAL = re.compile(
    r"(?:0x[0-9a-f]{4,8}|(?:outlook|office|windows|imap|pop|smtp|ssl|tls|ios|android|exchange|thunderbird|k-)\S{0,6}"
    r"|[\w.+-]{1,64}@[\w.-]{3,200}|(?:[\w-]{1,63}\.){1,6}[a-z]{2,20}|[•*x.]{3,80}|\[\w{0,20}\]|<\w{0,20}>)",
    re.IGNORECASE,
)
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{6,400}={0,2}(?![A-Za-z0-9+/=])")
_AUTH_LOGIN = re.compile(r"AUTH\s{1,3}LOGIN|334\s", re.IGNORECASE)
_COMMANDS = (
    re.compile(
        r"^[^\S\n]{0,8}(?:[A-Z]: ?|> ?)?(?:[a-z]{0,4}\d{1,6}|\.|\*) login[^\S\n]{1,3}\S{1,200}[^\S\n]{1,3}(?P<secret>\S{1,200})",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(
        r"^[^\S\n]{0,8}(?:[A-Z]: ?|> ?)?(?:PASS|pass)[^\S\n]{1,3}(?P<secret>\S{1,200})[^\S\n]{0,8}$", re.MULTILINE
    ),
)


class Secrets:
    """
    Finds passwords by the words of all languages for one, and by what protocols send.

    `words` are the names of a password, `states` what may be said of one without telling it, and
    `known` the other words that are certainly none.
    """

    def __init__(self, words: Iterable[str], states: Iterable[Phrase], known: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._states = tuple(states)
        self._known = frozenset(known)
        self._longest = max(word.count(" ") for word in self._words) + 1

    def mask(self, text: str) -> str:
        """
        Return the text with `MASK` in place of whatever seems to be a password.
        """
        spans = sorted({*self._told(text), *_sent(text)}, reverse=True)
        for start, end in spans:
            text = text[:start] + MASK + text[end:]
        return text

    def _told(self, text: str) -> Iterable[tuple[int, int]]:
        for end in self._mentions(text):
            link = _LINK.match(text, end)
            value = _VALUE.match(text, link.end()) if link else None
            if link is None or value is None:
                continue
            group = value.lastgroup or "bare"
            start, stop = value.span(group)
            secret = value.group(group)
            if group == "bare":
                tail = _TAIL.search(secret)
                stop -= len(tail.group()) if tail else 0
                secret = text[start:stop]
            if self._is_secret(secret, link.lastgroup or "", ends=self._ends(text, value.end(), tail_of(value))):
                yield start, stop

    def _mentions(self, text: str) -> Iterable[int]:
        matches = list(re.finditer(r"[^\W_]{1,40}", text))
        for position, match in enumerate(matches):
            name = ""
            for other in matches[position : position + self._longest]:
                name = f"{name} {fold(other.group())}".strip()
                if name in self._words and other.start() - match.start() < len(name) + 8:
                    yield other.end()

    def _ends(self, text: str, position: int, tail: str) -> bool:
        return bool(tail) or _END_OF_CLAUSE.match(text, position) is not None or self._joined(text, position)

    def _joined(self, text: str, position: int) -> bool:
        following = re.compile(r"\s{1,4}([^\W_]{1,20})").match(text, position)
        return following is not None and fold(following.group(1)) in {"en", "and", "et", "und", "y", "e", "i", "oraz", "maar", "but"}

    def _is_secret(self, value: str, link: str, *, ends: bool) -> bool:
        if len(value) < MIN_LENGTH or value in PROMPTS or _TECHNICAL.fullmatch(value):
            return False
        if _WORD.fullmatch(value):
            word = fold(value)
            plain = word in self._known or any(_is_said(word, each) for each in self._states)
            mixed = value[1:] != value[1:].lower() and not value.isupper()
            return not plain and (link == "sign" or (link == "verb" and ends) or (link == "verb" and mixed))
        if value.isdigit():
            return link != "space" or len(value) >= MIN_BARE_LENGTH
        if not any(each.isalnum() for each in value):
            return False
        mixed = any(each.isdigit() for each in value) and any(each.isalpha() for each in value)
        if link == "space":
            return mixed and len(value) >= MIN_BARE_LENGTH and "/" not in value
        return mixed or any(not each.isalnum() and each not in "/-'()" for each in value)


def tail_of(value: "re.Match[str]") -> str:
    """
    Return the punctuation at the end of an unquoted value.
    """
    tail = _TAIL.search(value.group("bare") or "")
    return tail.group() if tail else ""


def _is_said(word: str, state: Phrase) -> bool:
    piece = state.pieces[0]
    return word in piece.whole or any(word.startswith(stem) for stem in piece.stems)


def _sent(text: str) -> Iterable[tuple[int, int]]:
    for command in _COMMANDS:
        for match in command.finditer(text):
            if not _TECHNICAL.fullmatch(match.group("secret")):
                yield match.span("secret")
    dialogue = _AUTH_LOGIN.search(text)
    for match in _BASE64.finditer(text):
        token = match.group()
        decoded = _decode(token)
        if token in PROMPTS or decoded is None:
            continue
        told = decoded.count(b"\0") == len(("user", "password")) and len(decoded) >= MIN_LENGTH
        if told or (dialogue and match.start() >= dialogue.end() and _is_text(decoded)):
            yield match.span()


def _decode(token: str) -> bytes | None:
    try:
        return base64.b64decode(token, validate=True)
    except (binascii.Error, ValueError):
        return None


def _is_text(decoded: bytes) -> bool:
    return all(0x20 <= byte < 0x7F for byte in decoded)


__all__: Sequence[str] = ("MASK", "Secrets")
