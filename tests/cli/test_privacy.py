"""
What a process keeps and writes of a customer, looked for with names that stand out.
"""

import sqlite3
from collections.abc import Awaitable, Iterator
from contextlib import closing
from pathlib import Path

import httpx

from bot.preview.client import Client
from bot.preview.customer import Customer
from tests.cli.conftest import TOKEN, Shell, Stand
from tests.ports import free_port

USER = 987_654_321_098
FIRST, USERNAME = "Zwaantje", "zwaantje_q"
SPOKEN = (
    "imap krekelzang",
    "mijn wachtwoord is Xyzzy-42-Plugh",
    "waterlelie@voorbeeld-adres.example werkt niet",
    "/ticket kikkervisje",
)
TELLING = (
    *(str(USER), FIRST, USERNAME),
    *("krekelzang", "Xyzzy", "waterlelie", "voorbeeld-adres", "kikkervisje"),
)
METRICS = "a-token-for-metrics"


def customer(stand: Stand) -> Client:
    who = Customer(FIRST, "nl", USER, USERNAME)
    return Client(stand.telegram, who)


def files(directory: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(directory.glob("bot.sqlite3*")):
        yield path.name, path.read_bytes()


def found(directory: Path, words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [
        (name, word)
        for name, content in files(directory)
        for word in words
        if word.encode() in content or word.encode("utf-16-le") in content
    ]


async def converse(client: Client) -> None:
    for text in ("/start", *SPOKEN):
        await answered(client, client.send(text))
    await answered(client, client.photo("nog een keer krekelzang"))
    keyboard = client.keyboard
    assert keyboard is not None
    await answered(client, client.press(keyboard, "not-a-button"))


async def answered(client: Client, action: Awaitable[object]) -> None:
    before = len(client.messages)
    await action
    await client.until(lambda: len(client.messages) > before, 20)


async def test_the_log_and_the_metrics_hold_nothing_of_a_customer(
    shell: Shell, stand: Stand
) -> None:
    port = free_port()
    command = await shell.start(
        "poll",
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=stand.url,
        PORT=str(port),
        SEND_RATE="0",
        METRICS_TOKEN=METRICS,
    )
    client = customer(stand)
    stand.telegram.faults.flood(1, method="sendMessage")
    stand.telegram.faults.refuse(400, "Bad Request: can't parse Zwaantje", method="sendMessage")
    stand.telegram.faults.fail(method="sendMessage")
    await client.command("/help")
    stand.telegram.updates.push("message", {"text": "krekelzang", "from": {"id": USER}})
    await converse(client)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as web:
        assert (await web.get("/readyz")).text == "ready"
        assert (await web.get("/metrics")).status_code == 401
        page = await web.get("/metrics", headers={"Authorization": f"Bearer {METRICS}"})
    assert 'bot_answers_total{locale="nl",screen="ticket"} ' in page.text
    ended = await command.stop()
    assert ended.status == 0
    lines = ended.err.splitlines()
    assert any('event="call failed"' in line for line in lines)
    assert any('event="update set aside"' in line for line in lines)
    assert all(line.startswith("time=") for line in lines)
    for word in (*TELLING, "secret-part", METRICS):
        assert word not in ended.out + ended.err + page.text
    assert str(USER) in dict(files(shell.directory))["bot.sqlite3"].decode(errors="replace")
    assert found(shell.directory, TELLING[1:]) == []


async def test_forgetting_erases_the_file(shell: Shell, stand: Stand) -> None:
    command = await shell.start(
        "poll", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=stand.url, SEND_RATE="0"
    )
    client = customer(stand)
    await converse(client)
    other = stand.client()
    await other.start()
    await other.until(lambda: bool(other.messages), 20)
    assert found(shell.directory, (str(USER),))
    await client.command("/forget")
    await client.until_said("gewist", 20)
    await other.send("imap")
    await other.until(lambda: len(other.messages) > 1, 20)
    assert found(shell.directory, TELLING) == []
    assert found(shell.directory, (str(other.chat.id),))
    assert (await command.stop()).status == 0
    assert found(shell.directory, TELLING) == []
    with closing(sqlite3.connect(shell.directory / "bot.sqlite3")) as db:
        assert db.execute("SELECT count(*) FROM session").fetchone() == (1,)
