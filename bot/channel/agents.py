"""
What comes from agents, wherever they write it.
"""

import asyncio
from collections.abc import Callable, Iterable

from telegram import Bot

from bot.channel.clock import Clock
from bot.channel.forwarding import Forwarding
from bot.channel.members import Members
from bot.channel.office import Office
from bot.channel.staff import Staff
from bot.channel.update import Update
from bot.store import Row, Store


class Agents:
    """
    Tells agents from customers; `put` and `behind` are as in `Turns`.
    """

    def __init__(
        self,
        bot: Bot,
        office: Office,
        store: Store,
        clock: Clock,
        put: Callable[[Iterable[Row]], None],
        behind: asyncio.Event,
    ) -> None:
        members = Members(bot, office.desk.room, clock)
        self._staff = Staff(office, members, store, put, behind)
        self._forwarding = Forwarding(office, members, store, put, lambda: bot.username, clock.time)

    def introduce(self, bot_id: int, username: str) -> None:
        """
        Learn who the bot is.
        """
        self._staff.introduce(bot_id, username)

    async def hears(self, update: Update) -> bool:
        """
        Tell whether an update is for the helpdesk's side of the bot.
        """
        return self._staff.hears(update) or await self._forwarding.hears(update)

    def lane(self, update: Update) -> str:
        """
        Return what must happen one after the other.
        """
        return self._staff.lane(update)

    async def take(self, update: Update) -> str:
        """
        Do what an update asks for, and return the answer to a tap.
        """
        if self._staff.hears(update):
            return await self._staff.take(update)
        await self._forwarding.take(update)
        return ""
