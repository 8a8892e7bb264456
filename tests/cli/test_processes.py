import asyncio
import signal
import socket
from pathlib import Path

import httpx
import pytest

from bot.facts.provider import Retention
from bot.preview.client import Client
from bot.settings import read_settings
from bot.store import Outcome, Outgoing, open_store
from tests.cli.conftest import TOKEN, Shell, Stand
from tests.ports import free_port


async def tap_first(client: Client) -> None:
    keyboard = client.keyboard
    assert keyboard is not None
    await client.choose(keyboard, keyboard.all_buttons[0])


async def card(stand: Stand) -> str:
    client = stand.client()
    await client.start()
    await client.until(lambda: client.keyboard is not None, 20)
    question = client.last.text
    await tap_first(client)
    await client.until(lambda: client.last.text != question, 20)
    await tap_first(client)
    return (await client.until_said("ssl0.ovh.net", 20)).text


async def test_poll_answers_and_ends_at_a_signal(fresh: Shell, stand: Stand) -> None:
    command = await fresh.start("poll", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=stand.url)
    assert "993" in await card(stand)
    ended = await command.stop()
    assert ended.status == 0
    assert "secret-part" not in ended.out + ended.err
    assert "Traceback" not in ended.err


async def test_poll_remembers_after_a_restart(shell: Shell, stand: Stand) -> None:
    environment = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": stand.url}
    command = await shell.start("poll", **environment)
    client = stand.client()
    await client.start()
    await client.until(lambda: client.keyboard is not None, 20)
    assert (await command.stop(signal.SIGINT)).status == 0
    question = client.last.text
    await tap_first(client)
    again = await shell.start("poll", **environment)
    await client.until(lambda: client.last.text != question, 20)
    assert (await again.stop()).status == 0
    assert (shell.directory / "bot.sqlite3").exists()


async def test_poll_leaves_a_webhook_alone_unless_told(shell: Shell, stand: Stand) -> None:
    environment = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": stand.url}
    await stand.telegram.call("setWebhook", {"url": "http://127.0.0.1:1/"})
    ended = await shell.run("poll", **environment)
    assert ended.status == 1
    assert "--take-over" in ended.err
    assert ended.err.count("\n") == 1
    command = await shell.start("poll", "--take-over", **environment)
    assert "993" in await card(stand)
    assert (await command.stop()).status == 0


async def test_serve_answers_and_ends_at_a_signal(fresh: Shell, stand: Stand) -> None:
    port = free_port()
    command = await fresh.start(
        "serve",
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=stand.url,
        WEBHOOK_URL=f"http://127.0.0.1:{port}/hook",
        PORT=str(port),
    )
    await command.until_logged("the webhook is set")
    assert "993" in await card(stand)
    ended = await command.stop()
    assert ended.status == 0
    assert "secret-part" not in ended.out + ended.err
    assert "Traceback" not in ended.err


async def test_serve_waits_for_telegram(shell: Shell, stand: Stand) -> None:
    port = free_port()
    stand.telegram.faults.fail(method="getMe", times=None)
    command = await shell.start(
        "serve",
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=stand.url,
        WEBHOOK_URL=f"http://127.0.0.1:{port}/hook",
        PORT=str(port),
    )
    await command.until_logged("trying again")
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as web:
        assert (await web.get("/healthz")).status_code == 200
        early = await web.get("/readyz")
        assert (early.status_code, early.text) == (
            503,
            "Telegram has not accepted the bot token yet",
        )
        secret = read_settings({"TELEGRAM_BOT_TOKEN": TOKEN}).secret
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
        assert (await web.post("/hook", json={}, headers=headers)).status_code == 503
    stand.telegram.faults.clear()
    await command.until_logged("the webhook is set")
    assert (await command.stop()).status == 0


async def test_a_port_in_use_is_one_line(shell: Shell, stand: Stand) -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:  # noqa: S104 - as the server does
        port = str(taken.getsockname()[1])
        ended = await shell.run(
            "serve",
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_URL=stand.url,
            WEBHOOK_URL="http://127.0.0.1/hook",
            PORT=port,
        )
    assert ended.status == 1
    assert ended.err.startswith(f"PORT = {port}: cannot be listened on: Address already in use")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("command", ["poll", "serve", "work", "setup"])
async def test_a_refused_token_is_one_line_without_the_token(
    shell: Shell, stand: Stand, command: str
) -> None:
    ended = await shell.run(
        command,
        TELEGRAM_BOT_TOKEN="815:secret-part-of-a-wrong-token",
        TELEGRAM_API_URL=stand.url,
        WEBHOOK_URL="http://127.0.0.1/hook",
        PORT=str(free_port()),
    )
    assert ended.status == 1
    assert "TELEGRAM_BOT_TOKEN" in ended.err
    assert ended.err.count("\n") == 1
    assert "secret-part" not in ended.out + ended.err


@pytest.mark.parametrize("command", ["poll", "work", "setup"])
async def test_telegram_out_of_reach_is_said_without_the_token(shell: Shell, command: str) -> None:
    where = f"127.0.0.1:{free_port()}"
    ended = await shell.run(command, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=f"http://{where}")
    assert ended.status == 1
    *log, line = ended.err.splitlines()
    assert line == f"Telegram cannot be reached at {where}: Connection refused"
    assert all(each.startswith("time=") for each in log)
    assert len(log) == (0 if command == "setup" else 5)
    assert "Traceback" not in ended.err
    assert "secret-part" not in ended.out + ended.err


async def test_a_database_that_does_not_open_is_one_line(shell: Shell, stand: Stand) -> None:
    ended = await shell.run(
        "poll",
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=stand.url,
        DATABASE_URL=f"sqlite:///{shell.directory}/nowhere/bot.sqlite3",
    )
    assert ended.status == 1
    assert "nowhere/bot.sqlite3: cannot be opened: No such file or directory" in ended.err
    assert ended.err.count("\n") == 1


async def test_setup_registers_once(fresh: Shell, stand: Stand) -> None:
    environment = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": stand.url,
        "WEBHOOK_URL": "http://127.0.0.1:1/hook",
    }
    ended = await fresh.run("setup", **environment)
    assert (ended.status, ended.err) == (0, "")
    profile = stand.telegram.profile
    assert "webhook: http://127.0.0.1:1/hook" in ended.out
    assert {"start", "forget"} <= {each["command"] for each in profile.menu("nl")}
    assert "OVH" in profile.names[""]
    assert profile.descriptions[""]
    assert profile.short_descriptions[""]
    webhook = stand.telegram.updates.webhook
    assert webhook is not None
    assert webhook.secret_token == read_settings(environment).secret
    changes = stand.telegram.calls["setMyName"]
    again = await fresh.run("setup", **environment)
    assert again.status == 0
    assert "nothing to change" in again.out
    assert stand.telegram.calls["setMyName"] == changes


async def test_setup_looks_at_the_staffs_chat(fresh: Shell, stand: Stand) -> None:
    environment = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": stand.url}
    room = stand.telegram.group("Staff", forum=True, administrator=True)
    ended = await fresh.run("setup", **environment, STAFF_CHAT_ID=str(room.id))
    assert (ended.status, ended.err) == (0, "")
    assert "staff chat: commands set\n" in ended.out
    room.bot_status = "left"
    ended = await fresh.run("setup", **environment, STAFF_CHAT_ID=str(room.id))
    assert ended.status == 1
    assert ended.err.startswith(f"STAFF_CHAT_ID: the bot is not in the chat {room.id}")


async def test_work_sends_what_another_process_left(
    fresh: Shell, stand: Stand, tmp_path: Path
) -> None:
    client = stand.client()
    left = Outgoing(str(client.chat.id), "sendMessage", {"chat_id": client.chat.id, "text": "left"})
    store = await open_store(f"sqlite:///{tmp_path / 'bot.sqlite3'}", Retention())
    await store.turn(1, "key", str(client.chat.id), lambda _: Outcome("s", (left,)))
    await store.close()
    command = await fresh.start("work", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=stand.url)
    await client.until_said("left", 20)
    assert stand.telegram.calls["getUpdates"] == 0
    assert (await command.stop()).status == 0


async def test_web_and_worker_share_the_file(shell: Shell, stand: Stand) -> None:
    port = free_port()
    environment = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": stand.url,
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "PORT": str(port),
    }
    worker = await shell.start("work", **environment)
    web = await shell.start("serve", **environment)
    await worker.until_logged("looking after")
    await web.until_logged("the webhook is set")
    assert "993" in await card(stand)
    ended = await asyncio.gather(web.stop(), worker.stop())
    assert [each.status for each in ended] == [0, 0]
