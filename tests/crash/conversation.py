"""
Customers whose answers prove that nothing was lost, done twice or out of order.

Each types something unintelligible again and again. The bot never says the same twice in a row:
the session counts, and the remarks go round in a cycle. So the sequence of the answers shows every
state change: one that was lost or done twice breaks the cycle, one that was sent twice repeats
itself.
"""

from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.telegram import LocalTelegram

NONSENSE = "xqzt wvkj"
IN_FLIGHT = 3
SECONDS = 90


class Typist:
    """
    One customer, who types on without waiting for the answers, three texts ahead at most.
    """

    def __init__(self, telegram: LocalTelegram) -> None:
        self._telegram = telegram
        self._client = Client(telegram, Customer(language_code="nl"))
        self.typed = 0

    @property
    def answers(self) -> list[str]:
        """
        What the bot said, without what came twice in a row.
        """
        said = [message.text for message in self._client.messages]
        return [text for text, before in zip(said, ["", *said], strict=False) if text != before]

    @property
    def doubles(self) -> int:
        """
        How many answers came twice in a row.
        """
        return len(self._client.messages) - len(self.answers)

    async def type_on(self) -> None:
        """
        Type as much as may be in flight.
        """
        while self.typed - len(self.answers) < IN_FLIGHT:
            await self._client.send(NONSENSE)
            self.typed += 1

    async def until_answered(self, number: int) -> None:
        """
        Wait for that many different answers.
        """
        await self._telegram.until(lambda: len(self.answers) >= number, SECONDS)

    def broken(self, cycle: list[str]) -> str:
        """
        Say where the answers leave the cycle; "" if nowhere.
        """
        expected = [cycle[number % len(cycle)] for number in range(self.typed)]
        for place, (wanted, found) in enumerate(zip(expected, self.answers, strict=False)):
            if wanted != found:
                return f"answer {place} of {self.typed} is {found!r}"
        if len(self.answers) != self.typed:
            return f"{len(self.answers)} answers to {self.typed} texts"
        return ""
