from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.desk.hours import Hours
from bot.facts import Desk

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday")
DESK = Desk.model_validate(
    {
        "timezone": "Europe/Amsterdam",
        "hours": dict.fromkeys(WEEK, ("13:30-17:30", "09:00 - 12:30")),
        "holidays": ("12-25", "12-26", "2026-11-30"),
    }
)
HOURS = Hours(DESK)


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).timestamp()


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-25 09:00", None),
        ("2026-11-25 12:29", None),
        ("2026-11-25 12:30", "2026-11-25T13:30:00+01:00"),
        ("2026-11-25 17:30", "2026-11-26T09:00:00+01:00"),
        ("2026-11-25 03:00", "2026-11-25T09:00:00+01:00"),
        # Monday is a holiday.
        ("2026-11-27 18:00", "2026-12-01T09:00:00+01:00"),
        ("2026-12-24 18:00", "2026-12-28T09:00:00+01:00"),
        # Between the two the clock is put forward.
        ("2026-03-28 12:00", "2026-03-30T09:00:00+02:00"),
    ],
)
def test_the_next_time_that_somebody_is_there(now: str, opens: str | None) -> None:
    found = HOURS.opens(at(now))
    assert (None if found is None else found.isoformat()) == opens
    assert HOURS.is_open(at(now)) is (opens is None)


def test_without_hours_somebody_is_always_there() -> None:
    hours = Hours(Desk())
    assert hours.is_open(0.0)
    assert hours.opens(0.0) is None
    assert hours.open_seconds(10.0, 25.0) == 15.0


def test_a_desk_that_never_opens_promises_nothing() -> None:
    hours = Hours(Desk.model_validate({"hours": {"monday": ()}}))
    assert not hours.is_open(0.0)
    assert hours.opens(0.0) is None


def test_the_night_is_no_waiting() -> None:
    friday, tuesday = at("2026-11-27 17:00"), at("2026-12-01 09:15")
    assert HOURS.open_seconds(friday, tuesday) == 45 * 60
    assert HOURS.open_seconds(tuesday, friday) == 0


@pytest.mark.parametrize(
    "given",
    [
        {"hours": {"monday": ["9-17"]}},
        {"hours": {"monday": [900]}},
        {"hours": {"monday": ["25:00-26:00"]}},
        {"hours": {"monday": ["17:00-09:00"]}},
        {"hours": {"maandag": ["09:00-17:00"]}},
        {"holidays": ["12-32"]},
        {"holidays": ["Christmas"]},
        {"holidays": [1225]},
        {"timezone": "Amsterdam"},
        {"timezone": "../etc"},
        {"remind_minutes": 0},
    ],
)
def test_mistakes_are_told(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Desk.model_validate(given)


def test_a_day_may_last_until_midnight() -> None:
    hours = Hours(Desk.model_validate({"hours": {"wednesday": ["00:00-24:00"]}}))
    assert hours.is_open(datetime.fromisoformat("2026-11-25T23:59:59.5+00:00").timestamp())
