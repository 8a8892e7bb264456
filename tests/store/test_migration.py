"""
The schema: what the migrations make is what the code means, on both databases.
"""

import asyncio
import sqlite3
import subprocess
import sys
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


def test_a_file_may_be_migrated_by_several_at_once(tmp_path: Path, root: Path) -> None:
    code = (
        "import sqlite3; from bot.store.migration import migrate_sqlite;"
        f"db = sqlite3.connect({str(tmp_path / 'file')!r}, isolation_level=None);"
        "migrate_sqlite(db, 'file')"
    )
    command = [sys.executable, "-c", code]
    started = [subprocess.Popen(command, cwd=root) for _ in range(3)]  # noqa: S603 - our own code
    assert [process.wait(timeout=30) for process in started] == [0] * 3


def test_what_runs_for_every_message_does_not_load_the_tools(root: Path) -> None:
    code = (
        "import sys, bot.cli.serve, bot.cli.poll, bot.cli.work, bot.store.postgres;"
        "sys.exit(bool({'sqlalchemy', 'alembic'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=root, check=False)  # noqa: S603 - our own code
    assert ended.returncode == 0


async def test_the_address_means_the_same_to_the_migrations(postgres: Server) -> None:
    url = f"{await asyncio.to_thread(postgres.database)}?sslmode=disable&application_name=me"
    assert HEAD in await prepare(url)
    await (await open_store(url, Retention())).close()
    for attempt in (prepare(f"{url}&sslmode=silly"), open_store(f"{url}&sslmode=no", Retention())):
        with pytest.raises(StoreError, match="sslmode"):
            await attempt


async def test_who_may_not_enter_is_told_in_one_line(postgres: Server) -> None:
    url = (await asyncio.to_thread(postgres.database)).replace("tests@", "nobody:geheim@")
    for attempt in (prepare(url), open_store(url, Retention())):
        with pytest.raises(StoreError, match='role "nobody" does not exist') as caught:
            await attempt
        assert "geheim" not in str(caught.value)
        assert "\n" not in str(caught.value)


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
    with pytest.raises(StoreError, match="written by a newer version"):
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
