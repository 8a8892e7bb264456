import asyncio

import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.preview.client import Client
from bot.preview.refusal import Refused
from bot.preview.telegram import LocalTelegram


async def test_updates_come_in_order_until_they_are_confirmed(bot: Bot, client: Client) -> None:
    for word in ("one", "two", "three"):
        await client.send(word)
    updates = await bot.get_updates(limit=2)
    assert [u.message.text for u in updates if u.message] == ["one", "two"]
    rest = await bot.get_updates(offset=updates[-1].update_id + 1)
    assert [u.message.text for u in rest if u.message] == ["three"]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()


async def test_a_negative_offset_forgets_all_but_the_last(bot: Bot, client: Client) -> None:
    for word in ("one", "two", "three"):
        await client.send(word)
    updates = await bot.get_updates(offset=-1)
    assert [u.message.text for u in updates if u.message] == ["three"]
    assert len(client.telegram.updates.pending) == 1


async def test_an_offset_that_does_not_move_is_soon_cut_to_one_update(
    bot: Bot, client: Client
) -> None:
    for word in ("one", "two", "three"):
        await client.send(word)
    assert [len(await bot.get_updates()) for _ in range(4)] == [3, 3, 1, 1]


async def test_a_long_poll_ends_with_the_first_update(
    bot: Bot, client: Client, telegram: LocalTelegram
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.until(lambda: telegram.updates.polled)
    await client.send("hello")
    (update,) = await poll
    assert update.message is not None
    assert update.message.text == "hello"


async def test_a_second_poller_ends_the_first(
    bot: Bot, client: Client, telegram: LocalTelegram
) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.until(lambda: telegram.updates.polled)
    second = asyncio.create_task(bot.get_updates(timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    await telegram.until(lambda: telegram.updates.polled)
    await client.send("hello")
    assert len(await second) == 1


async def test_no_polling_while_a_webhook_is_set(bot: Bot, telegram: LocalTelegram) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.until(lambda: telegram.updates.polled)
    await bot.set_webhook("https://mail.example/hook", secret_token="secret", max_connections=7)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections) == ("https://mail.example/hook", 7)
    await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.get_updates() == ()


async def test_only_the_kinds_that_were_asked_for(bot: Bot, client: Client) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await client.send("hello")
    assert await bot.get_updates() == ()
    await bot.get_updates(allowed_updates=[])
    await client.send("hello")
    assert len(await bot.get_updates()) == 1


async def test_webhooks_that_are_refused(telegram: LocalTelegram) -> None:
    for parameters in ({"url": "ftp://x"}, {"url": "https://x.nl", "secret_token": "é"}):
        with pytest.raises(Refused):
            await telegram.call("setWebhook", parameters)
