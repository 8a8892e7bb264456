"""
Mark a text for extraction where no translator is at hand.
"""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """
    Return the message as it is; extraction finds it by the name of this function.

    For texts in tables: `Choice("imap", N_("IMAP"))`, translated later with `_(choice.label)`.
    """
    return message
