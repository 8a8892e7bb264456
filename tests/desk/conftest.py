from collections.abc import AsyncIterator

import pytest

from bot.store import MEMORY, SqliteStore
from tests.channel.clock import VirtualClock
from tests.desk.house import House, house


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
async def store(clock: VirtualClock) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(MEMORY, "tests", clock.time)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
async def home(store: SqliteStore, clock: VirtualClock) -> AsyncIterator[House]:
    async with house(store, clock) as made:
        yield made
