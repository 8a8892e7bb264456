"""
The whole of the desk in one go: three people, a restart, and a Telegram that refuses a third.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.facts.provider import Retention
from bot.preview.client import Client
from bot.preview.message import Message
from bot.store import SqliteStore, Store
from bot.store.postgres import PostgresStore
from tests.channel.clock import FastClock
from tests.desk.house import House, house
from tests.postgres import Server

ROUNDS = 6


@pytest.fixture
def clock() -> FastClock:
    return FastClock()


@pytest.fixture(params=["sqlite", "postgres"])
async def open_store(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FastClock
) -> AsyncIterator[Callable[[str], Store]]:
    """
    Make stores that share one database; each is the one of a process.
    """
    url = ""
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        url = await asyncio.to_thread(server.migrated)
    made: list[Store] = []

    def make(owner: str) -> Store:
        store: Store = (
            PostgresStore(url, owner, clock.time, Retention())
            if url
            else SqliteStore(str(tmp_path / "bot.sqlite3"), owner, clock.time, Retention())
        )
        made.append(store)
        return store

    yield make
    for store in made:
        await store.close()


async def talk(home: House, agents: tuple[Client, Client], rounds: range) -> None:
    """
    Let all three write; nobody waits for anybody.
    """
    piet, mia = agents
    for number in rounds:
        question = await home.happens(home.jan, {"text": f"question {number}"})
        await home.happens(home.jan, {"text": f"more {number}", "reply_to_message": question.raw})
        await home.happens(piet, {"text": f"answer {number}"})
        await home.happens(mia, {"text": f"addition {number}"})
        await home.happens(piet, {"text": f"// aside {number}"})


def times(messages: list[Message], words: str) -> int:
    return sum(words in each.text.split("\n") for each in messages)


@pytest.mark.parametrize("seed", [1, 2])
async def test_nothing_is_lost_and_nothing_appears_twice(
    open_store: Callable[[str], Store], clock: FastClock, seed: int
) -> None:
    store = open_store("first")
    await store.open()
    async with house(store, clock) as home:
        home.telegram.faults.share(1 / 3, seed)
        await home.hand_over()
        await home.jan.send("jan@example.com")
        agents = (home.at(home.piet), home.at(home.mia))
        await talk(home, agents, range(ROUNDS))
        # The process ends in the middle of it all.
    await store.close()
    store = open_store("second")
    await store.open()
    async with house(store, clock, before=home) as again:
        agents = (again.at(home.piet), again.at(home.mia))
        await talk(again, agents, range(ROUNDS, 2 * ROUNDS))
        await again.application.idle()
        await agents[1].command("/claim")
        await again.jan.photo("my screen")
        answer = await agents[0].send("thank you")
        await agents[0].edit(answer, "thank you very much")
        await agents[1].command("/send imap ssl")
        await agents[1].command("/close")
        await again.pass_by(600)
        topics = again.room.topics
        assert len(topics) == 1
        theirs, ours = agents[0].messages, again.jan.messages
        twice_there = twice_here = 0
        for number in range(2 * ROUNDS):
            for words in (f"question {number}", f"more {number}"):
                assert times(theirs, words) >= 1, words
                twice_there += times(theirs, words) - 1
            for words in (f"answer {number}", f"addition {number}"):
                assert times(ours, words) >= 1, words
                twice_here += times(ours, words) - 1
            assert not any(f"aside {number}" in each.text for each in ours)
        assert twice_there <= 1
        assert twice_here <= 1
        lines = [line for each in theirs for line in each.text.split("\n")]
        questions = dict.fromkeys(line for line in lines if line.startswith("question"))
        assert list(questions) == [f"question {number}" for number in range(2 * ROUNDS)]
        assert times(theirs, "my screen") == 1
        assert times(ours, "thank you very much") == 1
        assert sum("IMAP with SSL" in each.text for each in ours) == 1
        assert "has ended" in ours[-1].text
        assert "E-mail address: jan@example.com" in theirs[0].text
        assert "closed" in theirs[0].text
        assert next(iter(topics.values())).closed
    await store.close()
