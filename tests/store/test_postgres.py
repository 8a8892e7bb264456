"""
What only PostgreSQL has: replicas side by side.
"""

import asyncio
import json
from functools import partial

import asyncpg
import pytest

from bot.facts.provider import Retention
from bot.store import LEASE, Outcome, StoreError
from bot.store import postgres as postgres_module
from bot.store import turns as turns_module
from bot.store.postgres import PostgresStore
from tests.store.conftest import NOW, Clock, message, says, session_of


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
        # The order of the outbox is the order of the conversation.
        statement = "SELECT parameters::json ->> 'text' FROM outbox WHERE lane = $1 ORDER BY id"
        said = await replicas[0]._pool.fetch(statement, chat)
        assert [text for (text,) in said] == [str(number) for number in range(1, 41)]


def count(chat: str, state: str | None) -> Outcome:
    following = str(int(state or "0") + 1)
    return Outcome(following, (message(following, chat),))


async def converse(store: PostgresStore, chat: str, sent: dict[str, list[object]] | None) -> None:
    for _ in range(10):
        rows = await store.turn(None, chat, chat, partial(count, chat))
        assert rows is not None
        if sent is None:
            continue
        for row in rows:
            sent[chat].append(row.parameters["text"])
            await store.sent(row)


async def test_what_replicas_leave_behind_is_sent_once_and_in_order(
    replicas: list[PostgresStore], clock: Clock
) -> None:
    sends, dies = replicas
    chats = "01234"
    sent: dict[str, list[object]] = {chat: [] for chat in chats}
    await asyncio.gather(
        *(converse(sends, chat, sent) for chat in chats),
        *(converse(dies, chat, None) for chat in chats),
    )
    heirs = [PostgresStore(dies._pool._url, owner, clock) for owner in ("three", "four")]
    for heir in heirs:
        await heir.open()
    clock.now += LEASE + 1
    while any(taken := await asyncio.gather(*(heir.adopt() for heir in heirs))):
        for heir, rows in zip(heirs, taken, strict=True):
            for row in rows:
                sent[row.lane].append(row.parameters["text"])
                await heir.sent(row)
    assert sent == {chat: [str(number) for number in range(1, 21)] for chat in chats}
    for heir in heirs:
        await heir.close()


async def test_who_takes_over_waits_for_another_that_does_so_that_no_lane_is_torn(
    replicas: list[PostgresStore], clock: Clock
) -> None:
    dies, heir = replicas
    for number in range(60):
        lane = str(number % 6)
        await dies.turn(number, lane, lane, says(str(number), lane=lane))
    clock.now += LEASE + 1
    async with dies._pool.transaction([postgres_module.ADOPTING]) as db:
        # Another process is just taking the first messages of every lane.
        await db.execute(
            "UPDATE outbox SET owner = 'three', until = $1"
            " WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT 25)",
            clock.now + LEASE,
        )
        adopting = asyncio.create_task(heir.adopt())
        waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while not adopting.done() and not await dies._pool.fetch(waiting):  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0)
    assert await adopting == ()
    clock.now += LEASE + 1
    ids = [row.id for row in await heir.adopt()]
    assert ids == sorted(set(ids))
    assert len(ids) == 60


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
    third = PostgresStore(first._pool._url, "three", clock, Retention())
    await third.open()
    await first.close()
    taken = await asyncio.gather(second.adopt(), third.adopt())
    ids = [row.id for rows in taken for row in rows]
    left = [row.id for row in (*await second.adopt(), *await third.adopt())]
    assert len(ids) == len(set(ids))
    assert len({*ids, *left}) == 60
    await third.close()


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


async def test_what_the_server_has_against_one_turn_leaves_the_others(
    replicas: list[PostgresStore],
) -> None:
    store, _ = replicas
    first, refused, last = await asyncio.gather(
        store.turn(1, "a", "1", says("one", session="s")),
        store.turn(2, "b", "2", says("two", session="no \0 in a text")),
        store.turn(3, "c", "3", says("three", session="s")),
        return_exceptions=True,
    )
    assert isinstance(first, tuple)
    assert isinstance(refused, StoreError)
    assert isinstance(last, tuple)
    assert await store.turn(2, "b", "2", says(session="s")) == ()


async def test_much_that_is_out_of_date_is_deleted_in_small_steps(
    replicas: list[PostgresStore], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_module, "PURGED_AT_ONCE", 10)
    store, _ = replicas
    await asyncio.gather(*(store.turn(n, str(n), "7", says(session="s")) for n in range(35)))
    clock.now += 40 * 86_400
    await store.purge(clock.now)
    for table in ("session", "handled_update"):
        assert await store._pool.fetch(f"SELECT 1 FROM {table}") == []  # noqa: S608 - a constant


async def test_a_forgotten_chat_stands_in_no_table(replicas: list[PostgresStore]) -> None:
    store, _ = replicas
    chat = "98765432101"
    words = (chat, "secret-key", "secret-text", "secret-state")
    await store.block(chat)
    await store.turn(1, "secret-key", chat, says("secret-text", session="secret-state", lane=chat))
    found = await contents(store)
    assert all(word in found for word in words)
    assert await store.turn(2, "secret-key", chat, lambda _: Outcome(None, (), forget=True)) == ()
    found = await contents(store)
    assert not any(word in found for word in words)
    assert not store._in_hand


async def contents(store: PostgresStore) -> str:
    tables = await store._pool.fetch(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    )
    statements = [f"SELECT {name}::text FROM {name}" for (name,) in tables]  # noqa: S608 - as above
    return str([await store._pool.fetch(each) for each in statements])


async def test_every_statement_fits_the_tables(replicas: list[PostgresStore]) -> None:
    statements = [
        each
        for module in (postgres_module, turns_module)
        for name, value in vars(module).items()
        if name.isupper() and name != "PURGE"
        for each in (value if isinstance(value, tuple) else (value,))
        if isinstance(each, str) and " " in each
    ]
    assert len(statements) > 20
    db = await asyncpg.connect(replicas[0]._pool._url)
    for each in statements:
        await db.prepare(each)
    await db.close()
