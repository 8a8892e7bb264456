"""
How much each word and mark speaks for each intent: `locales/weights.tsv`, made by `make weights`.
"""

import hashlib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Self

from bot.dialogue.meaning import Intent
from bot.understanding.document import LexiconError

FILE = "weights.tsv"
EXAMPLES = "examples.yaml"
INTENTS = tuple(Intent)
# The numbers in the file are tenths.
SCALE = 10
# What a group of features counts together, by its place: words, parts of words, marks, concepts,
# claims.
GROUPS = (0.7, 1.0, 0.4, 2.5, 1.0)

_NUMBERS = re.compile(rf"(-?\d*\t){{{len(INTENTS) - 1}}}-?\d*")


class Weights:
    """
    A linear model: the weights of the features of a text, added up for every intent.
    """

    def __init__(self, bias: Sequence[int], rows: Mapping[str, str]) -> None:
        """
        Take the weights of each feature as the file has them: most are never looked at.
        """
        self._bias = tuple(bias)
        self._rows = rows

    @classmethod
    def read(cls, directory: Path) -> Self:
        """
        Read the file of a directory; raises `LexiconError` for the first line that is wrong.
        """
        path = directory / FILE
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise LexiconError(path, 1, "", f"cannot be read: {error}") from None
        rows: dict[str, str] = {}
        heading = "\t".join(("feature", *INTENTS))
        first = 1 if lines and lines[0].startswith(f"{EXAMPLES}\t") else 0
        if lines[first : first + 1] != [heading]:
            raise LexiconError(path, first + 1, "", "holds other intents: run `make weights`")
        for number, line in enumerate(lines[first + 1 :], first + 2):
            name, _, values = line.partition("\t")
            if not _NUMBERS.fullmatch(values):
                raise LexiconError(path, number, "", f"needs {len(INTENTS)} whole numbers")
            rows[name] = values
        return cls(_row(rows.pop("bias", "\t" * (len(INTENTS) - 1))), rows)

    def scores(self, groups: Iterable[Iterable[str]]) -> list[float]:
        """
        Return the score of every intent, in the order of `INTENTS`.
        """
        total = [float(each) for each in self._bias]
        for factor, group in zip(shares(groups), groups, strict=True):
            rows = [_row(self._rows[name]) for name in group if name in self._rows]
            for place, column in enumerate(zip(*rows, strict=True)):
                total[place] += factor * sum(column)
        return [each / SCALE for each in total]

    def telling(self, groups: Iterable[Iterable[str]], intent: Intent) -> list[tuple[str, float]]:
        """
        Return the features that speak most for an intent, the strongest first.
        """
        place = INTENTS.index(intent)
        found = [
            (name, factor * _row(self._rows[name])[place] / SCALE)
            for factor, group in zip(shares(groups), groups, strict=True)
            for name in group
            if name in self._rows
        ]
        return sorted((each for each in found if each[1] > 0), key=lambda each: -each[1])


def fingerprint(directory: Path) -> str:
    """
    Return the first line of a file that was learnt from the examples of a directory.
    """
    digest = hashlib.sha256()
    for path in sorted(directory.glob(f"*/{EXAMPLES}")):
        digest.update(f"{path.parent.name}\n{path.read_text(encoding='utf-8')}".encode())
    return f"{EXAMPLES}\t{digest.hexdigest()[:16]}"


def are_current(directory: Path) -> bool:
    """
    Whether the weights of a directory were learnt from the examples that stand there now.
    """
    with (directory / FILE).open(encoding="utf-8") as lines:
        return next(lines, "").rstrip("\n") == fingerprint(directory)


@lru_cache(4096)
def _row(values: str) -> tuple[int, ...]:
    return tuple(int(value or "0") for value in values.split("\t"))


def shares(groups: Iterable[Iterable[str]]) -> list[float]:
    """
    Return what one feature of each group counts, so that long texts shout no louder.
    """
    sizes = [len(tuple(group)) for group in groups]
    return [
        weight / math.sqrt(size) if size else 0.0
        for weight, size in zip(GROUPS, sizes, strict=True)
    ]


def likelihoods(scores: Sequence[float]) -> list[float]:
    """
    Return probabilities that add up to 1.
    """
    top = max(scores)
    powers = [math.exp(each - top) for each in scores]
    return [each / sum(powers) for each in powers]
