"""
What the books write with, whatever the database.
"""

from collections.abc import Mapping
from typing import Any, Protocol

import orjson


class Executor(Protocol):
    """
    An open transaction.
    """

    async def fetch(self, statement: str, *values: object) -> list[Any]:
        """
        Run a statement with `$1`, `$2`, … and return its rows.
        """


def as_json(value: Mapping[str, object]) -> str:
    """
    Return values as the text of a column.
    """
    return orjson.dumps(value).decode()
