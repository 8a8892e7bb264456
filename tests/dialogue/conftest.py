from pathlib import Path

import pytest

from bot.dialogue.step import Dialogue
from bot.facts import Facts, read_facts

LOCALES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt")


@pytest.fixture(scope="session")
def facts() -> Facts:
    return read_facts(Path("config.yaml"))


@pytest.fixture(scope="session")
def dialogue(facts: Facts) -> Dialogue:
    return Dialogue(facts, LOCALES)
