"""
One step of the conversation: (session, event) -> turn.
"""

from collections.abc import Sequence

from bot.dialogue.disturbance import Disturbance
from bot.dialogue.event import Commanded, Event, Received, Said, Started, Tapped, Written
from bot.dialogue.handover import passed_on, written
from bot.dialogue.heard import Heard
from bot.dialogue.moves import Moves
from bot.dialogue.precedence import announce
from bot.dialogue.turn import Notice, Say, Session, Turn
from bot.facts import Facts


class Dialogue:
    """
    The state machine over one configuration and its languages.
    """

    def __init__(self, facts: Facts, locales: Sequence[str]) -> None:
        self._facts = facts
        self._moves = Moves(facts, locales)
        self._heard = Heard(facts, self._moves)

    def step(
        self, session: Session, event: Event, disturbances: tuple[Disturbance, ...] = ()
    ) -> Turn:
        """
        Return the new session and what to say; never fails, whatever the event holds.
        """
        turn = announce(self._step(session, event), session.state, disturbances, self._facts)
        return passed_on(turn, session.helpdesk)

    def _step(self, session: Session, event: Event) -> Turn:
        match event:
            case Started(link):
                return self._moves.started(session, link)
            case Commanded(command):
                return self._moves.commanded(session, command)
            case Tapped(tap, place):
                return self._moves.tapped(session, tap, place)
            case Said(meaning):
                return self._heard.said(session, meaning)
            case Written():
                return written(session, event)
            case _:
                return self._received(session, event)

    def _received(self, session: Session, event: Received) -> Turn:
        if session.helpdesk is not None and session.helpdesk.talking:
            return Turn(session, relay=True)
        say = Say(session.state, notices=(Notice(event.media.value),), brief=True)
        return Turn(session, (say,))
