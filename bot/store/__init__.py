"""
Floor 2: what is kept. It knows nothing of Telegram or of the dialogue.
"""

import time
from uuid import uuid4

from bot.facts.provider import Retention
from bot.store.address import MEMORY, database_path
from bot.store.record import Outcome, Outgoing, Row, SetAside
from bot.store.sqlite import SqliteStore
from bot.store.store import LEASE, Store, StoreError

__all__ = [
    "LEASE",
    "MEMORY",
    "Outcome",
    "Outgoing",
    "Row",
    "SetAside",
    "SqliteStore",
    "Store",
    "StoreError",
    "database_path",
    "open_store",
]


async def open_store(url: str | None, retention: Retention) -> Store:
    """
    Open the database that the URL names (see `database_path`) for this process.

    Raises ValueError for a URL that is not supported, StoreError where the database does not open.
    """
    store = SqliteStore(database_path(url), uuid4().hex, time.time, retention)
    await store.open()
    return store
