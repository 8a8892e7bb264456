"""
Putting pieces of text together: lines, paragraphs, lists, values to copy.
"""

from collections.abc import Iterable

from markupsafe import Markup


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
