"""
A PostgreSQL of the benchmark's own, on a socket that nobody else sees.
"""

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, Process, create_subprocess_exec
from pathlib import Path

from bench.process import cpu_of, pinned

NEEDED = ("initdb", "pg_isready", "postgres", "psql")
TRIES = 200


class Postgres:
    """
    One server in a folder, with the settings it comes with.
    """

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder = folder
        self._programs = programs
        self._server: Process | None = None
        self._databases = 0

    @property
    def url(self) -> str:
        """
        The address of the newest database.
        """
        return f"postgresql://bench@/bench{self._databases}?host={self._folder}"

    async def start(self) -> None:
        """
        Make the server and wait until it takes connections.
        """
        if os.getuid() == 0:
            shutil.chown(self._folder, "nobody")
        data = str(self._folder / "data")
        await self._run(
            "initdb", "--pgdata", data, "--username", "bench", "--auth", "trust", "--no-sync"
        )
        self._server = await create_subprocess_exec(
            *_somebody(),
            *pinned([str(self._programs / "postgres")]),
            *("-D", data, "-k", str(self._folder), "-c", "listen_addresses="),
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
        for _ in range(TRIES):
            if await self._ask("SELECT 1") == 0:
                return
            await asyncio.sleep(0.05)
        msg = "PostgreSQL does not start"
        raise RuntimeError(msg)

    async def renew(self) -> None:
        """
        Make an empty database and use that from now on.
        """
        if self._databases:
            await self._ask(f"DROP DATABASE bench{self._databases} WITH (FORCE)")
        self._databases += 1
        await self._ask(f"CREATE DATABASE bench{self._databases}")

    def cpu(self) -> float:
        """
        Return the seconds of processor time of the server and its children.
        """
        return 0.0 if self._server is None else cpu_of(self._server.pid)

    async def stop(self) -> None:
        """
        Stop the server.
        """
        if self._server is not None and self._server.returncode is None:
            self._server.terminate()
            await self._server.wait()

    async def _ask(self, statement: str) -> int:
        where = ("-h", str(self._folder), "-U", "bench", "-d", "postgres")
        return await self._call("psql", *where, "-c", statement)

    async def _run(self, program: str, *arguments: str) -> None:
        if status := await self._call(program, *arguments):
            msg = f"{program} ended with status {status}"
            raise RuntimeError(msg)

    async def _call(self, program: str, *arguments: str) -> int:
        process = await create_subprocess_exec(
            *_somebody(),
            _program(program, self._programs),
            *arguments,
            stdout=DEVNULL,
            stderr=DEVNULL,
            cwd=self._folder,
        )
        return await process.wait()


def find() -> Path | None:
    """
    Return the folder of PostgreSQL's programs, None where it is not installed.
    """
    if shutil.which("psql") is None:
        return None
    if (found := shutil.which("postgres")) is not None:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


def _program(name: str, programs: Path) -> str:
    path = programs / name
    return str(path) if path.exists() else name


def _somebody() -> list[str]:
    """
    Return the words that run a program as somebody else, for the server refuses to be root's.
    """
    if os.getuid():
        return []
    return ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
