"""
The fields of an error report that a mail program shows: `Port: 25, Secure(SSL): No, …`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.dialogue.state import Ssl
from bot.understanding.sign import Fields
from bot.understanding.utterance import fold

_FIELD = re.compile(
    r"(?<![^\W\d_])(?P<name>[^\W\d_]{3,20})(?P<bracket>[^\S\n]?\(ssl\))?[^\S\n]?[:=][^\S\n]{0,3}"
    r"[\"'\u2018\u201c\u00ab]?[^\S\n]?(?P<value>[^\s,;\"'\u2019\u201d\u00bb]{1,80})",
    re.IGNORECASE,
)
SMTP = "smtp"


@dataclass(frozen=True, slots=True)
class Report:
    """
    What the fields say; None (or "") where a field is missing.
    """

    port: int | None = None
    ssl: Ssl | None = None
    protocol: str = ""
    server: str = ""


class Reports:
    """
    Reads reports by the names that the fields have in all languages.
    """

    def __init__(self, fields: Fields) -> None:
        self._port, self._server, self._protocol = map(
            _folded, (fields.port, fields.server, fields.protocol)
        )
        self._switch = dict.fromkeys(_folded(fields.on), Ssl.ON) | dict.fromkeys(
            _folded(fields.off), Ssl.OFF
        )

    def read(self, text: str) -> Report:
        """
        Return the first value of each field.
        """
        values: dict[str, str] = {}
        for match in _FIELD.finditer(text):
            name, value = fold(match["name"]), match["value"].rstrip(".")
            if match["bracket"] or name == "ssl":
                values.setdefault("ssl", value)
            elif name in self._port and value.isdecimal():
                values.setdefault("port", value)
            elif name in self._protocol:
                values.setdefault("protocol", value)
            elif name in self._server and "." in value:
                values.setdefault("server", value)
        port = int(values.get("port", "0")[:6])
        return Report(
            port or None,
            self._switch.get(fold(values.get("ssl", ""))),
            _protocol(values.get("protocol", "")),
            values.get("server", "").lower(),
        )


def _protocol(value: str) -> str:
    found = re.match(r"smtp|imap|pop", value.lower())
    return found.group() if found else ""


def _folded(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(line) for line in lines)
