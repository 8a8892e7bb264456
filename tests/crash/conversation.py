"""
Customers whose answers prove that nothing was lost, done twice or out of order.

Each types something unintelligible again and again. The bot never says the same twice in a row:
the session counts, and the remarks go round in a cycle. So the sequence of the answers shows every
state change: one that was lost or done twice breaks the cycle, one that was sent twice repeats
itself. The first round shows where the helpdesk is; the rounds after it only say that it is there.
"""

from collections import Counter
from itertools import chain, islice, repeat

from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.telegram import LocalTelegram

NONSENSE = "xqzt wvkj"
IN_FLIGHT = 5
ROUND = 4


class Typist:
    """
    One customer, who types on without waiting for the answers, some texts ahead.

    At the end `counted` is how many texts the session has counted, `left` how many messages still
    wait to be sent.
    """

    def __init__(self, telegram: LocalTelegram) -> None:
        self._client = Client(telegram, Customer(language_code="nl"))
        self._kills: Counter[int] = Counter()
        self.typed = 0
        self.counted = 0
        self.left = 0

    @property
    def chat(self) -> int:
        """
        The number of the chat.
        """
        return self._client.chat.id

    @property
    def said(self) -> list[str]:
        """
        All that the bot said.
        """
        return [message.text for message in self._client.messages]

    @property
    def answers(self) -> list[str]:
        """
        What the bot said, without what came twice in a row.
        """
        said = self.said
        return [text for text, before in zip(said, ["", *said], strict=False) if text != before]

    @property
    def repeated(self) -> list[int]:
        """
        The places, from 1, of the messages that came once more right after, or will.
        """
        said = self.said
        pairs = zip(said, [*said[1:], *said[-1:] * self.left], strict=False)
        return [place for place, (text, after) in enumerate(pairs, 1) if text == after]

    @property
    def free(self) -> bool:
        """
        Whether more may be in flight.
        """
        return self.typed - len(self.answers) < IN_FLIGHT

    @property
    def content(self) -> bool:
        """
        Whether everything is answered.
        """
        return len(self.answers) >= self.typed

    async def type_on(self) -> None:
        """
        Type as much as may be in flight.
        """
        for _ in range(IN_FLIGHT - self.typed + len(self.answers)):
            await self._client.send(NONSENSE)
            self.typed += 1

    def killed(self) -> None:
        """
        Note where a kill fell between the messages.
        """
        self._kills[len(self.said)] += 1

    def broken(self, cycle: list[str]) -> str:
        """
        Say where the answers leave the first two rounds of the cycle, of which the second comes
        again and again, or came twice without a reason; "" if nowhere.
        """
        answers = self.answers
        rounds = chain(cycle[:ROUND], *repeat(cycle[ROUND:], self.typed))
        expected = list(islice(rounds, self.typed))
        for place, (wanted, found) in enumerate(zip(expected, answers, strict=False)):
            if wanted != found:
                return f"answer {place} of {self.typed} is {found!r}"
        if len(answers) != self.typed:
            return f"{len(answers)} answers to {self.typed} texts"
        if self.counted != self.typed:
            return f"{self.counted} state changes for {self.typed} texts"
        if self.left > 1:
            return f"{self.left} answers will come again"
        kills = self._kills.copy()
        for place in self.repeated:
            # In flight at a kill is only the newest message, or the next, still on its way.
            kill = place - 1 if kills[place - 1] else place
            if not kills[kill]:
                return (
                    f"message {place} came twice, and no kill hit it: repeated {self.repeated}, "
                    f"of {len(self.said)}, {self.left} left, kills {dict(self._kills)}"
                )
            kills[kill] -= 1
        return ""
