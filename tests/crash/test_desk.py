"""
Kill it in the middle of a conversation with an agent: nothing between the two is lost.
"""

import asyncio

from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.message import Message
from tests.crash.conftest import SECONDS, Make, Scene, kills

DATABASES = ("sqlite", "postgres")
A_ROUND = 2
# Every restart waits for the staff's chat, which takes few messages a minute.
MOST_KILLS = 15


def times(messages: list[Message], words: str) -> int:
    return sum(words in each.text.split("\n") for each in messages)


async def play(scene: Scene) -> None:
    telegram = scene.telegram
    room = telegram.group("Staff", forum=True, administrator=True)
    environment = {"STAFF_CHAT_ID": str(room.id)}
    process = await scene.start("poll", **environment)
    customer = Client(telegram, Customer("Jan", "en"))
    await customer.send("I want to talk to a person")
    await telegram.until(lambda: bool(room.topics), SECONDS)
    (topic,) = room.topics
    agent = Client(telegram, Customer("Piet", "en"), chat=room, thread_id=topic)
    await telegram.until(lambda: bool(agent.messages), SECONDS)
    asked, answered = list[str](), list[str]()

    def arrived() -> bool:
        theirs, ours = agent.messages, customer.messages
        return all(times(theirs, each) for each in asked) and all(
            times(ours, each) for each in answered
        )

    for number in range(min(kills(), MOST_KILLS)):
        for part in range(A_ROUND):
            asked.append(f"question {number}.{part}")
            answered.append(f"answer {number}.{part}")
            await customer.send(asked[-1])
            await agent.send(answered[-1])
        await scene.kill(process)
        process = await scene.start("poll", **environment)
    await telegram.until(arrived, 2 * SECONDS)
    theirs, ours = agent.messages, customer.messages
    # What was in flight at a kill may come twice, one message in each chat; several questions
    # that waited together are one message there.
    lines = [line for each in theirs for line in each.text.split("\n") if "question" in line]
    assert list(dict.fromkeys(lines)) == asked, str(scene)
    doubled = len(theirs) - len({each.text for each in theirs})
    assert doubled <= scene.killed, str(scene)
    assert sum(times(ours, each) - 1 for each in answered) <= scene.killed, str(scene)
    assert len(room.topics) == 1


async def test_nothing_between_customer_and_agent_is_lost(make: Make) -> None:
    scenes = [await make(name) for name in DATABASES]
    await asyncio.gather(*map(play, scenes))
