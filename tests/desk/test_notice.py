from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.desk.notice import LONGEST_TEXT, Announcement, Refusal, Withdrawal, read
from bot.dialogue.disturbance import DisturbanceKind
from bot.store.ticket import Standing

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 25, 14, 20, 41, tzinfo=ZONE)


def announced(arguments: str, now: datetime = NOW) -> tuple[str, str, str]:
    found = read(arguments, now)
    assert isinstance(found, Announcement), found
    return found.kind.value, f"{found.until:%m-%d %H:%M}", found.text


@pytest.mark.parametrize(
    ("arguments", "kind", "until", "text"),
    [
        ("sending 18:00 free text…", "sending", "11-25 18:00", "free text…"),
        ("sending", "sending", "11-25 18:20", ""),
        ("sending We are on it", "sending", "11-25 18:20", "We are on it"),
        ("all 2h", "all", "11-25 16:20", ""),
        ("all 90min wait", "all", "11-25 15:50", "wait"),
        ("all 30m", "all", "11-25 14:50", ""),
        ("alles 2u", "all", "11-25 16:20", ""),
        ("all 7d", "all", "12-02 14:20", ""),
        ("receiving tomorrow 09:00", "receiving", "11-26 09:00", ""),
        ("webmail morgen 9.30 even geduld", "webmail", "11-26 09:30", "even geduld"),
        ("envoi aujourd’hui 18h30", "sending", "11-25 18:30", ""),
        ("webmail 2026-11-27 09:00 slow", "webmail", "11-27 09:00", "slow"),
        ("webmail 2026-11-27T09:00 slow", "webmail", "11-27 09:00", "slow"),
        ("sending until 18:00 slow", "sending", "11-25 18:00", "slow"),
        ("sending jusqu'à demain 10:00", "sending", "11-26 10:00", ""),
        ("sending until we know more", "sending", "11-25 18:20", "until we know more"),
        ("sending until", "sending", "11-25 18:20", "until"),
        (
            "  sending   18:00   two   spaces \n lines ",
            "sending",
            "11-25 18:00",
            "two spaces lines",
        ),
    ],
)
def test_kind_end_and_words(arguments: str, kind: str, until: str, text: str) -> None:
    assert announced(arguments) == (kind, until, text)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("sending", "Sending verzenden envoi Versand envío invio wysyłanie envio SMTP"),
        ("receiving", "receiving ontvangen réception reception Empfang ricezione odbiór receção"),
        ("webmail", "WEBMAIL webmail"),
        ("all", "all alles tout todo tutto wszystko tudo"),
    ],
)
def test_a_kind_may_be_named_in_any_of_the_languages(kind: str, words: str) -> None:
    for word in words.split():
        assert announced(word)[0] == kind


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ("off", None),
        ("UIT", None),
        ("off sending", DisturbanceKind.SENDING),
        ("koniec odbieranie", DisturbanceKind.RECEIVING),
        ("webmail off", DisturbanceKind.WEBMAIL),
    ],
)
def test_a_disturbance_is_over(arguments: str, kind: DisturbanceKind | None) -> None:
    assert read(arguments, NOW) == Withdrawal(kind)


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        ("", Refusal.MISSING),
        ("  \n", Refusal.MISSING),
        ("printing 18:00", Refusal.KIND),
        ("off printing", Refusal.KIND),
        ("sending 25:00", Refusal.END),
        ("sending 18:60", Refusal.END),
        ("sending 18", Refusal.END),
        ("sending 5 servers", Refusal.END),
        ("sending tomorrow", Refusal.END),
        ("sending tomorrow evening", Refusal.END),
        ("sending until 18", Refusal.END),
        ("sending 2026-11-27", Refusal.END),
        ("sending 2026-11-27T", Refusal.END),
        ("sending 2026-13-27 09:00", Refusal.END),
        ("sending 99999d", Refusal.FAR),
        ("sending 14:20", Refusal.PAST),
        ("sending 09:00", Refusal.PAST),
        ("sending 0h", Refusal.PAST),
        ("sending 2026-11-24 18:00", Refusal.PAST),
        ("sending 8d", Refusal.FAR),
        ("sending 2026-12-02 14:21", Refusal.FAR),
        ("sending 18:00 " + "x" * (LONGEST_TEXT + 1), Refusal.LONG),
    ],
)
def test_what_cannot_be_followed_is_refused_with_a_reason(arguments: str, refusal: Refusal) -> None:
    assert read(arguments, NOW) is refusal


def test_hours_are_real_hours_when_the_clock_is_changed() -> None:
    evening = datetime(2026, 10, 25, 1, 0, tzinfo=ZONE)
    assert announced("all 4h", evening)[1] == "10-25 04:00"
    spring = datetime(2026, 3, 29, 1, 0, tzinfo=ZONE)
    assert announced("all 4h", spring)[1] == "03-29 06:00"


def test_what_the_store_keeps() -> None:
    found = read("all 15:20:41", NOW)
    assert found is Refusal.END
    found = read("all 15:20 slow", NOW)
    assert isinstance(found, Announcement)
    until = datetime(2026, 11, 25, 15, 20, tzinfo=ZONE).timestamp()
    assert found.standing == Standing("all", "slow", until)
