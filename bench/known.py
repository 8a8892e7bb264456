"""
Put known customers into a database of ours: `<database url> <first chat> <how many>`.
"""

import asyncio
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot.channel.address import Address
from bot.channel.memory import Memory, remember
from bot.dialogue.codec import Codec
from bot.dialogue.state import Node, Protocol, Ssl, State
from bot.dialogue.turn import Session
from bot.facts import read_facts
from bot.store import prepare

HOUR = 3600


def sessions(first: int, many: int) -> Iterator[tuple[str, str, str, int]]:
    """
    Yield key, chat, state and hour of customers who have got their card already.
    """
    codec = Codec(read_facts(Path("config.yaml")))
    session = Session(State(Node.CARD, protocol=Protocol.IMAP, ssl=Ssl.ON))
    state = remember(Memory(session), codec)
    hour = int(time.time() // HOUR * HOUR)
    for chat in range(first, first + many):
        address = Address(chat)
        yield address.key, address.lane, state, hour


async def fill(url: str, first: int, many: int) -> None:
    """
    Make the schema, then insert in bulk.
    """
    await prepare(url)
    if url.startswith("sqlite:///"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as db:
            db.executemany(
                "INSERT INTO session (key, chat, state, updated) VALUES (?, ?, ?, ?)",
                sessions(first, many),
            )
        return
    await _copy(url, first, many)


async def _copy(url: str, first: int, many: int) -> None:
    """
    Give them to PostgreSQL's own client, which needs no driver.
    """
    rows = "".join("\t".join(map(str, each)) + "\n" for each in sessions(first, many))
    process = await asyncio.create_subprocess_exec(
        *("psql", "--quiet", "-v", "ON_ERROR_STOP=1", url),
        *("-c", "COPY session (key, chat, state, updated) FROM STDIN"),
        stdin=asyncio.subprocess.PIPE,
    )
    await process.communicate(rows.encode())
    if process.returncode:
        msg = f"psql ended with status {process.returncode}"
        raise RuntimeError(msg)


if __name__ == "__main__":
    asyncio.run(fill(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
