"""
The flow as a Mermaid diagram, drawn from the same table that the machine runs on.
"""

from collections.abc import Iterator
from itertools import pairwise

from bot.dialogue.flow import ASKED_ABOUT, FLOW, NEEDS
from bot.dialogue.state import Node

TITLES = {Node.CARD: "settings", Node.STEPS: "steps in a mail program", Node.REMEDY: "trouble"}
DOORS = (
    Node.START,
    Node.CARD,
    Node.STEPS,
    Node.REMEDY,
    Node.EXHAUSTED,
    Node.DISTURBANCE,
    Node.TICKET,
)


def mermaid() -> str:
    """
    Return the flow: questions as hexagons, answers as boxes, one frame for each goal.

    Inside a frame stand the questions on the way to the goal, in their order; one that is
    answered already, or has no meaning for the customer, is passed over.
    """
    return "\n".join(("flowchart TD", *_lines())) + "\n"


def _lines() -> Iterator[str]:
    yield "    start{{start}}"
    for goal, needs in NEEDS.items():
        yield f'    subgraph {_name(goal)}_way ["{TITLES[goal]}"]'
        way = (*(_inside(goal, need) for need in needs), _name(goal))
        for need in needs:
            yield f"        {_inside(goal, need)}{{{{{_asked(goal, need)}}}}}"
        yield f"        {_name(goal)}[{_name(goal)}]"
        yield from (f"        {before} --> {after}" for before, after in pairwise(way))
        yield "    end"
    yield "    account{{account}}"
    yield "    keep{{keep}}"
    for node in (Node.TICKET, Node.EXHAUSTED, Node.DISTURBANCE, Node.WORKS):
        yield f"    {_name(node)}[{_name(node)}]"
    protocol = _inside(Node.CARD, Node.PROTOCOL)
    yield f"    start -- imap, pop --> {_inside(Node.CARD, Node.SECURITY)}"
    for node in (Node.START, Node.PROTOCOL, Node.ACCOUNT, Node.KEEP):
        name = protocol if node is Node.PROTOCOL else _name(node)
        for choice in FLOW[node].choices:
            if choice.to in {Node.ACCOUNT, Node.KEEP}:
                yield f"    {name} -- {choice.id} --> {_name(choice.to)}"
    yield f"    account -- new --> {_inside(Node.CARD, Node.SECURITY)}"
    yield f"    keep --> {_inside(Node.CARD, Node.SECURITY)}"
    for node in DOORS:
        for choice in FLOW[node].choices:
            if choice.to in {*NEEDS, Node.TICKET, Node.WORKS, Node.SYMPTOM, Node.PRODUCT}:
                yield f"    {_name(node)} -- {choice.id} --> {_target(choice.to)}"
    yield "    remedy -- next --> remedy"
    yield "    remedy -- none left --> exhausted"
    yield "    remedy_symptom -- disturbed --> disturbance"
    yield "    disturbance -- ended --> remedy_webmail"


def _name(node: Node) -> str:
    return node.name.lower()


def _inside(goal: Node, need: Node) -> str:
    return f"{_name(goal)}_{_name(need)}"


def _asked(goal: Node, need: Node) -> str:
    if goal is not Node.REMEDY or need is Node.SYMPTOM:
        return _name(need)
    symptoms = [each.name.lower() for each, nodes in ASKED_ABOUT.items() if need in nodes]
    return f"{_name(need)}: {', '.join(symptoms)}"


def _target(to: Node | None) -> str:
    if to in {Node.SYMPTOM, Node.REMEDY}:
        return _inside(Node.REMEDY, Node.SYMPTOM)
    if to is Node.STEPS:
        return _inside(Node.STEPS, Node.PROGRAM)
    if to is Node.PRODUCT:
        return _inside(Node.CARD, Node.PRODUCT)
    return _name(to) if to else ""
