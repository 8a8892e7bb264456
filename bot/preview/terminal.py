"""
The terminal chat: a conversation with the bot without Telegram.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import TextIO

from bot.preview.client import Client
from bot.preview.lines import typed_lines
from bot.preview.message import Button, Message
from bot.preview.transcript import Transcript


async def run(client: Client) -> None:
    """
    Chat on standard input and output until the input ends, or Ctrl-C.

    On a terminal there is a prompt, and colours unless NO_COLOR is set; on a pipe every line is a
    message and the transcript repeats it.
    """
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            # Whatever the machine's locale: a customer's text must not stop the chat.
            encoding = "utf-8" if not stream.isatty() else stream.encoding
            stream.reconfigure(encoding=encoding, errors="replace")
    typed = sys.stdin.isatty()
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    try:
        async with aclosing(typed_lines()) as lines:
            await chat(client, lines, sys.stdout, colour=colour, echo=not typed)
    except asyncio.CancelledError:
        # Ctrl-C: asyncio.run cancels and reports the interrupt after this polite end.
        sys.stdout.write("\n")
        raise
    if typed:
        sys.stdout.write("\n")


async def chat(
    client: Client,
    lines: AsyncIterator[str],
    out: TextIO,
    *,
    colour: bool = False,
    echo: bool = True,
) -> None:
    """
    Hold a chat: `/start` first, then one message for each line.

    A number that stands before a button of the newest keyboard taps that button; everything else
    is sent as text. Returns when the lines end.
    """
    transcript = Transcript(out, colour=colour, echo=echo)
    client.listen(transcript.show)
    await client.start()
    async for line in lines:
        text = line.strip()
        if not text:
            continue
        message, button = _meant(transcript.keyboard or client.keyboard, text)
        transcript.typed(text, button)
        if message is None or button is None:
            await client.send(text)
        else:
            await client.choose(message, button)
            _react(transcript, button)


def _meant(message: Message | None, text: str) -> tuple[Message | None, Button | None]:
    """
    Return the button whose number the customer typed, and the message that it hangs on.
    """
    if message is not None and text.isascii() and text.isdecimal():
        buttons = message.all_buttons
        if 1 <= int(text) <= len(buttons) and str(int(text)) == text:
            return message, buttons[int(text) - 1]
    return None, None


def _react(transcript: Transcript, button: Button) -> None:
    if button.url is not None:
        transcript.note(f"opens {button.url}")
    elif button.copy is not None:
        transcript.note(f"copied: {button.copy}")
