"""
A message as the customer gets it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """
    One button.

    With `data` it moves the conversation, with `url` it opens a page, with `copy` it copies
    a value.
    """

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """
    A text in Telegram's HTML and the rows of buttons under it.
    """

    html: str
    rows: tuple[tuple[Button, ...], ...] = ()
