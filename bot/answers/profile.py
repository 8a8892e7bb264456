"""
What Telegram shows of the bot before the first message: name, descriptions, menu.
"""

from dataclasses import dataclass

from bot.facts import Facts
from bot.i18n import Translator


@dataclass(frozen=True, slots=True)
class Profile:
    """
    One language's profile.

    Telegram's limits are 64 characters for the name, 512 and 120 for the two descriptions, and 256
    for a command's.
    """

    name: str
    description: str
    short_description: str
    commands: tuple[tuple[str, str], ...]


def profile(facts: Facts, translate: Translator) -> Profile:
    """
    Return the profile in the translator's language.
    """
    _ = translate
    provider, ticket = facts.provider.name, facts.provider.incident_ticket
    return Profile(
        name=_.plain("{provider} e-mail help", provider=provider),
        description=_.plain(
            "I help you set up your {provider} e-mail: the right servers and ports, why "
            "sending doesn’t work, what the “{ticket}” ticket means. Never send me your "
            "password.",
            provider=provider,
            ticket=ticket,
        ),
        short_description=_.plain(
            "Settings and help for your {provider} e-mail.", provider=provider
        ),
        commands=(
            ("start", _.plain("Start over")),
            ("settings", _.plain("My settings")),
            ("ticket", _.plain("About the “{ticket}” ticket", ticket=ticket)),
            ("language", _.plain("Another language")),
            ("help", _.plain("What can you do?")),
            ("privacy", _.plain("What I keep about you")),
            ("forget", _.plain("Erase everything about me")),
        ),
    )
