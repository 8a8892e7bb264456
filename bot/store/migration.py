"""
Bringing a database's schema up to date.
"""

import logging
import sqlite3
from pathlib import Path

import asyncpg
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import StaticPool

from bot.store.address import place
from bot.store.pool import CONNECTING_SECONDS, plainly
from bot.store.schema import HEAD
from bot.store.store import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATING_SECONDS = 600.0
# Any number will do, as long as every replica takes the same.
LOCK = 4_051_987

logging.getLogger("alembic").setLevel(logging.WARNING)


def migrate_sqlite(db: sqlite3.Connection, path: str) -> None:
    """
    Run what is missing over an open SQLite connection; raise StoreError.
    """
    name = f"database {path}"
    engine = sa.create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            # Whoever opens the file at the same time waits, and then finds nothing left to do.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            _upgrade(connection, name)
            connection.commit()
    except sa.exc.SQLAlchemyError as error:
        raise _failure(name, error) from error


async def migrate_postgres(url: str) -> str:
    """
    Run what is missing over PostgreSQL, once even if several replicas ask; return what was done.

    `url` begins with `postgresql://`. Raises StoreError.
    """
    name = place(url)
    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: _connect(url))
    try:
        with plainly(name):
            async with engine.begin() as connection:
                await connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({LOCK})"))
                before = await connection.run_sync(_upgrade, name)
    except sa.exc.SQLAlchemyError as error:
        raise _failure(name, error) from error
    finally:
        await engine.dispose()
    return f"{name}: ready" if before == HEAD else f"{name}: brought to schema {HEAD}"


async def _connect(url: str) -> asyncpg.Connection:
    # The driver itself reads the address, so it means here what it means everywhere else.
    return await asyncpg.connect(url, timeout=CONNECTING_SECONDS, command_timeout=MIGRATING_SECONDS)


def _upgrade(connection: sa.Connection, name: str) -> str | None:
    """
    Return the version that was there before.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
    version = None
    if sa.inspect(connection).has_table("alembic_version"):
        version = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if version is not None and version not in known:
        msg = (
            f"{name}: was written by a newer version of the bot"
            f" (its schema is {version}, this version knows {HEAD})"
        )
        raise StoreError(msg)
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise _failure(name, error) from error
    return version


def _failure(name: str, error: Exception) -> StoreError:
    cause = getattr(error, "orig", None) or error
    reason = (str(cause).splitlines() or [type(cause).__name__])[0]
    return StoreError(f"{name}: cannot be brought up to date: {reason}")
