import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.facts.provider import Retention
from bot.store import Outcome, Outgoing, SqliteStore, Store
from bot.store.postgres import PostgresStore
from tests.postgres import Server

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
async def make_sqlite(path: Path, clock: Clock) -> AsyncIterator[Callable[[str], SqliteStore]]:
    made: list[SqliteStore] = []

    def make(owner: str) -> SqliteStore:
        made.append(SqliteStore(str(path), owner, clock, Retention(), patience=0.0))
        return made[-1]

    yield make
    for store in made:
        await store.close()


@pytest.fixture
async def sqlite(make_sqlite: Callable[[str], SqliteStore]) -> SqliteStore:
    store = make_sqlite("first")
    await store.open()
    return store


@pytest.fixture
async def second(make_sqlite: Callable[[str], SqliteStore], sqlite: SqliteStore) -> SqliteStore:
    del sqlite
    store = make_sqlite("second")
    await store.open()
    return store


@pytest.fixture(params=["sqlite", "postgres"])
async def make(
    request: pytest.FixtureRequest, path: Path, clock: Clock
) -> AsyncIterator[Callable[[str], Store]]:
    """
    Make stores that share one database.
    """
    url = ""
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        url = await asyncio.to_thread(server.migrated)
    made: list[Store] = []

    def make(owner: str) -> Store:
        store: Store = (
            PostgresStore(url, owner, clock, Retention())
            if url
            else SqliteStore(str(path), owner, clock, Retention(), patience=0.0)
        )
        made.append(store)
        return store

    yield make
    for store in made:
        await store.close()


@pytest.fixture
async def store(make: Callable[[str], Store]) -> Store:
    store = make("first")
    await store.open()
    return store


@pytest.fixture
async def other(make: Callable[[str], Store], store: Store) -> Store:
    del store
    other = make("second")
    await other.open()
    return other


@pytest.fixture
async def replicas(postgres: Server, clock: Clock) -> AsyncIterator[list[PostgresStore]]:
    url = await asyncio.to_thread(postgres.migrated)
    stores = [PostgresStore(url, owner, clock, Retention()) for owner in ("one", "two")]
    for store in stores:
        await store.open()
    yield stores
    for store in stores:
        await store.close()


async def session_of(store: Store, key: str) -> str | None:
    seen: list[str | None] = []

    def look(state: str | None) -> Outcome:
        seen.append(state)
        return Outcome(None)

    await store.turn(None, key, key, look)
    return seen[0]


def message(text: str, lane: str = "7") -> Outgoing:
    return Outgoing(lane, "sendMessage", {"chat_id": int(lane), "text": text})


def says(
    *texts: str, session: str | None = None, lane: str = "7"
) -> Callable[[str | None], Outcome]:
    return lambda _: Outcome(session, tuple(message(text, lane) for text in texts))
