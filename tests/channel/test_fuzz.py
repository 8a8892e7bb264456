"""
Whatever comes in, nothing is raised, and the next customer is answered.
"""

import asyncio
import copy
import json
import os
from collections.abc import Callable, Coroutine, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from telegram import Bot

from bot.channel.application import Application
from bot.channel.conversation import Conversation
from bot.channel.parsing import Unreadable
from bot.channel.webhook import SECRET_HEADER, create_app
from bot.cli.wiring import load
from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.request import LocalRequest
from bot.preview.telegram import LocalTelegram
from bot.store import MEMORY, SqliteStore
from tests.channel.clock import VirtualClock
from tests.channel.samples import EVERY, Json

# FUZZ_EXAMPLES=100000 makes a long run of it.
EXAMPLES = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "150")))

HUGE = 10**400
DEEP: Any = json.loads("[" * 500 + "]" * 500)
JUNK = st.one_of(
    st.sampled_from(
        [None, True, False, 0, -1, 2**31, 2**53, 2**63, -(2**63), 2**64, HUGE, 1.5, 1e308, 1e-320]
    ),
    st.sampled_from(
        ["", "7001", "a" * 5000, "\ud800", "\x00", "/start", "<b>&", "@mail_bot", "{x}"]
    ),
    st.builds(copy.deepcopy, st.sampled_from([[], {}, [None], [[]], {"id": None}, DEEP])),
    st.integers(),
    st.text(max_size=20),
)
ANYTHING = st.recursive(
    JUNK, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=8), inner), max_leaves=8
)
Path_ = tuple[Any, ...]


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    if path:
        yield path
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    if len(path) < 8:
        for key, inner in items:
            yield from places(inner, (*path, key))


def at(value: Any, path: Path_) -> Any:
    for key in path:
        value = value[key]
    return value


@st.composite
def mutants(draw: st.DrawFn) -> Json:
    kind, content = draw(st.sampled_from(EVERY))
    update: Json = {"update_id": 1, kind: copy.deepcopy(content)}
    for _ in range(draw(st.integers(1, 3))):
        found = list(places(update))
        if not found:
            break
        *before, last = draw(st.sampled_from(found))
        parent = at(update, tuple(before))
        match draw(st.sampled_from(["drop", "junk", "junk", "add", "graft"])):
            case "drop":
                del parent[last]
            case "junk":
                parent[last] = draw(JUNK)
            case "add" if isinstance(parent, dict):
                parent[draw(st.text(max_size=8))] = draw(JUNK)
            case _:
                other = draw(st.sampled_from(EVERY))[1]
                parent[last] = copy.deepcopy(at(other, draw(st.sampled_from(list(places(other))))))
    return update


@pytest.fixture(scope="module")
def real(root: Path) -> Conversation:
    return load(root / "config.yaml").conversation


class Bench:
    """
    An application on a Telegram of its own; what a task raises unseen is collected.
    """

    def __init__(self, conversation: Conversation) -> None:
        self.clock = VirtualClock()
        self.telegram = LocalTelegram(clock=self.clock.time)
        request = LocalRequest(self.telegram)
        bot = Bot(self.telegram.token, request=request, get_updates_request=request)
        self.store = SqliteStore(MEMORY, "fuzz", self.clock.time)
        self.application = Application(bot, conversation, self.store, 0, self.clock)
        self.unseen: list[dict[str, Any]] = []

    def run(self, use: Callable[["Bench"], Coroutine[Any, Any, None]]) -> None:
        async def inside() -> None:
            loop = asyncio.get_running_loop()
            loop.set_exception_handler(lambda _, context: self.unseen.append(context))
            await self.store.open()
            await use(self)
            await self.store.close()

        asyncio.run(inside())
        assert self.unseen == []

    async def next_is_answered(self) -> None:
        """
        Another customer writes, and is answered; then everything else is settled.
        """
        other = Client(self.telegram, Customer())
        message = self.telegram.messages.add(other.chat, other.customer.user, {"text": "/start"})
        update = self.telegram.updates.stamp("message", dict(message))
        await self.clock.run(self.application.handle_json(update))
        await self.clock.settle()
        assert other.messages
        await self.clock.run(self.application.idle())


@pytest.mark.parametrize(("kind", "content"), EVERY)
def test_every_kind_of_update_passes(real: Conversation, kind: str, content: Json) -> None:
    async def use(bench: Bench) -> None:
        async with bench.application as application:
            await bench.clock.run(application.handle_json({"update_id": 1, kind: content}))
            await bench.next_is_answered()
            assert await bench.store.aside() == ()

    Bench(real).run(use)


@EXAMPLES
@given(updates=st.lists(mutants(), min_size=1, max_size=6))
def test_no_update_however_odd_stops_the_next(real: Conversation, updates: list[Json]) -> None:
    async def use(bench: Bench) -> None:
        numbers = count(1)
        async with bench.application as application:
            for update in updates:
                if type(update.get("update_id")) is int and update["update_id"] == 1:
                    update["update_id"] = next(numbers)
                try:
                    await bench.clock.run(application.handle_json(update))
                except Unreadable:
                    assert type(update.get("update_id")) is not int or not (
                        0 <= update["update_id"] < 2**63
                    )
            await bench.next_is_answered()

    Bench(real).run(use)


@EXAMPLES
@given(bodies=st.lists(st.binary(max_size=200) | ANYTHING.map(lambda x: json.dumps(x).encode())))
@example(bodies=[b'{"update_id":1,"message":' + b"[" * 50_000 + b"]" * 50_000 + b"}"])
@example(
    bodies=[b'{"update_id":1,"message":' + b'{"reply_to_message":' * 5_000 + b"1" + b"}" * 5_001]
)
@example(bodies=[b'{"update_id":1,"message":{"date":Infinity}}', b'{"update_id":1e400}'])
@example(bodies=[b'{"update_id":1,"update_id":2}', b'{"message":{}}', b"null", b"\xef\xbb\xbf{}"])
def test_no_body_however_odd_is_more_than_turned_away(
    real: Conversation, bodies: list[bytes]
) -> None:
    async def use(bench: Bench) -> None:
        app = create_app(bench.application, "open-sesame", "/hook")
        transport = httpx.ASGITransport(app=app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://bot") as web,
        ):
            for body in bodies:
                headers = {SECRET_HEADER: "open-sesame"}
                response = await web.post("/hook", content=body, headers=headers)
                assert response.status_code in {200, 400}
            await bench.next_is_answered()

    Bench(real).run(use)
