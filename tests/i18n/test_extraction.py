from pathlib import Path

import pytest

from bot.i18n import Catalogs, problems
from bot.i18n.extraction import extract, main, stale

CODE = '''\
from bot.i18n import N_, Translator

LABEL = N_("Back")


def plural(_: str) -> None:
    """Not a text: _(nothing)."""


def say(_: Translator, days: int) -> list[str]:
    # Translators: the port of a mail server
    port = _("Port {port}", port=993)
    return [
        port,
        _.plain("Menu"),
        _.plural("{n} day", "{n} days", days),
        _("100 % sure, " "{name}", name=_.plain("Nested")),
        _(LABEL),
        str("not for customers"),
    ]
'''


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    code = tmp_path / "bot" / "answers" / "card.py"
    code.parent.mkdir(parents=True)
    code.write_text(CODE)
    for locale in ("en", "nl", "pl"):
        (tmp_path / "locales" / locale / "LC_MESSAGES").mkdir(parents=True)
    return tmp_path


def po(checkout: Path, locale: str) -> Path:
    return checkout / "locales" / locale / "LC_MESSAGES" / "bot.po"


def test_every_way_to_say_a_text_is_extracted(checkout: Path) -> None:
    assert {message.id for message in extract(checkout) if message.id} == {
        "Back",
        "Port {port}",
        "Menu",
        ("{n} day", "{n} days"),
        "100 % sure, {name}",
        "Nested",
    }


def test_a_text_brings_its_file_and_the_note_to_translators(checkout: Path) -> None:
    main(checkout)
    template = (checkout / "locales" / "bot.pot").read_text()
    assert (
        "#. Translators: the port of a mail server\n"
        "#: bot/answers/card.py\n"
        "#, python-brace-format\n"
        'msgid "Port {port}"\n'
    ) in template
    assert "python-format" not in template


def test_the_header_has_the_language_and_no_dates(checkout: Path) -> None:
    main(checkout)
    assert (
        po(checkout, "pl")
        .read_text()
        .startswith(
            "# Polski: the texts of the mail-setup bot\n"
            'msgid ""\nmsgstr ""\n'
            '"Project-Id-Version: mail-setup-bot\\n"\n'
            '"Language: pl\\n"\n'
            '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && '
            '(n%100<10 || n%100>=20) ? 1 : 2);\\n"\n'
        )
    )
    assert "Date" not in po(checkout, "pl").read_text()


def test_a_new_language_begins_with_its_directory(checkout: Path) -> None:
    main(checkout)
    assert Catalogs.load(checkout / "locales").locales == ("en", "nl", "pl")
    untranslated = problems(checkout / "locales", checkout / "locales" / "bot.pot")
    assert sorted({line.split(" ")[1] for line in untranslated}) == ["not"]
    assert len(untranslated) == 12


def test_english_is_filled_with_its_ids_and_no_other_language_is(checkout: Path) -> None:
    main(checkout)
    english = Catalogs.load(checkout / "locales").translator("en")
    assert english.plural("{n} day", "{n} days", 2) == "2 days"
    assert 'msgid "Menu"\nmsgstr "Menu"\n' in po(checkout, "en").read_text()
    assert 'msgid "Menu"\nmsgstr ""\n' in po(checkout, "nl").read_text()


def test_a_second_extraction_changes_nothing(checkout: Path) -> None:
    assert len(stale(checkout)) == 4
    main(checkout)
    assert stale(checkout) == []


def test_a_new_text_makes_every_catalog_stale(checkout: Path) -> None:
    main(checkout)
    code = checkout / "bot" / "answers" / "card.py"
    code.write_text(CODE.replace('"Menu"', '"Menus"'))
    assert len(stale(checkout)) == 4


def test_a_translation_stays_and_a_gone_one_goes(checkout: Path) -> None:
    main(checkout)
    path = po(checkout, "nl")
    path.write_text(
        path.read_text().replace('"Back"\nmsgstr ""', '"Back"\nmsgstr "Terug"')
        + '\nmsgid "Gone"\nmsgstr "Weg"\n'
    )
    main(checkout)
    text = path.read_text()
    assert 'msgid "Back"\nmsgstr "Terug"\n' in text
    assert "Gone" not in text


def test_it_tells_what_is_left_to_translate(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(checkout)
    assert capsys.readouterr().out.splitlines() == [
        "locales/bot.pot: 6 texts",
        "locales/en/LC_MESSAGES/bot.po: 6 texts, 0 without translation",
        "locales/nl/LC_MESSAGES/bot.po: 6 texts, 6 without translation",
        "locales/pl/LC_MESSAGES/bot.po: 6 texts, 6 without translation",
    ]
