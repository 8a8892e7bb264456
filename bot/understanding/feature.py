"""
What a text is weighed by: its words, parts of words, and what was found in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from bot.understanding.finding import Finding
from bot.understanding.matcher import Kind
from bot.understanding.utterance import Token

MAX_WORDS = 120
GRAMS = (3, 4, 5)
LONGEST = 18
# How many words later a second concept still belongs to the first.
WINDOW = 2
# How many concepts of one clause are paired.
MAX_TOGETHER = 12
# Concepts that say that something is well (works, can be done) or not, and that another matter
# follows.
GOOD, TURN = frozenset({"works", "can"}), "but"
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

    `about` is the clause and the concepts of every word that has some, of `MAX_WORDS` at most.
    """
    words = [_plain(token) for token in found.tokens[:MAX_WORDS]]
    return [
        tuple({f"w {word}" for word in words} | {f"p {a} {b}" for a, b in pairwise(words)}),
        tuple({gram for word in set(words) for gram in _grams(word)}),
        tuple({*_marks(found), *(f"m sign {each}" for each in hints)}),
        tuple(dict.fromkeys((*_concepts([concepts for _, concepts in about]), *_pairs(about)))),
        tuple(_claims(about)),
    ]


def _claims(about: Sequence[About]) -> Iterator[str]:
    """
    Yield what a text says of each direction, and which one fails where the other one works.
    """
    judged = [
        (place, clause, BAD.isdisjoint(concepts))
        for place, (clause, concepts) in enumerate(about)
        if not BAD.isdisjoint(concepts) or not GOOD.isdisjoint(concepts)
    ]
    turns = [place for place, (_, concepts) in enumerate(about) if TURN in concepts]
    said: dict[str, set[bool]] = {"send": set(), "receive": set()}
    for place, (clause, concepts) in enumerate(about):
        named = [each for each, names in DIRECTIONS.items() if not names.isdisjoint(concepts)]
        if not named:
            continue
        near = [
            (abs(at - place), at < place, good)
            for at, other, good in judged
            if other == clause
            and abs(at - place) <= REACH
            and not any(min(at, place) < turn <= max(at, place) for turn in turns)
        ]
        for direction in named if near else ():
            said[direction].add(min(near)[2])
    for direction, verdicts in said.items():
        if len(verdicts) == 1:
            yield f"k {direction} {'good' if True in verdicts else 'bad'}"
    for failing, fine in (("send", "receive"), ("receive", "send")):
        if said[failing] == {False} and said[fine] == {True}:
            yield f"k {failing}"


def _concepts(about: Sequence[Sequence[str]]) -> Iterator[str]:
    for place, concepts in enumerate(about):
        yield from (f"c {concept}" for concept in concepts)
        for following in about[place + 1 : place + 1 + WINDOW]:
            for first in concepts:
                yield from (f"c {first} {second}" for second in following if second != first)


def _pairs(about: Sequence[About]) -> Iterator[str]:
    """
    Yield which two concepts stand in one clause, in whatever order and however far apart.
    """
    clauses: dict[int, set[str]] = {}
    for clause, concepts in about:
        clauses.setdefault(clause, set()).update(concepts)
    for together in clauses.values():
        for first, second in combinations(sorted(together)[:MAX_TOGETHER], 2):
            yield f"u {first} {second}"


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
