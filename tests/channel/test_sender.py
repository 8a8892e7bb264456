import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest
from telegram import Bot

from bot.channel.metrics import Metrics
from bot.channel.sender import MOST_ATTEMPTS, Sender
from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.telegram import LocalTelegram
from bot.store import Outcome, Outgoing, Row, SqliteStore, StoreError
from tests.channel.clock import VirtualClock


@pytest.fixture
def broken() -> list[bool]:
    return []


@pytest.fixture
async def sender(
    bot: Bot, store: SqliteStore, clock: VirtualClock, broken: list[bool]
) -> AsyncIterator[Sender]:
    await bot.initialize()
    sender = Sender(bot, store, 0, clock, lambda: broken.append(True), Metrics())
    yield sender
    await sender.close()


@pytest.fixture
def anna(telegram: LocalTelegram) -> Client:
    return Client(telegram, Customer())


@pytest.fixture
def boris(telegram: LocalTelegram) -> Client:
    return Client(telegram, Customer(first_name="Boris"))


async def write(store: SqliteStore, client: Client, *texts: str) -> tuple[Row, ...]:
    return await calls(
        store, client, *(("sendMessage", {"chat_id": client.chat.id, "text": t}) for t in texts)
    )


async def calls(
    store: SqliteStore, client: Client, *each: tuple[str, dict[str, object]]
) -> tuple[Row, ...]:
    lane = str(client.chat.id)
    outgoing = tuple(Outgoing(lane, method, parameters) for method, parameters in each)
    rows = await store.turn(None, lane, lane, lambda _: Outcome(None, outgoing))
    assert rows is not None
    return rows


def texts(client: Client) -> list[str]:
    return [message.text for message in client.messages]


async def left(store: SqliteStore) -> int:
    """
    Return how many messages another process would find in the outbox.
    """
    found = store._connection().execute("SELECT count(*) FROM outbox").fetchone()
    return int(found[0])


async def test_messages_of_a_chat_go_in_order_and_leave_the_outbox(
    sender: Sender, store: SqliteStore, anna: Client, clock: VirtualClock
) -> None:
    rows = await write(store, anna, "one", "two", "three")
    sender.put(rows)
    sender.put(rows)
    await clock.run(sender.idle())
    assert texts(anna) == ["one", "two", "three"]
    assert await left(store) == 0


async def test_a_limited_chat_waits_as_told_and_no_other_does(
    sender: Sender,
    store: SqliteStore,
    anna: Client,
    boris: Client,
    telegram: LocalTelegram,
    clock: VirtualClock,
) -> None:
    telegram.faults.flood(30, chat_id=anna.chat.id, times=2)
    begin = clock.now()
    sender.put(await write(store, anna, "one", "two"))
    sender.put(await write(store, boris, "hello"))
    await clock.settle()
    assert (texts(anna), texts(boris)) == ([], ["hello"])
    await clock.run(sender.idle())
    assert texts(anna) == ["one", "two"]
    assert clock.now() - begin == 60


async def test_several_limited_chats_halt_all(
    sender: Sender, store: SqliteStore, telegram: LocalTelegram, clock: VirtualClock
) -> None:
    limited = [Client(telegram, Customer()) for _ in range(3)]
    for each in limited:
        telegram.faults.flood(20, chat_id=each.chat.id)
        sender.put(await write(store, each, "one"))
    await clock.settle()
    late = Client(telegram, Customer())
    sender.put(await write(store, late, "late"))
    await clock.settle()
    assert not texts(late)
    await clock.run(sender.idle())
    assert texts(late) == ["late"]


@pytest.mark.parametrize("trouble", ["fail", "time_out", "cut"])
async def test_trouble_on_the_way_is_tried_again_for_a_day(
    sender: Sender,
    store: SqliteStore,
    anna: Client,
    telegram: LocalTelegram,
    clock: VirtualClock,
    trouble: str,
) -> None:
    getattr(telegram.faults, trouble)(times=100)
    begin = clock.now()
    sender.put(await write(store, anna, "one", "two"))
    await clock.run(sender.idle())
    assert texts(anna) == ["one", "two"]
    assert 60 * 60 < clock.now() - begin < 100 * 60


async def test_a_message_is_given_up_at_last(
    sender: Sender, store: SqliteStore, anna: Client, telegram: LocalTelegram, clock: VirtualClock
) -> None:
    first, second = await write(store, anna, "one", "two")
    telegram.faults.fail(times=11)
    sender.put((replace(first, attempts=MOST_ATTEMPTS - 10), second))
    await clock.run(sender.idle())
    assert texts(anna) == ["two"]
    assert await left(store) == 0


async def test_who_blocked_the_bot_gets_nothing_more(
    sender: Sender, store: SqliteStore, anna: Client, telegram: LocalTelegram, clock: VirtualClock
) -> None:
    telegram.faults.forbid(times=1)
    sender.put(await write(store, anna, "one", "two"))
    await clock.run(sender.idle())
    assert not texts(anna)
    assert await store.is_blocked(str(anna.chat.id))
    assert await left(store) == 0
    assert telegram.calls["sendMessage"] == 1


async def test_an_upgraded_group_is_followed(
    sender: Sender, store: SqliteStore, anna: Client, telegram: LocalTelegram, clock: VirtualClock
) -> None:
    group = anna.within(telegram.group("Group", chat_id=-4009))
    rows = await write(store, group, "one", "two")
    await group.upgrade()
    sender.put(rows)
    await clock.run(sender.idle())
    assert texts(group) == ["one", "two"]
    assert await left(store) == 0


@pytest.mark.parametrize(
    "words",
    ["message is not modified: specified new message content is the same", "chat not found"],
)
async def test_a_refusal_does_not_hold_up_the_rest(
    sender: Sender,
    store: SqliteStore,
    anna: Client,
    telegram: LocalTelegram,
    clock: VirtualClock,
    caplog: pytest.LogCaptureFixture,
    words: str,
) -> None:
    telegram.faults.refuse(400, f"Bad Request: {words}")
    sender.put(await write(store, anna, "private words", "two"))
    with caplog.at_level(logging.DEBUG, "bot"):
        await clock.run(sender.idle())
    assert texts(anna) == ["two"]
    assert await left(store) == 0
    assert "private words" not in caplog.text
    assert ("dropped" in caplog.text) == ("modified" not in words)


async def test_an_edit_of_what_is_gone_goes_to_its_topic_as_a_message(
    sender: Sender, store: SqliteStore, anna: Client, telegram: LocalTelegram, clock: VirtualClock
) -> None:
    forum = telegram.group("Forum", chat_id=-4003, forum=True)
    topic = telegram.chats.open_topic(forum, "Mail")
    member = anna.within(forum, topic)
    edit: dict[str, object] = {
        "chat_id": forum.id,
        "message_id": 12345,
        "message_thread_id": topic,
        "text": "edited",
    }
    sender.put(await calls(store, member, ("editMessageText", edit)))
    await clock.run(sender.idle())
    assert member.last.text == "edited"


async def test_what_cannot_be_sent_at_all_is_dropped(
    sender: Sender,
    store: SqliteStore,
    anna: Client,
    clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def explode(*_: Any) -> None:
        msg = "not to be shown"
        raise LookupError(msg)

    rows = await write(store, anna, "one")
    monkeypatch.setattr("bot.channel.sender.call", explode)
    sender.put(rows)
    await clock.run(sender.idle())
    assert await left(store) == 0


async def test_a_refused_token_stops_everything_and_keeps_it(
    sender: Sender,
    store: SqliteStore,
    anna: Client,
    telegram: LocalTelegram,
    clock: VirtualClock,
    broken: list[bool],
) -> None:
    telegram.faults.revoke_token()
    sender.put(await write(store, anna, "one", "two"))
    await clock.run(sender.idle())
    assert broken == [True]
    assert await left(store) == 2


async def test_a_sent_message_is_noted_when_the_database_is_back_and_not_sent_again(
    sender: Sender,
    store: SqliteStore,
    anna: Client,
    telegram: LocalTelegram,
    clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noted: Callable[[Row], Any] = store.sent
    failures = 3

    async def sent(row: Row) -> None:
        nonlocal failures
        failures -= 1
        if failures >= 0:
            msg = "the database is away"
            raise StoreError(msg)
        await noted(row)

    monkeypatch.setattr(store, "sent", sent)
    sender.put(await write(store, anna, "one"))
    await clock.run(sender.idle())
    assert telegram.calls["sendMessage"] == 1
    assert await left(store) == 0


async def test_closing_sends_what_is_in_hand_and_leaves_who_must_wait(
    sender: Sender,
    store: SqliteStore,
    anna: Client,
    boris: Client,
    telegram: LocalTelegram,
    clock: VirtualClock,
) -> None:
    telegram.faults.flood(30, chat_id=anna.chat.id)
    sender.put(await write(store, anna, "one", "two"))
    await clock.settle()
    late = Client(telegram, Customer())
    telegram.faults.fail(chat_id=late.chat.id)
    sender.put(await write(store, late, "one", "two"))
    sender.put(await write(store, boris, "one", "two"))
    await sender.close()
    assert (texts(anna), texts(late), texts(boris)) == ([], [], ["one", "two"])
    assert await left(store) == 4
    assert not sender.busy


async def test_closing_does_not_wait_for_ever(
    sender: Sender,
    store: SqliteStore,
    anna: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def hang(*_: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.channel.sender.call", hang)
    sender.put(await write(store, anna, "one"))
    await sender.close(grace=0.01)
    assert await left(store) == 1
