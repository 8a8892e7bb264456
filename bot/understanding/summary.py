"""
What a text says, in plain values, whatever the screen: for programs and for measuring.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dialogue.meaning import Intent
from bot.dialogue.state import Ssl, State
from bot.understanding.finding import Finding
from bot.understanding.judge import Judge, Verdict
from bot.understanding.matcher import Kind, Matcher
from bot.understanding.paste import Pastes
from bot.understanding.phrase import parse
from bot.understanding.sign import Signs

Slot = str | int


@dataclass(frozen=True, slots=True)
class Summary:
    """
    The intent, how sure it is (0 to 1), the slots that were told, and the words that decided.

    Slots: `protocol` (imap, pop), `security` (on, off: whether SSL is), `direction` (sending,
    receiving), `program`, `product`, `host`, `port` (a number), `code`. `ask`: better ask first.
    `remedies` are the likely causes; `reasons` say for a person what decided.
    """

    intent: Intent
    confidence: float
    slots: Mapping[str, Slot]
    evidence: tuple[str, ...]
    ask: bool
    remedies: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


class Summaries:
    """
    Makes summaries of texts.
    """

    def __init__(self, judge: Judge, pastes: Pastes, signs: Signs) -> None:
        self._judge = judge
        self._pastes = pastes
        self._programs = Matcher(
            (
                (Kind.PROGRAM, name, parse(line))
                for name, lines in signs.programs.items()
                for line in lines
            ),
            exact=True,
        )

    def summary(self, found: Finding, state: State) -> Summary:
        """
        Summarise one text.
        """
        verdict = self._judge.verdict(found)
        answers = self._pastes.details(found, verdict, state)
        remedies = self._pastes.remedies(found, verdict, answers, state)
        return Summary(
            verdict.intent,
            round(verdict.confidence, 3),
            self._values(found, verdict, answers),
            self._pastes.evidence(found, verdict),
            verdict.ask,
            remedies,
            self._judge.reasons(verdict, found.text),
        )

    def _values(
        self, found: Finding, verdict: Verdict, answers: Mapping[str, object]
    ) -> dict[str, Slot]:
        slots: dict[str, Slot] = {}
        report = verdict.report
        protocols = {report.protocol} - {"", "smtp"} or found.names(Kind.PROTOCOL)
        if len(protocols) == 1:
            slots["protocol"] = protocols.pop()
        ssl = answers.get("ssl")
        if ssl in {Ssl.ON, Ssl.OFF}:
            slots["security"] = "on" if ssl is Ssl.ON else "off"
        direction = self._pastes.direction(found, verdict)
        if direction:
            slots["direction"] = direction
        named = self._programs.find(found.tokens).get(Kind.PROGRAM, ())
        if named:
            slots["program"] = max(named, key=lambda hit: hit.end - hit.start).name
        product = answers.get("product")
        if isinstance(product, str):
            slots["product"] = product
        host = report.server or next((each.host for each in found.places.names), "")
        if host:
            slots["host"] = host
        port = self._pastes.port(found, verdict)
        if port is not None:
            slots["port"] = port
        code = _code(verdict)
        if code:
            slots["code"] = code
        return slots


def _code(verdict: Verdict) -> str:
    """
    Return the code that tells most: the program's own number, a response code, then a reply.
    """
    best = max((each.name for each in verdict.codes), key=_rank, default="")
    return best.strip("[]")


def _rank(name: str) -> int:
    if name.startswith("0x"):
        return 4
    if name.startswith("["):
        return 3
    return 2 if name.isdigit() else 1
