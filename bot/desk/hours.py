"""
When the helpdesk answers.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.facts import Desk

MOST_DAYS = 60


class Hours:
    """
    The opening hours of one desk; times are seconds since 1970.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._zone = ZoneInfo(desk.timezone)

    def local(self, now: float) -> datetime:
        """
        Return a time as the clock on the desk's wall shows it.
        """
        return datetime.fromtimestamp(now, self._zone)

    def opens(self, now: float) -> datetime | None:
        """
        Return when somebody is there again; None when somebody is, or nobody will be for months.
        """
        return None if self.is_open(now) else self._next(self.local(now))

    def is_open(self, now: float) -> bool:
        """
        Tell whether somebody is there.
        """
        if not self._desk.hours:
            return True
        here = self.local(now)
        spans = self._desk.spans(here.date())
        return any(span.begin <= here.time() < span.end for span in spans)

    def open_seconds(self, since: float, until: float) -> float:
        """
        Return how much of a stretch of time the helpdesk was open.
        """
        if not self._desk.hours:
            return max(until - since, 0.0)
        total = 0.0
        day = self.local(since).date()
        last = self.local(until).date()
        while day <= last:
            for span in self._desk.spans(day):
                begin = datetime.combine(day, span.begin, self._zone).timestamp()
                end = datetime.combine(day, span.end, self._zone).timestamp()
                total += max(min(end, until) - max(begin, since), 0.0)
            day += timedelta(days=1)
        return total

    def _next(self, here: datetime) -> datetime | None:
        for ahead in range(MOST_DAYS):
            day = here.date() + timedelta(days=ahead)
            for span in self._desk.spans(day):
                begin = datetime.combine(day, span.begin, self._zone)
                if begin > here:
                    return begin
        return None
