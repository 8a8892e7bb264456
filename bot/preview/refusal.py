"""
How Telegram says no, and how an answer gets lost.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""
A JSON object of the Bot API.
"""


class Refused(Exception):  # noqa: N818 - a refusal is an answer of Telegram's, not an error of ours
    """
    A call that Telegram answers with an error.

    Takes the error code, Telegram's description and its response parameters (`retry_after` in
    seconds, `migrate_to_chat_id`).
    """

    def __init__(
        self, error_code: int, description: str, parameters: Mapping[str, int] | None = None
    ) -> None:
        """
        Remember what is answered.
        """
        super().__init__(f"{error_code} {description}")
        self.error_code = error_code
        self.description = description
        self.parameters = dict(parameters or {})

    def to_json(self) -> Json:
        """
        Return the answer's body as Telegram writes it.
        """
        body: Json = {
            "ok": False,
            "error_code": self.error_code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class Lost(Exception):  # noqa: N818 - the answer is what got lost; nothing is wrong with the call
    """
    An answer that never arrives: the call timed out, or the connection was cut.
    """

    def __init__(self, *, timed_out: bool) -> None:
        """
        Remember how the answer got lost.
        """
        super().__init__("timed out" if timed_out else "connection cut")
        self.timed_out = timed_out


def bad_request(words: str) -> Refused:
    """
    Return the 400 with Telegram's words, to be raised.
    """
    return Refused(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refused:
    """
    Return the 403 with Telegram's words, to be raised.
    """
    return Refused(403, f"Forbidden: {words}")


def conflict(words: str) -> Refused:
    """
    Return the 409 with Telegram's words, to be raised.
    """
    return Refused(409, f"Conflict: {words}")


def too_many_requests(retry_after: int) -> Refused:
    """
    Return the 429 that asks to wait `retry_after` seconds, to be raised.
    """
    words = f"Too Many Requests: retry after {retry_after}"
    return Refused(429, words, {"retry_after": retry_after})
