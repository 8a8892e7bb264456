"""
Print the report, and tell on stderr how far it is.
"""

import argparse
import asyncio
import importlib.metadata
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import uvloop

from bench import report
from bench.ceiling import ceiling
from bench.contender import Contender, Unavailable, contenders
from bench.measure import Length, Run, measure
from bench.postgres import Postgres, find
from bench.process import STAND_IN_CORE

FEW = 1_000
SIZES = (100_000,)
FULL_SIZES = (100_000, 1_000_000)
MAIN = Length(full=4.0, steady=6.0)
GROWTH = Length(full=4.0, steady=0.0)
BASELINES = (
    "ConversationHandler, PicklePersistence",
    "ConversationHandler, no persistence",
    "aiogram FSM, MemoryStorage",
)


async def run(arguments: argparse.Namespace, folder: Path, postgres: Postgres | None) -> str:
    """
    Run everything and return the report.
    """
    everybody = [each for each in contenders(postgres) if arguments.only in each.name]
    sizes: dict[int, dict[str, list[Run]]] = {FEW: {}}
    for number in range(arguments.rounds):
        await _round(everybody, FEW, folder, MAIN, sizes[FEW], f"round {number + 1}")
    for size in FULL_SIZES if arguments.full else SIZES if arguments.rounds > 1 else ():
        sizes[size] = {}
        await _round(everybody, size, folder, GROWTH, sizes[size], "growth")
    worst = max(run.stand_in for runs in sizes[FEW].values() for run in runs)
    wrong = sum(run.wrong for found in sizes.values() for runs in found.values() for run in runs)
    return "\n\n".join(
        (
            report.table(sizes[FEW]),
            report.ratios(sizes[FEW], BASELINES),
            report.growth(sizes),
            f"The stand-in needed at most {worst:.0%} of its core; wrong answers: {wrong}.",
        )
    )


async def _round(
    everybody: Sequence[Contender],
    known: int,
    folder: Path,
    length: Length,
    into: dict[str, list[Run]],
    title: str,
) -> None:
    for contender in everybody:
        try:
            found = await measure(contender, known, folder / "run", length)
        except Unavailable as reason:
            _tell(f"left out: {reason}")
            continue
        into.setdefault(contender.name, []).append(found)
        _tell(
            f"{title}, {known:,} known chats: {contender.name}: {found.per_cpu:,.0f} per CPU"
            f" second, {found.per_wall:,.0f} on one core, stand-in {found.stand_in:.0%},"
            f" wrong {found.wrong}"
        )


async def main(arguments: argparse.Namespace) -> str:
    """
    Start what all need, run, and stop it again.
    """
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        programs = find()
        postgres = Postgres(Path(other), programs) if programs and arguments.postgres else None
        if postgres is None:
            return await run(arguments, Path(one), None)
        try:
            await postgres.start()
            return await run(arguments, Path(one), postgres)
        finally:
            await postgres.stop()


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="up to a million known chats")
    parser.add_argument("--rounds", type=int, default=3, help="how often; medians are reported")
    parser.add_argument("--only", default="", help="those with this word in their names")
    parser.add_argument("--no-postgres", dest="postgres", action="store_false")
    return parser.parse_args()


def _machine() -> str:
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("python-telegram-bot", "aiogram")
    )
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((each.split(":")[1].strip() for each in lines if "model name" in each), "?")
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}."


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    os.sched_setaffinity(0, {STAND_IN_CORE})
    uvloop.install()
    wanted = _parse()
    wall, own = ceiling()
    text = asyncio.run(main(wanted))
    sys.stdout.write(
        f"{text}\n\nThe stand-in by itself answers {wall:,.0f} calls a second"
        f" ({own:,.0f} per second of its processor time).\n\n{_machine()}\n"
    )
