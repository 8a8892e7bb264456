import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.preview.server import create_app
from bot.preview.telegram import LocalTelegram
from bot.store import prepare
from tests.cli.conftest import TOKEN, free_port
from tests.crash.conversation import Typist
from tests.postgres import Server
from tests.preview.serving import serving

CUSTOMERS = 40
AT_ONCE = 4
LONGEST_DELAY = 0.15
CI_KILLS = 50
"""
For each database, so that every way of running the bot meets a hundred.
"""


def kills() -> int:
    """
    Return how often a process is killed, for each database.
    """
    return int(os.environ.get("CRASH_KILLS", CI_KILLS if os.environ.get("CI") else 4))


@dataclass
class Scene:
    """
    A Telegram, a database, customers, and processes that get killed.
    """

    telegram: LocalTelegram
    environment: dict[str, str]
    directory: Path
    chance: random.Random
    seed: int
    typists: list[Typist] = field(default_factory=list)
    killed: int = 0
    _running: list[Process] = field(default_factory=list)

    async def start(self, command: str, **environment: str) -> Process:
        """
        Start a process of the bot.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            command,
            env=self.environment | environment,
            cwd=self.directory,
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
        self._running.append(process)
        return process

    async def kill(self, process: Process) -> None:
        """
        Kill a process at once, at a random moment after now.
        """
        await asyncio.sleep(self.chance.uniform(0, LONGEST_DELAY))
        process.send_signal(signal.SIGKILL)
        await process.wait()
        self._running.remove(process)
        self.killed += 1

    async def until_active(self, calls: str) -> None:
        """
        Wait for the next call of that method by a process.
        """
        before = self.telegram.calls[calls]
        await self.telegram.until(lambda: self.telegram.calls[calls] > before, 60)

    async def type_on(self) -> None:
        """
        Have some customers type on.

        Never all: who was answered by a killed process waits until its lease ends, and the next
        kill should find messages on their way all the same.
        """
        for typist in self.chance.sample(self.typists, AT_ONCE):
            await typist.type_on()

    async def check(self, cycle: list[str]) -> None:
        """
        Wait until everything is answered, and see that nothing is missing, twice or astray.
        """
        try:
            for typist in self.typists:
                await typist.until_answered(typist.typed)
        except TimeoutError:
            pass
        problems = [problem for each in self.typists if (problem := each.broken(cycle))]
        assert problems == [], f"seed {self.seed}, {self.killed} kills"
        for typist in self.typists:
            # At most the one message in flight at each kill.
            assert typist.doubles <= self.killed, f"seed {self.seed}"

    async def close(self) -> None:
        """
        End what still runs.
        """
        for process in self._running:
            process.kill()
            await process.wait()


async def cycle_of(scene: Scene) -> list[str]:
    """
    Let one customer find out the cycle of answers, while nobody is killed.
    """
    first = scene.typists[0]
    for _ in range(2):
        await first.type_on()
        await first.until_answered(first.typed)
    cycle = first.answers[:4]
    assert len(set(cycle)) == 4
    return cycle


type_of_scene = Callable[[str], Awaitable[Scene]]


@pytest.fixture
async def make(
    root: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[type_of_scene]:
    """
    Make scenes on SQLite or on PostgreSQL.
    """
    open_scenes: list[tuple[Scene, asyncio.Event, asyncio.Task[None]]] = []

    async def make(database: str) -> Scene:
        directory = tmp_path / database
        directory.mkdir()
        url = f"sqlite:///{directory / 'bot.sqlite3'}"
        if database == "postgres":
            server: Server = request.getfixturevalue("postgres")
            url = await asyncio.to_thread(server.database)
            await prepare(url)
        seed = random.SystemRandom().randrange(1_000_000)
        telegram = LocalTelegram(TOKEN)
        ready: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        done = asyncio.Event()

        async def run() -> None:
            async with serving(create_app(telegram, second=0.01)) as address:
                ready.set_result(address)
                await done.wait()

        task = asyncio.create_task(run())
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(root),
            "BOT_CONFIG": str(root / "config.yaml"),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": await ready,
            "DATABASE_URL": url,
            "SEND_RATE": "0",
        }
        scene = Scene(telegram, environment, directory, random.Random(seed), seed)  # noqa: S311
        scene.typists = [Typist(telegram) for _ in range(CUSTOMERS)]
        open_scenes.append((scene, done, task))
        return scene

    yield make
    for scene, done, task in open_scenes:
        await scene.close()
        done.set()
        await task


@pytest.fixture
def free() -> Callable[[], int]:
    return free_port
