"""
What a customer's turn asks of the desk.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """
    What is to be done at the desk besides the bot's own answer.

    `state`: a new conversation is to be opened about this (as the codec writes it), with the
    customer's last `words` and the states on their last screens (`trail`). `told` are the values of
    `address` and `incident`. `relay` is a text to be passed on, its passwords masked ("": only what
    comes with it; None: nothing). `ended` ends the conversation.
    """

    locale: str
    state: str | None = None
    words: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    relay: str | None = None
    ended: bool = False
