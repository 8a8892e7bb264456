"""
Conversations count where they stand, once, and in the week in which they began.
"""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.hours import Hours
from bot.desk.tally import HOUR, LEFT, PAUSE, Course, Tally
from bot.dialogue.event import Media, Received
from bot.dialogue.meaning import Command
from bot.dialogue.state import State, Symptom
from bot.dialogue.turn import Helpdesk
from bot.facts import Desk
from tests.dialogue.talk import Talk

SUNDAY = datetime(2026, 11, 29, 22, 30, tzinfo=UTC).timestamp()


class Counted:
    """
    A conversation whose figures add up in `amounts`, by week, language and name.
    """

    def __init__(self, timezone: str = "UTC") -> None:
        self.talk = Talk()
        self.tally = Tally(Hours(Desk(timezone=timezone)))
        self.course: Course | None = None
        self.now = SUNDAY
        self.amounts: Counter[tuple[str, str, str]] = Counter()

    def counts(self, before: State) -> None:
        self.course, counts = self.tally.follow(self.course, before, self.talk.turn, self.now)
        for week, locale, name, amount in counts:
            self.amounts[week, locale, name] += round(amount)

    def start(self) -> None:
        before = self.talk.state
        self.talk.start()
        self.counts(before)

    def tap(self, *ids: str) -> None:
        for name in ids:
            before = self.talk.state
            self.talk.tap(name)
            self.counts(before)

    def say(self, command: Command) -> None:
        before = self.talk.state
        self.talk.say(command=command)
        self.counts(before)

    @property
    def names(self) -> dict[str, int]:
        return {name: n for (_, _, name), n in self.amounts.items() if n}

    def figure(self, week: str, locale: str, name: str) -> int:
        return self.amounts[week, locale, name]


@pytest.fixture
def counted() -> Counted:
    return Counted()


def test_a_conversation_that_helps(counted: Counted) -> None:
    counted.start()
    counted.now += 40
    counted.tap("imap", "on")
    counted.now += 40
    counted.tap("works")
    assert counted.names == {
        "started": 1,
        "solved": 1,
        "card": 1,
        "card_seconds": 40,
        "works": 1,
    }


def test_where_people_leave(counted: Counted) -> None:
    counted.start()
    assert counted.names == {"started": 1, "left:start": 1}
    counted.tap("imap")
    assert counted.names == {"started": 1, "left:security": 1}


def test_what_works_and_then_does_not_is_not_solved(counted: Counted) -> None:
    counted.start()
    counted.tap("imap", "on", "works", "trouble")
    assert counted.names["does_not_work"] == counted.names["works"] == 1
    assert counted.names["left:symptom"] == 1
    assert "solved" not in counted.names
    counted.tap("full", "works")
    assert counted.names["solved"] == counted.names["works"] == counted.names["symptom:full"] == 1
    assert counted.names["remedy:mailbox-full"] == 1


def test_who_starts_over_after_it_worked_stays_solved(counted: Counted) -> None:
    counted.start()
    counted.tap("imap", "on", "works", "over", "pop")
    assert counted.names["solved"] == counted.names["card"] == 1
    assert not any(name.startswith(LEFT) for name in counted.names)


def test_who_asked_for_a_person_stays_there(counted: Counted) -> None:
    counted.start()
    counted.tap("person", "back", "imap", "on", "works")
    assert counted.names["person"] == counted.names["works"] == 1
    assert "solved" not in counted.names


def test_whom_the_bot_shows_a_person_counts_too(counted: Counted) -> None:
    counted.talk.session = counted.talk.session.having(helpdesk=Helpdesk())
    counted.start()
    counted.tap("person")
    assert counted.names == {"started": 1, "person": 1}


def test_another_language_takes_the_conversation_along(counted: Counted) -> None:
    counted.start()
    counted.tap("language", "locale:fr", "imap")
    found = {key[1:]: n for key, n in counted.amounts.items() if n}
    assert found == {("fr", "started"): 1, ("fr", "left:security"): 1}


def test_the_week_is_the_one_it_began_in(counted: Counted) -> None:
    counted.start()
    counted.now += 4 * HOUR
    counted.tap("imap", "on", "works")
    assert {week for week, _, _ in counted.amounts} == {"2026-W48"}
    counted.now += PAUSE + HOUR
    counted.start()
    assert counted.figure("2026-W49", "nl", "started") == 1
    assert counted.figure("2026-W48", "nl", "solved") == 1


def test_the_week_is_that_of_the_desks_own_clock() -> None:
    counted = Counted("Asia/Tokyo")
    counted.start()
    assert counted.figure("2026-W49", "nl", "started") == 1


def test_who_talks_with_an_agent_for_days_has_one_conversation(counted: Counted) -> None:
    counted.talk.session = counted.talk.session.having(helpdesk=Helpdesk(talking=True))
    counted.start()
    counted.now += 2 * PAUSE
    counted.tap("imap")
    assert counted.names == {"started": 1, "person": 1}


def test_a_remark_below_an_old_screen_shows_nothing_anew(counted: Counted) -> None:
    counted.start()
    counted.tap("imap", "on", "works")
    counted.amounts.clear()
    counted.now += 2 * PAUSE
    counted.say(Command.THANKS)
    assert counted.names == {"started": 1, "left:works": 1}


def test_one_symptom_counts_once_and_another_besides(counted: Counted) -> None:
    counted.start()
    counted.tap("trouble", "full", "symptoms", "full", "symptoms", "rejected")
    assert counted.names["symptom:full"] == counted.names["symptom:rejected"] == 1
    assert counted.names["does_not_work"] == 1
    assert counted.talk.state.symptom is Symptom.REJECTED


def test_a_picture_that_changes_nothing_counts_nothing(counted: Counted) -> None:
    counted.start()
    before, amounts = counted.talk.state, Counter(counted.amounts)
    counted.talk.happens(Received(Media.PHOTO))
    counted.counts(before)
    assert counted.amounts == amounts


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30)), max_size=30))
def test_every_conversation_is_in_one_place(steps: list[tuple[int, int]]) -> None:
    counted = Counted()
    counted.start()
    for choice, hours in steps:
        buttons = [each for each in counted.talk.buttons if each not in {"copy", "contact"}]
        counted.now += hours * HOUR
        before = counted.talk.state
        links = {"paid_setup", "interventions", "privacy_page", "open_webmail"}
        buttons = [each for each in buttons if each not in links]
        if not buttons:
            continue
        counted.talk.tap(buttons[choice % len(buttons)])
        counted.counts(before)
    for week, locale in {key[:2] for key in counted.amounts}:
        of = {name: n for (w, lo, name), n in counted.amounts.items() if (w, lo) == (week, locale)}
        places = {n for n in of if n in {"solved", "person"} or n.startswith(LEFT)}
        assert all(of[name] >= 0 for name in of)
        assert sum(of[name] for name in places) == of["started"]
