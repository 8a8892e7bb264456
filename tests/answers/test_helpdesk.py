"""
When somebody of the helpdesk answers, said in every language.
"""

from datetime import date, datetime

import pytest

from bot.answers import Writer
from bot.dialogue.state import Node, State
from bot.dialogue.turn import Helpdesk, Say
from bot.facts import Facts
from bot.i18n import Catalogs

TODAY = date(2026, 11, 25)
LOCALES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt")


def said(writer: Writer, node: Node, locale: str, helpdesk: Helpdesk | None) -> str:
    return writer.reply(Say(State(node, locale=locale), helpdesk=helpdesk)).html


def closed(opens: str | None) -> Helpdesk:
    when = None if opens is None else datetime.fromisoformat(opens)
    return Helpdesk(is_open=False, opens=when, today=TODAY)


@pytest.mark.parametrize(
    ("opens", "words"),
    [
        ("2026-11-25T13:30", "today from 1:30"),
        ("2026-11-26T09:00", "tomorrow from 9:00"),
        ("2026-11-30T09:00", "Monday from 9:00"),
        ("2027-01-04T09:00", "Monday 4 January from 9:00"),
        (None, "closed at the moment."),
    ],
)
def test_a_closed_helpdesk_promises_what_it_keeps(
    writer: Writer, opens: str | None, words: str
) -> None:
    for node in (Node.OFFER, Node.ADDRESS, Node.HANDED):
        assert words in said(writer, node, "en", closed(opens)).replace("\u202f", " ")


def test_an_open_helpdesk_names_no_time(writer: Writer) -> None:
    assert "as soon as possible" in said(writer, Node.ADDRESS, "en", Helpdesk())
    assert "closed" not in said(writer, Node.OFFER, "en", Helpdesk())


@pytest.mark.parametrize("locale", LOCALES)
def test_the_hours_of_a_week_are_told(postduif: Facts, catalogs: Catalogs, locale: str) -> None:
    html = said(Writer(postduif, catalogs), Node.HANDED, locale, Helpdesk())
    line = next(each for each in html.split("\n") if "09:00" in each or "9:00" in each)
    assert line.count(";") == 2
    assert line.count("–") >= 5


def test_privacy_tells_what_a_helpdesk_keeps(writer: Writer) -> None:
    with_desk = said(writer, Node.PRIVACY, "en", Helpdesk())
    without = said(writer, Node.PRIVACY, "en", None)
    assert "30 days after the conversation has ended" in with_desk
    assert "I do not keep what you type." in without
    assert "I do not keep what you type." not in with_desk
