from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.facts.provider import Retention
from bot.store import Outcome, Outgoing, SqliteStore

NOW = 1_800_000_000.0


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.sqlite3"


@pytest.fixture
async def make(path: Path, clock: Clock) -> AsyncIterator[Callable[[str], SqliteStore]]:
    made: list[SqliteStore] = []

    def make(owner: str) -> SqliteStore:
        made.append(SqliteStore(str(path), owner, clock, Retention(), patience=0.0))
        return made[-1]

    yield make
    for store in made:
        await store.close()


@pytest.fixture
async def store(make: Callable[[str], SqliteStore]) -> SqliteStore:
    store = make("first")
    await store.open()
    return store


@pytest.fixture
async def other(make: Callable[[str], SqliteStore], store: SqliteStore) -> SqliteStore:
    del store
    other = make("second")
    await other.open()
    return other


def message(text: str, lane: str = "7") -> Outgoing:
    return Outgoing(lane, "sendMessage", {"chat_id": int(lane), "text": text})


def says(
    *texts: str, session: str | None = None, lane: str = "7"
) -> Callable[[str | None], Outcome]:
    return lambda _: Outcome(session, tuple(message(text, lane) for text in texts))
