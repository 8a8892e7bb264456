import asyncio
import json
import logging
import os
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.preview.server import create_app
from bot.preview.telegram import LocalTelegram
from bot.store import LEASE, Outcome, Store, database_path, postgres_url, prepare
from bot.store.postgres import PostgresStore
from bot.store.sqlite import SqliteStore
from tests.cli.conftest import TOKEN
from tests.crash.conversation import ROUND, Typist
from tests.crash.distance import Distance
from tests.crash.processes import Nursery, nursery
from tests.postgres import Server
from tests.preview.serving import serving

logger = logging.getLogger(__name__)

CUSTOMERS = 40
AT_ONCE = 4
AT_WORK = 0.75
LONGEST_LULL = 3.0
LONGEST_DELAY = 0.15
SECONDS = 60
CI_KILLS = 50
"""
For each scene, and so a hundred for each way of running the bot.
"""


def kills() -> int:
    """
    Return how often processes are killed in each scene.
    """
    return int(os.environ.get("CRASH_KILLS", CI_KILLS if os.environ.get("CI") else 5))


@dataclass
class Scene:
    """
    A Telegram, a database, customers, and processes that get killed.
    """

    telegram: LocalTelegram
    nursery: Nursery
    environment: dict[str, str]
    directory: Path
    seed: int
    killed: int = 0
    _running: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311
        self.typists = [Typist(self.telegram) for _ in range(CUSTOMERS)]

    async def start(self, command: str, **environment: str) -> int:
        """
        Start a process of the bot, wait for the first sign of it, and return its number.
        """
        before = self.telegram.calls["getMe"]
        pid = self.nursery.start(command, self.environment | environment, self.directory)
        self._running.add(pid)
        await self.telegram.until(lambda: self.telegram.calls["getMe"] > before, SECONDS)
        return pid

    async def kill(self, pid: int) -> None:
        """
        Kill a process at a random moment: of its start, or more often of its work.
        """
        if self.chance.random() < AT_WORK:
            before = self.telegram.calls["sendMessage"]
            with suppress(TimeoutError):
                await self.telegram.until(
                    lambda: self.telegram.calls["sendMessage"] > before, LONGEST_LULL
                )
        await asyncio.sleep(self.chance.uniform(0, LONGEST_DELAY))
        self.kill_now(pid)

    def kill_now(self, pid: int) -> None:
        """
        Kill a process.
        """
        assert self.nursery.kill(pid) == -signal.SIGKILL, f"it had ended before; {self}"
        self._running.discard(pid)
        self.killed += 1
        for typist in self.typists:
            typist.killed()

    async def type_on(self) -> None:
        """
        Have some customers type on.

        Never all: who was answered by a killed process waits until its lease ends, and the next
        kill should find messages on their way all the same.
        """
        free = [typist for typist in self.typists if typist.free]
        for typist in self.chance.sample(free, min(AT_ONCE, len(free))):
            await typist.type_on()

    async def until_content(self) -> None:
        """
        Wait until everything is answered, but not for ever.
        """
        with suppress(TimeoutError):
            await self.telegram.until(
                lambda: all(typist.content for typist in self.typists), SECONDS
            )

    async def check(self, cycle: list[str]) -> None:
        """
        Wait until everything is answered, and see that nothing is missing, twice or astray.
        """
        await self.until_content()
        for pid in list(self._running):
            self.kill_now(pid)
        async with _opened(self.environment["DATABASE_URL"]) as store:
            assert (await store.backlog()).aside == 0, str(self)
            # What a killed process sent last may still wait there, to come once more.
            left = Counter(int(row.lane) for row in await store.adopt())
            for typist in self.typists:
                typist.left = left[typist.chat]
                typist.counted = await _count(store, typist.chat)
        problems = [problem for each in self.typists if (problem := each.broken(cycle))]
        logger.info("%s", self)
        assert problems == [], str(self)

    def __str__(self) -> str:
        typed = sum(typist.typed for typist in self.typists)
        doubles = sum(len(typist.repeated) for typist in self.typists)
        log = self.directory / "log"
        words = log.read_text()[-2000:] if log.exists() else ""
        return (
            f"seed {self.seed}, {self.killed} kills, {typed} updates, "
            f"{doubles} repeated messages; log: {words}"
        )

    def close(self) -> None:
        """
        End what still runs.
        """
        for pid in self._running:
            self.nursery.kill(pid)


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Store]:
    """
    Open the database as one who comes when all leases have ended.
    """
    store: Store
    if postgres_url(url) is None:
        store = SqliteStore(database_path(url), "tests", lambda: time.time() + LEASE)
    else:
        store = PostgresStore(url, "tests", lambda: time.time() + LEASE)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


async def _count(store: Store, chat: int) -> int:
    """
    Return how many texts the customer's session has counted.
    """
    kept: list[str | None] = []

    def look(state: str | None) -> Outcome:
        kept.append(state)
        return Outcome(None)

    await store.turn(None, f"telegram::{chat}:", str(chat), look)
    return int(json.loads(kept[0] or "{}").get("misses", 0))


async def cycle_of(scene: Scene) -> list[str]:
    """
    Let one customer find out two rounds of answers, while nobody is killed.
    """
    first = scene.typists[0]
    while len(first.answers) < 2 * ROUND:
        await first.type_on()
        await scene.until_content()
        assert first.content, str(scene)
    cycle = first.answers[: 2 * ROUND]
    assert len(set(cycle)) == ROUND + 1, str(scene)
    return cycle


Make = Callable[[str], Awaitable[Scene]]


@pytest.fixture(scope="session")
def bots(root: Path) -> Iterator[Nursery]:
    with nursery(root) as opened:
        yield opened


@pytest.fixture
async def make(
    root: Path, tmp_path: Path, bots: Nursery, request: pytest.FixtureRequest
) -> AsyncIterator[Make]:
    """
    Make scenes on SQLite or on PostgreSQL.
    """
    async with AsyncExitStack() as stack:

        async def make(database: str) -> Scene:
            directory = tmp_path / database
            directory.mkdir()
            url = f"sqlite:///{directory / 'bot.sqlite3'}"
            if database == "postgres":
                server: Server = request.getfixturevalue("postgres")
                url = await asyncio.to_thread(server.database)
                await prepare(url)
            seed = int(os.environ.get("CRASH_SEED", random.SystemRandom().randrange(1_000_000)))
            telegram = LocalTelegram(TOKEN)
            app = Distance(create_app(telegram, second=0.01), random.Random(seed))  # noqa: S311
            environment = {
                "PATH": os.environ["PATH"],
                "BOT_CONFIG": str(root / "config.yaml"),
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": await stack.enter_async_context(serving(app)),
                "DATABASE_URL": url,
                "SEND_RATE": "0",
            }
            scene = Scene(telegram, bots, environment, directory, seed)
            stack.callback(scene.close)
            return scene

        yield make
