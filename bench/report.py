"""
The runs as Markdown tables: medians, and ratios between runs of one round.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

from bench.measure import Run

Runs = Mapping[str, Sequence[Run]]

COLUMNS: Mapping[str, Callable[[Run], float]] = {
    "updates per CPU second": lambda run: run.per_cpu,
    "with PostgreSQL's own": lambda run: run.per_cpu_all,
    "updates per second on one core": lambda run: run.per_wall,
    "p50 at 30/s, ms": lambda run: run.p50,
    "p99 at 30/s, ms": lambda run: run.p99,
    "peak memory, MB": lambda run: run.peak,
    "start to first answer, s": lambda run: run.start,
}


def table(runs: Runs) -> str:
    """
    Return a row for each contender.
    """
    rows = [
        (name, *(_figure(median(map(read, found))) for read in COLUMNS.values()))
        for name, found in runs.items()
    ]
    return _table(("", *COLUMNS), rows)


def ratios(runs: Runs, to: Iterable[str]) -> str:
    """
    Return how much faster per CPU second each contender was than some, round by round.
    """
    others = [name for name in to if name in runs]
    rows = [
        (name, *(_ratio(found, runs[other]) for other in others)) for name, found in runs.items()
    ]
    return _table(("updates per CPU second, as a multiple of", *others), rows)


def growth(sizes: Mapping[int, Runs]) -> str:
    """
    Return the two speeds for each number of known chats: per CPU second / on one core.
    """
    names = dict.fromkeys(name for runs in sizes.values() for name in runs)
    rows = [
        (name, *(_speeds(runs[name]) if name in runs else "-" for runs in sizes.values()))
        for name in names
    ]
    return _table(("known chats", *(f"{size:,}" for size in sizes)), rows)


def _speeds(runs: Sequence[Run]) -> str:
    cpu, wall = (median(run.per_cpu for run in runs), median(run.per_wall for run in runs))
    peak = median(run.peak for run in runs)
    return f"{_figure(cpu)} / {_figure(wall)} ({_figure(peak)} MB)"


def _ratio(runs: Sequence[Run], others: Sequence[Run]) -> str:
    rounds = zip(runs, others, strict=False)
    found = [run.per_cpu / (other.per_cpu or 0.01) for run, other in rounds]
    return f"{median(found):.2f}"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
