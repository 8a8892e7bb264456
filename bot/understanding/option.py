"""
A text that names a button of the present screen.
"""

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.understanding.utterance import words

MIN_TYPED = 5
MIN_PREFIX = 3
NEAR = 0.8


def named(text: str, labels: Sequence[tuple[str, str]], fillers: frozenset[str]) -> str | None:
    """
    Return the id of the button that the text calls by its label.

    A label fits exactly, nearly, or by a beginning that no other button has; None where none or
    several fit.
    """
    said = words(text)
    if not said:
        return None
    forms = [(option, form) for option, label in labels for form in _forms(label)]
    for fits in (_equals, _is_near):
        options = {option for option, form in forms if fits(said, form)}
        if len(options) == 1:
            return options.pop()
    return _beginning(said, forms, fillers)


@lru_cache(1024)
def _forms(label: str) -> tuple[tuple[str, ...], ...]:
    """
    Return a label's words, and those without what stands in brackets.
    """
    whole, short = words(label), words(label.partition("(")[0])
    return tuple(form for form in dict.fromkeys((whole, short)) if form)


def _equals(said: tuple[str, ...], form: tuple[str, ...]) -> bool:
    return said == form or "".join(said) == "".join(form)


def _is_near(said: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """
    Allow slips in long words only: "aan" and "uit" are never near each other.
    """
    if len(said) != len(form):
        return False
    return all(
        one == other
        or (
            min(len(one), len(other)) >= MIN_TYPED
            and one[0] == other[0]
            and one.isalpha()
            and OSA.normalized_similarity(one, other) >= NEAR
        )
        for one, other in zip(said, form, strict=True)
    )


def _beginning(
    said: tuple[str, ...], forms: Sequence[tuple[str, tuple[str, ...]]], fillers: frozenset[str]
) -> str | None:
    telling = [word for word in said if word not in fillers and len(word) >= MIN_PREFIX]
    if not any(word.isalpha() for word in telling):
        return None
    options = {option for option, form in forms if form[: len(said)] == said}
    mentioned = {option for option, form in forms if all(word in form for word in telling)}
    return options.pop() if len(options) == 1 and len(mentioned) == 1 else None
