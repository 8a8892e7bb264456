"""Delivery to the bot's webhook."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.preview.client import Client
from bot.preview.refusal import Json
from bot.preview.server import create_app
from bot.preview.telegram import LocalTelegram

from .serving import serving

BUTTON = {"inline_keyboard": [[{"text": "IMAP", "callback_data": "i"}]]}


class Hook:
    """A bot's webhook that answers what it is told to."""

    def __init__(self) -> None:
        self.seen: list[Json] = []
        self.secrets: list[str | None] = []
        self.answer: Callable[[Json], Response] = lambda _: Response()
        self.gate = asyncio.Event()
        self.gate.set()
        self.app = Starlette(routes=[Route("/hook", self.take, methods=["POST"])])

    async def take(self, request: Request) -> Response:
        update: Json = await request.json()
        self.seen.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if update.get("message", {}).get("text") == "slow":
            await self.gate.wait()
        return self.answer(update)

    @property
    def texts(self) -> list[str]:
        return [
            update["message"]["text"] if "message" in update else update["callback_query"]["data"]
            for update in self.seen
        ]


@pytest.fixture
async def hook(telegram: LocalTelegram) -> AsyncIterator[Hook]:
    hook = Hook()
    async with serving(hook.app) as url, serving(create_app(telegram, second=0.01)):
        await telegram.call("setWebhook", {"url": f"{url}/hook", "secret_token": "s3cret"})
        yield hook


def taken(telegram: LocalTelegram) -> Callable[[], bool]:
    return lambda: not telegram.updates.pending


async def test_updates_are_delivered_in_order_with_the_secret(
    telegram: LocalTelegram, client: Client, hook: Hook
) -> None:
    for number in range(5):
        await client.send(str(number))
    await client.until(taken(telegram))
    assert hook.texts == ["0", "1", "2", "3", "4"]
    assert set(hook.secrets) == {"s3cret"}


async def test_what_waited_is_delivered_when_the_webhook_is_set(
    telegram: LocalTelegram, client: Client
) -> None:
    await client.send("early")
    hook = Hook()
    async with serving(hook.app) as url, serving(create_app(telegram)):
        await telegram.call("setWebhook", {"url": f"{url}/hook"})
        await client.until(taken(telegram))
    assert hook.texts == ["early"]
    assert hook.secrets == [None]


async def test_a_refused_update_comes_again_before_the_next(
    telegram: LocalTelegram, client: Client, hook: Hook
) -> None:
    answers = [Response(status_code=503, headers={"Retry-After": "2"}), Response(status_code=500)]
    hook.answer = lambda _: answers.pop() if answers else Response()
    await client.send("one")
    await client.send("two")
    await client.until(taken(telegram))
    assert hook.texts == ["one", "one", "one", "two"]
    info = await telegram.call("getWebhookInfo", {})
    assert isinstance(info, dict)
    assert info["last_error_message"].startswith("Wrong response from the webhook: 503")


async def test_a_chat_that_waits_delays_nobody_else_and_taps_overtake(
    telegram: LocalTelegram, client: Client, hook: Hook
) -> None:
    await telegram.call(
        "sendMessage", {"chat_id": client.chat.id, "text": "?", "reply_markup": BUTTON}
    )
    hook.gate.clear()
    await client.send("slow")
    await client.send("behind")
    await client.click("IMAP")
    other = Client(telegram)
    await other.send("other")
    await client.until(lambda: len(telegram.updates.pending) == 2)
    assert sorted(hook.texts) == ["i", "other", "slow"]
    hook.gate.set()
    await client.until(taken(telegram))
    assert hook.texts[-1] == "behind"


async def test_a_response_may_hold_a_call(
    telegram: LocalTelegram, client: Client, hook: Hook
) -> None:
    hook.answer = lambda update: JSONResponse(
        {
            "method": "sendMessage",
            "chat_id": update["message"]["chat"]["id"],
            "text": "hello back",
        }
    )
    await client.send("hello")
    assert (await client.until_said("hello back")).text == "hello back"
    hook.answer = lambda _: JSONResponse({"method": "deleteWebhook"})
    await client.send("again")
    await client.until(taken(telegram))
    assert telegram.updates.webhook is not None


async def test_a_webhook_out_of_reach_is_tried_until_it_is_back(
    telegram: LocalTelegram, client: Client
) -> None:
    hook = Hook()
    async with serving(create_app(telegram, second=0.01)):
        async with serving(hook.app) as url:
            pass
        await telegram.call("setWebhook", {"url": f"{url}/hook"})
        await client.send("hello")
        await client.until(lambda: telegram.updates.last_error is not None)
        async with serving(hook.app) as url:
            await telegram.call("setWebhook", {"url": f"{url}/hook"})
            await client.until(taken(telegram))
    assert hook.texts == ["hello"]
