"""
The staff's command about disturbances: `/notice sending 18:00 free text`, `/notice off`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.dialogue.disturbance import DisturbanceKind
from bot.store.ticket import Standing
from bot.understanding.utterance import fold

USUAL = timedelta(hours=4)
LONGEST = timedelta(days=7)
LONGEST_TEXT = 500

_DURATION = re.compile(r"(\d{1,5})(m|min|h|u|d)")
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:t(.+))?")
_UNITS = {"m": "minutes", "min": "minutes", "h": "hours", "u": "hours", "d": "days"}

# How agents may call a kind, in the bot's languages; their own words are added below.
_WORDS: Mapping[DisturbanceKind, str] = {
    DisturbanceKind.SENDING: """
        send outgoing smtp verzenden versturen uitgaand envoi envoyer sortant senden versand
        ausgang envío enviar saliente invio inviare uscita wysyłanie wysyłka wychodząca envio saída
    """,
    DisturbanceKind.RECEIVING: """
        receive incoming imap pop ontvangen ontvangst inkomend réception recevoir entrant empfang
        empfangen eingang recepción recibir entrante ricezione ricevere entrata odbieranie odbiór
        przychodząca receção receber entrada
    """,
    DisturbanceKind.WEBMAIL: "roundcube zimbra owa",
    DisturbanceKind.ALL: """
        everything alles alle tout tous toutes todo todos tutto tutti wszystko wszystkie tudo
    """,
}
_OFF = "off end over uit einde klaar fin arrêt aus ende fertig terminado koniec wyłącz fim"
_TODAY = "today vandaag aujourd'hui heute hoy oggi dziś dzisiaj hoje"
_TOMORROW = "tomorrow morgen demain mañana domani jutro amanhã"
_UNTIL = "until till tot jusqu'à jusque bis hasta fino do até"


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


KINDS: Mapping[str, DisturbanceKind] = {
    word: kind for kind, words in _WORDS.items() for word in (kind.value, *_folded(words))
}
OFF, TODAY, TOMORROW, UNTIL = map(_folded, (_OFF, _TODAY, _TOMORROW, _UNTIL))


class Refusal(StrEnum):
    """
    Why the command cannot be followed.

    Nothing given; no such kind; the end cannot be read; it is past, or too far away; the text is
    too long.
    """

    MISSING = "missing"
    KIND = "kind"
    END = "end"
    PAST = "past"
    FAR = "far"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Announcement:
    """
    A disturbance to announce; `text` is the agent's own words ("" for none).
    """

    kind: DisturbanceKind
    text: str
    until: datetime

    @property
    def standing(self) -> Standing:
        """
        What the store keeps of it.
        """
        return Standing(self.kind.value, self.text, self.until.timestamp())


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """
    Disturbances that are over: of one kind, or (None) all that stand.
    """

    kind: DisturbanceKind | None = None


def read(arguments: str, now: datetime) -> Announcement | Withdrawal | Refusal:
    """
    Read what follows `/notice`; `now` is in the desk's time zone.
    """
    words = arguments.split()
    if not words:
        return Refusal.MISSING
    first, *rest = words
    if fold(first) in OFF:
        return _withdrawal(rest)
    kind = KINDS.get(fold(first))
    if kind is None:
        return Refusal.KIND
    if len(rest) == 1 and fold(rest[0]) in OFF:
        return Withdrawal(kind)
    found = _end(rest, now)
    if found is None:
        return Refusal.END
    until, own = found
    seconds = until.timestamp() - now.timestamp()
    if seconds <= 0:
        return Refusal.PAST
    if seconds > LONGEST.total_seconds():
        return Refusal.FAR
    text = " ".join(own)
    return Refusal.LONG if len(text) > LONGEST_TEXT else Announcement(kind, text, until)


def _withdrawal(words: list[str]) -> Withdrawal | Refusal:
    if not words:
        return Withdrawal()
    kind = KINDS.get(fold(words[0]))
    return Refusal.KIND if kind is None else Withdrawal(kind)


def _end(words: list[str], now: datetime) -> tuple[datetime, list[str]] | None:
    """
    Return the end and the words after it, the usual end where none is given; None if unreadable.
    """
    said = bool(words) and fold(words[0]) in UNTIL and len(words) > 1 and _is_end(words[1])
    first, *rest = words[1:] if said else (words or [""])
    if not _is_end(first):
        return _later(now, USUAL), words
    duration = _DURATION.fullmatch(first.lower())
    if duration is not None:
        amount, unit = duration.groups()
        return _later(now, timedelta(**{_UNITS[unit]: int(amount)})), rest
    day, clock = now.date(), first
    try:
        date = _DATE.fullmatch(first.lower())
        if date is not None:
            day, clock = day.fromisoformat(date[1]), date[2] or ""
        elif fold(first) in TODAY | TOMORROW:
            day, clock = day + timedelta(days=fold(first) in TOMORROW), ""
        if not clock:
            clock, *rest = rest or [""]
        match = _CLOCK.fullmatch(clock.lower())
        at = time(int(match[1]), int(match[2])) if match else None
    except ValueError:
        return None
    return (datetime.combine(day, at, now.tzinfo), rest) if at is not None else None


def _is_end(word: str) -> bool:
    """
    Whether a word is meant as a time: a figure that is none is refused rather than shown.
    """
    return word[:1].isdigit() or fold(word) in TODAY | TOMORROW


def _later(now: datetime, after: timedelta) -> datetime:
    """
    Add real time, also where the clock is changed in between; whole minutes.
    """
    later = datetime.fromtimestamp(now.timestamp() + after.total_seconds(), now.tzinfo)
    return later.replace(second=0, microsecond=0)
