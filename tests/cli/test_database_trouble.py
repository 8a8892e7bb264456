"""
The database fails under a running process, and comes back.
"""

import resource
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.cli.conftest import TOKEN, Command, Shell, Stand
from tests.ports import free_port

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="prlimit is Linux's")

UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
DATABASE = "bot.sqlite3"


def fill_disk(command: Command, directory: Path) -> None:
    """
    Let no file of the process grow any more: what a full disk does.
    """
    log = directory / f"{DATABASE}-wal"
    size = log.stat().st_size if log.exists() else 0
    resource.prlimit(command.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def empty_disk(command: Command) -> None:
    resource.prlimit(command.process.pid, resource.RLIMIT_FSIZE, UNLIMITED)


async def pages(shell: Shell, stand: Stand, mode: str) -> tuple[Command, httpx.AsyncClient]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = await shell.start(
        mode,
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=stand.url,
        WEBHOOK_URL=f"{url}/hook",
        WEBHOOK_SECRET="open-sesame",
        PORT=str(port),
        SEND_RATE="0",
    )
    return command, httpx.AsyncClient(base_url=url, timeout=20)


async def until_ready(web: httpx.AsyncClient, status: int) -> str:
    """
    Ask until the page says so; it looks again once a second.
    """
    while True:
        response = await web.get("/readyz")
        if response.status_code == status:
            return response.text


async def refused(web: httpx.AsyncClient, stand: Stand) -> tuple[int, str | None]:
    other = stand.client()
    message = stand.telegram.messages.add(other.chat, other.customer.user, {"text": "pop"})
    body = stand.telegram.updates.stamp("message", dict(message))
    headers = {"X-Telegram-Bot-Api-Secret-Token": "open-sesame"}
    response = await web.post("/hook", json=body, headers=headers)
    return response.status_code, response.headers.get("Retry-After")


@pytest.mark.parametrize("mode", ["poll", "serve"])
@pytest.mark.parametrize("trouble", ["full", "gone", "locked"])
async def test_updates_wait_for_the_database(
    shell: Shell, stand: Stand, tmp_path: Path, mode: str, trouble: str
) -> None:
    command, web = await pages(shell, stand, mode)
    async with web:
        client = stand.client()
        await client.start()
        await client.until(lambda: len(client.messages) == 1, 20)
        path, aside = tmp_path / DATABASE, tmp_path / "aside"
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            match trouble:
                case "full":
                    fill_disk(command, tmp_path)
                case "gone":
                    path.rename(aside)
                case _:
                    other.execute("BEGIN IMMEDIATE")
            reason = await until_ready(web, 503)
            assert "database" in reason
            assert "\n" not in reason
            assert (await web.get("/healthz")).status_code == 200
            await client.send("imap")
            said = "waits for the database" if mode == "poll" else "refused for now"
            await command.until_logged(said)
            if mode == "serve":
                assert await refused(web, stand) == (503, "2")
            assert len(client.messages) == 1
            assert len(stand.telegram.updates.pending) == 1
            match trouble:
                case "full":
                    empty_disk(command)
                case "gone":
                    aside.rename(path)
                case _:
                    other.execute("COMMIT")
        await client.until(lambda: len(client.messages) == 2, 20)
        assert await until_ready(web, 200) == "ready"
    ended = await command.stop()
    assert ended.status == 0
    assert "Traceback" not in ended.err
    assert not stand.telegram.updates.pending
    assert len(client.messages) == 2


@pytest.mark.parametrize("mode", ["poll", "serve", "work"])
async def test_a_database_out_of_reach_at_the_start_is_one_line(
    shell: Shell, stand: Stand, tmp_path: Path, mode: str
) -> None:
    ended = await shell.run(
        mode,
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=stand.url,
        WEBHOOK_URL="http://127.0.0.1/hook",
        PORT=str(free_port()),
        DATABASE_URL=f"sqlite:///{tmp_path}",
    )
    assert ended.status == 1
    assert ended.err == f"database {tmp_path}: cannot be opened: Is a directory\n"
