"""
A customer, two agents and the bot, in one process.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from telegram import Bot

from bot.channel.application import Application
from bot.channel.office import Office
from bot.cli.wiring import Parts, load
from bot.facts import Desk, Facts
from bot.preview.chats import Chat
from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.message import Message
from bot.preview.request import LocalRequest
from bot.preview.telegram import LocalTelegram
from bot.store import Store
from tests.channel.clock import FastClock, VirtualClock


@cache
def parts() -> Parts:
    return load(Path("config.yaml"))


def facts_with(**desk: Any) -> Facts:
    given = {"locale": "en"} | desk
    return parts().facts.model_copy(update={"desk": Desk.model_validate(given)})


@dataclass
class House:
    """
    `clock.run` makes the waiting of the bot take no time.
    """

    telegram: LocalTelegram
    room: Chat
    clock: VirtualClock | FastClock
    application: Application
    jan_himself: Customer
    piet: Customer
    mia: Customer

    def __post_init__(self) -> None:
        self.jan = self.customer(self.jan_himself)

    async def deliver(self, raw: dict[str, Any]) -> None:
        await self.clock.run(self.application.handle_json(raw))
        await self.clock.run(self.application.idle())

    def customer(self, customer: Customer) -> Client:
        return Client(self.telegram, customer, deliver=self.deliver)

    def at(self, agent: Customer, topic: int | None = None) -> Client:
        """
        Return an agent's view of a topic, by default the newest one.
        """
        thread = topic if topic is not None else max(self.room.topics, default=None)
        return Client(
            self.telegram, agent, deliver=self.deliver, chat=self.room, thread_id=thread or None
        )

    async def hand_over(self) -> Client:
        """
        Let the customer ask for a person, and return an agent's view of the topic.
        """
        await self.jan.start()
        await self.jan.send("I can receive but not send")
        await self.jan.send("I want to talk to a person")
        return self.at(self.piet)

    async def happens(self, client: Client, content: dict[str, Any]) -> Message:
        """
        Hand a message in without waiting for what comes of it.
        """
        raw = self.telegram.messages.add(
            client.chat, client.customer.user, content, client.thread_id
        )
        stamped = self.telegram.updates.stamp("message", dict(raw))
        await self.clock.run(self.application.handle_json(stamped))
        return Message(raw)

    async def pass_by(self, seconds: float) -> None:
        """
        Let time go by; of a long time only the last minute is lived through.
        """
        lived = min(seconds, 60.0)
        if isinstance(self.clock, VirtualClock):
            self.clock.seconds += seconds - lived
        await self.clock.pass_by(lived)
        await self.clock.run(self.application.idle())


@asynccontextmanager
async def house(
    store: Store,
    clock: VirtualClock | FastClock,
    facts: Facts | None = None,
    *,
    before: House | None = None,
    forum: bool = True,
    rate: float = 0,
) -> AsyncIterator[House]:
    """
    Open a house, or the one of `before` again.
    """
    if before is None:
        telegram = LocalTelegram(clock=clock.time)
        room = telegram.group("Staff", chat_id=-9001, forum=forum, administrator=forum)
        jan = Customer("Jan <b>@x</b>", "en", id=71)
        piet, mia = Customer("Piet", "en", id=72), Customer("Mia", "en", id=73)
    else:
        telegram, room, jan = before.telegram, before.room, before.jan.customer
        piet, mia = before.piet, before.mia
    request, updates = LocalRequest(telegram), LocalRequest(telegram)
    bot = Bot(telegram.token, request=request, get_updates_request=updates)
    made = parts()
    office = Office.open(
        room.id, facts or facts_with(), made.catalogs, made.understanding, made.conversation
    )
    for agent in (piet, mia):
        telegram.chats.users[agent.id] = agent.user
        room.members.setdefault(agent.id, "member")
    async with Application(
        bot, made.conversation, store, rate, clock, office=office
    ) as application:
        yield House(telegram, room, clock, application, jan, piet, mia)


def texts(messages: list[Message]) -> list[str]:
    return [each.text for each in messages]
