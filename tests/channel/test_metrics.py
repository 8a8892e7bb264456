from collections.abc import Callable

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.channel.application import Application
from bot.channel.metrics import Metrics
from bot.preview.client import Client
from bot.preview.telegram import LocalTelegram
from bot.store import Backlog, Outcome, Outgoing, SqliteStore, StoreError
from tests.channel.clock import VirtualClock
from tests.channel.conftest import Reader

Count = Callable[..., float | None]


def value(page: bytes, name: str, labels: dict[str, str]) -> float | None:
    for family in text_string_to_metric_families(page.decode()):
        for sample in family.samples:
            if sample.name == name and sample.labels == labels:
                return float(sample.value)
    return None


async def counted(application: Application, name: str, **labels: str) -> float | None:
    return value(await application.measure(), name, labels)


async def test_updates_and_answers_are_counted(client: Client, application: Application) -> None:
    await client.start()
    await client.send("imap")
    await client.send("imap")
    await client.choose(client.last, client.last.all_buttons[0])
    assert await counted(application, "bot_updates_total", kind="message") == 3
    assert await counted(application, "bot_updates_total", kind="callback_query") == 1
    assert await counted(application, "bot_answers_total", screen="start", locale="en") == 1
    assert await counted(application, "bot_turn_seconds_count") == 4
    assert await counted(application, "bot_send_seconds_count") == 4


async def test_nothing_of_a_customer_is_a_label(client: Client, application: Application) -> None:
    await client.send("my address is home@example.org")
    page = (await application.measure()).decode()
    assert str(client.chat.id) not in page
    assert "example" not in page


async def test_refusals_are_counted_by_method_and_code(
    client: Client, application: Application, telegram: LocalTelegram
) -> None:
    telegram.faults.flood(3)
    telegram.faults.cut()
    telegram.faults.fail()
    telegram.faults.time_out()
    telegram.faults.refuse(400, "Bad Request: chat not found")
    await client.send("imap")
    found = {
        code: await counted(application, "bot_refusals_total", method="sendMessage", code=code)
        for code in ("400", "429", "network", "timeout")
    }
    assert found == {"400": 1, "429": 1, "network": 2, "timeout": 1}


async def test_failures_are_counted(
    client: Client, application: Application, reader: Reader
) -> None:
    reader.booms = 3
    await client.send("boom")
    assert await counted(application, "bot_errors_total", kind="turn") == 3
    assert await counted(application, "bot_errors_total", kind="set_aside") == 1
    assert await counted(application, "bot_set_aside_updates") == 1
    assert await counted(application, "bot_answers_total", screen="apology", locale="en") == 1


async def test_the_outbox_is_everybodys(
    application: Application, store: SqliteStore, clock: VirtualClock
) -> None:
    assert await counted(application, "bot_outbox_messages") == 0
    assert await counted(application, "bot_outbox_oldest_seconds") == 0
    outgoing = (Outgoing("7", "sendMessage", {}), Outgoing("7", "sendMessage", {}))
    await store.turn(1, "k", "7", lambda _: Outcome(None, outgoing))
    clock.seconds += 90
    assert await counted(application, "bot_outbox_messages") == 2
    assert await counted(application, "bot_outbox_oldest_seconds") == 90


async def test_the_database_need_not_be_there(
    application: Application, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away() -> Backlog:
        msg = "away"
        raise StoreError(msg)

    monkeypatch.setattr(store, "backlog", away)
    outbox = await counted(application, "bot_outbox_messages")
    assert outbox != outbox  # noqa: PLR0124 - it is not a number


def test_two_applications_do_not_share_their_counts() -> None:
    first, second = Metrics(), Metrics()
    first.updates.labels("message").inc()
    assert value(second.page(0, 0, None, 0.0), "bot_updates_total", {"kind": "message"}) is None
