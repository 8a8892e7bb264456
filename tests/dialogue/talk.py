"""
A conversation in the dialogue's own terms, for tests that read like a transcript.
"""

from pathlib import Path
from typing import Any

from bot.dialogue.disturbance import Disturbance
from bot.dialogue.event import Commanded, Event, Said, Started, Tapped
from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.options import options
from bot.dialogue.state import Node, State
from bot.dialogue.step import Dialogue
from bot.dialogue.turn import Session, Turn
from bot.facts import Facts, read_facts

LOCALES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt")
FACTS = read_facts(Path("config.yaml"))


class Talk:
    def __init__(self, state: State | None = None, facts: Facts = FACTS) -> None:
        self.facts = facts
        self.dialogue = Dialogue(facts, LOCALES)
        self.session = Session(state or State(locale="nl"))
        self.turn = Turn(self.session)
        self.disturbances: tuple[Disturbance, ...] = ()

    @property
    def state(self) -> State:
        return self.session.state

    @property
    def node(self) -> Node:
        return self.session.state.node

    @property
    def buttons(self) -> list[str]:
        return [each.id for each in options(self.state, self.facts, LOCALES)]

    def happens(self, event: Event) -> Turn:
        self.turn = self.dialogue.step(self.session, event, self.disturbances)
        self.session = self.turn.session
        return self.turn

    def start(self, link: State | None = None) -> Turn:
        return self.happens(Started(link))

    def tap(self, *ids: str) -> Turn:
        for name in ids:
            found = {each.id: each for each in options(self.state, self.facts, LOCALES)}
            self.happens(Tapped(found[name].tap))
        return self.turn

    def say(self, *, command: Command | None = None, **answers: Any) -> Turn:
        return self.happens(Said(Meaning(command=command, answers=answers)))

    def mean(self, intent: Intent) -> Turn:
        return self.happens(Said(Meaning(intent=intent)))

    def pick(self, option: str) -> Turn:
        return self.happens(Said(Meaning(option=option)))

    def command(self, command: Command) -> Turn:
        return self.happens(Commanded(command))
