"""
One step of the conversation: (session, event) -> turn.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.dialogue.aim import aim, gives_up_ssl, is_diagnosis, is_known
from bot.dialogue.codec import Tap, TapKind
from bot.dialogue.disturbance import Disturbance
from bot.dialogue.event import Commanded, Event, Received, Said, Started, Tapped, Written
from bot.dialogue.flow import AFRESH, FLOW, Choice
from bot.dialogue.handover import passed_on, written
from bot.dialogue.journey import (
    advise,
    answered,
    arrive,
    back,
    has_exchange_card,
    land,
    leave_for,
    unfit_remedies,
)
from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.options import options
from bot.dialogue.precedence import announce
from bot.dialogue.remark import about_port, noted
from bot.dialogue.state import Device, Node, Ssl, State, Symptom
from bot.dialogue.turn import Notice, Say, Session, Turn
from bot.facts import Facts

MISSES = (Notice.NOT_UNDERSTOOD, Notice.NOT_UNDERSTOOD_AGAIN, Notice.NOT_UNDERSTOOD_STILL)

SYMPTOMS = {
    Intent.CANNOT_SEND: Symptom.SENDING,
    Intent.LOGIN_FAILED: Symptom.PASSWORD,
    Intent.CONNECTION_FAILED: Symptom.CONNECTION,
    Intent.CERTIFICATE: Symptom.CERTIFICATE,
    Intent.REJECTED: Symptom.REJECTED,
    Intent.LIMITS: Symptom.FULL,
    Intent.CANNOT_RECEIVE: Symptom.RECEIVING,
}

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


class Dialogue:
    """
    The state machine over one configuration and its languages.
    """

    def __init__(self, facts: Facts, locales: Sequence[str]) -> None:
        self._facts = facts
        self._locales = tuple(locales)

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
                return self._started(session, link)
            case Commanded(command):
                return self._commanded(session, command)
            case Tapped(tap, place):
                return self._tapped(session, tap, place)
            case Said(meaning):
                return self._said(session, meaning)
            case Written():
                return written(session, event)
            case Received(media):
                if session.helpdesk is not None and session.helpdesk.talking:
                    return Turn(session, relay=True)
                say = Say(session.state, notices=(Notice(media.value),), brief=True)
                return Turn(session, (say,))

    def _started(self, session: Session, link: State | None) -> Turn:
        state = State(locale=session.state.locale)
        if link is not None:
            if link.node is Node.FORGOTTEN:
                # It would say that all is erased, and nothing is.
                link = link.having(node=Node.PRIVACY)
            state = land(
                link.having(locale=self._locale(session, link.locale)), link.node, self._facts
            )
        return _tell(session, state)

    def _commanded(self, session: Session, command: Command) -> Turn:
        state = session.state
        match command:
            case Command.START | Command.GREETING:
                return self._started(session, None)
            case Command.FORGET:
                kept = State(node=Node.FORGOTTEN, locale=state.locale)
                return Turn(Session(kept), (Say(kept),), forget=True)
            case Command.PERSON if state.node is Node.PERSON:
                return _remarked(session, state, Notice.PERSON)
            case Command.BACK:
                before = back(state, self._facts)
                if before == state:
                    return _remarked(session, state, Notice.FIRST)
                return _tell(session, before)
            case Command.THANKS:
                return _remarked(session, state, Notice.THANKS)
            case Command.TROUBLE:
                return self._troubled(session)
            case Command.STEPS:
                other = state.having(program=None)
                return _tell(session, leave_for(other, Node.STEPS, self._facts))
            case _:
                return _tell(session, leave_for(state, SCREENS[command], self._facts))

    def _troubled(self, session: Session) -> Turn:
        state = session.state
        if state.node is Node.REMEDY:
            return self._picked(session, "next")
        if state.node is Node.EXHAUSTED:
            return self._offered(session)
        if state.node is Node.DISTURBANCE:
            return _tell(session, state)
        if is_diagnosis(state):
            # It is being found out already; a new start would forget the symptom.
            return self._missed(session, Meaning())
        afresh = Choice("trouble", Node.REMEDY, AFRESH)
        return _tell(session, answered(state, afresh, self._facts))

    def _tapped(self, session: Session, tap: Tap | None, place: str) -> Turn:
        if tap is None:
            state = State(locale=session.state.locale)
            say = Say(state, notices=(Notice.OLD_BUTTON,))
            return Turn(session.having(state=state, last_tap=place), (say,))
        if place and place == session.last_tap:
            return Turn(session, toast=Notice.SAME_TAP)
        locale = tap.state.locale
        chosen = session.chosen
        if tap.kind is TapKind.CHOOSE and locale in self._locales:
            chosen = locale
        session = session.having(chosen=chosen)
        state = tap.state.having(locale=self._locale(session, locale))
        state = land(state, state.node, self._facts)
        edit = tap.kind is not TapKind.NEW
        session = session.having(state=state, misses=0, last_tap=place)
        return Turn(session, (Say(state, edit=edit),))

    def _said(self, session: Session, meaning: Meaning) -> Turn:
        former = session.state.locale
        if meaning.locale and meaning.locale != former and meaning.locale in self._locales:
            state = session.state.having(locale=meaning.locale)
            session = session.having(state=state, chosen=meaning.locale)
        turn = self._replied(session, meaning)
        notices = (Notice.SECRET,) if meaning.secret else ()
        switched = session.state.locale != former
        if not notices and not switched:
            return turn
        first, *rest = turn.says
        first = replace(
            first,
            notices=(*notices, *first.notices),
            former_locale=former if switched else None,
        )
        return replace(turn, says=(first, *rest), delete=meaning.secret)

    def _replied(self, session: Session, meaning: Meaning) -> Turn:
        if meaning.ask and meaning.command is Command.TICKET:
            return _tell(session, leave_for(session.state, Node.WHICH_TICKET, self._facts))
        if meaning.command is not None and not meaning.answers:
            return self._commanded(session, meaning.command)
        if meaning.option is not None:
            return self._picked(session, meaning.option)
        if meaning.remedies:
            return self._advised(session, meaning)
        if meaning.answers:
            return self._answered(session, meaning)
        return self._intended(session, meaning)

    def _advised(self, session: Session, meaning: Meaning) -> Turn:
        """
        Name the cause that the text shows, or ask which of two it is.
        """
        before = session.state
        origin = before.origin if FLOW[before.node].question else before.node
        likely = [each for each in meaning.remedies if each in self._facts.remedies]
        answers = {**AFRESH, **self._possible(dict(meaning.answers), before)}
        unfit = unfit_remedies(before.having(**answers), self._facts)
        fresh = [each for each in likely if each not in before.shown | unfit | {before.remedy}]
        left = before.having(shown=before.shown | {before.remedy}) if before.remedy else before
        state = left.having(**answers, origin=origin, goal=Node.REMEDY)
        match fresh:
            case [remedy]:
                state = advise(state.having(remedy=remedy), self._facts)
            case [remedy, rival, *_]:
                state = state.having(node=Node.WHICH, remedy=remedy, rival=rival)
            case _:
                state = arrive(state, Node.REMEDY, self._facts)
        turn = _tell(session, state)
        return replace(turn, says=(Say(state, evidence=meaning.evidence),))

    def _picked(self, session: Session, option: str) -> Turn:
        found = {each.id: each.tap for each in options(session.state, self._facts, self._locales)}
        tap = found.get(option)
        if tap is None:
            return Turn(session.having(misses=0), (Say(session.state),))
        if tap.kind is TapKind.CHOOSE:
            session = session.having(chosen=tap.state.locale)
        return _tell(session, tap.state)

    def _answered(self, session: Session, meaning: Meaning) -> Turn:
        before = session.state
        if gives_up_ssl(meaning, before):
            return _remarked(session, before, Notice.SSL_KEPT)
        port = about_port(meaning, before, self._facts)
        if port is not None:
            asking = FLOW[before.node].question
            state = arrive(before, Node.CARD, self._facts) if before.node is Node.START else before
            return _remarked(session, state, port, brief=not asking)
        answers = self._possible(dict(meaning.answers), before)
        corrected = answers.get("ssl") is not meaning.answers.get("ssl")
        notices = (Notice.SSL_ALWAYS,) if corrected else ()
        goal = aim(meaning, answers, before)
        if "symptom" in answers and is_known(answers["symptom"], before):
            # The same complaint again is no new one: what was found out stays.
            answers.pop("symptom")
            if all(getattr(before, name) == value for name, value in answers.items()):
                return self._commanded(session, Command.TROUBLE)
            answers["remedy"] = None
        elif "symptom" in answers:
            answers = {**AFRESH, **answers}
        elif goal is Node.REMEDY and is_diagnosis(before):
            answers["remedy"] = None
        start = before
        if goal is not before.goal:
            start = before.having(
                goal=goal,
                origin=before.node if not FLOW[before.node].question else before.origin,
            )
        if meaning.ask and "symptom" in answers:
            state = start.having(**answers, node=Node.MEANT)
        else:
            state = answered(start, Choice("said", None, answers), self._facts)
        if state == before and FLOW[state.node].question and not notices:
            return self._missed(session, Meaning(secret=meaning.secret))
        turn = _tell(session, state)
        return replace(turn, says=(Say(state, notices=notices, noted=noted(before, state)),))

    def _possible(self, answers: dict[str, Any], state: State) -> dict[str, Any]:
        """
        Turn "SSL off" into on where the product has no such thing.

        A protocol asked for on a phone means that the account type Exchange is not wanted there.
        """
        if "protocol" in answers and has_exchange_card(state.having(**answers), self._facts):
            answers.setdefault("device", Device.COMPUTER)
        product = self._facts.product(answers.get("product", state.product))
        region = answers.get("region", state.region)
        if answers.get("ssl") is Ssl.OFF and not product.allows_ssl_off(region):
            answers["ssl"] = Ssl.ON
        return answers

    def _intended(self, session: Session, meaning: Meaning) -> Turn:
        state = session.state
        if meaning.intent in SYMPTOMS:
            symptom = {"symptom": SYMPTOMS[meaning.intent]}
            return self._answered(session, Meaning(answers=symptom))
        match meaning.intent:
            case Intent.SETTINGS:
                return _tell(session, arrive(state, Node.CARD, self._facts))
            case Intent.POP_VS_IMAP:
                return _tell(session, state.having(node=Node.ACCOUNT, goal=Node.CARD))
            case Intent.HUMAN:
                if meaning.ask:
                    return self._offered(session)
                return self._commanded(session, Command.PERSON)
            case _:
                return self._missed(session, meaning)

    def _offered(self, session: Session) -> Turn:
        """
        Offer the helpdesk: who is in the chat is not called for without being asked.
        """
        if session.helpdesk is None:
            return self._commanded(session, Command.PERSON)
        return _tell(session, leave_for(session.state, Node.OFFER, self._facts))

    def _missed(self, session: Session, meaning: Meaning) -> Turn:
        if meaning.secret:
            return Turn(session, (Say(session.state, brief=True),))
        if meaning.locale and meaning.confidence:
            return _tell(session, session.state)
        place = session.misses % (len(MISSES) + 1)
        if place == len(MISSES):
            offer = self._offered(session)
            return replace(offer, session=offer.session.having(misses=session.misses + 1))
        notice = MISSES[place]
        say = Say(session.state, notices=(notice,), brief=True)
        return Turn(session.having(misses=session.misses + 1), (say,))

    def _locale(self, session: Session, wanted: str) -> str:
        if session.chosen:
            return session.chosen
        return wanted if wanted in self._locales else session.state.locale


def _remarked(session: Session, state: State, notice: Notice, *, brief: bool = True) -> Turn:
    say = Say(state, notices=(notice,), brief=brief)
    return Turn(session.having(state=state, misses=0), (say,))


def _tell(session: Session, state: State) -> Turn:
    return Turn(session.having(state=state, misses=0, last_tap=""), (Say(state),))
