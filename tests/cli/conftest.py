import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.server import create_app
from bot.preview.telegram import LocalTelegram
from tests.cli.forks import Forked, Nursery
from tests.cli.forks import nursery as open_nursery
from tests.preview.serving import serving

DEADLINE = 30.0
TOKEN = "4711:secret-part-of-the-token"


@dataclass
class Ended:
    status: int
    out: str
    err: str


@dataclass
class Command:
    """
    A `python -m bot …` of its own; what it writes is collected while it runs.
    """

    process: Process | Forked
    lines: list[str] = field(default_factory=list)

    async def until_logged(self, words: str) -> None:
        assert self.process.stderr is not None
        while not any(words in line for line in self.lines):
            line = await asyncio.wait_for(self.process.stderr.readline(), DEADLINE)
            assert line, f"ended without {words!r}: {self.lines}"
            self.lines.append(line.decode())

    async def stop(self, by: signal.Signals = signal.SIGTERM) -> Ended:
        self.process.send_signal(by)
        return await self.end()

    async def end(self, typed: str = "") -> Ended:
        communicated = self.process.communicate(typed.encode())
        out, err = await asyncio.wait_for(communicated, DEADLINE)
        assert self.process.returncode is not None
        return Ended(self.process.returncode, out.decode(), "".join(self.lines) + err.decode())


class Shell:
    """
    Starts commands in a directory of their own and ends what a test leaves running.

    They come from the nursery, or without one from interpreters of their own.
    """

    def __init__(self, root: Path, directory: Path, nursery: Nursery | None = None) -> None:
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(root),
            "PYTHONUTF8": "1",
            "PYTHONWARNINGS": "error",
            "BOT_CONFIG": str(root / "config.yaml"),
        }
        self.directory = directory
        self._nursery = nursery
        self._started: list[Process | Forked] = []

    async def start(self, *arguments: str, **environment: str) -> Command:
        process: Process | Forked
        if self._nursery is not None:
            process = await self._nursery.start(
                arguments, self.environment | environment, self.directory
            )
        else:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot", *arguments),
                env=self.environment | environment,
                cwd=self.directory,
                stdin=PIPE,
                stdout=PIPE,
                stderr=PIPE,
            )
        self._started.append(process)
        return Command(process)

    async def run(self, *arguments: str, typed: str = "", **environment: str) -> Ended:
        command = await self.start(*arguments, **environment)
        return await command.end(typed)

    async def close(self) -> None:
        for process in self._started:
            if process.returncode is None:
                process.kill()
                await process.communicate()


@pytest.fixture(scope="session")
def nursery(root: Path) -> Iterator[Nursery | None]:
    if not hasattr(os, "fork"):
        yield None
        return
    with open_nursery(root) as opened:
        yield opened


@pytest.fixture
async def shell(root: Path, tmp_path: Path, nursery: Nursery | None) -> AsyncIterator[Shell]:
    shell = Shell(root, tmp_path, nursery)
    yield shell
    await shell.close()


@pytest.fixture
async def fresh(root: Path, tmp_path: Path) -> AsyncIterator[Shell]:
    """
    Give every command an interpreter of its own: at least one of each command needs that.
    """
    shell = Shell(root, tmp_path)
    yield shell
    await shell.close()


@dataclass
class Stand:
    """
    A local Telegram with its address.
    """

    telegram: LocalTelegram
    url: str

    def client(self, language: str = "nl") -> Client:
        return Client(self.telegram, Customer(language_code=language))


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    telegram = LocalTelegram(TOKEN)
    async with serving(create_app(telegram, second=0.01)) as url:
        yield Stand(telegram, url)
