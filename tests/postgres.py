"""
A real PostgreSQL for the tests, on loopback, in a folder of its own.

Where the server's programs are not installed a developer's run skips what needs them; in CI it
fails, so that nothing is passed over unseen.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.store.migration import migrate_postgres
from tests.ports import free_port

USER = "tests"
SECONDS = 30


class Server:
    """
    A server in a folder, which can be stopped and started again; each database is fresh.
    """

    def __init__(self, programs: Path, folder: Path, port: int) -> None:
        self._programs = programs
        self._folder = folder
        self._port = port
        self._template = ""
        # The server refuses to run as root.
        other = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
        self._somebody = other if os.getuid() == 0 else ()

    def create(self) -> None:
        """
        Make the server's files.
        """
        if self._somebody:
            shutil.chown(self._folder, "nobody", "nogroup")
        self._serve("initdb", "-U", USER, "-A", "trust", "--no-sync")

    def start(self) -> None:
        """
        Start the server and wait until it takes connections.
        """
        options = f"-c listen_addresses=127.0.0.1 -p {self._port} -c unix_socket_directories= -F"
        log = str(self._folder / "log")
        self._serve("pg_ctl", "-w", "-s", "-t", str(SECONDS), "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """
        Stop the server at once, as a crash would.
        """
        self._serve("pg_ctl", "-w", "-s", "-m", "immediate", "stop")

    def database(self) -> str:
        """
        Make an empty database and return its URL.
        """
        return self._url(self._create_database("template0"))

    def migrated(self) -> str:
        """
        Make a database that has its tables and return its URL; for use outside of an event loop.
        """
        if not self._template:
            # Copying what the migrations made is quicker than running them.
            name = self._create_database("template0")
            asyncio.run(migrate_postgres(self._url(name)))
            self._template = name
        return self._url(self._create_database(self._template))

    def _create_database(self, template: str) -> str:
        name = f"t{uuid.uuid4().hex}"
        where = ("--host=127.0.0.1", f"--port={self._port}", f"--username={USER}")
        self._run(str(self._programs / "createdb"), *where, f"--template={template}", name)
        return name

    def _url(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self._port}/{database}"

    def _serve(self, program: str, *arguments: str) -> None:
        data = str(self._folder / "data")
        self._run(*self._somebody, str(self._programs / program), "-D", data, *arguments)

    def _run(self, *command: str) -> None:
        # A server keeps what it inherits, so nobody may wait for its output to end.
        subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            command,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self._folder)},
            timeout=SECONDS,
        )


def programs() -> Path | None:
    """
    Return the folder of the newest installed server.
    """
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def _version(path: Path) -> int:
    name = path.parent.parent.name
    return int(name) if name.isdigit() else 0


@contextmanager
def server() -> Iterator[Server]:
    """
    Run a server; skip, or fail in CI, where there is none.
    """
    where = programs()
    if where is None:
        reason = "PostgreSQL is not installed (Debian, Ubuntu: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        running = Server(where, Path(folder), free_port())
        running.create()
        running.start()
        try:
            yield running
        finally:
            running.stop()
