"""
Floor 2: what is kept. It knows nothing of Telegram or of the dialogue.
"""

import time
from uuid import uuid4

from bot.facts.provider import Retention
from bot.store.address import MEMORY, check_address, database_path, postgres_url
from bot.store.books import Books
from bot.store.record import Backlog, Outcome, Outgoing, Row, SetAside
from bot.store.sqlite import SqliteStore
from bot.store.store import LEASE, Store, StoreError

__all__ = [
    "LEASE",
    "MEMORY",
    "Backlog",
    "Books",
    "Outcome",
    "Outgoing",
    "Row",
    "SetAside",
    "SqliteStore",
    "Store",
    "StoreError",
    "check_address",
    "database_path",
    "open_store",
    "postgres_url",
    "prepare",
]


async def open_store(url: str | None, retention: Retention) -> Store:
    """
    Open the database that the URL names (see `bot.store.address`) for this process.

    Raises ValueError for a URL that is not supported, StoreError where the database does not open.
    """
    owner, postgres = uuid4().hex, postgres_url(url)
    store: Store
    if postgres is None:
        store = SqliteStore(database_path(url), owner, time.time, retention)
    else:
        # Who has no PostgreSQL need not load its driver.
        from bot.store.postgres import PostgresStore  # noqa: PLC0415

        store = PostgresStore(postgres, owner, time.time, retention)
    await store.open()
    return store


async def prepare(url: str | None) -> str:
    """
    Bring the schema of the database up to date, and return what was done, in one line.

    A file of SQLite is brought up to date whenever it is opened; PostgreSQL only here, since
    several replicas share it. Raises what `open_store` raises.
    """
    postgres = postgres_url(url)
    if postgres is not None:
        from bot.store.migration import migrate_postgres  # noqa: PLC0415

        return await migrate_postgres(postgres)
    store = await open_store(url, Retention())
    await store.close()
    return f"database {database_path(url)}: ready"
