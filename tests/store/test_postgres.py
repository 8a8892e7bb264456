"""
What only PostgreSQL has: replicas side by side, and a server that goes away and comes back.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.facts.provider import Retention
from bot.store import LEASE, Outcome, StoreError
from bot.store.migration import migrate_postgres
from bot.store.postgres import PostgresStore
from tests.postgres import Server, server
from tests.store.conftest import NOW, Clock, message, says, session_of


@pytest.fixture
async def replicas(postgres: Server, clock: Clock) -> AsyncIterator[list[PostgresStore]]:
    url = await asyncio.to_thread(postgres.database)
    await migrate_postgres(url)
    stores = [PostgresStore(url, owner, clock, Retention()) for owner in ("one", "two")]
    for store in stores:
        await store.open()
    yield stores
    for store in stores:
        await store.close()


async def test_no_update_is_lost_or_counted_twice_on_two_replicas_at_once(
    replicas: list[PostgresStore],
) -> None:
    def append(update: int, chat: str) -> tuple[str, str, object]:
        def decide(state: str | None) -> Outcome:
            seen = [*json.loads(state or "[]"), update]
            return Outcome(json.dumps(seen), (message(str(len(seen)), chat),))

        return f"key{chat}", chat, decide

    work = []
    for update in range(200):
        key, chat, decide = append(update, str(update % 5))
        work += [store.turn(update, key, chat, decide) for store in replicas]  # type: ignore[arg-type]
    results = await asyncio.gather(*work)
    for first, second in zip(results[::2], results[1::2], strict=True):
        assert [first, second].count(None) == 1
    for chat in "01234":
        seen = json.loads(await session_of(replicas[0], f"key{chat}") or "")
        assert sorted(seen) == list(range(int(chat), 200, 5))
        rows = [row for rows in results for row in rows or () if row.lane == chat]
        # The order of the outbox is the order of the conversation.
        said = [row.parameters["text"] for row in sorted(rows, key=lambda row: row.id)]
        assert said == [str(number) for number in range(1, 41)]


async def test_messages_of_a_commit_whose_confirmation_was_lost_are_found_again(
    replicas: list[PostgresStore], clock: Clock
) -> None:
    store, _ = replicas
    await store.turn(1, "k", "7", says("one"))
    store._in_hand.clear()
    assert await store.adopt() == ()
    clock.now += LEASE + 1
    assert [row.parameters["text"] for row in await store.adopt()] == ["one"]
    assert await store.adopt() == ()


async def test_two_replicas_never_adopt_the_same_message(
    replicas: list[PostgresStore], clock: Clock
) -> None:
    first, second = replicas
    for number in range(60):
        await first.turn(number, "k", str(number), says("one", lane=str(number)))
    third = PostgresStore(first._url, "three", clock, Retention())
    await third.open()
    await first.close()
    taken = await asyncio.gather(second.adopt(), third.adopt())
    ids = [row.id for rows in taken for row in rows]
    left = [row.id for row in (*await second.adopt(), *await third.adopt())]
    assert len(ids) == len(set(ids))
    assert len({*ids, *left}) == 60
    await third.close()


@pytest.fixture
def own_server(postgres: Server) -> Iterator[Server]:
    # Asked for the shared one first, which skips or fails where PostgreSQL is not installed.
    del postgres
    with server() as running:
        yield running


async def test_a_server_that_goes_away_and_comes_back(own_server: Server) -> None:
    url = await asyncio.to_thread(own_server.database)
    await migrate_postgres(url)
    store = PostgresStore(url, "one", lambda: NOW, Retention())
    await store.open()
    await store.turn(1, "k", "7", says("one", session="s"))
    await asyncio.to_thread(own_server.stop)
    for _ in range(2):
        with pytest.raises(StoreError, match="database t") as caught:
            await store.turn(2, "k", "7", says("two", session="t"))
        assert "\n" not in str(caught.value)
    with pytest.raises(StoreError):
        await store.ready()
    await asyncio.to_thread(own_server.start)
    await store.ready()
    rows = await store.turn(2, "k", "7", says("two", session="t"))
    assert rows is not None
    assert await session_of(store, "k") == "t"
    await asyncio.to_thread(own_server.stop)
    await store.close()
    await asyncio.to_thread(own_server.start)


async def test_nothing_works_before_it_is_open() -> None:
    store = PostgresStore("postgresql://u:secret@h/d", "one", lambda: NOW)
    with pytest.raises(StoreError, match="database d on h: is not open"):
        await store.ready()
    await store.close()


async def test_many_messages_are_deleted_together(replicas: list[PostgresStore]) -> None:
    store, _ = replicas
    rows = await store.turn(1, "k", "7", says(*(str(number) for number in range(50))))
    assert rows is not None
    await asyncio.gather(*(store.sent(row) for row in rows))
    assert (await store.backlog()).messages == 0
    await store.close()
    with pytest.raises(StoreError):
        await store.sent(rows[0])
