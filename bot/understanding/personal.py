"""
What a text says about a person: e-mail addresses, IP addresses, numbers of tickets.
"""

import re

from bot.understanding.secret import MASK

_ADDRESS = r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}"
_PRIVATE = re.compile(
    _ADDRESS
    + r"|(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){4,7}",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(rf"(?<![\w.+-]){_ADDRESS}", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.:/-])#?((?:[A-Z]{1,4}[- ]?)?\d{4,14})(?![\w.:/-]*\w)", re.IGNORECASE)
_WORD = re.compile(r"\w")


def anonymous(text: str) -> str:
    """
    Return the text with `MASK` in place of e-mail and IP addresses.
    """
    return _PRIVATE.sub(MASK, text)


def address(text: str) -> str:
    """
    Return the first e-mail address of a text, "" if there is none.
    """
    found = _ADDRESSES.search(text)
    return found.group() if found else ""


def ticket_number(text: str) -> str:
    """
    Return the first number that can be a ticket's (`CS1234567`, `#12345`), "" if there is none.
    """
    found = _NUMBER.search(text)
    return found.group(1).replace(" ", "") if found else ""


def says_more(text: str, *values: str) -> bool:
    """
    Tell whether a text holds words besides these values.
    """
    for value in values:
        text = text.replace(value, "")
    return _WORD.search(text) is not None
