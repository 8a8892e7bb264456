"""
The nursery, as the tests see it.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Nursery:
    """
    Starts processes of the bot and ends them, which takes some milliseconds each.
    """

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def start(self, command: str, environment: dict[str, str], directory: Path) -> int:
        """
        Start `python -m bot command` and return the number of its process.
        """
        return self._ask(start=[command], environment=environment, directory=str(directory))

    def kill(self, pid: int) -> int:
        """
        Kill a process, wait until it is gone, and return how it ended, usually `-SIGKILL`.
        """
        return self._ask(kill=pid)

    def _ask(self, **order: object) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(order)}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the nursery has ended"
        return int(answer)


@contextmanager
def nursery(root: Path) -> Iterator[Nursery]:
    """
    Open a nursery; what is left in it at the end is killed.
    """
    with subprocess.Popen(  # noqa: S603 - this project's own
        [sys.executable, "-m", "tests.crash.nursery", str(root / "config.yaml")],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Nursery(process)
