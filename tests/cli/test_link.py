from pathlib import Path

import pytest

from bot.cli.main import main
from bot.preview.server import create_app
from bot.preview.telegram import LocalTelegram
from tests.cli.conftest import TOKEN, Shell
from tests.preview.serving import serving


def link(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    status = main(["link", *options])
    written = capsys.readouterr()
    return status, written.out, written.err


def test_a_link_with_its_text_message(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, error = link(
        capsys,
        *("--username", "@our_bot", "--protocol", "imap", "--security", "ssl", "--locale", "nl"),
    )
    assert (status, error) == (0, "")
    url, empty, *text = out.splitlines()
    assert url.startswith("https://t.me/our_bot?start=")
    assert empty == ""
    assert text[0] == "Mail van OVH, IMAP met SSL"
    assert text[-1].endswith(url)


@pytest.mark.parametrize(
    ("options", "screen"),
    [
        ((), "s"),
        (("--protocol", "pop"), "c"),
        (("--program", "new-outlook"), "i"),
        (("--symptom", "sending"), "x"),
        (("--screen", "ticket"), "t"),
        (("--product", "exchange", "--cluster", "3", "--screen", "card"), "c"),
    ],
)
def test_the_screen_follows_from_the_answers(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...], screen: str
) -> None:
    _, out, _ = link(capsys, "--username", "our_bot", *options)
    assert out.partition("?start=")[2][2] == screen


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--protocol", "smtp"), "--protocol: 'smtp' is none of imap, pop, unsure"),
        (("--locale", "xx"), "--locale: 'xx' is none of de, en"),
        (("--cluster", "many"), "--cluster: 'many' is not the number in a server's name"),
        (("--username", "no name"), "--username: 'no name' is no name of a bot"),
    ],
)
def test_a_wrong_option_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], options: tuple[str, ...], complaint: str
) -> None:
    status, out, error = link(capsys, "--username", "our_bot", *options)
    assert (status, out) == (2, "")
    assert error.startswith(complaint)
    assert error.count("\n") == 1


def test_without_a_name_and_a_token_there_is_no_link(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    status, _, error = link(capsys)
    assert status == 2
    assert error == (
        "link needs --username, or TELEGRAM_BOT_TOKEN to ask Telegram for the bot's name\n"
    )


def test_the_qr_code_is_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "code.png"
    assert link(capsys, "--username", "our_bot", "--qr", str(path))[0] == 0
    assert path.read_bytes().startswith(b"\x89PNG")
    status, _, error = link(capsys, "--username", "our_bot", "--qr", str(tmp_path / "no" / "code"))
    assert status == 1
    assert error.startswith(f"{tmp_path / 'no' / 'code'} cannot be written: ")


async def test_telegram_knows_the_name(fresh: Shell) -> None:
    async with serving(create_app(LocalTelegram(TOKEN))) as url:
        ended = await fresh.run("link", TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=url)
    assert ended.status == 0, ended.err
    assert ended.out.startswith("https://t.me/")
