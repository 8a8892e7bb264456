"""
Make `locales/weights.tsv` from the examples of every language and the open part of the evaluation.

Multinomial logistic regression by stochastic gradient descent (AdaGrad), with features left out at
random (dropout); the seed is fixed, so that the same texts give the same file.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.facts import read_facts
from bot.understanding import Understanding
from bot.understanding.concept import Concepts
from bot.understanding.lexicon import read_all
from bot.understanding.sign import Signs
from bot.understanding.weights import (
    FILE,
    INTENTS,
    SCALE,
    Weights,
    fingerprint,
    shares,
)

ROOT = Path(__file__).parent.parent.parent
LOCALES = ROOT / "locales"
TUNE = ROOT / "tests" / "evaluation" / "tune.jsonl"
EPOCHS, RATE = 20, 0.5
# The share of a text's features that one reading learns from.
KEPT = 0.3
# What stands in fewer texts than this says nothing general.
COMMON = 5
# A feature whose greatest weight is smaller (in tenths) is left out of the file.
SMALLEST = 4

Text = tuple[str, str]
Vector = list[tuple[str, float]]
Matrix = NDArray[np.float64]


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
    weights = Weights((0,) * len(INTENTS), {})
    return Understanding(
        read_all(LOCALES), Concepts.read(LOCALES), Signs.read(LOCALES), weights, facts
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
            # In one order, whatever order sets have today.
            for name in sorted(group)
        ]
        rows.append((vector, INTENTS.index(intent)))
    seen = Counter(name for vector, _ in rows for name, _ in vector)
    return [
        ([each for each in vector if seen[each[0]] >= COMMON], intent) for vector, intent in rows
    ]


def learn(rows: Sequence[tuple[Vector, int]]) -> tuple[list[str], Matrix]:
    """
    Return the features, "bias" among them, and a row of weights for each: one for every intent.

    Every time a text is read most of its features are left out, so that no weight leans on another
    one being there; that makes far fewer mistakes with texts that were never seen.
    """
    names = ["bias", *sorted({name for vector, _ in rows for name, _ in vector})]
    places = {name: place for place, name in enumerate(names)}
    texts = [
        (
            np.array([places[name] for name, _ in vector], dtype=np.int64),
            np.array([factor for _, factor in vector]) / KEPT,
            intent,
        )
        for vector, intent in rows
    ]
    weights = np.zeros((len(names), len(INTENTS)))
    squares = np.full(len(names), 0.02)
    chance = np.random.default_rng(4)
    for _ in range(EPOCHS):
        for place in chance.permutation(len(texts)):
            features, factors, wanted = texts[place]
            kept = chance.random(len(features)) < KEPT
            features = np.append(features[kept], 0)
            factors = np.append(factors[kept], 1.0)
            scores = factors @ weights[features]
            errors = np.exp(scores - scores.max())
            errors /= errors.sum()
            errors[wanted] -= 1
            squares[features] += factors**2 * (errors @ errors)
            steps = RATE * factors / np.sqrt(squares[features])
            weights[features] -= steps[:, None] * errors
    return names, weights


def write(names: Sequence[str], weights: Matrix, path: Path) -> int:
    """
    Write the file, rounded; returns how many features it holds.
    """
    lines = [fingerprint(path.parent), "\t".join(("feature", *INTENTS))]
    rounded = np.rint((weights - weights.mean(axis=1, keepdims=True)) * SCALE).astype(int)
    for name, row in sorted(zip(names, rounded.tolist(), strict=True)):
        if any(abs(each) >= SMALLEST for each in row):
            lines.append("\t".join((name, *(str(each) if each else "" for each in row))))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - 2


def main() -> int:
    """
    Train on all texts and write the file.
    """
    texts = [*examples(), *tuning()]
    names, weights = learn(vectors(untrained(), texts))
    count = write(names, weights, LOCALES / FILE)
    sys.stdout.write(f"{len(texts)} texts, {count} features\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
