"""
The parameters of one call, whichever door they came through.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.preview.refusal import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """
    A file that came along with a call.
    """

    name: str
    content: bytes
    mime_type: str = "application/octet-stream"


class Parameters:
    """
    Reads parameters as Telegram does.

    A value may be a JSON value or the string that holds it: forms know strings only.
    """

    __slots__ = ("_values", "uploads")

    def __init__(
        self, values: Mapping[str, object], uploads: Mapping[str, Upload] | None = None
    ) -> None:
        """
        Keep the raw values by name and the files by their part's name.
        """
        self._values = values
        self.uploads = uploads or {}

    def has(self, name: str) -> bool:
        """
        Tell whether the parameter was given.
        """
        return self._values.get(name) is not None

    def text(self, name: str) -> str:
        """
        Return a string parameter, empty when it was not given.
        """
        value = self._values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """
        Return a whole number, or raise Refused when it is none.
        """
        value = self._values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)  # type: ignore[call-overload,no-any-return]
        except (TypeError, ValueError):
            msg = f"invalid {name} specified"
            raise bad_request(msg) from None

    def flag(self, name: str) -> bool:
        """
        Return a yes or no.
        """
        value = self._values.get(name)
        return value is True or value == 1 or str(value).lower() in {"true", "1", "yes"}

    def json(self, name: str, words: str) -> Any:
        """
        Return a JSON value, None when it was not given.

        `words` name it in the refusal ("reply markup").
        """
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            msg = f"can't parse {words} JSON object"
            raise bad_request(msg) from None

    def chat_id(self, name: str = "chat_id") -> int | str:
        """
        Return a chat's number, or its @username.
        """
        value = self._values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is None or value == "":
            msg = f"{name} is empty"
            raise bad_request(msg)
        words = str(value)
        try:
            return int(words)
        except ValueError:
            return words
