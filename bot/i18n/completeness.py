"""
Find what is missing or wrong in the catalogs before a customer does.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from bot.i18n import po
from bot.i18n.catalog import files

_TAG = re.compile(r"<(/?)([a-z][a-z-]*)(?:\s[^<>]*)?>")
_SHOWN = 60


def problems(directory: Path, pot: Path | None = None) -> list[str]:
    """
    Return one line for everything that is wrong, `path:line: what`, sorted by file and line.

    `directory` holds `<locale>/LC_MESSAGES/bot.po`; with `pot` each catalog must also have exactly
    the ids of that template. Checked are: readable file, header, untranslated, fuzzy and obsolete
    entries, plural forms, placeholders, HTML tags, and line breaks at both ends. Raises OSError
    where the template is missing.
    """
    try:
        template = po.read(pot) if pot else None
    except po.CatalogError as error:
        return [str(error)]
    found = files(directory)
    if not found:
        return [f"{directory}:1: no catalog here"]
    return [line for locale, path in found for line in _of_file(locale, path, template)]


def _of_file(locale: str, path: Path, template: Catalog | None) -> list[str]:
    try:
        catalog = po.read(path)
    except po.CatalogError as error:
        return [str(error)]
    found = [(1, what) for what in _header(locale, catalog)]
    for message in _entries(catalog):
        found += [(message.lineno or 1, what) for what in _entry(message)]
    for message in catalog.obsolete.values():
        found.append((message.lineno or 1, f"obsolete: {_shown(message)}"))
    if template is not None:
        found += _against(template, catalog)
    return [f"{path}:{line}: {what}" for line, what in sorted(found)]


def _entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _header(locale: str, catalog: Catalog) -> Iterator[str]:
    if catalog.locale_identifier != locale:
        yield f"the header names the language {catalog.locale_identifier}, not {locale}"
    try:
        right = get_plural(locale)
    except (ValueError, UnknownLocaleError):
        yield f"the directory name {locale} is no locale code"
        return
    if catalog.num_plurals != right.num_plurals:
        yield f"{catalog.num_plurals} plural forms in the header, {locale} has {right.num_plurals}"


def _against(template: Catalog, catalog: Catalog) -> Iterator[tuple[int, str]]:
    wanted = {message.id: message for message in _entries(template)}
    there = {message.id: message for message in _entries(catalog)}
    for key in wanted.keys() - there.keys():
        yield 1, f"missing: {_shown(wanted[key])}"
    for key in there.keys() - wanted.keys():
        yield there[key].lineno or 1, f"not in the template: {_shown(there[key])}"


def _entry(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield f"fuzzy: {_shown(message)}"
    if not po.is_translated(message):
        yield f"not translated: {_shown(message)}"
        return
    ids = _forms(message.id)
    for text in _forms(message.string or ""):
        for what in _differences(ids, text):
            yield f"{what}: {_shown(message)}"


def _differences(ids: list[str], text: str) -> Iterator[str]:
    """
    Compare a translation with the id, or with the two ids of a plural.

    A plural form may leave out what one of the two ids leaves out, such as the number in "one day".
    """
    fields = _fields(text)
    wanted: list[set[str]] = [_fields(form) or set() for form in ids]
    if fields is None:
        yield "broken placeholder"
    else:
        for name in sorted(fields.difference(*wanted)):
            yield f"unknown placeholder {{{name}}}"
        for name in sorted(wanted[0].intersection(*wanted) - fields):
            yield f"lacks the placeholder {{{name}}}"
    if _tags(text) not in [_tags(form) for form in ids]:
        yield "other HTML tags"
    elif not _is_balanced(text):
        yield "HTML tags not closed in order"
    if _edges(text) not in [_edges(form) for form in ids]:
        yield "other line breaks at the start or end"


def _fields(text: str) -> set[str] | None:
    """
    Return the placeholders as they are written, without braces; None where they do not parse.
    """
    try:
        parsed = list(Formatter().parse(text))
    except ValueError:
        return None
    return {
        f"{name}{'!' + conversion if conversion else ''}{':' + spec if spec else ''}"
        for _, name, spec, conversion in parsed
        if name is not None
    }


def _tags(text: str) -> Counter[str]:
    """
    Count the tags by slash and name, and each `<` that belongs to none.
    """
    rest = _TAG.sub("", text)
    return Counter(slash + name for slash, name in _TAG.findall(text)) + Counter(
        character for character in rest if character == "<"
    )


def _is_balanced(text: str) -> bool:
    opened: list[str] = []
    for slash, name in _TAG.findall(text):
        if not slash:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def _edges(text: str) -> tuple[bool, bool]:
    return text.startswith("\n"), text.endswith("\n")


def _forms(texts: str | list[str] | tuple[str, ...]) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts)


def _shown(message: Message) -> str:
    text = " ".join(_forms(message.id)[0].split())
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")
