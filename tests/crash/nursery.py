"""
Where the processes of the crash test come from: `python -m tests.crash.nursery config`.

Nearly all that a start of the bot takes goes into imports and into reading files that never
change. The nursery does that once. Each process is then a fork that begins with the command line;
all that a kill could harm it opens itself: the database, its sockets, its event loop.

A line of JSON on stdin, `{"start": [arguments], "environment": …, "directory": …}` or
`{"kill": pid}`, is answered with a line: the process's number, or how it ended. At the end of stdin
whatever still runs is killed.

Time runs faster here: a lease ends sooner, and is renewed as much more often.
"""

import gc
import importlib
import json
import os
import signal
import sys
from functools import cache
from pathlib import Path
from typing import Any

from bot.channel import upkeep
from bot.cli import main, running, wiring

HURRY = 3
COMMANDS = ("poll", "serve", "work")
# What the commands import only when they need it.
LATER = ("bot.channel.operations", "bot.cli.listening", "bot.store.postgres", "uvloop")


def prepare() -> None:
    """
    Do what all processes would do alike.
    """
    for name in (*(f"bot.cli.{command}" for command in COMMANDS), *LATER):
        importlib.import_module(name)
    vars(running)["load"] = cache(wiring.load)
    upkeep.EVERY /= HURRY
    for name, module in list(sys.modules.items()):
        if name.startswith("bot.store") and hasattr(module, "LEASE"):
            vars(module)["LEASE"] /= HURRY


def start(order: dict[str, Any]) -> int:
    """
    Fork a process that runs a command; return its number.
    """
    pid = os.fork()
    if pid:
        return pid
    os.chdir(order["directory"])
    log = os.open("log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for here, there in ((os.open(os.devnull, os.O_RDONLY), 0), (log, 1), (log, 2)):
        os.dup2(here, there)
    os.environ.clear()
    os.environ.update(order["environment"])
    os._exit(main(order["start"]))


def kill(pid: int) -> int:
    """
    Kill a process, and return how it ended: as `os.waitstatus_to_exitcode`.
    """
    os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def run() -> None:
    """
    Do what the lines of stdin say.
    """
    prepare()
    vars(running)["load"](Path(sys.argv[1]))
    gc.freeze()
    alive: set[int] = set()
    for line in sys.stdin:
        order = json.loads(line)
        if "start" in order:
            answer = start(order)
            alive.add(answer)
        else:
            answer = kill(order["kill"])
            alive.discard(order["kill"])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    for pid in alive:
        kill(pid)


if __name__ == "__main__":
    run()
