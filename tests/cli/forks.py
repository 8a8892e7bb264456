"""
The nursery, as the tests see it.
"""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path


class Nursery:
    """
    Starts processes of the bot, which takes some milliseconds each.
    """

    def __init__(self, door: socket.socket) -> None:
        self._door = door

    async def start(
        self, arguments: Sequence[str], environment: Mapping[str, str], directory: Path
    ) -> "Forked":
        """
        Start `python -m bot arguments`.
        """
        order: dict[str, object] = {
            "start": arguments,
            "environment": dict(environment),
            "directory": str(directory),
        }
        pipes = [os.pipe() for _ in range(3)]
        (stdin, typing), (hearing, stdout), (reading, stderr) = pipes
        try:
            pid = self._ask(order, stdin, stdout, stderr)
        finally:
            for descriptor in (stdin, stdout, stderr):
                os.close(descriptor)
        return Forked(self, pid, typing, await _reader(hearing), await _reader(reading))

    def wait(self, pid: int) -> int:
        """
        Wait until a process is gone, and return how it ended.
        """
        return self._ask({"wait": pid})

    def _ask(self, order: dict[str, object], *descriptors: int) -> int:
        socket.send_fds(self._door, [json.dumps(order).encode()], descriptors)
        answer = self._door.recv(100)
        assert answer, "the nursery has ended"
        return int(answer)


class Forked:
    """
    A process with pipes to it: what these tests need of asyncio's.
    """

    def __init__(
        self,
        nursery: Nursery,
        pid: int,
        typing: int,
        stdout: asyncio.StreamReader,
        stderr: asyncio.StreamReader,
    ) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.stderr = stderr
        self._nursery = nursery
        self._typing = typing
        self._stdout = stdout

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def communicate(self, typed: bytes = b"") -> tuple[bytes, bytes]:
        with suppress(BrokenPipeError):
            os.write(self._typing, typed)
        os.close(self._typing)
        out, err = await asyncio.gather(self._stdout.read(), self.stderr.read())
        # Both are at their end once the process is, so that this takes no time.
        self.returncode = self._nursery.wait(self.pid)
        return out, err


async def _reader(descriptor: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    pipe = os.fdopen(descriptor, "rb", 0)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader


@contextmanager
def nursery(root: Path) -> Iterator[Nursery]:
    """
    Open a nursery; what is left in it at the end is killed.
    """
    ours, theirs = socket.socketpair()
    command = (sys.executable, "-m", "tests.cli.nursery")
    with ours:
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - this project's own
                (*command, str(theirs.fileno()), str(root / "config.yaml")),
                cwd=root,
                env={**os.environ, "PYTHONUTF8": "1", "PYTHONWARNINGS": "error"},
                pass_fds=(theirs.fileno(),),
            )
        yield Nursery(ours)
    assert process.wait() == 0
