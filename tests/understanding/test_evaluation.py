"""
The understanding stays as good as it was measured: the floors only ever go up.
"""

import pytest

from bot.understanding import Understanding
from tests.evaluation.evaluate import heard, results, score


@pytest.mark.parametrize(
    ("part", "right", "confidently_wrong"), [("tune", 0.99, 0.002), ("check", 0.98, 0.01)]
)
def test_the_understanding_holds_its_floor(
    understanding: Understanding, part: str, right: float, confidently_wrong: float
) -> None:
    value = score(results(understanding, part))
    assert value.right >= right
    assert value.confidently_wrong <= confidently_wrong


def test_the_conversation_follows_the_judgement(understanding: Understanding) -> None:
    value = score(heard(understanding, "check"))
    assert value.right >= 0.965
    assert value.confidently_wrong <= 0.025
