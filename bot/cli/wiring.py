"""
The rooms, put together.
"""

from dataclasses import dataclass
from pathlib import Path

import bot
from bot.channel.conversation import Conversation
from bot.channel.office import Office
from bot.cli.consistency import inconsistencies
from bot.facts import ConfigError, Facts, read_facts
from bot.i18n import Catalogs
from bot.understanding import Understanding

LOCALES = Path(bot.__file__).resolve().parent.parent / "locales"


@dataclass(frozen=True, slots=True)
class Parts:
    """
    What a command needs of the provider and the languages.
    """

    facts: Facts
    catalogs: Catalogs
    conversation: Conversation
    understanding: Understanding

    def office(self, chat: int | None) -> Office | None:
        """
        Open a support desk in the staff's chat, if there is one.
        """
        if chat is None:
            return None
        return Office.open(chat, self.facts, self.catalogs, self.understanding, self.conversation)


def load(config: Path) -> Parts:
    """
    Read the configuration and the languages, and check that they fit together.

    Raises ConfigError, CatalogError or LexiconError.
    """
    facts = read_facts(config)
    catalogs = Catalogs.load(LOCALES)
    problems = inconsistencies(config, facts, catalogs.locales)
    if problems:
        raise ConfigError(problems)
    understanding = Understanding.load(LOCALES, facts)
    conversation = Conversation(facts, catalogs, understanding)
    return Parts(facts, catalogs, conversation, understanding)
