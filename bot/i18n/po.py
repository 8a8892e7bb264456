"""
Read and write one catalog file in gettext's PO format.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po, write_po

from bot.i18n.locale import language_name

PROJECT = "mail-setup-bot"


class CatalogError(Exception):
    """
    A catalog that cannot be read; the text starts with `path:line:`.
    """

    def __init__(self, path: Path, line: int, reason: str) -> None:
        """
        Take the file, the line counted from 1, and what is wrong there.
        """
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


def read(path: Path) -> Catalog:
    """
    Return the parsed file; raise CatalogError for what is no PO file, OSError for no file.
    """
    content = path.read_bytes()
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CatalogError(path, line, "is not UTF-8") from error
    try:
        catalog = read_po(text.split("\n"), abort_invalid=True)
    except PoFileError as error:
        raise CatalogError(path, error.lineno + 1, str(error)) from error
    # babel does not wrap every slip: an unknown Language, broken quotes, a msgstr before its msgid.
    except (ValueError, LookupError, SyntaxError, AttributeError, TypeError) as error:
        raise CatalogError(path, 1, f"is no readable PO file ({error})") from error
    catalog.charset = "utf-8"
    return catalog


def render(catalog: Catalog, locale: str | None) -> bytes:
    """
    Return the file's content: sorted, unwrapped, without dates and line numbers.

    The same texts always give the same bytes. `locale` is None for the template. Obsolete entries
    are left out: the history of the repository keeps them.
    """
    for message in catalog:
        # Texts are filled in with str.format: in "100 % sure" nothing is formatted.
        message.flags.discard("python-format")
    body = BytesIO()
    write_po(
        body,
        catalog,
        width=0,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return (_header(locale).encode() + body.getvalue()).rstrip(b"\n") + b"\n"


def is_translated(message: Message) -> bool:
    """
    Tell whether every form of the message has a text.
    """
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(forms) and all(forms)


def _header(locale: str | None) -> str:
    fields = [f"Project-Id-Version: {PROJECT}"]
    if locale is None:
        title = "Template: every text of the mail-setup bot"
    else:
        title = f"{language_name(locale)}: the texts of the mail-setup bot"
        fields += [f"Language: {locale}", f"Plural-Forms: {get_plural(locale).plural_forms}"]
    fields += [
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    lines = "".join(f'"{field}\\n"\n' for field in fields)
    return f'# {title}\nmsgid ""\nmsgstr ""\n{lines}\n'
