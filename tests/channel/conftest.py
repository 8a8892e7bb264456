from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from telegram import Bot

from bot.channel.application import Application
from bot.channel.conversation import Conversation
from bot.dialogue.meaning import Command, Meaning
from bot.dialogue.state import Protocol
from bot.facts import Facts, read_facts
from bot.i18n import Catalogs, Translator
from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.request import LocalRequest
from bot.preview.telegram import LocalTelegram
from bot.store import MEMORY, SqliteStore
from bot.understanding import Context, Understanding
from tests.channel.clock import VirtualClock

WORDS: Mapping[str, Meaning] = {
    "imap": Meaning(answers={"protocol": Protocol.IMAP}),
    "pop": Meaning(answers={"protocol": Protocol.POP}),
    "help": Meaning(command=Command.HELP),
    "my password is hunter2": Meaning(secret=True),
}


class Reader:
    """
    Understands a few words, and fails as often as it is told to at "boom".
    """

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.booms = 0

    def read(self, text: str, context: Context) -> Meaning:
        assert context.labels
        self.heard.append(text)
        if text == "boom" and self.booms:
            self.booms -= 1
            msg = "what the customer wrote: boom"
            raise LookupError(msg)
        return WORDS.get(text, Meaning())


@pytest.fixture(scope="session")
def facts(root: Path) -> Facts:
    return read_facts(root / "config.yaml")


@pytest.fixture(scope="session")
def catalogs() -> Catalogs:
    return Catalogs({locale: Translator(locale) for locale in ("de", "en", "nl")})


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def conversation(facts: Facts, catalogs: Catalogs, reader: Reader) -> Conversation:
    return Conversation(facts, catalogs, cast("Understanding", reader))


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def telegram(clock: VirtualClock) -> LocalTelegram:
    return LocalTelegram(clock=clock.time)


@pytest.fixture
def bot(telegram: LocalTelegram) -> Bot:
    request, updates = LocalRequest(telegram), LocalRequest(telegram)
    return Bot(telegram.token, request=request, get_updates_request=updates)


@pytest.fixture
async def store(clock: VirtualClock) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(MEMORY, "tests", clock.time)
    await store.open()
    yield store
    await store.close()


@pytest.fixture
async def application(
    bot: Bot, conversation: Conversation, store: SqliteStore, clock: VirtualClock
) -> AsyncIterator[Application]:
    async with Application(bot, conversation, store, 0, clock) as application:
        yield application


@pytest.fixture
def deliver(
    application: Application, clock: VirtualClock
) -> Callable[[dict[str, Any]], Awaitable[None]]:
    async def deliver(raw: dict[str, Any]) -> None:
        await clock.run(application.handle_json(raw))
        await clock.run(application.idle())

    return deliver


@pytest.fixture
def client(telegram: LocalTelegram, deliver: Callable[[dict[str, Any]], Awaitable[None]]) -> Client:
    return Client(telegram, Customer(), deliver=deliver)
