"""
Where the conversation stands while a text is read.
"""

from dataclasses import dataclass

from bot.dialogue.state import State


@dataclass(frozen=True, slots=True)
class Context:
    """
    Where the conversation stands, and the buttons on the screen as (option id, label), in order.
    """

    state: State
    labels: tuple[tuple[str, str], ...] = ()

    def offers(self, option: str) -> bool:
        """
        Whether the screen has that button.
        """
        return any(option == each for each, _ in self.labels)

    def first(self, options: tuple[str, ...]) -> str | None:
        """
        Return the first of some buttons that the screen has.
        """
        return next((option for option in options if self.offers(option)), None)
