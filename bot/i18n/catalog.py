"""
The catalogs of all languages, compiled in memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Self

from babel.messages.mofile import write_mo

from bot.i18n import po
from bot.i18n.translator import Translator

CATALOG = Path("LC_MESSAGES", "bot.po")


@dataclass(frozen=True, slots=True)
class Catalogs:
    """
    One translator for each locale that has a catalog.
    """

    by_locale: Mapping[str, Translator]

    @classmethod
    def load(cls, directory: Path) -> Self:
        """
        Read every `<locale>/LC_MESSAGES/bot.po` under the directory.

        Fuzzy and empty entries are left out, so the English id is said instead. Raises
        CatalogError with file and line for a broken file.
        """
        return cls({locale: _translator(locale, path) for locale, path in files(directory)})

    @property
    def locales(self) -> tuple[str, ...]:
        """
        The codes of the locales, sorted; they are the directory names.
        """
        return tuple(sorted(self.by_locale))

    def translator(self, locale: str) -> Translator:
        """
        Return the translator of the locale; raise KeyError for one without a catalog.
        """
        try:
            return self.by_locale[locale]
        except KeyError:
            msg = f"no catalog for locale {locale!r}; there are: {', '.join(self.locales)}"
            raise KeyError(msg) from None


def files(directory: Path) -> list[tuple[str, Path]]:
    """
    Return locale and path of every catalog under the directory, sorted.
    """
    paths = sorted(directory.glob(f"*/{CATALOG.as_posix()}"))
    return [(path.relative_to(directory).parts[0], path) for path in paths]


def _translator(locale: str, path: Path) -> Translator:
    compiled = BytesIO()
    write_mo(compiled, po.read(path))
    compiled.seek(0)
    try:
        return Translator(locale, GNUTranslations(compiled))
    except ValueError as error:
        raise po.CatalogError(path, 1, f"has no usable Plural-Forms ({error})") from error
