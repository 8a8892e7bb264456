"""
Customers who all have the same two-question dialogue: /start, IMAP, SSL on, and there is the card.
"""

import asyncio
import time
from collections import deque
from collections.abc import Iterator
from itertools import count
from typing import Any

from bench.telegram import Telegram

FIRST_CHAT = 1_000_000
STEPS = 3
PROOF = "993"
"""
The port that every right card names.
"""


class Crowd:
    """
    Talks to a bot as `known` customers, who come back one after the other.

    In every keyboard they tap the first button, which is IMAP and then SSL on.
    """

    def __init__(self, known: int) -> None:
        self.telegram = Telegram(self._answered)
        self.answered = 0
        self.wrong = 0
        self.taps = 0
        self.surplus = 0
        self.latencies: list[float] = []
        self._chats: Iterator[int] = (FIRST_CHAT + spread(number, known) for number in count())
        self._talks: dict[int, tuple[int, float]] = {}
        self._ready: deque[tuple[int, dict[str, Any]]] = deque()
        self._eager = False
        self._first = asyncio.Event()

    def begin(self, customers: int) -> None:
        """
        Let so many talk at once from now on, each without a pause.
        """
        self._eager = True
        ready, self._ready = self._ready, deque()
        for chat, message in ready:
            self._tap(chat, message)
        for _ in range(customers - len(self._talks)):
            self._start()

    def hush(self) -> None:
        """
        Let nobody begin anew.
        """
        self._eager = False

    async def first(self) -> None:
        """
        Let one customer begin, and wait for the answer.
        """
        self._start()
        await self._first.wait()

    async def steadily(self, rate: float, seconds: float) -> None:
        """
        Give so many updates a second, evenly, whatever the bot does; then wait for the answers.
        """
        self.hush()
        self.latencies.clear()
        begun = time.perf_counter()
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(begun + number / rate - time.perf_counter(), 0))
            if self._ready:
                self._tap(*self._ready.popleft())
            else:
                self._start()
        await self.quiet()

    async def quiet(self, patience: float = 5.0) -> None:
        """
        Wait until nobody waits for an answer; those who still do then are counted as lost.
        """
        deadline = time.perf_counter() + patience
        while self.waiting and time.perf_counter() < deadline:  # noqa: ASYNC110 - a plain wait
            await asyncio.sleep(0.02)

    @property
    def waiting(self) -> int:
        """
        How many customers wait for an answer.
        """
        return len(self._talks)

    def _start(self) -> None:
        chat = next(each for each in self._chats if each not in self._talks)
        self._talks[chat] = (0, time.perf_counter())
        self.telegram.say(chat, "/start")

    def _tap(self, chat: int, message: dict[str, Any]) -> None:
        step = message.pop("step")
        data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        self._talks[chat] = (step, time.perf_counter())
        self.taps += 1
        self.telegram.tap(chat, message, data)

    def _answered(self, _: str, message: dict[str, Any]) -> None:
        chat = message["chat"]["id"]
        talk = self._talks.pop(chat, None)
        if talk is None:
            self.surplus += 1
            return
        step, since = talk
        self.answered += 1
        self.latencies.append(time.perf_counter() - since)
        self._first.set()
        if step + 1 < STEPS:
            message["step"] = step + 1
            if self._eager:
                self._tap(chat, message)
            else:
                self._ready.append((chat, message))
            return
        self.wrong += PROOF not in message["text"]
        if self._eager:
            self._start()


def spread(number: int, known: int) -> int:
    """
    Walk through all known customers, far apart from each other.
    """
    stride = 7_368_787  # a prime: no customer is left out
    return number * stride % known
