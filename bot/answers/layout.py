"""
Putting pieces of text together: lines, paragraphs, lists, values to copy.
"""

import html
import re
from collections.abc import Iterable

from markupsafe import Markup

LONGEST_MESSAGE = 4096
_TAG = re.compile(r"<[^>]*>")


def code(value: object) -> Markup:
    """
    Mark a value that the customer types elsewhere; one tap copies it.
    """
    return Markup("<code>{}</code>").format(value)


def bold(text: object) -> Markup:
    """
    Mark words that must not be missed.
    """
    return Markup("<b>{}</b>").format(text)


def lines(*parts: Markup | None) -> Markup:
    """
    Put parts under one another, leaving out what is None.
    """
    return Markup("\n").join(part for part in parts if part is not None)


def paragraphs(*parts: Markup | None) -> Markup:
    """
    Put parts under one another with a blank line between, leaving out what is None.
    """
    return Markup("\n\n").join(part for part in parts if part is not None)


def numbered(parts: Iterable[Markup]) -> Markup:
    """
    Put parts in a numbered list.
    """
    return lines(*(Markup("{}. {}").format(number, part) for number, part in enumerate(parts, 1)))


def bullets(*parts: Markup | None) -> Markup:
    """
    Put parts in a list, leaving out what is None.
    """
    return lines(*(Markup("• {}").format(part) for part in parts if part is not None))


def split(text: str, limit: int = LONGEST_MESSAGE) -> list[str]:
    """
    Return the HTML in parts that Telegram takes, cut between paragraphs.

    A paragraph that is too long by itself loses its formatting.
    """
    if len(text) <= limit or _length(text) <= limit:
        return [text]
    parts: list[str] = []
    for paragraph in text.split("\n\n"):
        joined = f"{parts[-1]}\n\n{paragraph}" if parts else paragraph
        if parts and _length(joined) <= limit:
            parts[-1] = joined
        elif _length(paragraph) <= limit:
            parts.append(paragraph)
        else:
            plain = html.unescape(_TAG.sub("", paragraph))
            # Half the limit: a character may count twice.
            pieces = (plain[at : at + limit // 2] for at in range(0, len(plain), limit // 2))
            parts.extend(html.escape(piece, quote=False) for piece in pieces)
    return parts


def _length(text: str) -> int:
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2
