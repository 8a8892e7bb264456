import asyncio
from collections.abc import Coroutine
from datetime import UTC, date, datetime
from typing import Any

import pytest
from telegram import Bot

from bot.channel.application import Application
from bot.channel.conversation import Conversation
from bot.channel.incoming import Inquiry, Press
from bot.channel.inline import MOST_TAPS, MOST_WAITING, QUERIES_AT_ONCE, Inline
from bot.channel.metrics import Metrics
from bot.dialogue.codec import Tap
from bot.dialogue.disturbance import Disturbance, DisturbanceKind
from bot.dialogue.state import Node, Protocol, State
from bot.preview.client import Client
from bot.preview.telegram import LocalTelegram
from bot.store import SqliteStore
from tests.channel.clock import VirtualClock
from tests.channel.conftest import Reader

OUTAGE = Disturbance(
    DisturbanceKind.ALL, "", datetime(2026, 11, 25, 18, tzinfo=UTC), date(2026, 11, 25)
)
SECURITY = Tap(State(Node.SECURITY, protocol=Protocol.IMAP))


def calls(telegram: LocalTelegram, method: str) -> list[dict[str, Any]]:
    return [dict(each.parameters) for each in telegram.log if each.method == method]


async def test_an_inline_query_is_answered_with_the_bots_own_cards(
    client: Client, telegram: LocalTelegram
) -> None:
    results = await client.inquire("imap")
    first = results[0]
    assert first["type"] == "article"
    assert first["title"] == "Your settings: IMAP with SSL"
    assert first["description"] == "ssl0.ovh.net · 993 · 465 · 587"
    content = first["input_message_content"]
    assert "<code>993</code>" in content["message_text"]
    assert content["parse_mode"] == "HTML"
    assert content["link_preview_options"] == {"is_disabled": True}
    assert "text" not in content
    assert "reply_markup" not in content
    assert first["reply_markup"]["inline_keyboard"]
    (answer,) = calls(telegram, "answerInlineQuery")
    assert answer["is_personal"] == "true"
    assert answer["cache_time"] == "300"


async def test_the_links_of_a_card_name_this_bot(client: Client, telegram: LocalTelegram) -> None:
    results = await client.inquire("")
    assert f"https://t.me/{telegram.bot.username}?start=1" in str(results)


async def test_nothing_of_it_touches_the_store(
    application: Application,
    telegram: LocalTelegram,
    client: Client,
    store: SqliteStore,
    clock: VirtualClock,
) -> None:
    await store.close()
    assert await client.inquire("imap")
    await client.press_inline("abc", "whatever")
    assert telegram.calls["editMessageText"] == telegram.calls["answerCallbackQuery"] == 1
    assert await clock.run(application.measure())
    await store.open()


async def test_a_tap_edits_the_inline_message_and_is_answered(
    client: Client, telegram: LocalTelegram, conversation: Conversation
) -> None:
    await client.press_inline("abc", conversation.codec.format(SECURITY))
    shown = telegram.editing.inline["abc"]
    assert shown["reply_markup"]["inline_keyboard"]
    assert "SSL" in shown["text"]
    assert [each.method for each in telegram.log][-2:] == ["editMessageText", "answerCallbackQuery"]
    assert telegram.calls["sendMessage"] == 0


async def test_a_double_tap_is_fine(
    client: Client, telegram: LocalTelegram, conversation: Conversation
) -> None:
    for _ in range(2):
        await client.press_inline("abc", conversation.codec.format(SECURITY))
    assert telegram.calls["editMessageText"] == telegram.calls["answerCallbackQuery"] == 2


async def test_what_is_for_one_person_opens_a_chat_with_the_bot(
    client: Client, telegram: LocalTelegram, conversation: Conversation
) -> None:
    data = conversation.codec.format(Tap(State(Node.PRIVACY)))
    await client.press_inline("abc", data)
    assert telegram.calls["editMessageText"] == 0
    (answer,) = calls(telegram, "answerCallbackQuery")
    assert answer["url"] == f"https://t.me/{telegram.bot.username}?start={data}"


async def test_what_fails_is_noted_without_words_and_stops_nobody(
    client: Client, telegram: LocalTelegram, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    reader.booms = 1
    assert await client.inquire("boom") == []
    assert "inline failed" in caplog.messages
    assert "boom" not in caplog.text
    assert caplog.records[-1].__dict__["error"] == "LookupError"
    assert await client.inquire("boom")
    telegram.faults.refuse(400, "Bad Request: QUERY_ID_INVALID", method="answerInlineQuery")
    assert await client.inquire("imap") == []
    telegram.faults.refuse(400, "Bad Request: MESSAGE_ID_INVALID", method="editMessageText")
    await client.press_inline("abc", "whatever")
    assert telegram.calls["answerCallbackQuery"] == 1


@pytest.mark.parametrize("words", ["query is too old and response timeout expired", "FLOOD"])
async def test_refusals_that_matter_are_counted(
    client: Client,
    telegram: LocalTelegram,
    application: Application,
    clock: VirtualClock,
    words: str,
) -> None:
    telegram.faults.refuse(400, f"Bad Request: {words}", method="answerInlineQuery")
    await client.inquire("imap")
    page = (await clock.run(application.measure())).decode()
    counted = 'bot_refusals_total{code="400",method="answerInlineQuery"} 1.0' in page
    assert counted is (words == "FLOOD")


class Bench:
    """
    An `Inline` whose calls wait until they are let through.
    """

    def __init__(self, bot: Bot, conversation: Conversation) -> None:
        self.standing: tuple[Disturbance, ...] = ()
        self.tasks: list[asyncio.Task[None]] = []
        self.metrics = Metrics()
        self.inline = Inline(bot, conversation, self.metrics, self.later, lambda: self.standing)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(asyncio.ensure_future(work))

    async def rest(self) -> None:
        await asyncio.gather(*self.tasks)

    @property
    def flooded(self) -> float:
        value: float = self.metrics.ignored.labels("flood")._value.get()
        return value


@pytest.fixture
async def bench(bot: Bot, conversation: Conversation) -> Bench:
    await bot.initialize()
    return Bench(bot, conversation)


@pytest.fixture
def held(telegram: LocalTelegram, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """
    Every call waits for this event.
    """
    gate = asyncio.Event()
    carry_out = telegram._carry_out

    async def wait(method: str, parameters: Any) -> object:
        if method in {"answerinlinequery", "editmessagetext"}:
            await gate.wait()
        return await carry_out(method, parameters)

    monkeypatch.setattr(telegram, "_carry_out", wait)
    return gate


def inquiry(telegram: LocalTelegram, text: str, user: int = 7) -> Inquiry:
    return Inquiry(telegram.queries.open(user, None).id, user, text, "en")


def press(telegram: LocalTelegram, message: str = "abc") -> Press:
    telegram.editing.inline.setdefault(message, {"inline_message_id": message, "text": ""})
    return Press(telegram.queries.open(7, None).id, message, SECURITY, "en")


async def test_of_one_users_queries_only_the_newest_is_answered(
    bench: Bench, telegram: LocalTelegram, reader: Reader
) -> None:
    for end in range(1, 5):
        bench.inline.take(inquiry(telegram, "imap"[:end]))
    await bench.rest()
    assert reader.heard == ["imap"]
    assert telegram.calls["answerInlineQuery"] == 1


async def test_a_newer_query_waits_for_the_one_in_flight_and_passes_the_others(
    bench: Bench, telegram: LocalTelegram, reader: Reader, held: asyncio.Event, clock: VirtualClock
) -> None:
    bench.inline.take(inquiry(telegram, "i"))
    await clock.settle()
    for text in ("im", "ima", "imap"):
        bench.inline.take(inquiry(telegram, text))
    held.set()
    await bench.rest()
    assert reader.heard == ["i", "imap"]


async def test_only_so_many_are_in_flight(
    bench: Bench, telegram: LocalTelegram, reader: Reader, held: asyncio.Event, clock: VirtualClock
) -> None:
    for user in range(3 * QUERIES_AT_ONCE):
        bench.inline.take(inquiry(telegram, "imap", user))
    await clock.settle()
    assert len(reader.heard) == QUERIES_AT_ONCE
    bench.inline.take(press(telegram))
    held.set()
    await bench.rest()
    assert len(reader.heard) == 3 * QUERIES_AT_ONCE
    assert telegram.calls["editMessageText"] == 1
    assert bench.flooded == 0


async def test_a_flood_is_dropped(bench: Bench, telegram: LocalTelegram) -> None:
    for user in range(MOST_WAITING + 2):
        bench.inline.take(inquiry(telegram, "imap", user))
    for number in range(MOST_WAITING + 2):
        bench.inline.take(press(telegram, str(number)))
    assert bench.flooded == 4
    for task in bench.tasks:
        task.cancel()
    await asyncio.gather(*bench.tasks, return_exceptions=True)


async def test_the_taps_on_one_message_come_in_order_and_are_bounded(
    bench: Bench, telegram: LocalTelegram, held: asyncio.Event, clock: VirtualClock
) -> None:
    for _ in range(MOST_TAPS + 3):
        bench.inline.take(press(telegram))
    await clock.settle()
    assert telegram.calls["editMessageText"] == 1
    held.set()
    await bench.rest()
    assert telegram.calls["editMessageText"] == MOST_TAPS + 1
    assert bench.flooded == 2


async def test_while_something_is_disturbed_answers_are_not_kept_long(
    bench: Bench, telegram: LocalTelegram
) -> None:
    bench.standing = (OUTAGE,)
    bench.inline.take(inquiry(telegram, "imap"))
    await bench.rest()
    (answer,) = calls(telegram, "answerInlineQuery")
    assert answer["cache_time"] == "30"
    assert "18:00" in str(answer["results"])


async def test_a_queries_flood_delays_no_chat(
    client: Client,
    telegram: LocalTelegram,
    application: Application,
    held: asyncio.Event,
    clock: VirtualClock,
) -> None:
    for user in range(50):
        query = {"id": str(user), "from": {"id": user}, "query": "imap", "offset": ""}
        update = telegram.updates.stamp("inline_query", query)
        await clock.run(application.handle_json(update))
    message = telegram.messages.add(client.chat, client.customer.user, {"text": "/start"})
    start = telegram.updates.stamp("message", dict(message))
    await clock.run(application.handle_json(start))
    await clock.settle()
    assert client.messages
    held.set()
    await clock.run(application.idle())
