"""
What the judgement of a text adds to what the screen and the phrases say.
"""

from dataclasses import dataclass, replace

from bot.dialogue.flow import FLOW
from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.state import Node, Symptom
from bot.understanding import conclusion as conclude
from bot.understanding.complaint import SYMPTOMS
from bot.understanding.context import Context
from bot.understanding.finding import Finding
from bot.understanding.judge import Verdict
from bot.understanding.matcher import Kind
from bot.understanding.paste import SYMPTOM, Pastes
from bot.understanding.screen import WEBMAIL

# From here on the judgement may overrule a phrase, or speak where the phrases are silent.
CERTAIN, OVERRULING, LIKELY, WORTH_ASKING = 0.9, 0.8, 0.6, 0.45
MIN_WORDS, MIN_OVERRULING_WORDS = 3, 2
# Concepts that are an answer by themselves, the telling one first.
IN_PASSING = (
    (frozenset({"solved"}), Command.WORKS),
    (frozenset({"works", "thanks"}), Command.WORKS),
    (frozenset({"thanks"}), Command.THANKS),
)
MOST_IN_PASSING = 5
# What sounds like a complaint and may be the answer: "nothing comes in there either".
OF_WEBMAIL = frozenset({Intent.CANNOT_SEND, Intent.CANNOT_RECEIVE, Intent.LOGIN_FAILED})
PERSONS = frozenset({"person", "expert", "support"})
TALKING = frozenset({"talk", "call", "putthrough", "visit"})
# Without any of these, POP and IMAP are a question and no mail is gone.
LOSS = frozenset(
    {"gone", "delete", "sync", "keep", "unread", "sentfolder", "first", "download", "nothing"}
)
# What says all by itself: "not IMAP but POP".
CHOICES = (
    Kind.PROTOCOL,
    Kind.SSL,
    Kind.PORT,
    Kind.PRODUCT,
    Kind.REGION,
    Kind.PROGRAM,
    Kind.OPTION,
    Kind.YES,
    Kind.NO,
    Kind.NEGATION,
    Kind.CONJUNCTION,
    Kind.CONTRAST,
)
COMMANDS = {Intent.HUMAN: Command.PERSON, Intent.SETTINGS: Command.SETTINGS}
# What phrases conclude from a word or two that stand in other texts too; None is no command.
VAGUE = (
    None,
    Command.PERSON,
    Command.TICKET,
    Command.TROUBLE,
    Command.SETTINGS,
    Command.STEPS,
    Command.HELP,
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """
    A judged text on one screen.
    """

    found: Finding
    verdict: Verdict
    context: Context
    pastes: Pastes

    def signed(self, found: Finding, context: Context) -> Meaning | None:
        """
        Read an error that a server or a program printed.
        """
        del found, context
        proof = self.verdict.proof
        if proof is None:
            return None
        if proof.sign.intent is Intent.CANNOT_SEND and self._is_ticket():
            return None
        return self._symptom(self.verdict.confidence)

    def told(self, found: Finding, context: Context) -> Meaning | None:
        """
        Read what the words make likely where no phrase is known.
        """
        verdict = self.verdict
        if found.of(Kind.ELSEWHERE) or found.rest(()) < MIN_WORDS:
            return None
        unsure = found.of(Kind.UNSURE) and context.offers("unsure")
        if context.state.node is Node.WEBMAIL or (unsure and verdict.confidence < CERTAIN):
            return None
        if verdict.confidence < WORTH_ASKING or self._is_doubtful():
            return None
        if verdict.intent in SYMPTOM:
            return self._symptom(verdict.confidence)
        command = COMMANDS.get(verdict.intent)
        about = found.of(Kind.COMMAND, Kind.TOPIC, Kind.PROTOCOL, Kind.SSL, Kind.PORT)
        if command is not None and verdict.confidence >= LIKELY and about:
            evidence = self.pastes.evidence(self.found, verdict)
            return conclude.command(command, evidence, verdict.confidence)
        return None

    def corrected(self, meaning: Meaning) -> Meaning:
        """
        Let the judgement speak where it is certain of something else than the phrases are.

        A phrase names what it names: an answer to the question on the screen, and what can only be
        meant by itself, stay.
        """
        verdict = self.verdict
        webmail = self.found.mentions(WEBMAIL)
        if not meaning.confidence or meaning.command is Command.HELP:
            said = self._said_in_passing()
            if said is not None:
                return said
        weak = (
            verdict.intent is Intent.SETTINGS
            or (verdict.intent is Intent.OTHER and not webmail)
            or self.found.rest(()) < MIN_WORDS
        )
        if verdict.confidence < (CERTAIN if weak else OVERRULING) or self._stands(meaning):
            if not meaning.confidence and self.found.of(Kind.ELSEWHERE):
                return Meaning(intent=Intent.OTHER, confidence=conclude.LIKELY)
            return meaning
        if verdict.intent in SYMPTOM:
            return self._symptom(verdict.confidence) or meaning
        # Small talk that names webmail: no trouble with it, so the question is where it is.
        command = COMMANDS.get(verdict.intent, Command.WEBMAIL if webmail else None)
        if command is not None:
            evidence = self.pastes.evidence(self.found, verdict)
            return conclude.command(command, evidence, verdict.confidence)
        if not verdict.concepts:
            return meaning
        return Meaning(intent=verdict.intent, confidence=verdict.confidence)

    def _said_in_passing(self) -> Meaning | None:
        """
        Read thanks and success, however they are put.
        """
        verdict, found = self.verdict, self.found
        if verdict.intent is not Intent.OTHER or verdict.confidence < OVERRULING:
            return None
        if "not" in verdict.concepts or found.rest(()) > MOST_IN_PASSING:
            return None
        for concepts, command in IN_PASSING:
            if concepts <= verdict.concepts:
                return conclude.command(command, (), verdict.confidence)
        return None

    def _wishes_for_a_person(self) -> bool:
        """
        Whether somebody is asked for in so many words, whatever else the text says.
        """
        hits = self.found.of(Kind.COMMAND, name=Command.PERSON.value)
        known = self.verdict.concepts
        spoken = not known.isdisjoint(PERSONS) and not known.isdisjoint(TALKING)
        return spoken or any(hit.end - hit.start > 1 for hit in hits)

    def _stands(self, meaning: Meaning) -> bool:
        """
        Whether what the phrases found is not to be overruled.
        """
        found, node = self.found, self.context.state.node
        if found.rest(()) < MIN_OVERRULING_WORDS:
            return True
        if meaning.intent is self.verdict.intent or meaning.command not in VAGUE:
            return True
        if meaning.command is Command.PERSON and self._wishes_for_a_person():
            return True
        if node is Node.WEBMAIL and self.verdict.intent in OF_WEBMAIL and not meaning.confidence:
            return True
        if meaning.command is Command.TICKET and self.verdict.intent is Intent.CANNOT_SEND:
            return True
        if meaning.option:
            # "Sorry, I really don't know" is small talk by its words, and an answer.
            small_talk = self.verdict.intent is Intent.OTHER and not found.mentions(WEBMAIL)
            return small_talk or meaning.confidence >= conclude.LIKELY
        if meaning.answers and FLOW[node].question and node is not Node.START:
            return True
        steps = found.of(Kind.COMMAND, name=Command.STEPS.value)
        return meaning.confidence > 0 and found.rest(found.of(*CHOICES) + steps) == 0

    def completed(self, meaning: Meaning) -> Meaning:
        """
        Add causes, details and evidence to a symptom, and ask where the text is but a word.
        """
        if meaning.command is Command.TICKET and self._says_only(Kind.COMMAND, "ticket"):
            return replace(meaning, ask=True)
        if meaning.command is Command.TROUBLE and self.verdict.confidence >= CERTAIN:
            better = self._symptom(self.verdict.confidence) if self._may_overrule() else None
            return better if better is not None and better.remedies else meaning
        if meaning.confidence == 0:
            return self._bare() or meaning
        symptom = meaning.answers.get("symptom")
        if symptom is None or meaning.remedies or meaning.option:
            return meaning
        if SYMPTOM.get(self.verdict.intent) is symptom:
            bare = self.found.is_whole(Kind.TOPIC) and self.context.state.node is Node.SYMPTOM
            return meaning if bare else self._with_causes(meaning)
        return meaning

    def _may_overrule(self) -> bool:
        directions = {Intent.CANNOT_SEND, Intent.CANNOT_RECEIVE}
        return self.verdict.intent not in directions and bool(self.verdict.stated.hits)

    def _is_ticket(self) -> bool:
        return (
            bool(self.found.of(Kind.COMMAND, name=Command.TICKET.value)) and not self.verdict.codes
        )

    def _is_doubtful(self) -> bool:
        return self.context.state.node is Node.SYMPTOM and bool(self.found.of(Kind.TOPIC))

    def _says_only(self, kind: Kind, word: str) -> bool:
        hits = self.found.of(kind)
        said = {token.text for token in self.found.tokens} - self.found.fillers
        return bool(hits) and said == {word}

    def _bare(self) -> Meaning | None:
        """
        Ask about a single word that names a topic.
        """
        topics = self.found.longest(Kind.TOPIC)
        node = self.context.state.node
        if len(topics) != 1 or not self.found.is_whole(Kind.TOPIC) or node is Node.SYMPTOM:
            return None
        symptom = SYMPTOMS[topics.pop()]
        evidence = self.found.words(self.found.of(Kind.TOPIC))
        return replace(conclude.symptom(symptom, {}, WORTH_ASKING, evidence), ask=True)

    def _symptom(self, confidence: float) -> Meaning | None:
        symptom = SYMPTOM.get(self.verdict.intent)
        if symptom is None:
            return None
        evidence = self.pastes.evidence(self.found, self.verdict)
        if symptom is Symptom.VANISHED and LOSS.isdisjoint(self.verdict.concepts):
            return Meaning(intent=Intent.POP_VS_IMAP, confidence=confidence, evidence=evidence)
        meaning = conclude.symptom(symptom, {}, confidence, evidence)
        return replace(self._with_causes(meaning), ask=self.verdict.ask)

    def _with_causes(self, meaning: Meaning) -> Meaning:
        state = self.context.state
        details = self.pastes.details(self.found, self.verdict, state)
        remedies = self.pastes.remedies(self.found, self.verdict, details, state)
        if self.verdict.ask:
            remedies = ()
        evidence = self.pastes.evidence(self.found, self.verdict) or meaning.evidence
        return replace(
            meaning, answers={**details, **meaning.answers}, remedies=remedies, evidence=evidence
        )
