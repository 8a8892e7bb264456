"""
The notice of a disturbance, alone and above other screens.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.answers import Writer
from bot.answers.disturbance import kind_label
from bot.desk.notice import LONGEST_TEXT
from bot.dialogue.disturbance import Disturbance, DisturbanceKind
from bot.dialogue.state import Device, Node, Protocol, Ssl, State, Symptom
from bot.dialogue.turn import Say
from bot.facts import Facts
from bot.i18n import Catalogs
from tests.answers.test_screens import LOCALES, check

TODAY = date(2026, 11, 25)
UNTIL = "2026-11-25 18:00"


def disturbed(kind: DisturbanceKind, until: str = UNTIL, text: str = "") -> Disturbance:
    end = datetime.fromisoformat(until).replace(tzinfo=ZoneInfo("Europe/Paris"))
    return Disturbance(kind, text, end, TODAY)


def notice(writer: Writer, locale: str, *standing: Disturbance) -> str:
    state = State(Node.DISTURBANCE, Node.REMEDY, locale=locale, symptom=Symptom.SENDING)
    reply = writer.reply(Say(state, disturbances=standing))
    check(reply)
    return reply.html


@pytest.mark.parametrize("locale", LOCALES)
def test_every_kind_has_a_text_of_its_own_in_every_language(
    writer: Writer, catalogs: Catalogs, locale: str
) -> None:
    texts = {notice(writer, locale, disturbed(kind)) for kind in DisturbanceKind}
    assert len(texts) == len(DisturbanceKind)
    translate = catalogs.translator(locale)
    labels = {kind_label(kind, translate) for kind in DisturbanceKind}
    assert len(labels) == len(DisturbanceKind)
    english = {notice(writer, "en", disturbed(kind)) for kind in DisturbanceKind}
    assert texts.isdisjoint(english) or locale == "en"


def test_the_notice_says_what_until_when_and_that_nothing_is_to_be_changed(writer: Writer) -> None:
    html = notice(writer, "en", disturbed(DisturbanceKind.SENDING))
    assert html.startswith("⚠️ <b>Sending e-mail is disrupted at the moment.</b>")
    assert "Expected until today, 18:00." in html
    assert "You don’t need to change anything: no settings, no password." in html
    assert "https://web-cloud.status-ovhcloud.com/" in html
    assert "“" not in html


@pytest.mark.parametrize(
    ("until", "locale", "expected"),
    [
        ("2026-11-25 18:00", "nl", "tot vandaag 18:00 uur."),
        ("2026-11-26 09:00", "nl", "tot morgen 09:00 uur."),
        ("2026-11-27 09:00", "nl", "tot vrijdag 27 november, 09:00 uur."),
        ("2026-11-27 09:00", "en", "until Friday 27 November, 09:00."),
        ("2026-11-27 09:00", "fr", "vendredi 27 novembre à 09:00."),
        ("2026-11-27 09:00", "de", "bis Freitag, 27. November, 09:00 Uhr."),
        ("2026-11-27 09:00", "es", "viernes 27 de noviembre a las 09:00."),
        ("2026-11-27 09:00", "it", "venerdì 27 novembre alle 09:00."),
        ("2026-11-27 09:00", "pl", "piątek, 27 listopada, godz. 09:00."),
        ("2026-11-27 09:00", "pt", "sexta-feira, 27 de novembro, às 09:00."),
    ],
)
def test_the_end_is_written_as_the_customer_would(
    writer: Writer, until: str, locale: str, expected: str
) -> None:
    assert expected in notice(writer, locale, disturbed(DisturbanceKind.ALL, until))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_agents_own_words_follow_and_are_only_text(writer: Writer, locale: str) -> None:
    own = disturbed(DisturbanceKind.ALL, text="Only <b>cluster 3</b> & {time}")
    for state in (
        State(Node.DISTURBANCE, Node.REMEDY, locale=locale, symptom=Symptom.SENDING),
        State(Node.CARD, locale=locale, protocol=Protocol.IMAP, ssl=Ssl.ON),
    ):
        html = writer.reply(Say(state, disturbances=(own,))).html
        lines = html.split("\n")
        (line,) = (each for each in lines if "cluster" in each)
        assert "Only &lt;b&gt;cluster 3&lt;/b&gt; &amp; {time}" in line
        assert "<b>" not in line
        assert "<b>" in lines[0]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "state",
    [
        State(Node.CARD, protocol=Protocol.IMAP, ssl=Ssl.ON),
        State(Node.CARD, product="exchange", cluster="2", device=Device.PHONE),
        State(Node.SYMPTOM, Node.REMEDY),
    ],
)
def test_other_screens_have_it_on_top_in_a_few_lines(
    writer: Writer, state: State, locale: str
) -> None:
    state = state.having(locale=locale)
    without = writer.reply(Say(state))
    kinds = (DisturbanceKind.SENDING, DisturbanceKind.WEBMAIL)
    one, two = (
        writer.reply(Say(state, disturbances=tuple(map(disturbed, kinds[:count]))))
        for count in (1, 2)
    )
    for reply, lines in ((one, 2), (two, 3)):
        check(reply)
        heading, _blank, rest = reply.html.partition("\n\n")
        assert rest == without.html
        assert len(heading.split("\n")) == lines
        assert reply.rows == without.rows


def test_several_disturbances_are_told_one_after_another(writer: Writer) -> None:
    html = notice(
        writer, "en", disturbed(DisturbanceKind.SENDING), disturbed(DisturbanceKind.RECEIVING)
    )
    assert html.index("Sending e-mail") < html.index("Receiving e-mail")
    assert html.count("You don’t need to change anything") == 1


def test_without_a_status_page_none_is_named(facts: Facts, catalogs: Catalogs) -> None:
    links = facts.links.model_copy(update={"status": None})
    other = Writer(facts.model_copy(update={"links": links}), catalogs)
    assert "http" not in notice(other, "nl", disturbed(DisturbanceKind.ALL))


def test_the_longest_notices_leave_room_for_the_card(writer: Writer) -> None:
    standing = tuple(disturbed(each, text="x" * LONGEST_TEXT) for each in DisturbanceKind)
    for locale in LOCALES:
        state = State(Node.CARD, locale=locale, protocol=Protocol.POP, ssl=Ssl.OFF)
        check(writer.reply(Say(state, disturbances=standing)))
        notice(writer, locale, *standing)
