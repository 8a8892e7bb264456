"""
What the figures in the books come to, per week and language.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.desk.tally import (
    CARD,
    CARD_SECONDS,
    DOES_NOT_WORK,
    LEFT,
    PERSON,
    SOLVED,
    SYMPTOM,
    WORKS,
)

Row = tuple[str, str, str, float]
"""
Week (`2026-W48`), language, name and amount.
"""

MOST = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """
    The figures of any number of weeks and languages, added up.

    A process that was killed has not counted its last seconds, so an amount can be too low, and is
    then shown as 0 where it would be less.
    """

    amounts: Mapping[str, float]

    @property
    def solved(self) -> int:
        """
        How many conversations ended with "it works", without a person.
        """
        return self.amount(SOLVED)

    @property
    def person(self) -> int:
        """
        In how many a person was asked for, or shown how to reach.
        """
        return self.amount(PERSON)

    @property
    def left(self) -> int:
        """
        How many came to neither, or not yet.
        """
        return sum(amount for _, amount in self._under(LEFT))

    @property
    def conversations(self) -> int:
        """
        How many there were in all.
        """
        return self.solved + self.person + self.left

    @property
    def works(self) -> int:
        """
        In how many the customer said that it works.
        """
        return self.amount(WORKS)

    @property
    def does_not_work(self) -> int:
        """
        In how many the customer said that it does not work.
        """
        return self.amount(DOES_NOT_WORK)

    @property
    def seconds_to_card(self) -> float | None:
        """
        How long it took until the settings were shown, on average; None where they never were.
        """
        cards = self.amount(CARD)
        return self.amount(CARD_SECONDS) / cards if cards else None

    @property
    def symptoms(self) -> list[tuple[str, int]]:
        """
        The most common symptoms, by their names.
        """
        return self._under(SYMPTOM)[:MOST]

    @property
    def screens(self) -> list[tuple[str, int]]:
        """
        Where those stand who came to neither end, by the names of the screens.
        """
        return self._under(LEFT)

    def amount(self, name: str) -> int:
        """
        Return one of the figures.
        """
        return max(round(self.amounts.get(name, 0)), 0)

    def share(self, amount: int) -> float:
        """
        Return how much of all conversations that is, from 0 to 1.
        """
        return amount / self.conversations if self.conversations else 0.0

    def _under(self, prefix: str) -> list[tuple[str, int]]:
        found = [
            (name.removeprefix(prefix), self.amount(name))
            for name in self.amounts
            if name.startswith(prefix)
        ]
        return sorted(((name, n) for name, n in found if n), key=lambda each: (-each[1], each[0]))


class Report:
    """
    The figures of some weeks, those without any included.
    """

    def __init__(self, weeks: Sequence[str], rows: Iterable[Row]) -> None:
        self.weeks = tuple(weeks)
        self._rows = [row for row in rows if row[0] in self.weeks]

    @property
    def total(self) -> Figures:
        """
        All of it.
        """
        return self._sum(self._rows)

    def week(self, week: str) -> Figures:
        """
        Return the figures of one week, all languages together.
        """
        return self._sum(row for row in self._rows if row[0] == week)

    def languages(self, week: str) -> list[tuple[str, Figures]]:
        """
        Return the figures of one week by language, the one with the most conversations first.
        """
        locales = sorted({locale for of, locale, _, _ in self._rows if of == week})
        found = [
            (locale, self._sum(row for row in self._rows if row[:2] == (week, locale)))
            for locale in locales
        ]
        spoken = [(locale, figures) for locale, figures in found if figures.conversations]
        return sorted(spoken, key=lambda each: -each[1].conversations)

    def _sum(self, rows: Iterable[Row]) -> Figures:
        amounts: Counter[str] = Counter()
        for _, _, name, amount in rows:
            amounts[name] += round(amount)
        return Figures(amounts)


def last_weeks(today: date, count: int) -> list[str]:
    """
    Return the last weeks, this one included, the oldest first.
    """
    days = (today - timedelta(weeks=ago) for ago in reversed(range(count)))
    return ["{}-W{:02}".format(*day.isocalendar()) for day in days]


def monday(week: str) -> date:
    """
    Return the day on which a week begins.
    """
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)
