"""
A PostgreSQL that goes away, hangs, or may only be read.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from time import monotonic
from urllib.parse import urlsplit

import asyncpg
import pytest

from bot.facts.provider import Retention
from bot.store import StoreError
from bot.store import pool as pool_module
from bot.store import turns as turns_module
from bot.store.migration import migrate_postgres
from bot.store.postgres import PostgresStore
from tests.gate import gate
from tests.postgres import Server, server
from tests.store.conftest import NOW, says, session_of


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


def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "CONNECTING_SECONDS", 0.3)
    monkeypatch.setattr(pool_module, "COMMAND_SECONDS", 0.3)
    monkeypatch.setattr(
        pool_module,
        "SET_UP",
        "SET idle_in_transaction_session_timeout = '1s'; SET lock_timeout = '100ms'",
    )


async def seconds(attempt: Awaitable[object], reason: str) -> float:
    begun = monotonic()
    with pytest.raises(StoreError, match=reason):
        await attempt
    return monotonic() - begun


async def test_a_server_that_hangs_does_not_hang_the_bot(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    short_limits(monkeypatch)
    url = await asyncio.to_thread(postgres.database)
    await migrate_postgres(url)
    parts = urlsplit(url)
    async with gate("127.0.0.1", parts.port or 0) as way:
        store = PostgresStore(url.replace(f":{parts.port}", f":{way.port}"), "one", lambda: NOW)
        await store.open()
        await store.turn(1, "k", "7", says("one", session="s"))
        way.shut()
        turns = (
            seconds(store.turn(number, str(number), "7", says(session="t")), "does not answer")
            for number in range(10, 60)
        )
        others = (seconds(store.ready(), "in time"), seconds(store.renew(), "in time"))
        assert max(await asyncio.gather(*turns, *others)) < 5
        assert await seconds(open_another(store), "does not answer in time") < 5
        way.open()
        await eventually(store.ready)
        assert await store.turn(2, "k", "7", says("two", session="t"))
        assert await session_of(store, "k") == "t"
        way.shut()
        begun = monotonic()
        await store.close()
        assert monotonic() - begun < 5


async def test_who_waits_for_a_connection_does_not_wait_for_ever(
    replicas: list[PostgresStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "CONNECTING_SECONDS", 2.0)
    pool = replicas[0]._pool
    async with AsyncExitStack() as stack, asyncio.timeout(20):
        for _ in range(pool_module.CONNECTIONS):
            await stack.enter_async_context(pool.transaction())
        monkeypatch.setattr(pool_module, "CONNECTING_SECONDS", 0.1)
        await seconds(replicas[0].ready(), "does not answer in time")
    await replicas[0].ready()


async def open_another(store: PostgresStore) -> None:
    await PostgresStore(store._pool._url, "two", lambda: NOW).open()


async def eventually(attempt: Callable[[], Awaitable[None]]) -> None:
    """
    Try again while connections that hung are being made anew.
    """
    async with asyncio.timeout(20):
        while True:
            try:
                return await attempt()
            except StoreError:
                await asyncio.sleep(0)


async def test_a_replica_that_hangs_in_a_turn_stops_only_its_customer(
    replicas: list[PostgresStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    short_limits(monkeypatch)
    monkeypatch.setattr(pool_module, "COMMAND_SECONDS", 5.0)
    store = PostgresStore(replicas[0]._pool._url, "three", lambda: NOW)
    await store.open()
    hung = await asyncpg.connect(store._pool._url)
    await hung.execute("SET idle_in_transaction_session_timeout = '1s'")
    await hung.execute(f"BEGIN; SELECT pg_advisory_xact_lock({turns_module.lock_number('hung')})")
    first, waits, last = await asyncio.gather(
        store.turn(1, "a", "1", says("one", session="s", lane="1")),
        store.turn(2, "hung", "2", says("two", session="s", lane="2")),
        store.turn(3, "b", "3", says("three", session="s", lane="3")),
        return_exceptions=True,
    )
    assert isinstance(first, tuple)
    assert isinstance(last, tuple)
    assert isinstance(waits, StoreError)
    assert "lock timeout" in str(waits)
    # The server itself ends the one that hangs.
    await eventually(lambda: turn_hung(store))
    assert await session_of(store, "hung") == "s"
    hung.terminate()
    await store.close()


async def turn_hung(store: PostgresStore) -> None:
    await store.turn(2, "hung", "2", says("two", session="s", lane="2"))


async def test_a_database_that_may_only_be_read_is_not_ready(
    replicas: list[PostgresStore],
) -> None:
    store, _ = replicas
    await store.ready()
    name = urlsplit(store._pool._url).path[1:]
    await store._pool.fetch(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    another = PostgresStore(store._pool._url, "three", lambda: NOW)
    await another.open()
    with pytest.raises(StoreError, match="cannot be written to"):
        await another.ready()
    with pytest.raises(StoreError, match="read-only"):
        await another.turn(1, "k", "7", says("one"))
    await another.close()
