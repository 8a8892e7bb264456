"""
Passwords in a text: found, so that nobody stores, logs or repeats them.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.lexicon import Lexicon
from bot.understanding.phrase import Piece, parse
from bot.understanding.utterance import fold, words

MASK = "•••"
MIN_LENGTH, MIN_BARE_LENGTH = 4, 6
PARTS_OF_PLAIN = 2

# What may stand between the word and the password itself: a sign, a verb of any of the languages,
# or nothing at all.
Span = tuple[int, int]

_LINK = re.compile(
    r"(?P<sign>\s{0,4}(?:[:=]|=>|->|→)\s{0,4})"
    r"|(?P<verb>\s{1,4}(?:is|was|est|c'est|ist|lautet|heißt|heisst|es|era|è|e'|é|jest|to|brzmi)\s{0,2}:?\s{1,4})"
    r"|(?P<space>\s{1,4}(?:-\s)?)",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\"(?P<quoted>[^\"\n]{1,80})\"|'(?P<single>[^'\n]{1,80})'|(?P<bare>[^\s\"]{1,80}?)(?P<tail>[.,;:]{0,3})(?=\s|$|\")"
)
_NEXT_WORD = re.compile(r"[^\S\n]{1,4}([^\W_]{1,20})")
_PLAIN_WORD = re.compile(r"[^\W\d_]{2,40}")
_NAME_PART = re.compile(r"[^\W_]{1,40}")
_TECHNICAL = re.compile(
    r"0x[0-9a-f]{4,8}|(?:outlook|office|windows|imap|pop|smtp|ssl|tls|ios|android|exchange|k-)\S{0,6}"
    r"|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,100}|(?:[\w-]{1,63}\.){1,6}[a-z]{2,20}|[•*x.…]{3,80}"
    r"|[\[<]\w{0,20}[\]>]|\d{1,3}%",
    re.IGNORECASE,
)
# Names with a number in them, and what else has letters and digits.
_OTHER_NAME = re.compile(
    r"(?:iphone|ipad|galaxy|samsung|pixel|mac|macos|thunderbird|firefox|chrome|zimbra|mx|k9|error|fout"
    r"|fehler|erreur|errore|erro|blad|code|port|poort|puerto|porta)[\w.-]{0,8}|base64|sha256|utf-?8"
    r"|oauth2?|1password|server\d{4}|\S*@|[a-z]{1,5}v?\d{1,3}(?:\.\d+)?|\d+[a-z]{1,3}|[\d.:/()-]+[a-z]{0,3}|\S*(?:://|www\.)\S*|/\S*|\S*[()\[\]<>]\S*",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"(?<!\S)[\"'(\u201e\u00ab\u201c]?(?P<token>[^\s\"',;()\u201e\u201c\u201d\u00ab\u00bb]{6,60}?)"
    r"[\"'.,;:!?)\u201c\u201d\u00bb]{0,3}(?=\s|$)"
)
_BESIDE = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"(?P<sign>[^\S\n]{0,2}[:/|,;][^\S\n]{0,2}|[^\S\n]{1,2})(?P<secret>[^\s,;\"']{6,60})"
)
_SIGNS = frozenset("!#$%&*?+=_")
# How far from the name of a password one is looked for: in characters, and in words.
REACH, WORDS_BEFORE, WORDS_AFTER = 90, 3, 6
MIN_MADE_UP, MOST_MADE_UP = 6, 20
MOST_MENTIONS = 100
_PROMPTS = frozenset(
    {
        "VXNlcm5hbWU6",
        "UGFzc3dvcmQ6",
        "VXNlciBOYW1lAA==",
        "UGFzc3dvcmQA",
        "dXNlcm5hbWU6",
        "cGFzc3dvcmQ6",
    }
)
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{6,400}={0,2}(?![A-Za-z0-9+/=])")
_AUTH_LOGIN = re.compile(r"AUTH LOGIN|334 ", re.IGNORECASE)
_PROTOCOL_LINES = (
    re.compile(
        r"^[^\S\n]{0,8}(?:[CS]: ?|> ?)?(?:[a-z]{0,4}\d{1,6}|\.) login"
        r" \S{1,200} (?P<secret>\S{1,200})",
        re.IGNORECASE | re.MULTILINE,
    ),
    re.compile(
        r"^[^\S\n]{0,8}(?:[CS]: ?|> ?)?(?:PASS|pass) (?P<secret>\S{1,200})[^\S\n]{0,8}$",
        re.MULTILINE,
    ),
)


class Secrets:
    """
    Finds passwords by the words that all languages have for one, and by what protocols send.
    """

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        each = tuple(lexicons)
        names = {words(line) for lexicon in each for line in lexicon.password}
        self._names = frozenset(names)
        self._firsts = frozenset(name[0] for name in names)
        self._longest = max(len(name) for name in names)
        self._states: tuple[Piece, ...] = tuple(
            parse(line).pieces[0] for lexicon in each for line in lexicon.password_states
        )
        self._small = frozenset(
            word
            for lexicon in each
            for line in (
                *lexicon.function_words,
                *lexicon.negation,
                *lexicon.trouble,
                *lexicon.fine,
                *lexicon.topics.get("password", ()),
            )
            for piece in parse(line).pieces
            for word in piece.whole
        )
        self._joining = frozenset(
            words(line)[0]
            for lexicon in each
            for line in (*lexicon.conjunctions, *lexicon.contrasts)
        )

    def mask(self, text: str) -> str:
        """
        Return the text with `MASK` in place of whatever seems to be a password.
        """
        done, parts = 0, []
        for start, end in sorted(
            {*self._told(text), *_beside(text), *_sent(text)}, key=lambda span: (span[0], -span[1])
        ):
            if start >= done:
                parts += [text[done:start], MASK]
                done = end
        return "".join((*parts, text[done:]))

    def _told(self, text: str) -> Iterator[Span]:
        made_up = [
            match.span("token") for match in _TOKEN.finditer(text) if _is_made_up(match["token"])
        ][:MOST_MADE_UP]
        for count, (start, end) in enumerate(self._mentions(text)):
            if count == MOST_MENTIONS:
                # Nobody writes so, and it would take long.
                yield start, len(text)
                return
            yield from _near(text, start, end, made_up)
            link = _LINK.match(text, end)
            value = _VALUE.match(text, link.end()) if link else None
            if link and value:
                group = "quoted" if value["quoted"] else "single" if value["single"] else "bare"
                ends = bool(value["tail"]) or self._ends(text, value.end())
                if self._is_secret(value[group], str(link.lastgroup), ends=ends):
                    yield value.span(group)

    def _mentions(self, text: str) -> Iterator[Span]:
        """
        Yield where the text names a password.
        """
        parts = [(fold(match.group()), *match.span()) for match in _NAME_PART.finditer(text)]
        for start, (first, *_) in enumerate(parts):
            if first not in self._firsts:
                continue
            for length in range(self._longest, 0, -1):
                name = parts[start : start + length]
                if tuple(word for word, *_ in name) in self._names:
                    yield name[0][1], name[-1][2]
                    break

    def _ends(self, text: str, position: int) -> bool:
        following = _NEXT_WORD.match(text, position)
        return following is None or fold(following[1]) in self._joining

    def _is_secret(self, value: str, link: str, *, ends: bool) -> bool:
        value = value.rstrip("!?)")
        if len(value) < MIN_LENGTH or value in _PROMPTS or _TECHNICAL.fullmatch(value):
            return False
        letters = any(each.isalpha() for each in value)
        digits = any(each.isdigit() for each in value)
        if link == "space":
            return letters and digits and len(value) >= MIN_BARE_LENGTH and "/" not in value
        if _PLAIN_WORD.fullmatch(value):
            mixed = value[1:] != value[1:].lower() and not value.isupper()
            return not self._is_said(fold(value)) and (ends or mixed)
        return digits or (
            letters and any(not each.isalnum() and each not in "/-'()" for each in value)
        )

    def _is_said(self, word: str) -> bool:
        return word in self._small or any(
            word in piece.whole or word.startswith(piece.stems or ("\0",)) for piece in self._states
        )


def _near(text: str, start: int, end: int, made_up: Sequence[Span]) -> Iterator[Span]:
    """
    Yield what is made up of letters and digits a few words before or after the name of a password.
    """
    for first, last in made_up:
        between = text[last:start] if last <= start else text[end:first]
        words_between = WORDS_BEFORE if last <= start else WORDS_AFTER
        near = len(between) <= REACH and len(between.split()) < words_between
        if near and "\n" not in between and first != start:
            yield first, last


def _beside(text: str) -> Iterator[Span]:
    """
    Yield what follows an e-mail address as a password does: "jan@example.com / Secret1".
    """
    for match in _BESIDE.finditer(text):
        value = match["secret"]
        strong = value.lower() != value != value.upper() or any(each in _SIGNS for each in value)
        if _is_made_up(value) and (strong or match["sign"].strip() in {":", "/", "|"}):
            yield match.span("secret")


def _is_made_up(value: str) -> bool:
    """
    Whether a word has letters and digits and is no name of a program, no server and no code.
    """
    return (
        len(value) >= MIN_MADE_UP
        and any(each.isalpha() for each in value)
        and any(each.isdigit() for each in value)
        and not _TECHNICAL.fullmatch(value)
        and not _OTHER_NAME.fullmatch(value)
        and value not in _PROMPTS
    )


def _sent(text: str) -> Iterator[Span]:
    for line in _PROTOCOL_LINES:
        for match in line.finditer(text):
            if not _TECHNICAL.fullmatch(match["secret"]):
                yield match.span("secret")
    dialogue = _AUTH_LOGIN.search(text)
    for match in _BASE64.finditer(text):
        decoded = _decode(match.group())
        if not decoded or match.group() in _PROMPTS:
            continue
        answers = dialogue and match.start() >= dialogue.end() and decoded.isascii()
        if decoded.count(b"\0") == PARTS_OF_PLAIN or (answers and _is_text(decoded)):
            yield match.span()


def _decode(token: str) -> bytes:
    try:
        return base64.b64decode(token, validate=True)
    except binascii.Error:
        return b""


def _is_text(decoded: bytes) -> bool:
    return all(byte >= ord(" ") for byte in decoded)
