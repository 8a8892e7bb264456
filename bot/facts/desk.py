"""
The support desk: who answers customers, and when.
"""

import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field

from bot.facts.text import Fact, LocaleCode

_SPAN = re.compile(r"(\d{1,2}):(\d{2}) ?- ?(\d{1,2}):(\d{2})")
_YEARLY = re.compile(r"(\d{2})-(\d{2})")
LEAP_YEAR = 2000


class Weekday(StrEnum):
    """
    The days of the week, in their order.
    """

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


@dataclass(frozen=True, slots=True)
class Span:
    """
    A part of a day, from the one time until just before the other.
    """

    begin: time
    end: time


def _span(value: Any) -> Span:
    match = _SPAN.fullmatch(str(value))
    parts = match.groups() if match else ("",) * 4
    try:
        hour, minute, until_hour, until_minute = (int(each) for each in parts)
        midnight = (until_hour, until_minute) == (24, 0)
        span = Span(time(hour, minute), time.max if midnight else time(until_hour, until_minute))
    except ValueError:
        msg = "must be a time and a time, such as 09:00-17:30"
        raise ValueError(msg) from None
    if span.begin >= span.end:
        msg = "must end later than it begins, on the same day"
        raise ValueError(msg)
    return span


def _holiday(value: Any) -> date:
    """
    Read a day of one year, or (`12-25`) of every year, which stands in a year of its own here.
    """
    if isinstance(value, date):
        return value
    match = _YEARLY.fullmatch(value) if isinstance(value, str) else None
    try:
        if match is not None:
            return date(LEAP_YEAR, *(int(each) for each in match.groups()))
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        msg = "must be a day such as 2027-05-01, or 12-25 for every year"
        raise ValueError(msg) from None


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        msg = "is not a time zone of the IANA database, such as Europe/Amsterdam"
        raise ValueError(msg) from None
    return value


OpenSpan = Annotated[Span, BeforeValidator(_span)]
Holiday = Annotated[date, BeforeValidator(_holiday)]


class Desk(Fact):
    """
    How the helpdesk works; `hours` is empty where somebody is always there.

    `locale` is the language of the staff's chat (None: the provider's default). `agent_names` lets
    customers see who writes to them.
    """

    locale: LocaleCode | None = None
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    hours: dict[Weekday, tuple[OpenSpan, ...]] = Field(default_factory=dict)
    holidays: tuple[Holiday, ...] = ()
    remind_minutes: Annotated[int, Field(ge=1, le=7 * 24 * 60)] = 30
    close_hours: Annotated[int, Field(ge=1, le=90 * 24)] = 72
    agent_names: bool = False

    def spans(self, day: date) -> tuple[Span, ...]:
        """
        Return when the helpdesk is open on a day, in the order of the day.
        """
        if day in self.holidays or day.replace(year=LEAP_YEAR) in self.holidays:
            return ()
        weekday = list(Weekday)[day.weekday()]
        return tuple(sorted(self.hours.get(weekday, ()), key=lambda span: span.begin))
