"""
Make `locales/weights.tsv` from the examples of every language and the open part of the evaluation.

Multinomial logistic regression by stochastic gradient descent (AdaGrad), in plain Python; the
order of the texts is fixed, so that the same texts give the same file.
"""

import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from bot.facts import read_facts
from bot.understanding import Understanding
from bot.understanding.lexicon import read_all
from bot.understanding.sign import Signs
from bot.understanding.weights import (
    FILE,
    INTENTS,
    SCALE,
    Weights,
    fingerprint,
    likelihoods,
    shares,
)

ROOT = Path(__file__).parent.parent.parent
LOCALES = ROOT / "locales"
TUNE = ROOT / "tests" / "evaluation" / "tune.jsonl"
EPOCHS, RATE, SHRINK = 6, 0.3, 5e-5
# Parts of words that stand in fewer texts than this say nothing general.
COMMON = 2

Text = tuple[str, str]
Vector = list[tuple[str, float]]


def examples() -> Iterator[Text]:
    """
    Yield the example texts of every language, each with its intent.
    """
    for path in sorted(LOCALES.glob("*/examples.yaml")):
        for intent, texts in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            yield from ((str(text), intent) for text in texts)


def tuning() -> Iterator[Text]:
    """
    Yield the open part of the evaluation.
    """
    for line in TUNE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], row["intent"]


def untrained() -> Understanding:
    """
    Return an understanding that knows signs and words, but has learnt nothing.
    """
    facts = read_facts(ROOT / "config.yaml")
    return Understanding(
        read_all(LOCALES), Signs.read(LOCALES), Weights((0,) * len(INTENTS), {}), facts
    )


def vectors(understanding: Understanding, texts: Sequence[Text]) -> list[tuple[Vector, int]]:
    """
    Return the features of every text with what each counts, and the place of its intent.
    """
    rows = []
    for text, intent in texts:
        groups = understanding.judge(text).groups
        vector = [
            (name, factor)
            for factor, group in zip(shares(groups), groups, strict=True)
            for name in group
        ]
        rows.append((vector, INTENTS.index(intent)))
    seen = Counter(name for vector, _ in rows for name, _ in vector)
    return [
        ([each for each in vector if seen[each[0]] >= COMMON or each[0][0] in "wm"], intent)
        for vector, intent in rows
    ]


def learn(rows: Sequence[tuple[Vector, int]]) -> dict[str, list[float]]:
    """
    Return the weights of every feature, in the order of the intents.
    """
    count = len(INTENTS)
    weights: dict[str, list[float]] = {"bias": [0.0] * count}
    squares: dict[str, float] = {"bias": 1.0}
    for vector, _ in rows:
        for name, _ in vector:
            weights.setdefault(name, [0.0] * count)
            squares.setdefault(name, 0.02)
    order = list(range(len(rows)))
    shuffle = random.Random(4)  # noqa: S311 - no secret
    for _ in range(EPOCHS):
        shuffle.shuffle(order)
        for place in order:
            vector, wanted = rows[place]
            full = [*vector, ("bias", 1.0)]
            scores = [0.0] * count
            for name, value in full:
                scores = [a + value * b for a, b in zip(scores, weights[name], strict=True)]
            errors = likelihoods(scores)
            errors[wanted] -= 1
            size = sum(each * each for each in errors)
            if size < 1e-5:
                continue
            for name, value in full:
                squares[name] += value * value * size
                step = RATE * value / math.sqrt(squares[name])
                weights[name] = [
                    w - step * e - SHRINK * w for w, e in zip(weights[name], errors, strict=True)
                ]
    return weights


def write(weights: dict[str, list[float]], path: Path) -> int:
    """
    Write the file, rounded; returns how many features it holds.
    """
    lines = [fingerprint(path.parent), "\t".join(("feature", *INTENTS))]
    for name in sorted(weights):
        mean = sum(weights[name]) / len(INTENTS)
        row = [round((each - mean) * SCALE) for each in weights[name]]
        if any(abs(each) >= SMALLEST for each in row):
            lines.append("\t".join((name, *(str(each) if each else "" for each in row))))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - 2


SMALLEST = 4


def main() -> int:
    """
    Train on all texts and write the file.
    """
    texts = [*examples(), *tuning()]
    count = write(learn(vectors(untrained(), texts)), LOCALES / FILE)
    sys.stdout.write(f"{len(texts)} texts, {count} features\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
