"""
What a customer who answers is after: the settings, the steps, or the cause of a trouble.
"""

from collections.abc import Mapping
from typing import Any

from bot.dialogue.flow import FLOW, NEEDS
from bot.dialogue.meaning import Command, Meaning
from bot.dialogue.state import Node, Ssl, State, Symptom

# What only the search for a cause wants to know.
FINDINGS = frozenset({"server", "port"})


def aim(meaning: Meaning, answers: Mapping[str, Any], state: State) -> Node:
    """
    Return the goal that a text's answers belong to.
    """
    if "symptom" in answers or (is_diagnosis(state) and not FINDINGS.isdisjoint(answers)):
        return Node.REMEDY
    if meaning.command is Command.SETTINGS:
        return Node.CARD
    if "program" in answers:
        return Node.STEPS
    # What is no symptom where one is asked for asks for the settings.
    asked = FLOW[state.node].question and state.node is not Node.SYMPTOM
    return state.goal if asked else Node.CARD


def is_diagnosis(state: State) -> bool:
    """
    Whether the screen belongs to the search for a cause.
    """
    screens = {*NEEDS[Node.REMEDY], Node.REMEDY, Node.EXHAUSTED, Node.DISTURBANCE}
    return state.goal is Node.REMEDY and state.node in screens


def is_known(symptom: Symptom, state: State) -> bool:
    """
    Whether it is this symptom that the questions and the advice of the screen are about.
    """
    return state.symptom is symptom and is_diagnosis(state)


def gives_up_ssl(meaning: Meaning, state: State) -> bool:
    """
    Whether the text would switch SSL off to cure what is being looked into.
    """
    only = meaning.command is None and meaning.answers == {"ssl": Ssl.OFF}
    return only and state.ssl is not Ssl.OFF and is_diagnosis(state)
