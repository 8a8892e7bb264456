"""
What a judged text tells besides its intent: details of the account, likely causes, evidence.
"""

import re
from collections.abc import Iterator
from typing import Any

from bot.dialogue.diagnosis import CAUSES
from bot.dialogue.meaning import Intent
from bot.dialogue.state import ServerName, Ssl, State, Symptom
from bot.facts import Facts
from bot.understanding.complaint import SYMPTOMS
from bot.understanding.finding import Finding
from bot.understanding.host import OWN_NAMES, SMTP_PORT, Name
from bot.understanding.judge import Verdict
from bot.understanding.matcher import Kind
from bot.understanding.personal import anonymous
from bot.understanding.report import SMTP, Report
from bot.understanding.slot import PROTOCOLS, Slots
from bot.understanding.utterance import MAX_QUOTE

INCOMING_PORTS = frozenset({110, 143, 993, 995})
SENDING_PORTS = frozenset({25, 465, 587, 2525})
# Which ports a protocol has, which of them speak SSL from the first byte, and which never do
# (RFC 8314; 587 and 25 may change over to it).
PORTS = {"imap": frozenset({143, 993}), "pop": frozenset({110, 995}), SMTP: SENDING_PORTS}
SSL_PORTS, OPEN_PORTS = frozenset({465, 993, 995}), frozenset({110, 143})
# The connection to the server itself is what these are about, so the server's name matters.
OWN_SIDE = frozenset(
    {Intent.CANNOT_SEND, Intent.LOGIN_FAILED, Intent.CONNECTION_FAILED, Intent.CERTIFICATE}
)
MAIL_NAMES = OWN_NAMES | {"mx", "out", "outgoing", "mailout", "relay", "auth", "secure", "exchange"}
SYMPTOM = {
    Intent.CANNOT_SEND: Symptom.SENDING,
    Intent.CANNOT_RECEIVE: Symptom.RECEIVING,
    Intent.LOGIN_FAILED: Symptom.PASSWORD,
    Intent.CERTIFICATE: Symptom.CERTIFICATE,
    Intent.CONNECTION_FAILED: Symptom.CONNECTION,
    Intent.REJECTED: Symptom.REJECTED,
    Intent.LIMITS: Symptom.FULL,
    Intent.POP_VS_IMAP: Symptom.VANISHED,
}
MAX_REMEDIES, MAX_EVIDENCE = 2, 3


class Pastes:
    """
    Reads details against one configuration.
    """

    def __init__(self, slots: Slots, facts: Facts) -> None:
        self._slots = slots
        self._facts = facts

    def details(self, found: Finding, verdict: Verdict, state: State) -> dict[str, Any]:
        """
        Return the answers that the text holds: product, server, protocol, SSL and port.
        """
        report = verdict.report
        answers: dict[str, Any] = self._slots.product(found, state, asked=False)
        name = self.server(found, verdict)
        if name is not None:
            answers |= self._slots.judged(name, found, state)
        protocols = {report.protocol} & PROTOCOLS.keys()
        named = {PROTOCOLS[each] for each in protocols} or self._slots.protocols(found)
        if len(named) == 1:
            answers["protocol"] = next(iter(named))
        ssl = report.ssl or self._slots.ssl(found, asked=False)
        if ssl is not None:
            answers["ssl"] = ssl
        port = self.port(found, verdict)
        if port is not None:
            account = {
                key: answers[key] for key in ("product", "region", "cluster") if key in answers
            }
            answers |= self._slots.port(port, state.having(**account))
        return answers

    def port(self, found: Finding, verdict: Verdict) -> int | None:
        """
        Return the port that the report or the customer names, if it is one.
        """
        if verdict.report.port is not None:
            return verdict.report.port
        ports = self._slots.ports(found)
        return ports[0] if len(ports) == 1 else None

    def server(self, found: Finding, verdict: Verdict) -> Name | None:
        """
        Return the server that the program uses: the report's, else the first that looks like one.
        """
        names = found.places.names
        told = next((each for each in names if each.host == verdict.report.server), None)
        own = next((each for each in names if each.match is not None), None)
        if verdict.intent not in OWN_SIDE:
            return told or own
        likely = (each for each in names if each.host.partition(".")[0] in MAIL_NAMES)
        return told or own or next((each for each in likely if each.host.count(".") > 1), None)

    def direction(self, found: Finding, verdict: Verdict) -> str | None:
        """
        Return "sending" or "receiving" where the text tells which of them it is about.
        """
        if verdict.report.protocol:
            return "sending" if verdict.report.protocol == SMTP else "receiving"
        by_intent = {Intent.CANNOT_SEND: "sending", Intent.CANNOT_RECEIVE: "receiving"}
        if verdict.intent in by_intent:
            return by_intent[verdict.intent]
        directions = {"sending", "receiving"}
        failing = {hit.name for hit in verdict.stated.hits} & directions
        named = failing or {hit.name for hit in found.of(Kind.TOPIC, Kind.SYMPTOM)} & directions
        return next(iter(named)) if len(named) == 1 else None

    def remedies(
        self, found: Finding, verdict: Verdict, answers: dict[str, Any], state: State
    ) -> tuple[str, ...]:
        """
        Return the likely causes by their remedies, the likeliest first; two at most.
        """
        symptom = SYMPTOM.get(verdict.intent)
        if symptom is None:
            return ()
        possible = {cause.remedy for cause in CAUSES[symptom]}
        telling = next(self._telling(found, verdict, answers), None)
        if telling is not None:
            return (telling,)
        signed = verdict.proof.sign.remedies if verdict.proof else ()
        told = tuple(hit.name for hit in found.of(Kind.CAUSE) if not found.negated(hit))
        both = [each for each in signed if each in told] or signed or told
        able = possible & self._facts.remedies.keys() - state.shown
        likely = dict.fromkeys(each for each in both if each in able)
        return tuple(likely)[:MAX_REMEDIES]

    def _telling(self, found: Finding, verdict: Verdict, answers: dict[str, Any]) -> Iterator[str]:
        """
        Yield what the fields of a report or the names in it show beyond doubt.
        """
        server, report = answers.get("server"), verdict.report
        port = self.port(found, verdict)
        if server is ServerName.FOREIGN and verdict.intent in OWN_SIDE:
            yield "foreign-server"
        sends = report.protocol == SMTP or self.direction(found, verdict) == "sending"
        if sends and port in INCOMING_PORTS and verdict.intent in OWN_SIDE - {Intent.LOGIN_FAILED}:
            yield "ports"
        if verdict.intent in {Intent.CONNECTION_FAILED, Intent.CERTIFICATE} and _clashes(report):
            yield "ports"
        if verdict.intent is Intent.CONNECTION_FAILED and port == SMTP_PORT:
            yield "port-25"
        if verdict.intent is Intent.CERTIFICATE and server in {
            ServerName.OLD,
            ServerName.OWN_DOMAIN,
        }:
            yield "server-name"
        if server is ServerName.OWN_DOMAIN and verdict.intent is Intent.CONNECTION_FAILED:
            yield "server-name"

    def evidence(self, found: Finding, verdict: Verdict) -> tuple[str, ...]:
        """
        Return short quotes without addresses: the server's words, the code, the customer's words.
        """
        proof = verdict.proof
        quotes = [_around(found.text, proof.start, proof.end)] if proof is not None else []
        quotes += [found.text[code.start : code.end] for code in verdict.codes[:2]]
        if proof is None:
            quotes += found.words(verdict.stated.hits) or found.words(
                hit
                for hit in found.of(Kind.CAUSE, Kind.SYMPTOM, Kind.COMMAND, Kind.TOPIC)
                if hit.kind is not Kind.TOPIC or SYMPTOMS[hit.name] is SYMPTOM.get(verdict.intent)
            )
        short: list[str] = []
        for quote in quotes:
            plain = " ".join(anonymous(quote).split())[:MAX_QUOTE]
            if plain and not any(plain in each for each in short):
                short.append(plain)
        return tuple(short[:MAX_EVIDENCE])


def _clashes(report: Report) -> bool:
    """
    Whether the port of a report belongs to another protocol, or its SSL to another port.
    """
    port = report.port
    others = (INCOMING_PORTS | SENDING_PORTS) - PORTS.get(report.protocol, frozenset())
    if report.protocol and port in others:
        return True
    return port in (SSL_PORTS if report.ssl is Ssl.OFF else OPEN_PORTS) and report.ssl is not None


def _around(text: str, start: int, end: int) -> str:
    """
    Return the words of a sign with the code before them and the end of their clause.
    """
    stop = re.compile(r"[\"'\u201c\u201d\u00ab\u00bb\n;]|, |\. ")
    before = max((match.end() for match in stop.finditer(text, 0, start)), default=0)
    after = stop.search(text, end)
    last = min(after.start() if after else len(text), start + MAX_QUOTE)
    first = max(before, last - MAX_QUOTE, start - MAX_QUOTE // 2)
    while first < start and first > before and not text[first - 1].isspace():
        first += 1
    return text[min(first, start) : max(last, end)]
