"""
The mail programs whose screens the bot knows.
"""

from typing import Annotated

from pydantic import Field

from bot.facts.text import Code, Fact, Localized, Slug


class Program(Fact):
    """
    A mail program: its name as the customer sees it, and how people call it.

    The entry without a name stands for all programs that are not listed.

    `steps` names the set of instructions (see `bot/answers/steps`); `successor` is the program to
    use instead of one that its maker has stopped. `edits_servers`: whether the servers of an
    existing account can be changed; if not, the account is removed and added again.
    """

    id: Slug
    code: Code
    name: Localized[str] | None = None
    steps: Slug
    words: Annotated[tuple[str, ...], Field(min_length=1)]
    successor: Slug | None = None
    edits_servers: bool = True
