"""
What may be concluded from a text, as meanings.
"""

from collections.abc import Mapping
from typing import Any

from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.state import Symptom

SURE, LIKELY, PROBABLE = 1.0, 0.9, 0.7

INTENTS: Mapping[Symptom, Intent] = {
    Symptom.SENDING: Intent.CANNOT_SEND,
    Symptom.RECEIVING: Intent.CANNOT_RECEIVE,
    Symptom.PASSWORD: Intent.LOGIN_FAILED,
    Symptom.CERTIFICATE: Intent.CERTIFICATE,
    Symptom.CONNECTION: Intent.CONNECTION_FAILED,
    Symptom.REJECTED: Intent.REJECTED,
    Symptom.FULL: Intent.LIMITS,
    Symptom.VANISHED: Intent.POP_VS_IMAP,
}


def option(option: str, confidence: float, evidence: tuple[str, ...]) -> Meaning:
    """
    Pick a button of the screen.
    """
    return Meaning(option=option, confidence=confidence, evidence=evidence)


def answers(answers: Mapping[str, Any], confidence: float, evidence: tuple[str, ...]) -> Meaning:
    """
    Fill in answers.
    """
    return Meaning(
        intent=Intent.SETTINGS, answers=answers, confidence=confidence, evidence=evidence
    )


def symptom(
    symptom: Symptom, answers: Mapping[str, Any], confidence: float, evidence: tuple[str, ...]
) -> Meaning:
    """
    Begin the search for a cause, with what else was said.
    """
    return Meaning(
        intent=INTENTS[symptom],
        answers={**answers, "symptom": symptom},
        confidence=confidence,
        evidence=evidence,
    )


def command(command: Command, evidence: tuple[str, ...], confidence: float = LIKELY) -> Meaning:
    """
    Do what is possible on every screen.
    """
    intent = {Command.PERSON: Intent.HUMAN, Command.SETTINGS: Intent.SETTINGS}.get(command)
    return Meaning(intent=intent, command=command, confidence=confidence, evidence=evidence)
