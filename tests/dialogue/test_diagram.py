import re

from bot.dialogue.diagram import mermaid
from bot.dialogue.flow import NEEDS


def test_every_goal_is_drawn_with_its_questions() -> None:
    drawn = mermaid()
    assert drawn.startswith("flowchart TD\n")
    for goal, needs in NEEDS.items():
        for need in needs:
            assert f"{goal.name.lower()}_{need.name.lower()}{{{{" in drawn


def test_the_three_doors_of_the_first_screen_are_drawn() -> None:
    drawn = mermaid()
    assert "start -- imap, pop --> card_security" in drawn
    assert "start -- trouble --> remedy_symptom" in drawn
    assert "start -- ticket --> ticket" in drawn


def test_every_arrow_joins_two_screens_that_are_drawn() -> None:
    drawn = mermaid()
    boxes = set(re.findall(r"^ +(\w+)(?:\[|\{)", drawn, re.MULTILINE))
    ends = re.findall(r"^ +(\w+) --.*> (\w+)$", drawn, re.MULTILINE)
    assert ends
    assert {end for pair in ends for end in pair} <= boxes
