"""
What a text is weighed by: its words, parts of words, and what was found in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bot.understanding.finding import Finding
from bot.understanding.matcher import Kind
from bot.understanding.utterance import Token

MAX_WORDS = 120
GRAMS = (3, 4, 5)
LONGEST = 18
# How many words later a second concept still belongs to the first.
WINDOW = 2
# Concepts that say that something is well or not, and that another matter follows.
GOOD, TURN = "works", "but"
BAD = frozenset({"not", "nothing", "error", "reject", "wrong", "gone", "quiet"})
DIRECTIONS = {
    "send": frozenset({"send", "goout", "outbox", "reply"}),
    "receive": frozenset({"receive", "visible"}),
}
REACH = 4
STEP, MAX_LENGTH = 5, 30

About = tuple[int, tuple[str, ...]]

MARKS = (
    Kind.COMMAND,
    Kind.TOPIC,
    Kind.SYMPTOM,
    Kind.CAUSE,
    Kind.PROTOCOL,
    Kind.SSL,
    Kind.PRODUCT,
    Kind.TROUBLE,
    Kind.FINE,
    Kind.UNSURE,
    Kind.NEGATION,
    Kind.ELSEWHERE,
    Kind.CONTRAST,
)


def features(
    found: Finding,
    about: Sequence[About],
    hints: Iterable[str],
) -> list[tuple[str, ...]]:
    """
    Return the features in five groups: words and pairs, parts of words, marks, concepts, claims.

    `about` is the clause and the concepts of every word that has some.
    """
    words = [_plain(token) for token in found.tokens[:MAX_WORDS]]
    about = about[:MAX_WORDS]
    return [
        tuple({f"w {word}" for word in words} | {f"p {a} {b}" for a, b in pairwise(words)}),
        tuple({gram for word in set(words) for gram in _grams(word)}),
        tuple({*_marks(found), *(f"m sign {each}" for each in hints)}),
        tuple(dict.fromkeys(_concepts([concepts for _, concepts in about]))),
        tuple(_claims(about)),
    ]


def _claims(about: Sequence[About]) -> Iterator[str]:
    """
    Yield which direction fails, where a text says that the other one works.
    """
    judged = [
        (place, clause, BAD.isdisjoint(concepts))
        for place, (clause, concepts) in enumerate(about)
        if not BAD.isdisjoint(concepts) or GOOD in concepts
    ]
    turns = [place for place, (_, concepts) in enumerate(about) if TURN in concepts]
    said: dict[str, set[bool]] = {"send": set(), "receive": set()}
    for place, (clause, concepts) in enumerate(about):
        near = [
            (abs(at - place), at < place, good)
            for at, other, good in judged
            if other == clause
            and abs(at - place) <= REACH
            and not any(min(at, place) < turn <= max(at, place) for turn in turns)
        ]
        for direction, names in DIRECTIONS.items():
            if near and not names.isdisjoint(concepts):
                said[direction].add(min(near)[2])
    for failing, fine in (("send", "receive"), ("receive", "send")):
        if said[failing] == {False} and said[fine] == {True}:
            yield f"k {failing}"


def _concepts(about: Sequence[Sequence[str]]) -> Iterator[str]:
    for place, concepts in enumerate(about):
        yield from (f"c {concept}" for concept in concepts)
        for following in about[place + 1 : place + 1 + WINDOW]:
            for first in concepts:
                yield from (f"c {first} {second}" for second in following if second != first)


def _plain(token: Token) -> str:
    return "#" * min(len(token.text), 5) if token.text.isdigit() else token.text[:LONGEST]


def _grams(word: str) -> Iterator[str]:
    framed = f"_{word}_"
    for size in GRAMS:
        for start in range(len(framed) - size + 1):
            yield f"g {framed[start : start + size]}"


def _marks(found: Finding) -> Iterator[str]:
    for kind in MARKS:
        for hit in found.of(kind):
            yield f"m {kind} {hit.name}" if hit.name else f"m {kind}"
    if len(found.names(Kind.PROTOCOL)) > 1:
        yield "m protocols"
    if found.places.names:
        yield "m host"
    yield from _length(found.tokens)


def _length(tokens: Sequence[Token]) -> Iterator[str]:
    count = len(tokens)
    yield f"m length {count if count < STEP else min(count // STEP * STEP, MAX_LENGTH)}"
