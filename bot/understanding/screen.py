"""
Texts that answer the screen: its buttons by name, number or other words, and its question.
"""

import re

from bot.dialogue.meaning import Command, Meaning
from bot.dialogue.state import Node, State
from bot.understanding import conclusion as conclude
from bot.understanding.complaint import SYMPTOMS, complaint
from bot.understanding.conclusion import LIKELY, PROBABLE, SURE
from bot.understanding.context import Context
from bot.understanding.finding import Finding
from bot.understanding.host import KNOWN_PORTS
from bot.understanding.matcher import Kind
from bot.understanding.option import named
from bot.understanding.slot import Slots

WORKS, WEBMAIL = "works", "webmail"
# "I know ... not" may go round a whole question.
LONGEST_ANSWER = 3
# What "yes" and "no" are called where the screen asks such a question.
YES_OPTIONS, NO_OPTIONS = ("yes", "on", "existing"), ("no", "off", "new")
# Screens that ask such a question by other buttons.
ANSWERED = {Node.REMEDY: (("works",), ("next",)), Node.MEANT: (("complaint",), ("symptoms",))}

_BELOW_ZERO = re.compile(r"(?<!\S)[-−–]\d")  # noqa: RUF001 - all signs for minus


class Screen:
    """
    Reads texts against what the screen shows; each method gives None where it has no part.
    """

    def __init__(self, slots: Slots) -> None:
        self._slots = slots

    def label(self, found: Finding, context: Context) -> Meaning | None:
        """
        Read the label of a button.
        """
        option = named(found.text, context.labels, found.fillers)
        if option is None and (found.is_whole(Kind.YES) or found.is_whole(Kind.NO)):
            return self._button(found, context)
        if context.offers("product"):
            products = found.longest(Kind.PRODUCT)
            if option == "product" and len(products) == 1:
                return None
            if len(products) > 1 and found.is_whole(Kind.PRODUCT, Kind.CONJUNCTION):
                option = "product"
        return conclude.option(option, SURE, (found.text.strip(),)) if option else None

    def number(self, found: Finding, context: Context) -> Meaning | None:
        """
        Read a number that stands alone: a cluster, a port, or the place of a button.
        """
        numbers = self._slots.numbers(found)
        others = [token for token in found.tokens if not token.text.isdigit()]
        bare = len(numbers) == 1 and all(
            token.text in found.fillers
            or any(found.tokens[hit.start] is token for hit in found.of(Kind.PORT))
            for token in others
        )
        if not bare:
            return None
        if _BELOW_ZERO.search(found.text):
            return None
        number, state = numbers[0], context.state
        evidence = (str(number),)
        if state.node is Node.CLUSTER and 0 < number < 100:  # noqa: PLR2004 - one or two digits
            return conclude.answers({"cluster": str(number)}, SURE, evidence)
        if (
            number in KNOWN_PORTS
            or found.of(Kind.PORT)
            or (state.node is Node.PORT and number > len(context.labels))
        ):
            return self._port(number, state, evidence)
        if 1 <= number <= len(context.labels):
            return conclude.option(context.labels[number - 1][0], SURE, evidence)
        return None

    def _port(self, number: int, state: State, evidence: tuple[str, ...]) -> Meaning:
        if state.node is Node.PORT or state.goal is Node.REMEDY:
            return conclude.answers(self._slots.port(number, state), SURE, evidence)
        answers = self._slots.implied(number, state)
        news = any(getattr(state, name) != value for name, value in answers.items())
        if not news:
            # The customer has that already, or it says nothing but itself.
            answers = self._slots.port(number, state)
        return conclude.answers(answers, LIKELY, evidence)

    def asked(self, found: Finding, context: Context) -> Meaning | None:
        """
        Read what answers the question on the screen and is no label.
        """
        state, node = context.state, context.state.node
        if node is Node.SERVER:
            answers = self._slots.server(found, state, asked=True)
            if answers:
                return conclude.answers(
                    answers, LIKELY, tuple(name.host for name in found.places.names)
                )
        if node is Node.PORT:
            ports = self._slots.ports(found)
            if len(ports) == 1:
                return conclude.answers(self._slots.port(ports[0], state), LIKELY, (str(ports[0]),))
        if node is Node.SYMPTOM and not found.of(Kind.NEGATION, Kind.TROUBLE, Kind.FINE):
            topics = found.longest(Kind.TOPIC, Kind.SYMPTOM)
            if len(topics) == 1:
                hits = found.of(Kind.TOPIC, Kind.SYMPTOM)
                return conclude.symptom(SYMPTOMS[topics.pop()], {}, LIKELY, found.words(hits))
        return self._button(found, context)

    def _button(self, found: Finding, context: Context) -> Meaning | None:
        if found.of(Kind.PROTOCOL, Kind.SSL):
            return None
        for option in sorted(found.longest(Kind.OPTION)):
            if context.offers(option) and found.is_whole(Kind.OPTION, name=option):
                return conclude.option(
                    option, LIKELY, found.words(found.of(Kind.OPTION, name=option))
                )
        yes, no = ANSWERED.get(context.state.node, (YES_OPTIONS, NO_OPTIONS))
        for kind, options in (
            (Kind.UNSURE, ("unsure",)),
            (Kind.YES, yes),
            (Kind.NO, no),
        ):
            wanted = context.first(options)
            if wanted == WORKS and kind is Kind.YES and not _is_plain_yes(found):
                continue
            if wanted and found.is_whole(kind) and found.rest(()) <= LONGEST_ANSWER:
                return conclude.option(wanted, LIKELY, found.words(found.of(kind)))
        return None

    def webmail(self, found: Finding, context: Context) -> Meaning | None:
        """
        Read "there it works" where the screen asks whether it works in webmail.
        """
        if context.state.node is not Node.WEBMAIL:
            return None
        named = found.mentions(WEBMAIL)
        if complaint(found).symptom is not None and not named:
            return None
        if found.of(Kind.UNSURE) and context.offers("unsure"):
            return conclude.option("unsure", PROBABLE, found.words(found.of(Kind.UNSURE)))
        place = _place_of_webmail(found)
        good = found.of(Kind.YES, Kind.FINE) + found.of(Kind.COMMAND, name=Command.WORKS.value)
        bad = found.of(Kind.NO, Kind.TROUBLE) + found.of(Kind.COMMAND, name=Command.TROUBLE.value)
        if named or found.is_whole(Kind.NEGATION):
            bad += found.of(Kind.NEGATION)
        # "In webmail yes, but not in Outlook": what is said of Outlook is another matter.
        good, bad = ([hit for hit in hits if hit.start in place] for hits in (good, bad))
        agreed = any(hit.start == 0 for hit in found.of(Kind.YES))
        if bad and not agreed:
            return (
                conclude.option("no", PROBABLE, found.words(bad)) if context.offers("no") else None
            )
        if good and context.offers("yes"):
            return conclude.option("yes", PROBABLE, found.words(good))
        return None


def _is_plain_yes(found: Finding) -> bool:
    """
    Whether a "yes" says nothing besides: "yes, but nothing" and "yes, so I have it" do.
    """
    hits = found.of(Kind.YES, Kind.FINE, Kind.COMMAND)
    return all(any(place in hit for hit in hits) for place in range(len(found.tokens)))


def _place_of_webmail(found: Finding) -> range:
    """
    Return which words are said of webmail: those around its name, or all where it is not named.
    """
    tokens = found.tokens
    turns = {hit.start for hit in found.of(Kind.CONTRAST)}
    breaks = [
        place
        for place in range(1, len(tokens))
        if place in turns or tokens[place].clause != tokens[place - 1].clause
    ]
    for place, token in enumerate(tokens):
        if token.text.startswith(WEBMAIL):
            start = max((each for each in breaks if each <= place), default=0)
            return range(start, min((each for each in breaks if each > place), default=len(tokens)))
    return range(len(tokens))
