"""
The flow as a Mermaid diagram, drawn from the same table that the machine runs on.
"""

from itertools import pairwise

from bot.dialogue.flow import ASIDES, ASKED_ABOUT, FLOW, NEEDS
from bot.dialogue.state import Node

QUIET = {"back", "over", "person", "language"}


def mermaid() -> str:
    """
    Return the flow: questions as rhombs, answers as boxes, goals with the questions before them.
    """
    drawn = ["flowchart TD"]
    for node, screen in FLOW.items():
        left, right = ("{", "}") if screen.question else ("[", "]")
        drawn.append(f"    {_name(node)}{left}{_name(node)}{right}")
    for goal, needs in NEEDS.items():
        way = (*needs, goal)
        drawn += [f"    {_name(before)} --> {_name(after)}" for before, after in pairwise(way)]
    for node, screen in FLOW.items():
        for choice in screen.choices:
            if choice.to is not None and choice.id not in QUIET and node not in ASIDES:
                drawn.append(f"    {_name(node)} -- {choice.id} --> {_target(choice.to)}")
    drawn.append(f"    {_name(Node.REMEDY)} -- next --> {_name(Node.REMEDY)}")
    drawn.append(f"    {_name(Node.REMEDY)} -- none left --> {_name(Node.EXHAUSTED)}")
    asked = {symptom: nodes for symptom, nodes in ASKED_ABOUT.items() if nodes}
    for symptom, nodes in asked.items():
        names = ", ".join(_name(node) for node in NEEDS[Node.REMEDY] if node in nodes)
        drawn.append(f"    %% {symptom.name.lower()} asks: {names}")
    return "\n".join(drawn) + "\n"


def _name(node: Node) -> str:
    return node.name.lower()


def _target(goal: Node) -> str:
    return _name(NEEDS[goal][0]) if goal in {Node.REMEDY, Node.STEPS} else _name(goal)
