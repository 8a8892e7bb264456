"""
Disturbances of the provider's services, and whose trouble each explains.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.dialogue.diagnosis import CAUSES
from bot.dialogue.state import State, Symptom, Webmail


class DisturbanceKind(StrEnum):
    """
    What is disturbed; each value is what the store and the staff's command call it.
    """

    SENDING = "sending"
    RECEIVING = "receiving"
    WEBMAIL = "webmail"
    ALL = "all"


# A program whose server does not answer asks for the password again, so a refused password may be
# any of them. Webmail explains whatever fails there as well: see `Disturbance.explains`.
EXPLAINED: Mapping[DisturbanceKind, frozenset[Symptom]] = {
    DisturbanceKind.SENDING: frozenset(
        {Symptom.SENDING, Symptom.CONNECTION, Symptom.REJECTED, Symptom.PASSWORD}
    ),
    DisturbanceKind.RECEIVING: frozenset(
        {Symptom.RECEIVING, Symptom.CONNECTION, Symptom.VANISHED, Symptom.PASSWORD}
    ),
    DisturbanceKind.WEBMAIL: frozenset({Symptom.PASSWORD}),
    DisturbanceKind.ALL: frozenset(Symptom),
}


@dataclass(frozen=True, slots=True)
class Disturbance:
    """
    One disturbance that stands.

    `text` is the agents' own words ("" for none), `until` its end and `today` the day it is now,
    both on the desk's clock.
    """

    kind: DisturbanceKind
    text: str
    until: datetime
    today: date

    def explains(self, state: State) -> bool:
        """
        Whether the customer's trouble may come from it.
        """
        if self.kind is DisturbanceKind.WEBMAIL and state.webmail is Webmail.FAILS:
            return True
        if self.kind is DisturbanceKind.WEBMAIL and state.webmail is Webmail.WORKS:
            return False
        return not EXPLAINED[self.kind].isdisjoint(_symptoms(state))


def _symptoms(state: State) -> set[Symptom]:
    """
    Return the symptom, or those of the remedy that a link names without one.
    """
    if state.symptom is not None:
        return {state.symptom}
    return {
        symptom
        for symptom, causes in CAUSES.items()
        if any(each.remedy in {state.remedy, state.rival} for each in causes)
    }
