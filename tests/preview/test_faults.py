from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter, TimedOut

from bot.preview.client import Client
from bot.preview.refusal import Lost, Refused
from bot.preview.telegram import LocalTelegram


async def test_the_next_calls_are_refused_and_then_all_is_well(
    bot: Bot, client: Client, telegram: LocalTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it every RetryAfter warns
    telegram.faults.flood(7, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as flood:
            await bot.send_message(client.chat.id, "hello")
        assert flood.value.retry_after == timedelta(seconds=7)
    await bot.send_message(client.chat.id, "hello")
    assert len(client.messages) == 1
    assert telegram.calls["sendMessage"] == 3


async def test_a_fault_hits_its_chat_and_method_only(
    bot: Bot, client: Client, telegram: LocalTelegram
) -> None:
    other = Client(telegram)
    telegram.faults.forbid(method="sendMessage", chat_id=client.chat.id, times=None)
    await bot.send_message(other.chat.id, "hello")
    await bot.send_chat_action(client.chat.id, "typing")
    for _ in range(3):
        with pytest.raises(Forbidden):
            await bot.send_message(client.chat.id, "hello")
    telegram.faults.clear()
    await bot.send_message(client.chat.id, "hello")


async def test_server_errors(bot: Bot, client: Client, telegram: LocalTelegram) -> None:
    telegram.faults.fail()
    telegram.faults.fail(503, "Service Unavailable")
    for words in ("Bad Gateway", "Service Unavailable"):
        with pytest.raises(NetworkError, match=words):
            await bot.send_message(client.chat.id, "hello")


@pytest.mark.parametrize("accepted", [False, True])
async def test_lost_answers(
    bot: Bot, client: Client, telegram: LocalTelegram, *, accepted: bool
) -> None:
    telegram.faults.time_out(accepted=accepted)
    with pytest.raises(TimedOut):
        await bot.send_message(client.chat.id, "hello")
    telegram.faults.cut(accepted=accepted)
    with pytest.raises(NetworkError, match="disconnected"):
        await bot.send_message(client.chat.id, "hello")
    assert len(client.messages) == 2 * accepted


async def test_a_share_of_all_calls_is_refused_at_random(telegram: LocalTelegram) -> None:
    async def refused(seed: int) -> list[bool]:
        telegram.faults.share(1 / 3, seed)
        found = []
        for _ in range(300):
            try:
                await telegram.call("getMe", {})
            except (Refused, Lost):
                found.append(True)
            else:
                found.append(False)
        return found

    first = await refused(1)
    assert 70 < sum(first) < 130
    assert await refused(1) == first
    assert await refused(2) != first
    telegram.faults.clear()
    assert await telegram.call("getMe", {})
