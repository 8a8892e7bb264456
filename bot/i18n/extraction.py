"""
Collect the texts of the code into the template, and bring every catalog up to date with it.

`python -m bot.i18n.extraction` does it for the checkout it is started in. A new language begins
with its directory: `mkdir -p locales/sv/LC_MESSAGES`, then the same command.
"""

import sys
from copy import deepcopy
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file

from bot.i18n import po
from bot.i18n.catalog import CATALOG

# babel sees the name directly before the parenthesis, so `_.plain(…)` counts as `plain`.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "N_": None,
    "_": None,
    "plain": None,
    "plural": (1, 2),
}
COMMENT_TAG = "Translators:"
SOURCE_LOCALE = "en"


def extract(root: Path) -> Catalog:
    """
    Return every text that the Python files under `root/bot` mark for translation.

    A comment that begins with "Translators:" in front of a text goes with it.
    """
    template = Catalog()
    for path in sorted(root.joinpath("bot").rglob("*.py")):
        for _line, message, comments, _context in extract_from_file(
            "python", path, keywords=KEYWORDS, comment_tags=[COMMENT_TAG]
        ):
            location = (path.relative_to(root).as_posix(), 0)
            template.add(message, locations=[location], auto_comments=comments)
    return template


def up_to_date(root: Path) -> dict[Path, bytes]:
    """
    Return what `locales/bot.pot` and each catalog should contain now.

    Translations stay where their id stays; new texts come in empty, gone ones go. In English an
    empty entry is filled with its id. Raises CatalogError for a catalog that cannot be read.
    """
    template = extract(root)
    locales = root / "locales"
    contents = {locales / "bot.pot": po.render(template, None)}
    for directory in sorted(locales.glob("*/LC_MESSAGES")):
        locale = directory.parent.name
        path = directory / CATALOG.name
        catalog = po.read(path) if path.exists() else Catalog(locale)
        # Catalog.update shares its messages with the template, and the English ones get filled.
        catalog.update(deepcopy(template), no_fuzzy_matching=True)
        if locale == SOURCE_LOCALE:
            _fill_with_ids(catalog)
        contents[path] = po.render(catalog, locale)
    return contents


def stale(root: Path) -> list[Path]:
    """
    Return the files that an extraction would change; none means that the catalogs fit the code.
    """
    return [
        path
        for path, content in up_to_date(root).items()
        if not path.exists() or path.read_bytes() != content
    ]


def main(root: Path) -> None:
    """
    Write the template and the catalogs, and tell how many texts are still without translation.
    """
    for path, content in up_to_date(root).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        messages = [message for message in po.read(path) if message.id]
        done = sum(po.is_translated(message) for message in messages)
        name = path.relative_to(root).as_posix()
        count = f"{len(messages)} texts"
        if path.suffix == ".po":
            count += f", {len(messages) - done} without translation"
        sys.stdout.write(f"{name}: {count}\n")


def _fill_with_ids(catalog: Catalog) -> None:
    for message in catalog:
        if message.id and not po.is_translated(message):
            message.string = message.id


if __name__ == "__main__":
    main(Path.cwd())
