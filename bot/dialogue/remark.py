"""
What is remarked about an answer that does not lead to another screen.
"""

from collections.abc import Mapping

from bot.dialogue.aim import is_diagnosis
from bot.dialogue.flow import FLOW
from bot.dialogue.journey import has_exchange_card
from bot.dialogue.meaning import Meaning
from bot.dialogue.state import UNSURE_PRODUCT, Node, PortNumber, Protocol, Ssl, State
from bot.dialogue.turn import Notice
from bot.facts import Facts

PORTS: Mapping[PortNumber, Notice] = {
    PortNumber.INCOMING: Notice.PORT_INCOMING,
    PortNumber.OUTGOING: Notice.PORT_OUTGOING,
    PortNumber.ALTERNATIVE: Notice.PORT_ALTERNATIVE,
    PortNumber.SMTP: Notice.PORT_25,
    PortNumber.OTHER: Notice.PORT_OTHER,
}
# The answers that can be read back to the customer, in this order.
NOTED = ("protocol", "ssl", "product", "cluster", "device", "server", "port")
UNSURE = frozenset({None, "", Protocol.UNSURE, Ssl.UNSURE, UNSURE_PRODUCT})


def about_port(meaning: Meaning, state: State, facts: Facts) -> Notice | None:
    """
    Return what there is to say of a port that was typed outside the search for a cause.
    """
    if meaning.answers.keys() != {"port"} or is_diagnosis(state):
        return None
    if has_exchange_card(state, facts):
        return Notice.NO_PORT
    return PORTS.get(meaning.answers["port"])


def noted(before: State, after: State) -> tuple[str, ...]:
    """
    Return the fields that were filled in although the question on the screen is still open.
    """
    if not FLOW[after.node].question or _question(before) is not _question(after):
        return ()
    return tuple(
        name
        for name in NOTED
        if getattr(after, name) != getattr(before, name) and getattr(after, name) not in UNSURE
    )


def _question(state: State) -> Node:
    return Node.PROTOCOL if state.node is Node.START else state.node
