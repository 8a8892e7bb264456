"""
What is known to be disturbed goes before questions and advice.
"""

from dataclasses import replace

from bot.dialogue.disturbance import Disturbance
from bot.dialogue.flow import NEEDS
from bot.dialogue.journey import land
from bot.dialogue.state import Node, State
from bot.dialogue.turn import Notice, Turn
from bot.facts import Facts

ADVICE = frozenset({Node.REMEDY, Node.EXHAUSTED, Node.WHICH, Node.MEANT})
QUESTIONS = frozenset(NEEDS[Node.REMEDY]) - {Node.SYMPTOM}
STEPS = frozenset({Node.STEPS, *NEEDS[Node.STEPS]})
# Screens that everybody sees a disturbance on.
HEADED = frozenset({Node.CARD, Node.SYMPTOM})


def announce(
    turn: Turn, before: State, disturbances: tuple[Disturbance, ...], facts: Facts
) -> Turn:
    """
    Put the disturbances that explain the customer's trouble in the place of a turn's screen.

    A screen that was about one that has ended since becomes the one that it stood in for.
    """
    if not turn.says:
        return turn
    *others, say = turn.says
    state = say.state
    if state.node is Node.DISTURBANCE:
        state = land(state, state.node, facts)
    elif not disturbances:
        return turn
    found = tuple(each for each in disturbances if each.explains(state))
    if found and _advises(state):
        state = _covered(state, before)
    elif state.node in HEADED:
        found = disturbances
    else:
        found = ()
    if state != say.state:
        # Remarks that were about the other screen would confuse.
        notices = tuple(each for each in say.notices if each is Notice.SECRET)
        say = replace(say, state=state, brief=False, notices=notices)
    said = replace(say, disturbances=found)
    return replace(turn, session=turn.session.having(state=state), says=(*others, said))


def _advises(state: State) -> bool:
    """
    Whether the screen, or the one that its question leads to, tells what to change.
    """
    return (
        state.node in ADVICE
        or (state.goal is Node.REMEDY and state.node in QUESTIONS)
        or (state.goal is Node.STEPS and state.origin is Node.REMEDY and state.node in STEPS)
    )


def _covered(state: State, before: State) -> State:
    """
    Return the state with the notice for a screen; advice that is not given now is not used up.
    """
    given = {before.remedy} if before.node is Node.REMEDY and before.remedy else set()
    return state.having(
        node=Node.DISTURBANCE,
        goal=Node.REMEDY,
        remedy=None,
        rival=None,
        shown=state.shown | given,
    )
