import pytest
from babel import UnknownLocaleError
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import first_language, language_name, negotiate

EIGHT = ("de", "en", "es", "fr", "it", "nl", "pl", "pt")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("nl", "nl"),
        ("nl-BE", "nl"),
        ("nl_BE", "nl"),
        ("pt-br", "pt"),
        ("DE", "de"),
        ("fr_FR.UTF-8", "fr"),
        ("de_AT@euro", "de"),
        (" it ", "it"),
        ("en-Latn-GB-x-twain", "en"),
    ],
)
def test_a_tag_is_shortened_until_a_locale_serves_it(wanted: str, found: str) -> None:
    assert negotiate(wanted, EIGHT) == found


@pytest.mark.parametrize("wanted", [None, "", "-", "_nl", "ja", "nll", "C", "<b>", "\x00"])
def test_what_no_locale_serves_is_none(wanted: str | None) -> None:
    assert negotiate(wanted, EIGHT) is None


def test_the_exact_region_goes_before_the_bare_language() -> None:
    assert negotiate("pt-br", ("pt", "pt_BR")) == "pt_BR"
    assert negotiate("pt-PT", ("pt", "pt_BR")) == "pt"


def test_a_regional_catalog_serves_its_whole_language() -> None:
    assert negotiate("pt", ("nl", "pt_BR")) == "pt_BR"
    assert negotiate("pt_PT", ("nl", "pt_BR")) == "pt_BR"


@given(st.text())
def test_any_text_gives_an_available_locale_or_none(wanted: str) -> None:
    assert negotiate(wanted, EIGHT) in {None, *EIGHT}


@given(st.sampled_from(EIGHT), st.from_regex(r"[-_][A-Za-z]{2}", fullmatch=True))
def test_any_region_of_a_known_language_finds_it(language: str, region: str) -> None:
    assert negotiate(language + region, EIGHT) == language


def test_the_first_wish_that_can_be_served_wins() -> None:
    assert first_language([None, "ja", "pl-PL", "fr"], EIGHT, "nl") == "pl"


def test_without_a_wish_that_can_be_served_it_is_the_default() -> None:
    assert first_language([None, "ja"], EIGHT, "en") == "en"


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("nl", "Nederlands"),
        ("en", "English"),
        ("fr", "Français"),
        ("de", "Deutsch"),
        ("es", "Español"),
        ("it", "Italiano"),
        ("pl", "Polski"),
        ("pt", "Português"),
        ("pt_BR", "Português (Brasil)"),
    ],
)
def test_a_language_is_named_in_itself(locale: str, name: str) -> None:
    assert language_name(locale) == name


def test_a_language_without_data_is_refused() -> None:
    with pytest.raises(UnknownLocaleError):
        language_name("qq")
