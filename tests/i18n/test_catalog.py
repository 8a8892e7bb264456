from collections.abc import Callable
from pathlib import Path

import pytest

from bot.i18n import CatalogError, Catalogs

Writer = Callable[[str, str], Path]


def test_each_directory_with_a_catalog_is_a_locale(write_po: Writer, tmp_path: Path) -> None:
    write_po("pl", "")
    write_po("nl", "")
    write_po("pt_BR", "")
    (tmp_path / "locales" / "xx").mkdir()
    catalogs = Catalogs.load(tmp_path / "locales")
    assert catalogs.locales == ("nl", "pl", "pt_BR")
    assert catalogs.translator("pt_BR").locale == "pt_BR"


def test_an_unknown_locale_is_named(write_po: Writer, tmp_path: Path) -> None:
    write_po("nl", "")
    with pytest.raises(KeyError, match="no catalog for locale 'ja'; there are: nl"):
        Catalogs.load(tmp_path / "locales").translator("ja")


def test_fuzzy_and_empty_entries_leave_the_english_text(write_po: Writer, tmp_path: Path) -> None:
    write_po("nl", '#, fuzzy\nmsgid "Back"\nmsgstr "Rug"\n\nmsgid "Menu"\nmsgstr ""\n')
    dutch = Catalogs.load(tmp_path / "locales").translator("nl")
    assert dutch("Back") == "Back"
    assert dutch("Menu") == "Menu"


@pytest.mark.parametrize(
    ("entries", "line"),
    [
        ('msgid "Back"\nmsgstr "Terug"\n\nmsgfoo "x"\n', 10),
        ('msgid "Back"\n\nmsgid "Menu"\nmsgstr "Menu"\n', 7),
        ('msgid "one"\nmsgid_plural "more"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"\n', 7),
        ('msgid "Back"\nmsgstr[x] "Terug"\n', 1),
    ],
)
def test_a_broken_file_is_named_with_its_line(
    write_po: Writer, tmp_path: Path, entries: str, line: int
) -> None:
    path = write_po("nl", entries)
    with pytest.raises(CatalogError) as caught:
        Catalogs.load(tmp_path / "locales")
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert (caught.value.path, caught.value.line) == (path, line)


def test_a_file_in_another_encoding_is_named_with_its_line(
    write_po: Writer, tmp_path: Path
) -> None:
    path = write_po("fr", "")
    path.write_bytes(path.read_bytes() + 'msgid "Back"\nmsgstr "Précédent"\n'.encode("latin-1"))
    with pytest.raises(CatalogError, match=r"bot\.po:8: is not UTF-8"):
        Catalogs.load(tmp_path / "locales")


def test_a_plural_rule_that_is_none_is_refused(write_po: Writer, tmp_path: Path) -> None:
    path = write_po("nl", "")
    path.write_text(path.read_text().replace("(n != 1)", "(n is not one)"))
    with pytest.raises(CatalogError, match=r"bot\.po:1: has no usable Plural-Forms"):
        Catalogs.load(tmp_path / "locales")
