"""
What the conversation is like where a helpdesk answers in the chat itself.
"""

from dataclasses import replace

from bot.dialogue.event import Written
from bot.dialogue.flow import TALKING
from bot.dialogue.state import Node, State
from bot.dialogue.turn import Helpdesk, Notice, Say, Session, Turn

OF_THE_DESK = TALKING | {Node.OFFER, Node.ENDED}


def passed_on(turn: Turn, helpdesk: Helpdesk | None) -> Turn:
    """
    Return the turn as it is with this helpdesk (None: customers are sent elsewhere).

    Who comes to the screen for a person is handed over there and then.
    """
    state = turn.session.state
    if helpdesk is None and state.node not in OF_THE_DESK:
        return turn
    full = bool(turn.says) and not turn.says[-1].brief
    if helpdesk is None:
        there = Node.PERSON
    elif state.node is Node.PERSON and full:
        there = Node.HANDED if helpdesk.talking else Node.ADDRESS
        if not helpdesk.talking:
            helpdesk = replace(helpdesk, talking=True)
            turn = replace(turn, handover=state)
    elif state.node in TALKING and not helpdesk.talking:
        there = Node.ENDED
    else:
        there = state.node
        turn = replace(turn, ended=helpdesk.talking and there is Node.ENDED and full)
    state = state.having(node=there)
    says = tuple(_said(say, state, helpdesk) for say in turn.says)
    return replace(turn, session=turn.session.having(state=state), says=says)


def written(session: Session, text: Written) -> Turn:
    """
    Pass a text on, and go to the next question where it answers one.
    """
    state, told = session.state, []
    if state.node is Node.ADDRESS and text.address:
        told.append(("address", text.address))
        state = state.having(node=Node.INCIDENT)
    if state.node is Node.INCIDENT and text.number:
        told.append(("incident", text.number))
        state = state.having(node=Node.HANDED)
    notices = (Notice.SECRET,) if text.secret else ()
    says = (Say(state, notices=notices, brief=not told),) if told or notices else ()
    return Turn(
        session.having(state=state, misses=0),
        says,
        delete=text.secret,
        told=tuple(told),
        relay=text.more or len(told) < sum(map(bool, (text.address, text.number))) or not told,
    )


def _said(say: Say, state: State, helpdesk: Helpdesk | None) -> Say:
    if say.state.node in OF_THE_DESK or state.node in OF_THE_DESK | {Node.PRIVACY}:
        return replace(say, state=say.state.having(node=state.node), helpdesk=helpdesk)
    return say
