import io
import os
import pty
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.preview.client import Client, Customer
from bot.preview.parameters import Upload
from bot.preview.refusal import Json
from bot.preview.telegram import LocalTelegram
from bot.preview.terminal import chat

HELLO = (
    '<b>Goedendag!</b> Zie <a href="https://help.example/">de hulp</a> of '
    '<a href="https://ovh.example">ovh.example</a>.\nServer: <code>ssl0.ovh.net</code>'
)
BUTTONS = [
    [{"text": "IMAP", "callback_data": "i"}, {"text": "POP", "callback_data": "p"}],
    [{"text": "Webmail", "url": "https://mail.example/"}],
    [{"text": "Kopieer", "copy_text": {"text": "ssl0.ovh.net"}}],
]


class Bot:
    """A small bot with one screen that edits in place."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.telegram = telegram
        self.texts: list[str] = []
        self.taps: list[str] = []

    async def __call__(self, update: Json) -> None:
        query = update.get("callback_query")
        if query is not None:
            await self.tapped(query)
            return
        message = update["message"]
        chat_id, text = message["chat"]["id"], message["text"]
        self.texts.append(text)
        if text == "/start":
            await self.telegram.call(
                "sendMessage",
                {
                    "chat_id": chat_id,
                    "text": HELLO,
                    "parse_mode": "HTML",
                    "reply_markup": {"inline_keyboard": BUTTONS},
                },
            )
        elif text == "hunter2":
            await self.telegram.call(
                "deleteMessage", {"chat_id": chat_id, "message_id": message["message_id"]}
            )
        elif text == "quiet":
            await self.telegram.call(
                "editMessageReplyMarkup", {"chat_id": chat_id, "message_id": 2}
            )
        elif text == "loud":
            await self.telegram.call(
                "editMessageReplyMarkup",
                {
                    "chat_id": chat_id,
                    "message_id": 2,
                    "reply_markup": {"inline_keyboard": [BUTTONS[0]]},
                },
            )
        elif text == "forget":
            await self.telegram.call("deleteMessage", {"chat_id": chat_id, "message_id": 2})
        elif text == "file":
            await self.telegram.call(
                "sendDocument",
                {"chat_id": chat_id, "document": "attach://card", "caption": "<c>"},
                {"card": Upload("anna.vcf", b"BEGIN")},
            )
        else:
            await self.telegram.call("sendMessage", {"chat_id": chat_id, "text": f"? {text}"})

    async def tapped(self, query: Json) -> None:
        self.taps.append(query["data"])
        await self.telegram.call(
            "answerCallbackQuery",
            {"callback_query_id": query["id"], "text": "genoteerd", "show_alert": True},
        )
        await self.telegram.call(
            "editMessageText",
            {
                "chat_id": query["message"]["chat"]["id"],
                "message_id": query["message"]["message_id"],
                "text": "SSL?",
                "reply_markup": {"inline_keyboard": [[{"text": "Aan", "callback_data": "on"}]]},
            },
        )


async def spoken(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield line


async def transcript(*lines: str, colour: bool = False, echo: bool = True) -> tuple[str, Bot]:
    telegram = LocalTelegram()
    bot = Bot(telegram)
    client = Client(telegram, Customer("Anna", "nl"), deliver=bot)
    out = io.StringIO()
    await chat(client, spoken(*lines), out, colour=colour, echo=echo)
    return out.getvalue(), bot


async def test_the_first_screen_comes_by_itself() -> None:
    out, bot = await transcript()
    assert bot.texts == ["/start"]
    assert out == (
        "Goedendag! Zie de hulp (https://help.example/) of ovh.example.\n"
        "Server: ssl0.ovh.net\n"
        "\n"
        "[1] IMAP  [2] POP\n"
        "[3] Webmail (https://mail.example/)\n"
        "[4] Kopieer\n"
        "\n"
    )


async def test_a_number_taps_its_button_and_other_numbers_are_text() -> None:
    out, bot = await transcript("465", "1", "2", "0", "01", "١")
    assert bot.taps == ["i"]
    assert bot.texts == ["/start", "465", "2", "0", "01", "١"]
    assert "> 465\n\n? 465\n" in out
    assert "> 1 [IMAP]\n\n(! genoteerd)\n\nSSL?\n\n[1] Aan\n" in out


async def test_links_and_copies_show_what_they_do() -> None:
    out, bot = await transcript("3", "4")
    assert "> 3 [Webmail]\n\n(opens https://mail.example/)\n" in out
    assert "> 4 [Kopieer]\n\n(copied: ssl0.ovh.net)\n" in out
    assert bot.taps == []


async def test_a_deleted_message_is_reported() -> None:
    out, _ = await transcript("hunter2")
    assert out.endswith("> hunter2\n\n(your message was deleted)\n\n")


async def test_an_edited_keyboard_is_shown_without_repeating_the_text() -> None:
    out, bot = await transcript("quiet", "1", "loud", "2", "forget", "1")
    assert bot.taps == ["p"]
    assert bot.texts == ["/start", "quiet", "1", "loud", "forget", "1"]
    assert "> loud\n\n[1] IMAP  [2] POP\n\n> 2 [POP]" in out
    assert out.count("Goedendag") == 1
    assert "> forget\n\n(a message was deleted)\n\n> 1\n" in out


async def test_files_show_their_name() -> None:
    out, _ = await transcript("file")
    assert out.endswith("> file\n\n(file: anna.vcf)\n<c>\n\n")


async def test_empty_lines_say_nothing() -> None:
    _, bot = await transcript("", "  ", "hallo ")
    assert bot.texts == ["/start", "hallo"]


async def test_colours_only_when_asked_for() -> None:
    plain, _ = await transcript("1")
    coloured, _ = await transcript("1", colour=True, echo=False)
    assert "\x1b" not in plain
    assert "\x1b[1mGoedendag!\x1b[0m" in coloured
    assert "(edited)" in coloured
    assert "(edited)" not in plain
    assert "> 1" not in coloured


async def test_a_customer_cannot_steer_the_terminal() -> None:
    out, _ = await transcript("\x1b[2Jboo\x07")
    assert "? [2Jboo" in out
    assert "\x1b" not in out


SCRIPT = """
import asyncio
from bot.preview.client import Client, Customer
from bot.preview.telegram import LocalTelegram
from bot.preview.terminal import run
telegram = LocalTelegram()
async def answer(update):
    message = update["message"]
    text = f"<b>\\u20ac</b> {message['text']}"
    await telegram.call("sendMessage", {
        "chat_id": message["chat"]["id"], "text": text, "parse_mode": "HTML"})
async def main():
    await run(Client(telegram, Customer(), deliver=answer))
try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
"""


@pytest.fixture
def environment(root: Path) -> dict[str, str]:
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    return environment | {"PYTHONPATH": str(root), "TERM": "dumb"}


def test_on_a_pipe_in_any_locale(environment: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", SCRIPT],
        input="imap é\n\xff".encode("latin-1"),
        capture_output=True,
        env=environment | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        check=True,
        timeout=60,
    )
    assert done.stderr == b""
    assert done.stdout.decode() == (
        "€ /start\n\n> imap \ufffd\n\n€ imap \ufffd\n\n> \ufffd\n\n€ \ufffd\n\n"
    )


@pytest.mark.parametrize("end", [b"\x04", b"\x03"])
def test_on_a_terminal_there_is_a_prompt_and_a_polite_end(
    environment: dict[str, str], end: bytes
) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", SCRIPT],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
        preexec_fn=take_terminal,  # noqa: PLW1509 - no threads here, and Ctrl-C needs the terminal
    ) as process:
        try:
            os.close(theirs)
            shown = read_until(ours, b"> ")
            os.write(ours, b"imap\r")
            shown += read_until(ours, b" imap", b"> ")
            os.write(ours, end)
            _, errors = process.communicate(timeout=60)
        finally:
            # One that does not end would be waited for without end.
            process.kill()
    os.close(ours)
    assert process.returncode == 0
    assert errors == b""
    assert b"\x1b[1m\xe2\x82\xac\x1b[0m /start" in shown


def take_terminal() -> None:
    import fcntl  # noqa: PLC0415 - runs in the child only
    import termios  # noqa: PLC0415 - the same

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    # Tests that run in the background were told to ignore Ctrl-C, and would hand that on.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def read_until(descriptor: int, *marks: bytes) -> bytes:
    """Read until the marks came, one after the other."""
    shown, start = b"", 0
    for mark in marks:
        while (found := shown.find(mark, start)) < 0:
            shown += os.read(descriptor, 1024)
        start = found + len(mark)
    return shown
