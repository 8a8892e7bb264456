"""
Who takes part, how each is started, and the state in which it finds its known customers.
"""

import asyncio
import os
import pickle
import shutil
import socket
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path

from bench.crowd import FIRST_CHAT
from bench.postgres import Postgres

HOUSE = Path(__file__).parent.parent
OUR_PYTHON = HOUSE / ".venv" / "bin" / "python"
TOKEN = "4711:bench"  # noqa: S105 - of the stand-in
DONE = 2


class Unavailable(Exception):  # noqa: N818 - what it is
    """
    A contender cannot take part; the text says why.
    """


class Contender(ABC):
    """
    One bot in one way of running it.
    """

    name: str

    async def prepare(self, folder: Path, known: int) -> None:  # noqa: B027 - for some there is none
        """
        Put so many known customers where the bot will find them.
        """

    @abstractmethod
    def command(self, api: str, folder: Path, known: int) -> list[str]:
        """
        Return the command line.
        """

    def environment(self, api: str, folder: Path) -> Mapping[str, str]:  # noqa: ARG002 - for others
        """
        Return the environment variables.
        """
        return {"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE)}

    port: int = 0

    def others_cpu(self) -> float:
        """
        Return the processor time of a server that works for it.
        """
        return 0.0


class Ours(Contender):
    """
    The bot of this project.
    """

    def __init__(self, mode: str, postgres: Postgres | None = None) -> None:
        self._mode = mode
        self._postgres = postgres
        self.name = f"ours, {'PostgreSQL' if postgres else 'SQLite'}, {mode}"

    async def prepare(self, folder: Path, known: int) -> None:
        """
        Write the sessions straight into the database.
        """
        if self._postgres is not None:
            await self._postgres.renew()
        process = await asyncio.create_subprocess_exec(
            OUR_PYTHON,
            "-m",
            "bench.known",
            self._url(folder),
            str(FIRST_CHAT),
            str(known),
            cwd=HOUSE,
        )
        if await process.wait():
            msg = f"{self.name}: the database could not be prepared"
            raise Unavailable(msg)

    def command(self, api: str, folder: Path, known: int) -> list[str]:  # noqa: ARG002 - for others
        """
        Return `python -m bot` with its mode.
        """
        return [str(OUR_PYTHON), "-m", "bot", self._mode]

    def environment(self, api: str, folder: Path) -> Mapping[str, str]:
        """
        Return what the bot reads.
        """
        self.port = _free_port()
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(HOUSE),
            "BOT_CONFIG": str(HOUSE / "config.yaml"),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api,
            "DATABASE_URL": self._url(folder),
            "SEND_RATE": "0",
            "WEBHOOK_URL": f"http://127.0.0.1:{self.port}/hook",
            **({"PORT": str(self.port)} if self._mode == "serve" else {}),
        }

    def others_cpu(self) -> float:
        """
        Return that of PostgreSQL.
        """
        return 0.0 if self._postgres is None else self._postgres.cpu()

    def _url(self, folder: Path) -> str:
        return f"sqlite:///{folder}/bot.sqlite3" if self._postgres is None else self._postgres.url


class ConversationHandler(Contender):
    """
    python-telegram-bot's own way.
    """

    def __init__(self, *, persistent: bool) -> None:
        self._persistent = persistent
        store = "PicklePersistence" if persistent else "no persistence"
        self.name = f"ConversationHandler, {store}"

    async def prepare(self, folder: Path, known: int) -> None:
        """
        Write the pickle.
        """
        if not self._persistent:
            return
        chats = range(FIRST_CHAT, FIRST_CHAT + known)
        kept = {
            "conversations": {"dialogue": {(chat, chat): DONE for chat in chats}},
            "user_data": {},
            "chat_data": {},
            "bot_data": {},
            "callback_data": None,
        }
        with (folder / "bot.pickle").open("wb") as file:
            pickle.dump(kept, file)

    def command(self, api: str, folder: Path, known: int) -> list[str]:  # noqa: ARG002 - for others
        """
        Return the peer with its pickle.
        """
        kept = [str(folder / "bot.pickle")] if self._persistent else []
        return [sys.executable, "-m", "bench.peers.conversation_handler", api, *kept]


class Aiogram(Contender):
    """
    aiogram's own way.
    """

    name = "aiogram FSM, MemoryStorage"

    def command(self, api: str, folder: Path, known: int) -> list[str]:  # noqa: ARG002 - for others
        """
        Return the peer, which fills its memory itself.
        """
        return [sys.executable, "-m", "bench.peers.aiogram_memory", api, str(known)]


def contenders(postgres: Postgres | None) -> list[Contender]:
    """
    Return all that take part; those on PostgreSQL only where there is one.
    """
    ours: list[Contender] = [Ours("poll"), Ours("serve")]
    if postgres is not None:
        ours += [Ours("poll", postgres), Ours("serve", postgres)]
    return [
        *ours,
        ConversationHandler(persistent=True),
        ConversationHandler(persistent=False),
        Aiogram(),
    ]


def clear(folder: Path) -> None:
    """
    Empty a folder.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
