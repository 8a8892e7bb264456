"""
The figures on the command line.
"""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.desk.figures import last_weeks
from bot.facts.provider import Retention
from bot.store import open_store
from tests.cli.conftest import Shell
from tests.postgres import Server

OLD = "2025-W01"
HEADER = "week,locale,name,amount\n"


def this_week() -> str:
    return last_weeks(datetime.fromtimestamp(time.time(), UTC).date(), 1)[0]


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'figures.sqlite3'}"
    server: Server = request.getfixturevalue("postgres")
    return await asyncio.to_thread(server.migrated)


async def fill(url: str) -> str:
    week = this_week()
    store = await open_store(url, Retention())
    try:
        async with store.books() as books:
            for locale, name, amount in (
                ("nl", "solved", 3),
                ("nl", "left:card", 1),
                ("nl", "left:start", 0),
                ("nl", "card", 2),
                ("nl", "card_seconds", 61),
                ("fr", "person", 1),
                ("fr", "symptom:sending", 1),
            ):
                await books.count(week, locale, name, amount)
            await books.count(OLD, "nl", "solved", 7)
    finally:
        await store.close()
    return week


async def test_csv_holds_every_figure(shell: Shell, url: str) -> None:
    week = await fill(url)
    ended = await shell.run("stats", "--csv", DATABASE_URL=url)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == (
        f"{HEADER}{OLD},nl,solved,7\n{week},fr,person,1\n{week},fr,symptom:sending,1\n"
        f"{week},nl,card,2\n{week},nl,card_seconds,61\n{week},nl,left:card,1\n{week},nl,solved,3\n"
    )
    ended = await shell.run("stats", "--csv", "--weeks", "2", DATABASE_URL=url)
    assert OLD not in ended.out
    assert f"{week},nl,solved,3\n" in ended.out


async def test_the_table_for_a_person(fresh: Shell, url: str) -> None:
    week = await fill(url)
    ended = await fresh.run("stats", DATABASE_URL=url)
    assert (ended.status, ended.err) == (0, "")
    rows = [line.split() for line in ended.out.splitlines()]
    assert len(rows) == 1 + 3 + 2 + 1 + 2
    assert [week, "nl", "4", "3", "(75%)", "0", "(0%)", "1", "(25%)"] == rows[4][:9]
    assert [week, "fr", "1", "0", "(0%)", "1", "(100%)", "0", "(0%)"] == rows[5][:9]
    assert rows[6][:2] == ["total", "5"]
    assert ended.out.endswith("problems: sending 1\nleft at: card 1\n")


async def test_without_a_database_there_are_no_figures(shell: Shell) -> None:
    ended = await shell.run("stats", "--csv")
    assert (ended.status, ended.out, ended.err) == (0, HEADER, "")
    assert list(shell.directory.iterdir()) == []


@pytest.mark.parametrize("weeks", ["0", "-1", "x", "521"])
async def test_a_wrong_number_of_weeks_is_named(shell: Shell, weeks: str) -> None:
    ended = await shell.run("stats", "--weeks", weeks)
    assert ended.status == 2
    assert ended.err.count("\n") == 1


async def test_a_database_that_is_away_is_one_line(shell: Shell) -> None:
    ended = await shell.run("stats", DATABASE_URL="postgresql://127.0.0.1:9/none")
    assert ended.status == 1
    assert ended.err.count("\n") == 1
