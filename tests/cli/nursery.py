"""
Where most processes of these tests come from: `python -m tests.cli.nursery socket config`.

Nearly all that a start of the bot takes goes into imports and into reading files that never
change. The nursery does that once. Each process is then a fork that begins with the command line,
has its own stdin, stdout and stderr, and ends as an interpreter ends. What must not be taken for
granted, that `python -m bot` gets as far as that, is for the tests with the fixture `fresh`.

A line of JSON on the socket, `{"start": [arguments], "environment": …, "directory": …}` with three
descriptors or `{"wait": pid}`, is answered with a number: the process's, or how it ended. When the
socket ends, whatever still runs is killed.

Waiting for what does not come is shorter here.
"""

import gc
import importlib
import json
import os
import signal
import socket
import sys
from functools import cache, partial
from pathlib import Path
from typing import Any

import bot.store
from bot.channel import clock
from bot.cli import chat, main, running, setup, wiring
from bot.cli.arguments import COMMANDS
from bot.store.sqlite import PATIENCE

HURRY = 5
# What the commands import only when they need it.
LATER = (
    *("bot.channel.operations", "bot.cli.listening", "bot.store.postgres", "bot.store.migration"),
    "uvloop",
)
SET_BY_IMPORTS = ("PTB_TIMEDELTA",)


def prepare(config: Path) -> None:
    """
    Do what all processes would do alike.
    """
    for name in (*(f"bot.cli.{command}" for command in COMMANDS), *LATER):
        importlib.import_module(name)
    load = cache(wiring.load)
    load(config)
    for module in (chat, running, setup):
        vars(module)["load"] = load
    clock.FIRST_BACKOFF /= HURRY
    vars(bot.store)["SqliteStore"] = partial(bot.store.SqliteStore, patience=PATIENCE / HURRY)
    gc.freeze()


def serve(door: socket.socket) -> int:
    """
    Do what comes in; a fork returns with the exit status of its command.
    """
    alive: set[int] = set()
    while True:
        line, descriptors, _, _ = socket.recv_fds(door, 65_536, 3)
        if not line:
            break
        order = json.loads(line)
        if "wait" in order:
            answer = os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1])
            alive.discard(order["wait"])
        else:
            answer = os.fork()
            if not answer:
                door.close()
                return start(order, descriptors)
            alive.add(answer)
            for descriptor in descriptors:
                os.close(descriptor)
        door.sendall(f"{answer}\n".encode())
    for pid in alive:
        os.kill(pid, signal.SIGKILL)
    return 0


def start(order: dict[str, Any], descriptors: list[int]) -> int:
    """
    Run the command as `python -m bot` does.
    """
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    # The objects of before think that they are what the nursery's own were, such as a terminal.
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    os.chdir(order["directory"])
    # What the imports have set stays.
    kept = {name: os.environ[name] for name in SET_BY_IMPORTS}
    os.environ.clear()
    os.environ.update(order["environment"] | kept)
    return main(order["start"])


if __name__ == "__main__":
    prepare(Path(sys.argv[2]))
    with socket.socket(fileno=int(sys.argv[1])) as socket_of_the_tests:
        sys.exit(serve(socket_of_the_tests))
