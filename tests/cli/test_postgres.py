"""
Processes on PostgreSQL: at the start, while it is away, and afterwards.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from tests.cli.conftest import TOKEN, Shell, Stand
from tests.ports import free_port
from tests.postgres import Server, server

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tests/postgres.py is for Linux")

PASSWORD = "geheim-123"


def environment(stand: Stand, url: str, port: int) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": stand.url,
        "DATABASE_URL": url,
        "WEBHOOK_SECRET": "open-sesame",
        "PORT": str(port),
        "SEND_RATE": "0",
    }


def hook(port: int) -> dict[str, str]:
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}/hook"}


def with_password(url: str) -> str:
    # The server trusts everybody; the password is there to be looked for.
    return url.replace("@", f":{PASSWORD}@", 1).replace("postgresql", "postgres", 1)


@pytest.fixture
def own_server(postgres: Server) -> Iterator[Server]:
    del postgres
    with server() as running:
        yield running


@pytest.fixture
async def web() -> AsyncIterator[tuple[httpx.AsyncClient, int]]:
    port = free_port()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
        yield client, port


async def until_ready(web: httpx.AsyncClient, status: int) -> str:
    while True:
        response = await web.get("/readyz")
        if response.status_code == status:
            return response.text


@pytest.mark.parametrize("command", ["poll", "serve", "work", "setup"])
async def test_out_of_reach_at_the_start_is_one_line(
    shell: Shell, stand: Stand, command: str
) -> None:
    port = free_port()
    url = f"postgres://anna:{PASSWORD}@127.0.0.1:{free_port()}/bot"
    ended = await shell.run(command, **environment(stand, url, port), **hook(port))
    assert ended.status == 1
    assert ended.err.startswith("database bot on 127.0.0.1: cannot be reached: ")
    assert ended.err.count("\n") == 1
    assert PASSWORD not in ended.err + ended.out


@pytest.mark.parametrize("command", ["poll", "serve", "work"])
async def test_without_tables_it_says_what_to_run(
    shell: Shell, stand: Stand, postgres: Server, command: str
) -> None:
    port = free_port()
    url = with_password(await asyncio.to_thread(postgres.database))
    ended = await shell.run(command, **environment(stand, url, port), **hook(port))
    assert ended.status == 1
    assert ended.err.endswith("has no tables yet; run `python -m bot setup`\n")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("mode", ["poll", "serve"])
async def test_updates_wait_while_the_server_is_away(
    shell: Shell, stand: Stand, own_server: Server, web: tuple[httpx.AsyncClient, int], mode: str
) -> None:
    pages, port = web
    url = with_password(await asyncio.to_thread(own_server.database))
    settings = environment(stand, url, port)
    assert (await shell.run("setup", **settings)).status == 0
    command = await shell.start(mode, **settings, **hook(port))
    client = stand.client()
    await client.start()
    await client.until(lambda: len(client.messages) == 1, 20)
    await asyncio.to_thread(own_server.stop)
    reason = await until_ready(pages, 503)
    assert reason.startswith(f"database {urlsplit(url).path[1:]} on 127.0.0.1: ")
    assert "\n" not in reason
    assert (await pages.get("/healthz")).status_code == 200
    await client.send("imap")
    await command.until_logged("waits for the database" if mode == "poll" else "refused for now")
    assert len(stand.telegram.updates.pending) == 1
    await asyncio.to_thread(own_server.start)
    await client.until(lambda: len(client.messages) == 2, 20)
    assert await until_ready(pages, 200) == "ready"
    ended = await command.stop()
    assert ended.status == 0
    assert "Traceback" not in ended.err
    assert PASSWORD not in ended.err + ended.out
    assert not stand.telegram.updates.pending
    assert len(client.messages) == 2
