import html
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.i18n import N_, Catalogs, Translator

ENTRIES = """\
msgid "Type <b>{server}</b> here."
msgstr "Vul hier <b>{server}</b> in."

msgid "Back"
msgstr "Terug"

msgid "Wait {seconds} s."
msgstr "Wacht {seconden} s."

msgid "Port {port}"
msgstr "Poort {port"

msgid "one day, {place}"
msgid_plural "{n} days, {place}"
msgstr[0] "één dag, {place}"
msgstr[1] "{n} dagen, {place}"
"""


@pytest.fixture
def dutch(write_po: Callable[[str, str], Path], tmp_path: Path) -> Translator:
    write_po("nl", ENTRIES)
    return Catalogs.load(tmp_path / "locales").translator("nl")


def test_it_knows_its_locale(dutch: Translator) -> None:
    assert dutch.locale == "nl"


def test_a_message_is_translated_and_its_values_escaped(dutch: Translator) -> None:
    text = dutch("Type <b>{server}</b> here.", server="<i>&'\"")
    assert text == Markup("Vul hier <b>&lt;i&gt;&amp;&#39;&#34;</b> in.")
    assert isinstance(text, Markup)


def test_markup_is_a_value_that_stays_as_it_is(dutch: Translator) -> None:
    text = dutch("Type <b>{server}</b> here.", server=Markup("<code>a</code>"))
    assert text == "Vul hier <b><code>a</code></b> in."


def test_plain_text_is_not_escaped(dutch: Translator) -> None:
    assert dutch.plain("Back") == "Terug"
    text = dutch.plain("Type <b>{server}</b> here.", server="a & b")
    assert text == "Vul hier <b>a & b</b> in."
    assert not isinstance(text, Markup)


def test_the_plural_form_follows_the_number(dutch: Translator) -> None:
    def days(n: int) -> Markup:
        return dutch.plural("one day, {place}", "{n} days, {place}", n, place="<A>")

    assert days(1) == "één dag, &lt;A&gt;"
    assert days(2) == "2 dagen, &lt;A&gt;"


def test_polish_has_three_forms(write_po: Callable[[str, str], Path], tmp_path: Path) -> None:
    write_po(
        "pl",
        'msgid "{n} day"\nmsgid_plural "{n} days"\n'
        'msgstr[0] "{n} dzień"\nmsgstr[1] "{n} dni"\nmsgstr[2] "{n} dni!"\n',
    )
    polish = Catalogs.load(tmp_path / "locales").translator("pl")
    assert [polish.plural("{n} day", "{n} days", n) for n in (1, 3, 5)] == [
        "1 dzień",
        "3 dni",
        "5 dni!",
    ]


@pytest.mark.parametrize(
    ("message", "values", "english"),
    [
        ("Wait {seconds} s.", {"seconds": 3}, "Wait 3 s."),
        ("Port {port}", {"port": 993}, "Port 993"),
    ],
)
def test_a_translation_whose_placeholders_do_not_fit_gives_way_to_english(
    dutch: Translator, message: str, values: dict[str, int], english: str
) -> None:
    assert dutch(message, **values) == english
    assert dutch.plain(message, **values) == english


def test_a_value_that_the_code_forgot_is_an_error(dutch: Translator) -> None:
    with pytest.raises(KeyError):
        dutch("Wait {seconds} s.")


def test_without_a_catalog_the_ids_are_the_texts() -> None:
    _ = Translator("en")
    assert _(N_("Port {port}"), port=993) == "Port 993"
    assert _.plural("one day", "{n} days", 1) == "one day"
    assert _.plural("one day", "{n} days", 4) == "4 days"


def test_the_empty_text_is_not_the_header(dutch: Translator) -> None:
    assert dutch("") == ""
    assert dutch.plain("") == ""


@given(st.text())
def test_no_value_becomes_markup_or_a_format(value: str) -> None:
    text = Translator("en")("<b>{value}</b>", value=value)
    inside = text.removeprefix("<b>").removesuffix("</b>")
    assert not set(inside) & set("<>\"'")
    assert html.unescape(inside) == html.unescape(html.escape(value))
    assert Translator("en").plain("{value}", value=value) == value
