"""
Where a conversation leads when the questions on the way get their usual answers.
"""

from collections.abc import Mapping
from typing import Any

from bot.dialogue.disturbance import Disturbance
from bot.dialogue.flow import NEEDS
from bot.dialogue.journey import advise, land
from bot.dialogue.precedence import announce
from bot.dialogue.state import (
    UNSURE_CLUSTER,
    UNSURE_PRODUCT,
    Account,
    Device,
    Node,
    PortNumber,
    Protocol,
    ServerName,
    Ssl,
    State,
    Webmail,
)
from bot.dialogue.turn import Say, Session, Turn
from bot.facts import Facts

USUAL: Mapping[Node, Mapping[str, Any]] = {
    Node.PRODUCT: {"product": UNSURE_PRODUCT},
    Node.CLUSTER: {"cluster": UNSURE_CLUSTER},
    Node.DEVICE: {"device": Device.COMPUTER},
    Node.PROTOCOL: {"protocol": Protocol.IMAP},
    Node.SECURITY: {"ssl": Ssl.ON},
    Node.TASK: {"account": Account.NEW},
    Node.WEBMAIL: {"webmail": Webmail.UNSURE},
    Node.SERVER: {"server": ServerName.UNSURE},
    Node.PORT: {"port": PortNumber.UNSURE},
}


def destination(state: State, facts: Facts) -> State:
    """
    Return the answer that the state's screen leads to; a screen that leads to none stays.
    """
    match state.node:
        case Node.WHICH_TICKET:
            return land(state, Node.TICKET, facts)
        case Node.WHICH:
            return advise(state.having(rival=None), facts)
        case Node.MEANT:
            state = land(state.having(remedy=None), Node.REMEDY, facts)
        case node if node in NEEDS[state.goal]:
            # What was filled in since may have answered it.
            state = land(state, state.goal, facts)
    for need in NEEDS[state.goal]:
        if state.node is need and need in USUAL:
            state = land(state.having(**USUAL[need]), state.goal, facts)
    return state


def told(state: State, disturbances: tuple[Disturbance, ...], facts: Facts) -> Say:
    """
    Return what is said on a state's screen while these disturbances stand.
    """
    turn = Turn(Session(state), (Say(state),))
    (say,) = announce(turn, State(), disturbances, facts).says
    return say
