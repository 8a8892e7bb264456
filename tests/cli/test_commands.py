import json
from pathlib import Path

import pytest

from bot.cli.arguments import COMMANDS
from bot.dialogue.diagram import mermaid
from bot.facts.provider import Retention
from bot.store import open_store
from tests.cli.conftest import Shell


@pytest.mark.parametrize("arguments", [[], ["polle"], ["chat", "--colour"], ["serve", "8080"]])
async def test_a_wrong_command_line_is_one_line(shell: Shell, arguments: list[str]) -> None:
    ended = await shell.run(*arguments)
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert ended.err.startswith("python -m bot")


async def test_help_names_every_command(fresh: Shell) -> None:
    ended = await fresh.run("--help")
    assert ended.status == 0
    assert all(f"    {name}" in ended.out for name in COMMANDS)


@pytest.mark.parametrize("command", ["poll", "serve", "work", "setup"])
async def test_a_missing_token_is_named(shell: Shell, command: str) -> None:
    ended = await shell.run(command, WEBHOOK_URL="https://bot.example.com/")
    assert ended.status == 2
    assert ended.err.startswith("TELEGRAM_BOT_TOKEN is not set")
    assert ended.err.count("\n") == 1


async def test_serve_needs_its_address(shell: Shell) -> None:
    ended = await shell.run("serve", TELEGRAM_BOT_TOKEN="4711:secret-part")
    assert ended.status == 2
    assert ended.err.startswith("WEBHOOK_URL is not set")


async def test_a_wrong_variable_is_named(shell: Shell) -> None:
    ended = await shell.run("poll", PORT="many", TELEGRAM_BOT_TOKEN="secret part")
    assert ended.status == 2
    assert "PORT = 'many': " in ended.err
    assert "TELEGRAM_BOT_TOKEN: " in ended.err
    assert "secret part" not in ended.err


async def test_the_diagram_is_the_flows(fresh: Shell) -> None:
    ended = await fresh.run("diagram")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.strip() == mermaid().strip()


async def test_a_broken_configuration_is_named_by_every_command(shell: Shell) -> None:
    missing = str(shell.directory / "nowhere.yaml")
    for command in ("chat", "check", "poll"):
        ended = await shell.run(command, BOT_CONFIG=missing, TELEGRAM_BOT_TOKEN="4711:secret")
        assert ended.status == 2
        assert f"{missing}: cannot be read" in ended.err


async def test_check_says_that_all_is_fine(fresh: Shell) -> None:
    ended = await fresh.run("check")
    assert (ended.status, ended.err) == (0, "")
    assert "config.yaml is fine: 5 products" in ended.out
    assert list(fresh.directory.iterdir()) == []


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            "default_locale: nl",
            "default_locale: sv",
            "provider.default_locale = 'sv': no such lang",
        ),
        ("steps: general", "steps: magic", "steps = 'magic': no such instructions; there are: "),
        ("  clock: h\n", "", "remedies.clock: is missing"),
        ("  clock: h\n", "  clock: h\n  prayer: P\n", "remedies.prayer = 'P': no symptom leads"),
        ("      pl: poczta", "      sv: post", "about.sv: no such language; there are: de, en"),
    ],
)
async def test_check_compares_the_configuration_with_the_code(
    shell: Shell, root: Path, before: str, after: str, line: str
) -> None:
    text = (root / "config.yaml").read_text()
    assert before in text
    config = shell.directory / "config.yaml"
    config.write_text(text.replace(before, after, 1))
    ended = await shell.run("check", BOT_CONFIG=str(config))
    assert ended.status == 2
    [found] = [each for each in ended.err.splitlines() if line in each]
    number = int(found.removeprefix(f"{config}:").split(":")[0])
    assert 1 < number <= len(text.splitlines())


async def test_check_names_wrong_variables_too(shell: Shell) -> None:
    ended = await shell.run("check", SEND_RATE="fast")
    assert ended.status == 2
    assert "SEND_RATE = 'fast': " in ended.err


async def test_check_reports_what_was_set_aside(shell: Shell) -> None:
    store = await open_store(f"sqlite:///{shell.directory / 'bot.sqlite3'}", Retention())
    await store.set_aside(815, "message", "KeyError", "bot/dialogue/step.py:12")
    await store.close()
    ended = await shell.run("check")
    assert "set aside: update 815, message, KeyError at bot/dialogue/step.py:12" in ended.out


async def test_the_procfile_names_commands_that_exist(root: Path) -> None:
    text = (root / "Procfile").read_text()
    named = dict(line.split(": python -m bot ") for line in text.splitlines())
    assert json.dumps(named) == '{"release": "setup", "web": "serve", "worker": "work"}'
    assert set(named.values()) <= set(COMMANDS)
