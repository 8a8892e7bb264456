"""
From what was found in a text to what it is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.dialogue.meaning import Intent
from bot.understanding.code import Code, codes
from bot.understanding.complaint import Complaint, complaint
from bot.understanding.concept import Concepts
from bot.understanding.feature import MAX_WORDS, features
from bot.understanding.finding import Finding
from bot.understanding.matcher import Hit, Kind, Matcher
from bot.understanding.phrase import parse
from bot.understanding.report import Report, Reports
from bot.understanding.sign import Sign, Signs
from bot.understanding.utterance import words
from bot.understanding.weights import INTENTS, Weights, likelihoods

SIGNED = 0.97
# Below this the bot asks whether it understood.
ENOUGH = 0.7
SHOWN = 6
# Web servers answer with these numbers too.
OF_THE_WEB = frozenset({"500", "501", "502", "503", "504"})


@dataclass(frozen=True, slots=True)
class Proof:
    """
    A sign that was found, and the stretch of the text that shows it.
    """

    sign: Sign
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What a text is about, how sure that is, and what told.

    `likely` are all intents with their probability, the likeliest first. `concepts` are what the
    words are about, none where no word is known ("asdf").
    """

    intent: Intent
    confidence: float
    likely: tuple[tuple[Intent, float], ...]
    proof: Proof | None
    hints: tuple[Proof, ...]
    groups: tuple[tuple[str, ...], ...]
    codes: tuple[Code, ...]
    report: Report
    stated: Complaint
    concepts: frozenset[str]
    ask: bool


class Judge:
    """
    Weighs the signs of servers and programs first, then the customer's words.
    """

    def __init__(self, signs: Signs, weights: Weights, concepts: Concepts) -> None:
        self._concepts = concepts
        self._signs = signs.signs
        self._weights = weights
        self._reports = Reports(signs.report)
        self._units = frozenset(word for line in signs.units for word in words(line))
        self._elsewhere = frozenset(word for line in signs.elsewhere for word in words(line))
        self._matcher = Matcher(
            (
                (kind, sign.id, parse(line))
                for sign in signs.signs
                for kind, lines in ((Kind.SAYS, sign.says), (Kind.REPLIES, sign.replies))
                for line in lines
            ),
            exact=True,
        )

    def verdict(self, found: Finding) -> Verdict:
        """
        Judge one text.
        """
        seen = codes(found.text, self._units)
        proofs = tuple(self._proofs(found, seen))
        decisive = next((each for each in proofs if each.sign.intent is not None), None)
        hints = tuple(each for each in proofs if each.sign.leans)
        stated = complaint(found)
        about = self._concepts.find(found.tokens)[:MAX_WORDS]
        groups = tuple(features(found, about, {each.sign.id for each in hints}))
        scores = self._weights.scores(groups)
        for hint in hints:
            for intent, weight in hint.sign.leans.items():
                scores[INTENTS.index(intent)] += weight
        chances = likelihoods(scores)
        likely = tuple(
            sorted(zip(INTENTS, chances, strict=True), key=lambda each: each[1], reverse=True)
        )
        intent, confidence = likely[0]
        if decisive is not None and decisive.sign.intent is not None:
            intent, confidence = decisive.sign.intent, SIGNED
        report = self._reports.read(found.text)
        return Verdict(
            intent,
            confidence,
            likely,
            decisive,
            hints,
            groups,
            seen,
            report,
            stated,
            frozenset(name for _, names in about for name in names),
            confidence < ENOUGH,
        )

    def _proofs(self, found: Finding, seen: tuple[Code, ...]) -> Iterator[Proof]:
        """
        Yield the signs of a text, the strongest first; words count before codes.
        """
        replied = any(each.is_reply for each in seen)
        site = any(token.text in self._elsewhere for token in found.tokens)
        hits = self._matcher.find(found.tokens)
        said: dict[str, Hit] = {}
        for kind in (Kind.SAYS, Kind.REPLIES) if replied else (Kind.SAYS,):
            for hit in hits.get(kind, ()):
                if not found.negated(hit):
                    said.setdefault(hit.name, hit)
        for sign in self._signs:
            hit_ = said.get(sign.id)
            if hit_ is not None:
                yield Proof(sign, found.tokens[hit_.start].start, found.tokens[hit_.end - 1].end)
        coded = {each.name: each for each in seen if not (site and each.name in OF_THE_WEB)}
        for sign in self._signs:
            for name in sign.codes:
                if name in coded:
                    yield Proof(sign, coded[name].start, coded[name].end)

    def reasons(self, verdict: Verdict, text: str) -> tuple[str, ...]:
        """
        Say for a person what decided.
        """
        lines = []
        if verdict.proof is not None:
            proof = verdict.proof
            quote = text[proof.start : proof.end]
            lines.append(f'sign {proof.sign.id}: "{quote}" means {proof.sign.intent}')
        for hint in verdict.hints:
            leans = ", ".join(f"{intent} +{weight:g}" for intent, weight in hint.sign.leans.items())
            lines.append(f'hint {hint.sign.id}: "{text[hint.start : hint.end]}" ({leans})')
        chances = ", ".join(f"{intent} {chance:.0%}" for intent, chance in verdict.likely[:3])
        lines.append(f"words: {chances}")
        telling = self._weights.telling(verdict.groups, verdict.likely[0][0])[:SHOWN]
        lines += [f"  {value:+.2f}  {name}" for name, value in telling]
        return tuple(lines)
