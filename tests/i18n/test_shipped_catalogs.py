from pathlib import Path

from bot.i18n import Catalogs, problems
from bot.i18n.extraction import stale

EIGHT = {"de", "en", "es", "fr", "it", "nl", "pl", "pt"}


def test_the_eight_languages_are_there(root: Path) -> None:
    assert set(Catalogs.load(root / "locales").locales) >= EIGHT


def test_every_catalog_is_complete(root: Path) -> None:
    assert problems(root / "locales", root / "locales" / "bot.pot") == []


def test_the_catalogs_fit_the_code(root: Path) -> None:
    assert stale(root) == []
