"""
Moves that are possible on every screen: by command, button or link.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.aim import is_diagnosis
from bot.dialogue.codec import Tap, TapKind
from bot.dialogue.flow import AFRESH, Choice
from bot.dialogue.journey import (
    answered,
    back,
    land,
    leave_for,
)
from bot.dialogue.meaning import Command, Meaning
from bot.dialogue.options import options
from bot.dialogue.state import Node, State
from bot.dialogue.turn import Notice, Say, Session, Turn
from bot.facts import Facts

MISSES = (Notice.NOT_UNDERSTOOD, Notice.NOT_UNDERSTOOD_AGAIN, Notice.NOT_UNDERSTOOD_STILL)

SCREENS = {
    Command.SETTINGS: Node.CARD,
    Command.TICKET: Node.TICKET,
    Command.LANGUAGE: Node.LANGUAGE,
    Command.PERSON: Node.PERSON,
    Command.HELP: Node.HELP,
    Command.PRIVACY: Node.PRIVACY,
    Command.WORKS: Node.WORKS,
    Command.STEPS: Node.STEPS,
    Command.MORE: Node.MORE,
}


class Moves:
    """
    Makes them over one configuration and its languages.
    """

    def __init__(self, facts: Facts, locales: Sequence[str]) -> None:
        self._facts = facts
        self.locales = tuple(locales)

    def started(self, session: Session, link: State | None) -> Turn:
        """
        Begin anew, or at the state of a link.
        """
        state = State(locale=session.state.locale)
        if link is not None:
            if link.node is Node.FORGOTTEN:
                # It would say that all is erased, and nothing is.
                link = link.having(node=Node.PRIVACY)
            state = land(
                link.having(locale=self._locale(session, link.locale)), link.node, self._facts
            )
        return tell(session, state)

    def commanded(self, session: Session, command: Command) -> Turn:
        """
        Do what a command asks for, on whatever screen.
        """
        state = session.state
        match command:
            case Command.START | Command.GREETING:
                return self.started(session, None)
            case Command.FORGET:
                kept = State(node=Node.FORGOTTEN, locale=state.locale)
                return Turn(Session(kept), (Say(kept),), forget=True)
            case Command.PERSON if state.node is Node.PERSON:
                return remarked(session, state, Notice.PERSON)
            case Command.BACK:
                before = back(state, self._facts)
                if before == state:
                    return remarked(session, state, Notice.FIRST)
                return tell(session, before)
            case Command.THANKS:
                return remarked(session, state, Notice.THANKS)
            case Command.WEBMAIL:
                return remarked(session, state, Notice.WEBMAIL)
            case Command.TROUBLE:
                return self._troubled(session)
            case Command.STEPS:
                other = state.having(program=None)
                return tell(session, leave_for(other, Node.STEPS, self._facts))
            case _:
                return tell(session, leave_for(state, SCREENS[command], self._facts))

    def tapped(self, session: Session, tap: Tap | None, place: str) -> Turn:
        """
        Go where a button leads; None is one that cannot be read any more.
        """
        if tap is None:
            state = State(locale=session.state.locale)
            say = Say(state, notices=(Notice.OLD_BUTTON,))
            return Turn(session.having(state=state, last_tap=place), (say,))
        if place and place == session.last_tap:
            return Turn(session, toast=Notice.SAME_TAP)
        locale = tap.state.locale
        chosen = session.chosen
        if tap.kind is TapKind.CHOOSE and locale in self.locales:
            chosen = locale
        session = session.having(chosen=chosen)
        state = tap.state.having(locale=self._locale(session, locale))
        state = land(state, state.node, self._facts)
        edit = tap.kind is not TapKind.NEW
        session = session.having(state=state, misses=0, last_tap=place)
        return Turn(session, (Say(state, edit=edit),))

    def picked(self, session: Session, option: str) -> Turn:
        """
        Tap the button of the present screen that has this id.
        """
        found = {each.id: each.tap for each in options(session.state, self._facts, self.locales)}
        tap = found.get(option)
        if tap is None:
            return Turn(session.having(misses=0), (Say(session.state),))
        if tap.kind is TapKind.CHOOSE:
            session = session.having(chosen=tap.state.locale)
        return tell(session, tap.state)

    def _troubled(self, session: Session) -> Turn:
        state = session.state
        if state.node is Node.REMEDY:
            return self.picked(session, "next")
        if state.node is Node.EXHAUSTED:
            return self.offered(session)
        if state.node is Node.DISTURBANCE:
            return tell(session, state)
        if is_diagnosis(state):
            # It is being found out already; a new start would forget the symptom.
            return self.missed(session, Meaning())
        afresh = Choice("trouble", Node.REMEDY, AFRESH)
        return tell(session, answered(state, afresh, self._facts))

    def offered(self, session: Session) -> Turn:
        """
        Offer the helpdesk: who is in the chat is not called for without being asked.
        """
        if session.helpdesk is None:
            return self.commanded(session, Command.PERSON)
        return tell(session, leave_for(session.state, Node.OFFER, self._facts))

    def missed(self, session: Session, meaning: Meaning) -> Turn:
        """
        Say that a text was not understood, each time in other words, and offer the helpdesk.
        """
        if meaning.secret:
            return Turn(session, (Say(session.state, brief=True),))
        if meaning.locale and meaning.confidence:
            return tell(session, session.state)
        place = session.misses % (len(MISSES) + 1)
        if place == len(MISSES):
            offer = self.offered(session)
            return replace(offer, session=offer.session.having(misses=session.misses + 1))
        notice = MISSES[place]
        say = Say(session.state, notices=(notice,), brief=True)
        return Turn(session.having(misses=session.misses + 1), (say,))

    def _locale(self, session: Session, wanted: str) -> str:
        if session.chosen:
            return session.chosen
        return wanted if wanted in self.locales else session.state.locale


def remarked(session: Session, state: State, notice: Notice, *, brief: bool = True) -> Turn:
    """
    Make a remark, with the screen's buttons below it or (not brief) the whole screen.
    """
    say = Say(state, notices=(notice,), brief=brief)
    return Turn(session.having(state=state, misses=0), (say,))


def tell(session: Session, state: State) -> Turn:
    """
    Say a state's screen.
    """
    return Turn(session.having(state=state, misses=0, last_tap=""), (Say(state),))
