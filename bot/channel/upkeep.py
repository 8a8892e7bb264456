"""
What a process does now and then, whatever comes in.
"""

import logging

from bot.channel.clock import Clock
from bot.channel.sender import Sender
from bot.store import Store, StoreError

logger = logging.getLogger(__name__)

EVERY = 5.0
PURGE_EVERY = 3600.0


async def upkeep(store: Store, sender: Sender, clock: Clock) -> None:
    """
    Keep the messages in hand ours, take over what others left, forget what is past its time.

    Never returns, and waits for a database that is away.
    """
    away = False
    purged = clock.now() - PURGE_EVERY
    while True:
        try:
            await store.renew()
            sender.put(await store.adopt())
            if clock.now() - purged >= PURGE_EVERY:
                await store.purge(clock.time())
                purged = clock.now()
        except StoreError as error:
            if not away:
                logger.warning("database away", extra={"reason": error})
            away = True
        else:
            if away:
                logger.info("database back")
            away = False
        await clock.sleep(EVERY)
