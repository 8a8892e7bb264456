"""
Customers go different ways, and agents see where these led.
"""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image

from bot.desk import drawing
from bot.facts.provider import Retention
from bot.preview.customer import Customer
from bot.store import SqliteStore, Store
from bot.store.postgres import PostgresStore
from tests.channel.clock import FastClock
from tests.desk.house import House, facts_with, house, texts
from tests.postgres import Server


@pytest.fixture
def clock() -> FastClock:
    return FastClock()


@pytest.fixture(params=["sqlite", "postgres"])
async def store(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FastClock
) -> AsyncIterator[Store]:
    store: Store
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        url = await asyncio.to_thread(server.migrated)
        store = PostgresStore(url, "tests", clock.time, Retention())
    else:
        path = str(tmp_path / "bot.sqlite3")
        store = SqliteStore(path, "tests", clock.time, Retention())
    await store.open()
    yield store
    await store.close()


async def go_their_ways(home: House) -> None:
    """
    Let one be helped, one ask for a person, and two leave.
    """
    await home.jan.start()
    await home.jan.send("imap with ssl")
    await home.jan.send("it works")
    jeanne = home.customer(Customer("Jeanne", "fr", id=81))
    await jeanne.start()
    await jeanne.send("je reçois mais je ne peux pas envoyer")
    await jeanne.send("je veux parler à une personne")
    for number in (82, 83):
        left = home.customer(Customer("Luc", "fr", id=number))
        await left.start()
        await left.send("imap")
    # What was counted is written down within seconds.
    await home.pass_by(30)


async def test_the_figures_and_the_chart(store: Store, clock: FastClock) -> None:
    async with house(store, clock, facts_with(locale="en")) as home:
        await go_their_ways(home)
        staff = home.at(home.piet, 0)
        await staff.command("/stats")
        *_, figures, chart = staff.messages
        lines = figures.text.split("\n")
        assert lines[:4] == [
            "The last 4 weeks",
            "Conversations: 4",
            "✅ Solved without a person: 1 (25%)",
            "👤 With a person: 1 (25%)",
        ]
        assert "💤 Left, or still going: 2 (50%)" in lines
        assert "Said “it works”: 1 · “it doesn’t work”: 1" in lines
        assert "• I can’t send: 1" in lines
        assert "• SSL on or off?: 2" in lines
        assert "EN: 1 · ✅ 1 · 👤 0 · 💤 0" in lines
        assert "FR: 3 · ✅ 0 · 👤 1 · 💤 2" in lines
        assert lines.count("no conversations") == 3
        assert any(line.startswith("Time to the settings") for line in lines)
        assert chart.attachment == "photo"
        assert chart.text == "Conversations and how they ended"
        stored = await home.telegram.call("getFile", {"file_id": chart.raw["photo"][-1]["file_id"]})
        assert isinstance(stored, dict)
        picture = home.telegram.files.content(stored["file_path"])
        assert Image.open(io.BytesIO(picture)).format == "PNG"
    async with store.books() as books:
        rows = await books.figures("")
    assert {(locale, name): n for _, locale, name, n in rows if n}[("fr", "left:security")] == 2


async def test_what_was_counted_outlives_an_orderly_end(store: Store, clock: FastClock) -> None:
    async with house(store, clock) as home:
        await home.jan.start()
    async with store.books() as books:
        rows = await books.figures("")
    assert [(locale, name, n) for _, locale, name, n in rows] == [
        ("en", "left:start", 1),
        ("en", "started", 1),
    ]


async def test_without_a_picture_the_figures_come_alone(
    store: Store, clock: FastClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(store, clock, facts_with(locale="pl")) as home:
        await home.jan.start()
        await home.pass_by(30)
        monkeypatch.setattr(drawing, "PROGRAM", "bot.desk.nothing")
        staff = home.at(home.piet, 0)
        await staff.command("/stats")
        assert staff.last.text.startswith("Ostatnie 4 tygodnie")
        assert staff.last.attachment is None
        assert (await store.backlog()).messages == 0


async def test_at_first_there_are_none(store: Store, clock: FastClock) -> None:
    async with house(store, clock) as home:
        staff = home.at(home.piet, 0)
        await staff.command("/stats")
        assert texts(staff.messages[-1:]) == ["There are no figures yet."]


async def test_strangers_get_no_figures(store: Store, clock: FastClock) -> None:
    async with house(store, clock) as home:
        await home.jan.command("/stats")
        assert "staff of our helpdesk only" in home.jan.last.text
