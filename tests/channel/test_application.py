import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot
from telegram.error import NetworkError

from bot.channel.api import TokenRefused
from bot.channel.application import Application
from bot.channel.conversation import Conversation
from bot.channel.dispatch import MOST_WAITING
from bot.channel.update import Update
from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.telegram import LocalTelegram
from bot.store import LEASE, Outcome, Outgoing, SqliteStore, StoreError
from tests.channel.clock import VirtualClock
from tests.channel.conftest import Reader


async def test_start_is_answered_with_buttons(client: Client) -> None:
    await client.start()
    assert client.last.all_buttons


async def test_a_question_is_edited_in_place_by_a_tap(client: Client) -> None:
    await client.start()
    before = client.last.text
    await client.choose(client.last, client.last.all_buttons[0])
    assert len(client.messages) == 1
    assert client.last.text != before


async def test_typed_text_gets_a_new_message(client: Client) -> None:
    await client.start()
    await client.send("imap")
    assert len(client.messages) == 2


async def test_every_tap_is_answered(client: Client, telegram: LocalTelegram) -> None:
    await client.start()
    await client.choose(client.last, client.last.all_buttons[0])
    assert len(client.answers) == 1
    await client.press_inline("abc", "whatever")
    assert telegram.calls["answerCallbackQuery"] == 2


async def test_the_second_of_a_double_tap_is_a_notice(client: Client) -> None:
    await client.start()
    await client.click_twice(client.last.all_buttons[0].label)
    assert len(client.messages) == 1
    assert [bool(each.text) for each in client.answers] == [False, True]


async def test_a_tap_that_telegram_has_forgotten_still_counts(
    client: Client, telegram: LocalTelegram
) -> None:
    await client.start()
    before = client.last.text
    telegram.faults.refuse(
        400,
        "Bad Request: query is too old and response timeout expired",
        method="answerCallbackQuery",
    )
    await client.choose(client.last, client.last.all_buttons[0])
    assert client.last.text != before
    assert not client.answers


async def test_a_redelivered_update_is_not_answered_twice(
    client: Client, telegram: LocalTelegram, deliver: Callable[[dict[str, Any]], Awaitable[None]]
) -> None:
    await client.start()
    press = client._press(client.last, client.last.all_buttons[0].data or "")[1]
    update = telegram.updates.stamp("callback_query", press)
    await deliver(update)
    seen = client.last.text
    await deliver(update)
    assert (len(client.messages), client.last.text) == (1, seen)
    assert telegram.calls["answerCallbackQuery"] == 2


async def test_a_message_that_is_gone_is_sent_anew(client: Client) -> None:
    await client.start()
    first = client.last
    await client.delete(first)
    await client.press(first, first.all_buttons[0].data or "")
    assert client.last.id > first.id


async def test_an_edit_that_telegram_refuses_is_sent_anew(
    client: Client, telegram: LocalTelegram
) -> None:
    await client.start()
    telegram.faults.refuse(400, "Bad Request: message can't be edited", method="editMessageText")
    await client.choose(client.last, client.last.all_buttons[0])
    assert len(client.messages) == 2


async def test_a_password_is_deleted_and_the_customer_told(
    client: Client, telegram: LocalTelegram
) -> None:
    await client.start()
    said = await client.send("my password is hunter2")
    assert said not in client.history
    assert len(client.messages) == 2
    assert "hunter2" not in str([call.parameters for call in telegram.log])


async def test_a_picture_with_a_password_is_deleted(client: Client) -> None:
    said = await client.photo("my password is hunter2")
    assert said not in client.history
    assert client.messages


async def test_a_command_in_an_edited_message_is_not_run_again(
    client: Client, telegram: LocalTelegram
) -> None:
    said = await client.command("/ticket")
    await client.edit(said, "/ticket again")
    assert telegram.calls["sendMessage"] == 1
    await client.edit(said, "/ticket my password is hunter2")
    assert telegram.calls["sendMessage"] == 1


async def test_a_correction_is_understood(client: Client, reader: Reader) -> None:
    said = await client.send("imap")
    await client.edit(said, "pop")
    assert reader.heard == ["imap", "pop"]
    assert len(client.messages) == 2


async def test_other_kinds_of_messages_get_a_sensible_answer(client: Client) -> None:
    for send in (client.sticker, client.photo, client.voice, client.location, client.document):
        await send()
    assert len(client.messages) == 5
    assert len({message.text for message in client.messages}) == 5


async def test_the_pictures_of_an_album_are_answered_once(client: Client) -> None:
    photo = (await client.photo()).raw
    for _ in range(3):
        await client._hand(("message", photo | {"media_group_id": "77"}))
    assert len(client.messages) == 2


async def test_forgetting_leaves_nothing(client: Client, store: SqliteStore) -> None:
    await client.start()
    await client.command("/forget")
    assert len(client.messages) == 2
    seen: list[str | None] = []

    def look(kept: str | None) -> Outcome:
        seen.append(kept)
        return Outcome(None)

    await store.turn(None, f"telegram::{client.chat.id}:", str(client.chat.id), look)
    assert seen == [None]


async def test_a_turn_that_fails_is_tried_again(client: Client, reader: Reader) -> None:
    reader.booms = 2
    await client.send("boom")
    assert reader.heard == ["boom"] * 3
    assert client.messages


async def test_a_poisonous_update_is_set_aside_with_an_apology(
    client: Client, reader: Reader, store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    reader.booms = 99
    await client.send("boom")
    (aside,) = await store.aside()
    assert (aside.kind, aside.error) == ("message", "LookupError")
    assert aside.place.startswith("bot/channel/conversation.py:")
    assert len(client.messages) == 1
    assert "boom" not in caplog.text
    reader.booms = 0
    await client.send("imap")
    assert len(client.messages) == 2


async def test_a_poisonous_update_that_comes_again_is_known(
    client: Client,
    reader: Reader,
    telegram: LocalTelegram,
    deliver: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    reader.booms = 99
    update = telegram.updates.stamp("message", (await client.send("imap")).raw | {"text": "boom"})
    await deliver(update)
    await deliver(update)
    assert len(client.messages) == 2


async def test_a_database_that_is_away_is_not_the_updates_fault(
    client: Client,
    application: Application,
    store: SqliteStore,
    telegram: LocalTelegram,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def away(*_: object) -> None:
        msg = "the database is away"
        raise StoreError(msg)

    message = (await client.send("imap")).raw
    update = telegram.updates.stamp("message", message)
    with monkeypatch.context() as patch:
        patch.setattr(store, "turn", away)
        with pytest.raises(StoreError):
            await application.handle_json(update)
    await application.handle_json(update)
    await application.idle()
    assert len(client.messages) == 2
    assert await store.aside() == ()


async def test_who_blocks_the_bot_is_not_written_to_and_who_comes_back_is(
    client: Client, store: SqliteStore
) -> None:
    await client.start()
    await client.block()
    assert await store.is_blocked(str(client.chat.id))
    await client.unblock()
    assert not await store.is_blocked(str(client.chat.id))


async def test_who_writes_is_not_blocked(client: Client, store: SqliteStore) -> None:
    await store.block(str(client.chat.id))
    await client.send("imap")
    assert not await store.is_blocked(str(client.chat.id))


async def test_a_customer_who_floods_delays_nobody_and_is_ignored_at_last(
    client: Client,
    application: Application,
    telegram: LocalTelegram,
    clock: VirtualClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await client.start()
    await client.start()
    other = Client(telegram, Customer(), deliver=client._deliver)
    raw = (await client.send("imap")).raw
    telegram.faults.flood(1000, chat_id=client.chat.id, times=None)
    with caplog.at_level(logging.WARNING):
        for _ in range(5 * MOST_WAITING):
            await application.handle_json(telegram.updates.stamp("message", raw))
            await asyncio.sleep(0)
    assert len([each for each in caplog.messages if "flooded" in each]) == 1
    started = clock.now()
    other._deliver = None
    said = telegram.updates.stamp("message", raw | {"chat": other.chat.to_json()})
    await application.handle_json(said)
    await clock.settle()
    assert other.messages
    assert clock.now() == started
    telegram.faults.clear()
    await clock.run(application.idle())
    assert len(client.messages) == 3 + MOST_WAITING


async def test_what_another_process_left_is_sent(
    bot: Bot,
    conversation: Conversation,
    clock: VirtualClock,
    telegram: LocalTelegram,
    tmp_path: Any,
) -> None:
    customer = Client(telegram, Customer())
    file = str(tmp_path / "bot.sqlite3")
    dead, alive = (SqliteStore(file, owner, clock.time) for owner in ("dead", "alive"))
    await dead.open()
    await alive.open()
    parameters = {"chat_id": customer.chat.id, "text": "left over"}
    outcome = Outcome(None, (Outgoing(str(customer.chat.id), "sendMessage", parameters),))
    await dead.turn(1, "key", str(customer.chat.id), lambda _: outcome)
    async with Application(bot, conversation, alive, 0, clock) as application:
        await application.idle()
        assert not customer.messages
        await clock.pass_by(60)
        await clock.run(application.idle())
        assert customer.last.text == "left over"
        await clock.pass_by(60)
    assert len(customer.messages) == 1
    await dead.close()
    await alive.close()


async def test_leaving_lets_go_of_what_is_not_sent(
    bot: Bot,
    conversation: Conversation,
    store: SqliteStore,
    clock: VirtualClock,
    telegram: LocalTelegram,
) -> None:
    telegram.faults.fail(times=None, method="sendMessage")
    async with Application(bot, conversation, store, 0, clock) as application:
        client = Client(telegram, Customer(), deliver=application.handle_json)
        await client.start()
    telegram.faults.clear()
    assert not client.messages
    await store.renew()


async def test_a_token_that_is_refused_at_the_start_stops_it(
    bot: Bot, conversation: Conversation, store: SqliteStore, telegram: LocalTelegram
) -> None:
    telegram.faults.revoke_token()
    with pytest.raises(TokenRefused) as refused:
        async with Application(bot, conversation, store, 0):
            pass
    assert telegram.token not in str(refused.value)


async def test_a_token_that_is_revoked_stops_it(
    client: Client, application: Application, telegram: LocalTelegram, clock: VirtualClock
) -> None:
    telegram.faults.revoke_token()
    await client.send("imap")
    with pytest.raises(TokenRefused):
        await clock.run(application.broken())


async def test_topics_have_conversations_of_their_own(
    client: Client, telegram: LocalTelegram, reader: Reader
) -> None:
    forum = telegram.group("Forum", chat_id=-4002, forum=True)
    topic = telegram.chats.open_topic(forum, "Mail")
    member = client.within(forum, topic)
    await member.command("/start")
    assert member.last.raw["message_thread_id"] == topic
    await member.choose(member.last, member.last.all_buttons[0])
    assert len(member.messages) == 1
    assert not reader.heard


async def test_an_update_with_odd_contents_is_set_aside(
    client: Client,
    store: SqliteStore,
    telegram: LocalTelegram,
    deliver: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    message = (await client.send("imap")).raw
    await deliver(telegram.updates.stamp("message", message | {"text": 5}))
    (aside,) = await store.aside()
    assert (aside.kind, aside.error) == ("message", "Unreadable")
    assert len(client.messages) == 1


async def test_even_an_apology_may_fail(
    client: Client, reader: Reader, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Conversation, "apologise", fail)
    reader.booms = 99
    await client.send("boom")
    assert len(await store.aside()) == 1
    assert not client.messages


async def test_a_full_lane_ignores_the_rest(
    client: Client,
    application: Application,
    store: SqliteStore,
    telegram: LocalTelegram,
    clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = (await client.send("imap")).raw
    turn: Any = store.turn

    async def slow(*arguments: Any) -> Any:
        await clock.sleep(1)
        return await turn(*arguments)

    monkeypatch.setattr(store, "turn", slow)
    updates = [telegram.updates.stamp("message", raw) for _ in range(MOST_WAITING + 50)]

    async def all_of_them() -> None:
        await asyncio.gather(*map(application.handle_json, updates))

    await clock.run(all_of_them())
    await clock.run(application.idle())
    assert len(client.messages) == 1 + 1 + MOST_WAITING


async def test_telegram_may_be_away_for_a_moment_at_the_start(
    bot: Bot,
    conversation: Conversation,
    store: SqliteStore,
    telegram: LocalTelegram,
    clock: VirtualClock,
) -> None:
    async def enter() -> None:
        async with Application(bot, conversation, store, 0, clock):
            pass

    telegram.faults.cut(method="getMe")
    await clock.run(enter())
    telegram.faults.flood(7, method="getMe")
    begun = clock.now()
    await clock.run(enter())
    assert clock.now() - begun >= 7
    telegram.faults.cut(method="getMe", times=None)
    with pytest.raises(NetworkError):
        await clock.run(enter())


async def test_it_is_to_be_entered_first(
    bot: Bot, conversation: Conversation, store: SqliteStore
) -> None:
    with pytest.raises(RuntimeError):
        await Application(bot, conversation, store, 0).handle(Update(1))


async def test_a_message_behind_one_of_another_process_follows_it_soon(
    bot: Bot,
    conversation: Conversation,
    telegram: LocalTelegram,
    clock: VirtualClock,
    tmp_path: Path,
) -> None:
    person = Customer()
    file = str(tmp_path / "bot.sqlite3")
    dead, alive = (SqliteStore(file, owner, clock.time) for owner in ("dead", "alive"))
    await dead.open()
    await alive.open()
    lane = str(person.id)
    said = Outgoing(lane, "sendMessage", {"chat_id": person.id, "text": "earlier"})
    await dead.turn(None, "other", lane, lambda _: Outcome(None, (said,)))
    async with Application(bot, conversation, alive, 0, clock) as application:
        customer = Client(telegram, person, deliver=application.handle_json)
        await customer.start()
        assert customer.messages == []
        await clock.pass_by(LEASE + 6)
        earlier, answer = customer.messages
        assert earlier.text == "earlier"
        assert answer.buttons
    await dead.close()
    await alive.close()
