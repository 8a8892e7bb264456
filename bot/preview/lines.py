"""
The lines that a person types, or a pipe brings, one at a time.
"""

import asyncio
import sys
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager, suppress

with suppress(ImportError):  # not every Python has it
    import readline  # noqa: F401 - importing it gives input() its editing and history

if sys.platform != "win32":
    import termios

_END = None


async def typed_lines(prompt: str = "> ") -> AsyncGenerator[str, None]:
    """
    Yield the lines of standard input without their ends, until it ends.

    On a terminal each line is asked for with the prompt, when the consumer wants it.
    """
    ask = _ask(prompt) if sys.stdin.isatty() else _read
    wanted = threading.Semaphore(0)
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    # A daemon: the process may end while it still waits for a key.
    threading.Thread(target=_feed, args=(ask, wanted, loop, lines), daemon=True).start()
    with _terminal_kept():
        while True:
            wanted.release()
            line = await lines.get()
            if line is _END:
                return
            yield line


def _read() -> str | None:
    line = sys.stdin.readline()
    return line.rstrip("\r\n") if line else None


def _ask(prompt: str) -> Callable[[], str | None]:
    def ask() -> str | None:
        try:
            return input(prompt)
        except EOFError:
            return None

    return ask


def _feed(
    ask: Callable[[], str | None],
    wanted: threading.Semaphore,
    loop: asyncio.AbstractEventLoop,
    lines: asyncio.Queue[str | None],
) -> None:
    line: str | None = ""
    while line is not _END:
        wanted.acquire()
        line = ask()
        try:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        except RuntimeError:  # the loop is closed: nobody listens any more
            return


@contextmanager
def _terminal_kept() -> Iterator[None]:
    """
    Leave the terminal as it was, also when a line was being edited.
    """
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    descriptor = sys.stdin.fileno()
    state = termios.tcgetattr(descriptor)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, state)
