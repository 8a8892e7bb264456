from collections.abc import Callable
from pathlib import Path

import pytest

Writer = Callable[[str, str], Path]


@pytest.fixture
def write_po(tmp_path: Path) -> Writer:
    """
    Write `locales/<locale>/LC_MESSAGES/bot.po` with a proper header and the entries given.
    """

    def write(locale: str, entries: str) -> Path:
        path = tmp_path / "locales" / locale / "LC_MESSAGES" / "bot.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        plural = {
            "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && "
            "(n%100<10 || n%100>=20) ? 1 : 2);"
        }.get(locale, "nplurals=2; plural=(n != 1);")
        header = (
            'msgid ""\nmsgstr ""\n'
            f'"Language: {locale}\\n"\n"Plural-Forms: {plural}\\n"\n'
            '"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        )
        path.write_text(header + entries, encoding="utf-8")
        return path

    return write
