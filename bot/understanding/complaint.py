"""
What a customer says does not work.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.dialogue.state import Symptom
from bot.understanding.finding import Finding
from bot.understanding.matcher import Hit, Kind

SYMPTOMS = {each.name.lower(): each for each in Symptom}

# Where a text names several, the one that says more about the cause.
TELLING = (
    Symptom.CERTIFICATE,
    Symptom.FULL,
    Symptom.PASSWORD,
    Symptom.REJECTED,
    Symptom.VANISHED,
    Symptom.CONNECTION,
    Symptom.SENDING,
    Symptom.RECEIVING,
)
DIRECTIONS = frozenset({Symptom.SENDING, Symptom.RECEIVING})


@dataclass(frozen=True, slots=True)
class Complaint:
    """
    Whether anything is wrong, the symptom if it is clear which, and the hits that told.
    """

    trouble: bool = False
    symptom: Symptom | None = None
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """
    A stretch of the text; `joined`: "and" or "or" stands before it.
    """

    joined: bool
    topics: tuple[Hit, ...]
    against: tuple[Hit, ...]
    fine: tuple[Hit, ...]


def complaint(found: Finding) -> Complaint:
    """
    Read a complaint: whole phrases first, then topics with "not" or trouble in the same breath.

    "Receiving works, sending does not" concerns sending only; where both fail, or nothing tells
    what, the symptom stays None.
    """
    if found.of(Kind.ELSEWHERE):
        return Complaint()
    told = tuple(hit for hit in found.of(Kind.SYMPTOM) if not _denied(hit, found))
    trouble = tuple(_troubles(found))
    failing = tuple(_failing(list(_parts(found, trouble))))
    symptoms = {SYMPTOMS[hit.name] for hit in (*told, *failing)}
    if not symptoms and trouble:
        symptoms = _only_direction(found)
    if symptoms == DIRECTIONS:
        symptoms = set()
    symptom = next((each for each in TELLING if each in symptoms), None)
    clear = tuple(hit for hit in (*told, *failing) if SYMPTOMS[hit.name] is symptom)
    return Complaint(bool(trouble or told or failing), symptom, clear or trouble)


def _denied(hit: Hit, found: Finding) -> bool:
    return found.negated(hit) and hit.end - hit.start == 1


def _troubles(found: Finding) -> Iterator[Hit]:
    """
    Yield what says trouble, but for "no problem" and "works without problems".
    """
    praised = {position for hit in found.of(Kind.FINE) for position in range(hit.start, hit.end)}
    negations = {
        position for hit in found.of(Kind.NEGATION) for position in range(hit.start, hit.end)
    }
    for hit in found.of(Kind.TROUBLE):
        positions = range(hit.start, hit.end)
        denied = hit.start - 1 in negations and negations.isdisjoint(positions)
        if not denied and not praised.issuperset(positions):
            yield hit


def _parts(found: Finding, trouble: tuple[Hit, ...]) -> Iterator[_Part]:
    hard = {hit.start for hit in found.of(Kind.CONTRAST)}
    soft = {hit.start for hit in found.of(Kind.CONJUNCTION)}
    starts = [0]
    for position in range(1, len(found.tokens)):
        turned = found.tokens[position].clause != found.tokens[position - 1].clause
        if turned or position in hard | soft:
            starts.append(position)
    topics = found.of(Kind.TOPIC)
    against = [*found.of(Kind.NEGATION), *trouble]
    bad = {position for hit in trouble for position in range(hit.start, hit.end)}
    fine = [hit for hit in found.of(Kind.FINE) if bad.isdisjoint(range(hit.start, hit.end))]
    for start, end in zip(starts, [*starts[1:], len(found.tokens)], strict=True):
        yield _Part(
            start in soft and start not in hard,
            *(
                tuple(hit for hit in hits if start <= hit.start < end)
                for hits in (topics, against, fine)
            ),
        )


def _failing(parts: list[_Part]) -> Iterator[Hit]:
    for position, part in enumerate(parts):
        before = parts[position - 1] if position and part.joined else None
        after = (
            parts[position + 1]
            if position + 1 < len(parts) and parts[position + 1].joined
            else None
        )
        if part.against:
            yield from _against(part)
        elif not part.fine and (_reaches_on(before) or _reaches_back(after)):
            yield from part.topics


def _reaches_on(part: _Part | None) -> bool:
    """
    Whether a complaint before its topic also holds for the next one: "cannot send and receive".
    """
    return (
        part is not None
        and bool(part.topics and part.against)
        and part.against[0].start < part.topics[0].start
    )


def _reaches_back(part: _Part | None) -> bool:
    """
    Whether a complaint after its topic also holds for the one before: "mail and web do not work".
    """
    return (
        part is not None
        and bool(part.topics and part.against)
        and part.against[0].start > part.topics[0].start
    )


def _against(part: _Part) -> Iterator[Hit]:
    """
    Give each topic the nearest word about it, as "receiving fine sending not" needs.
    """
    if not part.fine or len({hit.name for hit in part.topics}) == 1:
        yield from part.topics
        return
    marks = [(hit, True) for hit in part.against] + [(hit, False) for hit in part.fine]
    marks.sort(key=lambda mark: mark[0].start)
    leading = bool(part.topics) and marks[0][0].start < part.topics[0].start
    for topic in part.topics:
        if leading:
            judged = [bad for mark, bad in marks if mark.start < topic.start][-1:]
        else:
            judged = [bad for mark, bad in marks if mark.start >= topic.end][:1]
        if judged == [True]:
            yield topic


def _only_direction(found: Finding) -> set[Symptom]:
    named = {SYMPTOMS[name] for name in found.names(Kind.TOPIC)} & DIRECTIONS
    return named if len(named) == 1 and not found.of(Kind.FINE) else set()
