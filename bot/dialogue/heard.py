"""
What a customer's text leads to.
"""

from dataclasses import replace
from typing import Any

from bot.dialogue.aim import aim, gives_up_ssl, is_diagnosis, is_known
from bot.dialogue.flow import AFRESH, FLOW, Choice
from bot.dialogue.journey import (
    advise,
    answered,
    arrive,
    has_exchange_card,
    leave_for,
    unfit_remedies,
)
from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.moves import Moves, remarked, tell
from bot.dialogue.remark import about_port, noted
from bot.dialogue.state import Device, Node, Ssl, State, Symptom
from bot.dialogue.turn import Notice, Say, Session, Turn
from bot.facts import Facts

SYMPTOMS = {
    Intent.CANNOT_SEND: Symptom.SENDING,
    Intent.LOGIN_FAILED: Symptom.PASSWORD,
    Intent.CONNECTION_FAILED: Symptom.CONNECTION,
    Intent.CERTIFICATE: Symptom.CERTIFICATE,
    Intent.REJECTED: Symptom.REJECTED,
    Intent.LIMITS: Symptom.FULL,
    Intent.CANNOT_RECEIVE: Symptom.RECEIVING,
}


class Heard:
    """
    Answers what `understanding` made of a text.
    """

    def __init__(self, facts: Facts, moves: Moves) -> None:
        self._facts = facts
        self._moves = moves

    def said(self, session: Session, meaning: Meaning) -> Turn:
        """
        Answer a text; a switch of the language and a password are remarked first.
        """
        former = session.state.locale
        if meaning.locale and meaning.locale != former and meaning.locale in self._moves.locales:
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
            return tell(session, leave_for(session.state, Node.WHICH_TICKET, self._facts))
        if meaning.command is not None and not meaning.answers:
            return self._moves.commanded(session, meaning.command)
        if meaning.option is not None:
            return self._moves.picked(session, meaning.option)
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
        turn = tell(session, state)
        return replace(turn, says=(Say(state, evidence=meaning.evidence),))

    def _answered(self, session: Session, meaning: Meaning) -> Turn:
        before = session.state
        if gives_up_ssl(meaning, before):
            return remarked(session, before, Notice.SSL_KEPT)
        port = about_port(meaning, before, self._facts)
        if port is not None:
            asking = FLOW[before.node].question
            state = arrive(before, Node.CARD, self._facts) if before.node is Node.START else before
            return remarked(session, state, port, brief=not asking)
        answers = self._possible(dict(meaning.answers), before)
        corrected = answers.get("ssl") is not meaning.answers.get("ssl")
        notices = (Notice.SSL_ALWAYS,) if corrected else ()
        goal = aim(meaning, answers, before)
        if "symptom" in answers and is_known(answers["symptom"], before):
            # The same complaint again is no new one: what was found out stays.
            answers.pop("symptom")
            if all(getattr(before, name) == value for name, value in answers.items()):
                return self._moves.commanded(session, Command.TROUBLE)
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
            return self._moves.missed(session, Meaning(secret=meaning.secret))
        turn = tell(session, state)
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
                return tell(session, arrive(state, Node.CARD, self._facts))
            case Intent.POP_VS_IMAP:
                return tell(session, state.having(node=Node.ACCOUNT, goal=Node.CARD))
            case Intent.HUMAN:
                if meaning.ask:
                    return self._moves.offered(session)
                return self._moves.commanded(session, Command.PERSON)
            case Intent.OTHER if not meaning.secret:
                return remarked(session, state, Notice.ELSEWHERE)
            case _:
                return self._moves.missed(session, meaning)
