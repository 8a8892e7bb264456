"""
The schema: what the migrations make is what the code means, on both databases.
"""

import asyncio
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.ext.asyncio import create_async_engine

from bot.facts.provider import Retention
from bot.store import StoreError, open_store, prepare
from bot.store.connection import connect
from bot.store.migration import migrate_postgres, migrate_sqlite
from bot.store.schema import HEAD
from bot.store.tables import metadata
from tests.postgres import Server


def shape(db: sqlite3.Connection) -> dict[str, object]:
    tables = [
        name
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        if not name.startswith("sqlite_")
    ]
    found: dict[str, object] = {}
    for table in tables:
        columns = db.execute("SELECT name, type, pk FROM pragma_table_info(?)", (table,)).fetchall()
        indexes = db.execute("SELECT name FROM pragma_index_list(?)", (table,)).fetchall()
        strict = db.execute(
            "SELECT strict, wr FROM pragma_table_list WHERE name = ?", (table,)
        ).fetchone()
        found[table] = (columns, sorted(indexes), strict if table != "alembic_version" else None)
    return found


def differences(connection: sa.Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


def test_a_new_file_is_as_the_migrations_would_make_it(tmp_path: Path) -> None:
    fresh = connect(str(tmp_path / "fresh"))
    migrated = sqlite3.connect(tmp_path / "migrated", isolation_level=None)
    migrate_sqlite(migrated, "migrated")
    assert shape(fresh) == shape(migrated)
    fresh.close()
    migrated.close()


def test_the_migrations_of_sqlite_lead_to_the_tables_of_the_code(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "file", isolation_level=None)
    migrate_sqlite(db, "file")
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'file'}")
    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()
    db.close()


async def test_the_migrations_of_postgresql_lead_to_the_tables_of_the_code(
    postgres: Server,
) -> None:
    url = await asyncio.to_thread(postgres.database)
    assert HEAD in await migrate_postgres(url)
    engine = create_async_engine(url.replace("postgresql", "postgresql+asyncpg", 1))
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_preparing_twice_or_side_by_side_does_no_harm(postgres: Server) -> None:
    url = await asyncio.to_thread(postgres.database)
    done = await asyncio.gather(*(prepare(url) for _ in range(4)))
    assert sum("brought to schema" in line for line in done) == 1
    assert (await prepare(url.replace("postgresql", "postgres"))).endswith("ready")


async def test_a_database_without_tables_says_what_to_do(postgres: Server) -> None:
    url = await asyncio.to_thread(postgres.database)
    with pytest.raises(StoreError, match=r"has no tables yet.*run `python -m bot setup`"):
        await open_store(url, Retention())


async def test_a_newer_database_is_refused(postgres: Server) -> None:
    url = await asyncio.to_thread(postgres.database)
    await prepare(url)
    engine = create_async_engine(url.replace("postgresql", "postgresql+asyncpg", 1))
    async with engine.begin() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    with pytest.raises(StoreError, match="written by a newer version"):
        await prepare(url)
    with pytest.raises(StoreError, match="has schema 9999"):
        await open_store(url, Retention())


async def test_preparing_a_file_makes_it(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite3"
    assert (await prepare(f"sqlite:///{path}")).endswith("ready")
    assert await asyncio.to_thread(path.exists)


async def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    url = "postgresql://anna:geheim123@127.0.0.1:1/bot"
    for attempt in (prepare(url), open_store(url, Retention())):
        with pytest.raises(StoreError, match=r"database bot on 127\.0\.0\.1") as caught:
            await attempt
        assert "geheim123" not in str(caught.value)
        assert "\n" not in str(caught.value)
