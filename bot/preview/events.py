"""
What a customer sees happening in a chat.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.preview.refusal import Json


@dataclass(frozen=True, slots=True)
class Sent:
    """
    A message came into the chat.
    """

    message: Json


@dataclass(frozen=True, slots=True)
class Edited:
    """
    A message was changed in place.
    """

    message: Json


@dataclass(frozen=True, slots=True)
class Deleted:
    """
    A message was taken away.
    """

    message: Json


@dataclass(frozen=True, slots=True)
class Answered:
    """
    A tap was answered: nothing, a passing notice, or an alert to be dismissed.
    """

    user_id: int
    query_id: str
    text: str = ""
    alert: bool = False
    url: str = ""


Event: TypeAlias = Sent | Edited | Deleted | Answered
Watcher: TypeAlias = Callable[[Event], None]


class Watchers:
    """
    Who looks at which chat, and who waits for anything at all to happen.
    """

    def __init__(self) -> None:
        """
        Start with nobody watching.
        """
        self._by_chat: dict[int, list[Watcher]] = {}
        self._waiting: list[asyncio.Future[None]] = []

    def watch(self, chat_id: int, watcher: Watcher) -> None:
        """
        Call `watcher` with every event of the chat.
        """
        self._by_chat.setdefault(chat_id, []).append(watcher)

    def move(self, old: int, new: int) -> None:
        """
        Let the watchers of a chat follow it to its new number.
        """
        self._by_chat.setdefault(new, []).extend(self._by_chat.pop(old, []))

    def emit(self, chat_id: int, event: Event) -> None:
        """
        Show an event to those who watch its chat.
        """
        for watcher in self._by_chat.get(chat_id, ()):
            watcher(event)

    def stir(self) -> None:
        """
        Let everybody who waits look again.
        """
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """
        Wait until the condition holds, looking again whenever something happened.

        Raises TimeoutError after `seconds`.
        """
        limit = time.monotonic() + seconds
        while not condition():
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await asyncio.wait_for(future, max(limit - time.monotonic(), 0))
