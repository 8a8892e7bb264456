"""
Texts that say something by themselves, whatever the screen asks.
"""

from dataclasses import replace
from typing import Any

from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.state import Node, Ssl, State
from bot.understanding import conclusion as conclude
from bot.understanding.complaint import complaint
from bot.understanding.conclusion import LIKELY, PROBABLE
from bot.understanding.context import Context
from bot.understanding.finding import Finding
from bot.understanding.matcher import Kind
from bot.understanding.slot import Slots

# Asked for in so many words, whatever else the text says.
URGENT = (Command.FORGET, Command.PERSON, Command.TICKET)
# Said by themselves only: "back" is a command, "I get mail back" is none.
ALONE = (
    Command.START,
    Command.BACK,
    Command.LANGUAGE,
    Command.PRIVACY,
    Command.WORKS,
    Command.MORE,
    Command.HELP,
    Command.STEPS,
    Command.SETTINGS,
    Command.THANKS,
    Command.GREETING,
)
# Enough in any text that says nothing else.
ANYWHERE = (Command.STEPS, Command.SETTINGS, Command.PRIVACY, Command.HELP)


class Statement:
    """
    Reads commands, complaints and answers; each method gives None where it has no part.
    """

    def __init__(self, slots: Slots) -> None:
        self._slots = slots

    def urgent(self, found: Finding, _: Context) -> Meaning | None:
        """
        Read a wish that comes before everything else.
        """
        for command in URGENT:
            hits = found.of(Kind.COMMAND, name=command.value)
            if hits:
                return conclude.command(command, found.words(hits))
        return None

    def complaint(self, found: Finding, context: Context) -> Meaning | None:
        """
        Read what does not work, with the details that were told.
        """
        stated = complaint(found)
        evidence = found.words(stated.hits)
        if stated.symptom is not None:
            answers = self._details(found, context.state)
            return conclude.symptom(stated.symptom, answers, LIKELY, evidence)
        again = found.of(Kind.COMMAND, name=Command.TROUBLE.value)
        if again and not found.of(Kind.ELSEWHERE):
            return conclude.command(Command.TROUBLE, found.words(again))
        return conclude.command(Command.TROUBLE, evidence) if stated.trouble else None

    def _details(self, found: Finding, state: State) -> dict[str, Any]:
        """
        Return what a complaint says besides its symptom.
        """
        answers = self._slots.product(found, state, asked=False)
        answers |= self._slots.server(found, state, asked=False)
        protocols = self._slots.protocols(found)
        if len(protocols) == 1:
            answers["protocol"] = protocols.pop()
        ports = self._slots.ports(found)
        if len(ports) == 1:
            answers |= self._slots.port(ports[0], state)
        return answers

    def doubt(self, found: Finding, context: Context) -> Meaning | None:
        """
        Read "IMAP or POP?", and not knowing what SSL is.
        """
        protocols = self._slots.protocols(found)
        unsure = found.of(Kind.UNSURE)
        doubts_protocol = len(protocols) > 1 or (unsure and found.of(Kind.PROTOCOL))
        evidence = found.words([*unsure, *found.of(Kind.PROTOCOL)])
        if doubts_protocol:
            if context.state.node in {Node.START, Node.PROTOCOL, Node.KEEP} and context.offers(
                "unsure"
            ):
                return conclude.option("unsure", LIKELY, evidence)
            return Meaning(intent=Intent.POP_VS_IMAP, confidence=LIKELY, evidence=evidence)
        if unsure and found.of(Kind.SSL):
            if context.state.node is Node.SECURITY and context.offers("unsure"):
                return conclude.option("unsure", LIKELY, evidence)
            return conclude.answers({"ssl": Ssl.UNSURE}, LIKELY, evidence)
        return None

    def answers(self, found: Finding, context: Context) -> Meaning | None:
        """
        Read settings and names: protocol, SSL, product, server, port, program.
        """
        state, node = context.state, context.state.node
        answers = self._slots.product(found, state, asked=node is Node.PRODUCT)
        server = self._slots.server(found, state, asked=False)
        sought = state.goal is Node.REMEDY
        answers |= {name: value for name, value in server.items() if name != "server" or sought}
        protocols = self._slots.protocols(found)
        if len(protocols) == 1:
            answers["protocol"] = next(iter(protocols))
        ssl = self._slots.ssl(found, asked=node is Node.SECURITY)
        if ssl is not None:
            answers["ssl"] = ssl
        for number in self._slots.ports(found):
            answers = self._slots.implied(number, state) | answers
        if not answers and found.of(Kind.PORT) and len(self._slots.ports(found)) == 1:
            answers = self._slots.port(self._slots.ports(found)[0], state)
        steps = node in {Node.PROGRAM, Node.STEPS}
        device = {} if steps else self._slots.device(found, answers, state)
        program = None if device else self._program(found, node)
        answers |= device
        if program:
            answers["program"] = program
        kinds = (Kind.PROTOCOL, Kind.SSL, Kind.PRODUCT, Kind.REGION, Kind.PROGRAM)
        evidence = found.words(found.of(*kinds)) or tuple(name.host for name in found.places.names)
        if answers:
            wished = found.of(Kind.COMMAND, name=Command.SETTINGS.value)
            command = Command.SETTINGS if ssl is not None and wished else None
            return replace(conclude.answers(answers, LIKELY, evidence), command=command)
        if server and any(name.match for name in found.places.names):
            return Meaning(intent=Intent.SETTINGS, confidence=PROBABLE, evidence=evidence)
        return None

    def _program(self, found: Finding, node: Node) -> str | None:
        wanted = {Command.STEPS.value, Command.SETTINGS.value, Command.HELP.value}
        hits = found.of(Kind.PROGRAM)
        asked = node in {Node.PROGRAM, Node.STEPS} or wanted & found.names(Kind.COMMAND)
        whole = found.rest(hits + found.of(Kind.PRODUCT, Kind.OPTION)) == 0
        return self._slots.program(found) if asked or whole else None

    def command(self, found: Finding, _: Context) -> Meaning | None:
        """
        Read a command that is the whole text.
        """
        if found.of(Kind.NEGATION):
            return None
        hits = found.of(Kind.COMMAND)
        for command in ALONE:
            own = [hit for hit in hits if hit.name == command.value]
            if own and found.rest(hits + found.of(Kind.YES, Kind.FINE)) == 0:
                return conclude.command(command, found.words(own))
        return None

    def last(self, found: Finding, context: Context) -> Meaning | None:
        """
        Read doubt with other words around it, and questions for settings or help.
        """
        if found.of(Kind.ELSEWHERE):
            return None
        if found.of(Kind.UNSURE) and context.offers("unsure"):
            return conclude.option("unsure", PROBABLE, found.words(found.of(Kind.UNSURE)))
        for command in ANYWHERE:
            hits = found.of(Kind.COMMAND, name=command.value)
            if hits:
                return conclude.command(command, found.words(hits), PROBABLE)
        return None
