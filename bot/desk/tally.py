"""
What a turn adds to the figures, of which nothing leads back to a person.

Each conversation counts in the week in which it began, and in one place: solved, with a person, or
left at the screen that it stands at. A turn that leads on takes it out of the one place and into
the other, so that the places always add up to the conversations that began.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bot.desk.hours import Hours
from bot.dialogue.flow import TALKING
from bot.dialogue.state import Node, State
from bot.dialogue.turn import Turn

HOUR = 3600
PAUSE = 24 * HOUR
"""
A conversation in which nothing happened for so long has ended; what comes then begins another.
"""

STARTED = "started"
SOLVED = "solved"
PERSON = "person"
LEFT = "left:"
CARD = "card"
CARD_SECONDS = "card_seconds"
WORKS = "works"
DOES_NOT_WORK = "does_not_work"
SYMPTOM = "symptom:"
REMEDY = "remedy:"

_TROUBLE = frozenset(
    {
        Node.SYMPTOM,
        Node.WEBMAIL,
        Node.SERVER,
        Node.PORT,
        Node.WHICH,
        Node.REMEDY,
        Node.EXHAUSTED,
        Node.DISTURBANCE,
    }
)
_OF_THE_MAILBOX = frozenset({Node.PRODUCT, Node.CLUSTER})
_PERSON = TALKING | {Node.PERSON}


class Count(NamedTuple):
    """
    So much is to be added to a figure of a week (`2026-W48`) and a language.
    """

    week: str
    locale: str
    name: str
    amount: float = 1


class Course(NamedTuple):
    """
    How far a conversation has come, as far as the figures must know.

    It began in `week`, and is in the language `locale`; the last turn was in `hour` (since 1970).
    `place` is where it counts now, `seen` are the figures in which it has counted once. `began` is
    its first second, for as long as it has not come to a settings card.
    """

    week: str
    locale: str
    hour: int
    place: str
    seen: tuple[str, ...] = ()
    began: int = 0


class Tally:
    """
    Counts by the weeks of one desk.
    """

    def __init__(self, hours: Hours) -> None:
        self._hours = hours

    def follow(
        self, course: Course | None, before: State, turn: Turn, now: float
    ) -> tuple[Course, tuple[Count, ...]]:
        """
        Return where a turn leads, and what it adds; `before` is the state that it started from.
        """
        state, full = turn.session.state, any(not each.brief for each in turn.says)
        counts = []
        if course is None or (now - course.hour * HOUR >= PAUSE and not _is_talking(turn)):
            week, place = week_of(self._hours, now), _place("", turn, full=full)
            course = Course(week, state.locale, 0, place, began=int(now))
            counts += [(state.locale, STARTED, 1.0), (state.locale, place, 1.0)]
        place = _place(course.place, turn, full=full)
        if state.locale != course.locale:
            counts += [(course.locale, STARTED, -1.0), (state.locale, STARTED, 1.0)]
        if (state.locale, place) != (course.locale, course.place):
            counts += [(course.locale, course.place, -1.0), (state.locale, place, 1.0)]
        reached = _reached(state) if full else ()
        seen = [name for name in reached if name not in course.seen]
        counts += [(state.locale, name, 1.0) for name in seen]
        if CARD in seen:
            counts.append((state.locale, CARD_SECONDS, max(now - course.began, 0.0)))
        if (
            full
            and _is_advised(state)
            and (before.node, before.remedy) != (state.node, state.remedy)
        ):
            counts.append((state.locale, f"{REMEDY}{state.remedy}", 1.0))
        course = Course(
            course.week,
            state.locale,
            int(now // HOUR),
            place,
            (*course.seen, *seen),
            0 if CARD in seen else course.began,
        )
        return course, tuple(Count(course.week, *each) for each in counts)


def week_of(hours: Hours, now: float) -> str:
    """
    Return the week of a time (`2026-W48`) on the desk's calendar.
    """
    year, week, _ = hours.local(now).isocalendar()
    return f"{year}-W{week:02}"


def _place(former: str, turn: Turn, *, full: bool) -> str:
    """
    Return where a conversation counts after a turn; who has asked for a person stays there.

    `full`: the turn showed its screen, and not only a remark with the buttons of the old one.
    """
    state = turn.session.state
    asked = turn.handover is not None or _is_talking(turn) or (full and state.node in _PERSON)
    if asked or former == PERSON:
        return PERSON
    if (full and state.node is Node.WORKS) or (former == SOLVED and not _is_trouble(state)):
        return SOLVED
    return f"{LEFT}{state.node.name.lower()}"


def _is_talking(turn: Turn) -> bool:
    helpdesk = turn.session.helpdesk
    return helpdesk is not None and helpdesk.talking


def _reached(state: State) -> Iterator[str]:
    """
    Name the figures in which a conversation counts once, when it comes to this state.
    """
    if state.node is Node.CARD:
        yield CARD
    if state.node is Node.WORKS:
        yield WORKS
    if _is_trouble(state):
        yield DOES_NOT_WORK
        if state.symptom is not None and state.node is not Node.SYMPTOM:
            yield f"{SYMPTOM}{state.symptom.name.lower()}"


def _is_trouble(state: State) -> bool:
    asked = state.goal is Node.REMEDY and state.node in _OF_THE_MAILBOX
    return asked or state.node in _TROUBLE


def _is_advised(state: State) -> bool:
    return state.node is Node.REMEDY and state.remedy is not None
