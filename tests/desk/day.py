"""
A day of the helpdesk, played: `python -m tests.desk.day` writes its transcripts into the docs.

What somebody types or taps stands behind `>`, all else is the bot's; `[…]` are buttons.
"""

import asyncio
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.store import MEMORY, SqliteStore
from tests.channel.clock import VirtualClock
from tests.desk.house import House, facts_with, house

PAGE = Path(__file__).parents[2] / "docs" / "support-desk.md"

_BLOCK = re.compile(r"(<!-- (\w+) -->\n```text\n).*?(```\n)", re.DOTALL)


class Day:
    """
    Writes down, block by block, what is said in several chats.
    """

    def __init__(self, home: House) -> None:
        self.home = home
        self.blocks: dict[str, list[str]] = {}
        self._seen: dict[tuple[int, int], str] = {}

    async def types(self, block: str, client: Client, text: str) -> None:
        self.say(block, f"> {text}")
        await (client.command(text) if text.startswith("/") else client.send(text))
        self.looks(block, client)

    async def taps(self, block: str, client: Client, label: str) -> None:
        self.say(block, f"> [{label}]")
        await client.click(label)
        self.looks(block, client)

    async def inquires(self, block: str, client: Client, text: str) -> None:
        self.say(block, f"> @{self.home.telegram.bot.username} {text}")
        for each in (await client.inquire(text))[:3]:
            self.say(block, f"{each['title']}\n  {each['description']}")

    def looks(self, block: str, client: Client) -> None:
        """
        Write down what is new in a chat, or has changed.
        """
        for text in self._news(client):
            self.say(block, text)

    def knows(self, client: Client) -> None:
        """
        Take what stands in a chat as seen.
        """
        for _ in self._news(client):
            pass

    def _news(self, client: Client) -> Iterator[str]:
        for message in client.messages:
            rows = (" ".join(f"[{button.label}]" for button in row) for row in message.buttons)
            text = "\n".join((message.text, *rows))
            key = (client.chat.id, message.id)
            if self._seen.get(key) != text:
                self._seen[key] = text
                yield text

    def say(self, block: str, text: str) -> None:
        """
        Write a line down.
        """
        self.blocks.setdefault(block, []).append(text)


async def play() -> Mapping[str, str]:
    """
    Return the transcripts by the names of their blocks.
    """
    clock = VirtualClock()
    store = SqliteStore(MEMORY, "day", clock.time)
    await store.open()
    facts = facts_with(locale="en", timezone="Europe/Amsterdam")
    async with house(store, clock, facts) as home:
        day = Day(home)
        await _tickets(day, home)
        await _before(day, home)
    await store.close()
    return {name: "\n\n".join(block) + "\n" for name, block in day.blocks.items()}


async def _tickets(day: Day, home: House) -> None:
    marie = home.customer(Customer("Marie", "fr", id=81))
    await marie.send("je reçois mes mails mais je ne peux pas envoyer, 550 relay denied")
    day.knows(marie)
    await day.types("customer", marie, "je veux parler à quelqu'un")
    await day.types("customer", marie, "marie.dupont@exemple.fr")
    await day.taps("customer", marie, "Passer")
    staff = home.at(home.piet)
    day.looks("card", staff)
    await staff.click("I’ll take this")
    day.knows(staff)
    await day.types("topic", staff, "// she has ticked nothing, I think")
    await day.types("topic", staff, "Bonjour Marie, quel logiciel utilisez-vous ?")
    day.looks("answer", marie)
    await day.types("answer", marie, "Outlook sur mon PC")
    day.looks("topic", staff)
    await day.types("more", staff, "/send imap ssl")
    await day.types("more", staff, "/canned merci Merci de votre patience !")
    await day.types("more", staff, "/canned merci")
    await marie.send("ça marche, merci !")
    general = home.at(home.piet, 0)
    day.knows(general)
    await day.types("open", general, "/open")
    await staff.command("/close")
    day.knows(general)
    day.say("closed", marie.last.text)


async def _before(day: Day, home: House) -> None:
    general = home.at(home.mia, 0)
    day.say("link", "> /link imap ssl")
    await general.command("/link imap ssl")
    day.knows(general)
    await day.taps("link", general, "🔗 Link to this screen")
    await day.types("notice", general, "/notice sending 2h")
    await day.inquires("inline", home.customer(home.mia), "imap ssl")


def written(page: str, blocks: Mapping[str, str]) -> str:
    """
    Return a page with the transcripts in the places that bear their names.
    """
    return _BLOCK.sub(lambda found: f"{found[1]}{blocks[found[2]]}{found[3]}", page)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(), asyncio.run(play())))
