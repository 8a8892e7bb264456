from collections.abc import Callable
from pathlib import Path

import pytest

from bot.i18n import problems

Writer = Callable[[str, str], Path]

TEMPLATE = """\
msgid ""
msgstr ""

msgid "Back"
msgstr ""

msgid "Type <b>{server}</b>."
msgstr ""

msgid "one day left"
msgid_plural "{n} days left"
msgstr[0] ""
msgstr[1] ""
"""

DUTCH = """\
msgid "Back"
msgstr "Terug"

msgid "Type <b>{server}</b>."
msgstr "Vul <b>{server}</b> in."

msgid "one day left"
msgid_plural "{n} days left"
msgstr[0] "nog één dag"
msgstr[1] "nog {n} dagen"
"""


@pytest.fixture
def pot(tmp_path: Path) -> Path:
    path = tmp_path / "locales" / "bot.pot"
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEMPLATE)
    return path


def found(tmp_path: Path, pot: Path | None = None) -> list[str]:
    """
    Return the problems without the common part of the path.
    """
    return [
        line.removeprefix(f"{tmp_path}/locales/") for line in problems(tmp_path / "locales", pot)
    ]


def test_a_complete_catalog_has_none(write_po: Writer, tmp_path: Path, pot: Path) -> None:
    write_po("nl", DUTCH)
    assert problems(tmp_path / "locales", pot) == []
    assert problems(tmp_path / "locales") == []


def test_no_catalog_at_all_is_a_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == [f"{tmp_path}:1: no catalog here"]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('"Terug"', '""', 7, "not translated: 'Back'"),
        ('"nog {n} dagen"', '""', 13, "not translated: 'one day left'"),
        ('msgstr[1] "nog {n} dagen"\n', "", 13, "not translated: 'one day left'"),
        ('msgid "Back"', '#, fuzzy\nmsgid "Back"', 8, "fuzzy: 'Back'"),
        ("<b>{server}</b> in", "<b>{naam}</b> in", 10, "unknown placeholder {naam}"),
        ("<b>{server}</b> in", "<b>{naam}</b> in", 10, "lacks the placeholder {server}"),
        ("<b>{server}</b> in", "<b>{server</b> in", 10, "broken placeholder"),
        ("<b>{server}</b> in", "<b>{server!r}</b> in", 10, "unknown placeholder {server!r}"),
        ("<b>{server}</b> in", "<b>{server:>9}</b> in", 10, "unknown placeholder {server:>9}"),
        ("nog één dag", "nog {x} dag", 13, "unknown placeholder {x}"),
        ("<b>{server}</b> in", "{server} in", 10, "other HTML tags"),
        ("<b>{server}</b> in", "<i>{server}</i> in", 10, "other HTML tags"),
        ("<b>{server}</b> in", "<b>{server}</b> < in", 10, "other HTML tags"),
        ("<b>{server}</b> in", "</b>{server}<b> in", 10, "HTML tags not closed in order"),
        ('"Terug"', '"Terug\\n"', 7, "other line breaks at the start or end"),
        ('"Terug"', '"\\nTerug"', 7, "other line breaks at the start or end"),
    ],
)
def test_a_slip_is_named_with_file_and_line(
    write_po: Writer, tmp_path: Path, pot: Path, old: str, new: str, line: int, what: str
) -> None:
    assert old in DUTCH
    write_po("nl", DUTCH.replace(old, new))
    assert any(
        text.startswith(f"nl/LC_MESSAGES/bot.po:{line}: {what}") for text in found(tmp_path, pot)
    )


def test_a_tag_left_open_is_a_problem_even_when_the_id_has_it(
    write_po: Writer, tmp_path: Path
) -> None:
    write_po("nl", 'msgid "<b>x"\nmsgstr "<b>y"\n')
    assert found(tmp_path) == ["nl/LC_MESSAGES/bot.po:7: HTML tags not closed in order: '<b>x'"]


def test_a_link_may_have_attributes(write_po: Writer, tmp_path: Path) -> None:
    entry = '<a href=\\"{url}\\">{name}</a> &lt; 3'
    write_po("nl", f'msgid "{entry}"\nmsgstr "Zie {entry}"\n')
    assert found(tmp_path) == []


def test_an_obsolete_entry_is_a_problem(write_po: Writer, tmp_path: Path) -> None:
    write_po("nl", DUTCH + '\n#~ msgid "Gone"\n#~ msgstr "Weg"\n')
    assert found(tmp_path) == ["nl/LC_MESSAGES/bot.po:18: obsolete: 'Gone'"]


def test_missing_and_surplus_ids_are_problems(write_po: Writer, tmp_path: Path, pot: Path) -> None:
    write_po("nl", DUTCH.replace('"Back"', '"Home"'))
    assert found(tmp_path, pot) == [
        "nl/LC_MESSAGES/bot.po:1: missing: 'Back'",
        "nl/LC_MESSAGES/bot.po:7: not in the template: 'Home'",
    ]


def test_a_long_id_is_shortened(write_po: Writer, tmp_path: Path) -> None:
    write_po("nl", f'msgid "{"word " * 40}"\nmsgstr ""\n')
    (line,) = found(tmp_path)
    assert line.endswith("…'")
    assert len(line) < 120


def test_the_header_must_fit_the_directory(write_po: Writer, tmp_path: Path) -> None:
    path = write_po("nl", "")
    path.write_text(path.read_text().replace("Language: nl", "Language: de"))
    assert found(tmp_path) == ["nl/LC_MESSAGES/bot.po:1: the header names the language de, not nl"]


def test_the_count_of_plural_forms_must_fit_the_language(write_po: Writer, tmp_path: Path) -> None:
    path = write_po("pl", "")
    path.write_text(path.read_text().replace("nplurals=3", "nplurals=2"))
    assert found(tmp_path) == ["pl/LC_MESSAGES/bot.po:1: 2 plural forms in the header, pl has 3"]


def test_a_directory_that_is_no_language_is_a_problem(write_po: Writer, tmp_path: Path) -> None:
    path = write_po("n1", "")
    path.write_text(path.read_text().replace("Language: n1", "Language: nl"))
    assert "n1/LC_MESSAGES/bot.po:1: the directory name n1 is no locale code" in found(tmp_path)


def test_a_broken_file_is_one_problem_and_the_others_are_still_checked(
    write_po: Writer, tmp_path: Path
) -> None:
    write_po("de", "nonsense\n")
    write_po("nl", 'msgid "Back"\nmsgstr ""\n')
    assert [line.split(": ")[0] for line in found(tmp_path)] == [
        "de/LC_MESSAGES/bot.po:7",
        "nl/LC_MESSAGES/bot.po:7",
    ]


def test_a_broken_template_is_a_problem(write_po: Writer, tmp_path: Path, pot: Path) -> None:
    write_po("nl", DUTCH)
    pot.write_text("nonsense\n")
    assert [line.split(": ")[0] for line in found(tmp_path, pot)] == ["bot.pot:1"]
