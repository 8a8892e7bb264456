"""
Shares, tops and averages of what the books hold.
"""

from datetime import date

from bot.desk.figures import Report, last_weeks, monday

ROWS = [
    ("2026-W47", "nl", "started", 4.0),
    ("2026-W47", "nl", "solved", 1.0),
    ("2026-W47", "nl", "left:card", 3.0),
    ("2026-W48", "fr", "solved", 2.0),
    ("2026-W48", "fr", "person", 1.0),
    ("2026-W48", "fr", "symptom:sending", 2.0),
    ("2026-W48", "nl", "left:card", 1.0),
    ("2026-W48", "nl", "left:start", 5.0),
    ("2026-W48", "nl", "left:security", -1.0),
    ("2026-W48", "nl", "card", 2.0),
    ("2026-W48", "nl", "card_seconds", 90.0),
    ("2026-W48", "nl", "symptom:full", 2.0),
    ("2026-W48", "nl", "symptom:sending", 1.0),
    ("2026-W48", "pl", "solved", 0.0),
    ("2026-W50", "nl", "solved", 100.0),
]
WEEKS = ["2026-W46", "2026-W47", "2026-W48"]


def test_the_places_add_up_to_all_conversations() -> None:
    total = Report(WEEKS, ROWS).total
    assert (total.solved, total.person, total.left, total.conversations) == (3, 1, 9, 13)
    assert total.share(total.solved) == 3 / 13


def test_a_week_and_its_languages_the_largest_first() -> None:
    report = Report(WEEKS, ROWS)
    assert report.week("2026-W47").conversations == 4
    found = [(locale, each.conversations) for locale, each in report.languages("2026-W48")]
    assert found == [("nl", 6), ("fr", 3)]


def test_a_week_without_conversations() -> None:
    report = Report(WEEKS, ROWS)
    empty = report.week("2026-W46")
    assert (empty.conversations, empty.seconds_to_card, empty.symptoms) == (0, None, [])
    assert empty.share(0) == 0
    assert report.languages("2026-W46") == []


def test_the_most_common_come_first() -> None:
    total = Report(WEEKS, ROWS).total
    assert total.symptoms == [("sending", 3), ("full", 2)]
    assert total.screens == [("start", 5), ("card", 4)]
    assert total.seconds_to_card == 45


def test_weeks_go_on_over_the_new_year() -> None:
    assert last_weeks(date(2027, 1, 5), 3) == ["2026-W52", "2026-W53", "2027-W01"]
    assert monday("2026-W53") == date(2026, 12, 28)
