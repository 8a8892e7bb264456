"""
What a process does now and then, whatever comes in.
"""

import asyncio
import logging

from bot.channel.clock import Clock
from bot.channel.sender import Sender
from bot.desk.desk import Desk
from bot.desk.ledger import Ledger
from bot.store import Store, StoreError

logger = logging.getLogger(__name__)

EVERY = 2.0
SOON = 0.05
PURGE_EVERY = 3600.0
LOOK_EVERY = 20.0
FLUSH_EVERY = 5.0
# Only one process at a time looks after the desk.
DESK = "desk"


async def upkeep(
    store: Store,
    sender: Sender,
    clock: Clock,
    behind: asyncio.Event,
    ledger: Ledger,
    desk: Desk | None = None,
) -> None:
    """
    Keep the messages in hand ours, take over what others left, forget what is past its time.

    The figures in the ledger are written down every 5 seconds.

    The desk, where there is one, is looked after every 20 seconds.

    `behind` tells that a message waits for one of another process: then it is looked after soon,
    and again in growing steps. Never returns, and waits for a database that is away.
    """
    away = False
    pause = EVERY
    purged = clock.now() - PURGE_EVERY
    looked = flushed = clock.now()
    while True:
        try:
            await store.renew()
            sender.put(await store.adopt())
            if clock.now() - purged >= PURGE_EVERY:
                await store.purge(clock.time())
                purged = clock.now()
            if clock.now() - flushed >= FLUSH_EVERY:
                flushed = clock.now()
                await ledger.flush(store)
            if desk is not None and clock.now() - looked >= LOOK_EVERY:
                looked = clock.now()
                async with store.books(DESK) as books:
                    await desk.look_after(books)
                sender.put(books.rows)
                await desk.board.refresh(store, clock.time())
        except StoreError as error:
            if not away:
                logger.warning("database away", extra={"reason": error})
            away = True
        else:
            if away:
                logger.info("database back")
            away = False
        pause = min(2 * pause, EVERY)
        if await _called(behind, clock, pause):
            pause = SOON


async def _called(behind: asyncio.Event, clock: Clock, pause: float) -> bool:
    """
    Sleep, and tell whether the event cut it short.
    """
    sleeping = asyncio.ensure_future(clock.sleep(pause))
    waiting = asyncio.ensure_future(behind.wait())
    try:
        await asyncio.wait({sleeping, waiting}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        # Not awaited: an end of upkeep itself that came meanwhile would look like theirs.
        sleeping.cancel()
        waiting.cancel()
    called = behind.is_set()
    behind.clear()
    return called
