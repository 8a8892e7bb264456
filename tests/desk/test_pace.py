"""
The staff's chat takes 20 messages a minute, all topics together.
"""

import asyncio
from collections import deque

from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.store import SqliteStore
from tests.channel.clock import VirtualClock
from tests.desk.house import House, house

TOPICS = 10
MINUTES = 10
SILENT = {"setMessageReaction", "getChatMember", "deleteForumTopic", "deleteMessages"}


class Watch:
    """
    When the staff's chat was written to, and what was the most within any minute.
    """

    def __init__(self, home: House) -> None:
        self.times: list[float] = []
        self._home = home

    def look(self) -> None:
        for each in self._home.telegram.log:
            if (
                each.parameters.get("chat_id") == str(self._home.room.id)
                and each.method not in SILENT
            ):
                self.times.append(self._home.clock.time())
        self._home.telegram.log.clear()

    @property
    def most(self) -> int:
        recent: deque[float] = deque()
        most = 0
        for at in self.times:
            recent.append(at)
            while recent[0] <= at - 60:
                recent.popleft()
            most = max(most, len(recent))
        return most


async def test_ten_busy_tickets_for_ten_minutes_keep_within_the_limit(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock, rate=25) as home:
        watch = Watch(home)
        customers = [
            Client(home.telegram, Customer(f"C{number}", "en")) for number in range(TOPICS)
        ]
        sent: list[str] = []

        async def say(client: Client, text: str) -> None:
            raw = home.telegram.messages.add(client.chat, client.customer.user, {"text": text})
            stamped = home.telegram.updates.stamp("message", dict(raw))
            task = asyncio.ensure_future(home.application.handle_json(stamped))
            await clock.settle()
            await task

        for client in customers:
            await say(client, "a person please")
        for second in range(0, MINUTES * 60, 10):
            for client in customers:
                text = f"{client.customer.first_name} at {second}"
                await say(client, text)
                sent.append(text)
            for _ in range(10):
                await clock.pass_by(1)
                watch.look()
        await clock.run(home.application.idle())
        watch.look()
        assert 0 < watch.most <= 20
        lines = [
            line
            for raw in home.telegram.messages.history(home.room.id)
            for line in str(raw.get("text", "")).split("\n")
        ]
        for client in customers:
            name = f"{client.customer.first_name} at "
            assert [line for line in lines if line.startswith(name)] == [
                text for text in sent if text.startswith(name)
            ]
        page = (await home.application.measure()).decode()
        count = float(page.split("bot_desk_seconds_count ")[1].split("\n")[0])
        total = float(page.split("bot_desk_seconds_sum ")[1].split("\n")[0])
        assert 0 < total / count < 60
