"""
`stats`: prints how conversations ended, for a person or as CSV.
"""

import asyncio
import csv
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from bot.desk.figures import MOST, Figures, Report, Row, last_weeks
from bot.desk.hours import Hours
from bot.facts import read_facts
from bot.facts.provider import Retention
from bot.settings import Settings, read_settings
from bot.store import MEMORY, database_path, open_store, postgres_url

WEEKS = 4
CSV_HEADER = ("week", "locale", "name", "amount")
COLUMNS = ("week", "locale", "all", "solved", "person", "left", "works", "fails", "to the card")
TOTAL = "total"
_LINE = "{:<9} {:<7} {:>6} {:>12} {:>12} {:>12} {:>6} {:>6}  {:>11}\n"


def run(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """
    Print the figures that are in the database; needs no token.
    """
    settings = read_settings(environment)
    facts = read_facts(settings.config)
    today = Hours(facts.desk).local(time.time()).date()
    rows = asyncio.run(_rows(settings))
    if arguments.csv:
        _export(rows, arguments.weeks, today)
    else:
        report = Report(last_weeks(today, arguments.weeks or WEEKS), rows)
        sys.stdout.writelines(_table(report))
    return 0


def _export(rows: list[Row], weeks: int | None, today: date) -> None:
    since = "" if weeks is None else last_weeks(today, weeks)[0]
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(CSV_HEADER)
    for week, locale, name, amount in rows:
        if week >= since and round(amount):
            writer.writerow((week, locale, name, round(amount)))


def _table(report: Report) -> Iterator[str]:
    yield _LINE.format(*COLUMNS)
    for week in report.weeks:
        languages = report.languages(week)
        if not languages:
            yield _line(week, "", report.week(week))
        for locale, figures in languages:
            yield _line(week, locale, figures)
    total = report.total
    yield _line(TOTAL, "", total)
    for title, entries in (("problems", total.symptoms), ("left at", total.screens[:MOST])):
        if entries:
            yield f"{title}: {', '.join(f'{name} {number}' for name, number in entries)}\n"


def _line(week: str, locale: str, figures: Figures) -> str:
    parts = (figures.solved, figures.person, figures.left)
    seconds = figures.seconds_to_card
    return _LINE.format(
        week,
        locale,
        figures.conversations,
        *(f"{part} ({figures.share(part):.0%})" for part in parts),
        figures.works,
        figures.does_not_work,
        "-" if seconds is None else f"{seconds:.0f} s",
    )


async def _rows(settings: Settings) -> list[Row]:
    url = settings.database
    if postgres_url(url) is None:
        path = database_path(url)
        if path == MEMORY or not await asyncio.to_thread(Path(path).exists):
            return []
    store = await open_store(url, Retention())
    try:
        async with store.books() as books:
            return await books.figures("")
    finally:
        await store.close()
