"""
One SQLite connection: opened, set up, its schema brought up to date, its errors in plain words.
"""

import os
import sqlite3

from bot.store.address import MEMORY
from bot.store.schema import HEAD, TABLES
from bot.store.store import StoreError

OLDEST_SQLITE = (3, 37)
BUSY_MILLISECONDS = 50
OPENING_MILLISECONDS = 5000


def connect(path: str) -> sqlite3.Connection:
    """
    Open the file, made with access for its owner alone, or ":memory:"; raise StoreError.

    The connection is in autocommit mode: whoever writes says BEGIN.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        msg = f"SQLite 3.37 or newer is needed; this Python has {sqlite3.sqlite_version}"
        raise StoreError(msg)
    try:
        if path != MEMORY:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        db = sqlite3.connect(path, isolation_level=None)
    except OSError as error:
        msg = f"database {path}: cannot be opened: {error.strerror}"
        raise StoreError(msg) from error
    except sqlite3.Error as error:
        raise failure(path, error) from error
    try:
        _set_up(db)
        _migrate(db, path)
    except sqlite3.Error as error:
        db.close()
        raise failure(path, error) from error
    except StoreError:
        db.close()
        raise
    return db


def failure(path: str, error: sqlite3.Error) -> StoreError:
    """
    Say in one line what went wrong.
    """
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    reasons = {
        sqlite3.SQLITE_BUSY: "another process holds the lock for too long",
        sqlite3.SQLITE_LOCKED: "another process holds the lock for too long",
        sqlite3.SQLITE_FULL: "the disk is full",
        sqlite3.SQLITE_READONLY: "cannot be written to",
        sqlite3.SQLITE_CANTOPEN: "cannot be opened",
        sqlite3.SQLITE_NOTADB: "is not an SQLite database",
        sqlite3.SQLITE_CORRUPT: "is damaged",
        sqlite3.SQLITE_IOERR: "the disk does not read or write",
    }
    reason = reasons.get(code, str(error))
    return StoreError(f"database {path}: {reason}")


def is_busy(error: sqlite3.Error) -> bool:
    """
    Tell whether another connection only held the lock for the moment.
    """
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def identity(path: str) -> tuple[int, int] | None:
    """
    Return what tells the file at `path` from any other; None for one that is not there.
    """
    if path == MEMORY:
        return (0, 0)
    try:
        found = os.stat(path)  # noqa: PTH116 - asked before every write; a Path takes three times as long
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check_in_place(path: str, opened: tuple[int, int] | None) -> None:
    """
    Raise StoreError if the file at `path` is not the opened one: what is written would be lost.

    SQLite itself goes on writing to a file that has no name any more.
    """
    present = identity(path)
    if present != opened:
        what = "gone" if present is None else "another one; restart the bot to use it"
        msg = f"database {path}: the file is {what}"
        raise StoreError(msg)


def check_writing(db: sqlite3.Connection) -> None:
    """
    Write something, within a transaction, that changes nothing.
    """
    version = db.execute("PRAGMA user_version").fetchone()[0]
    db.execute(f"PRAGMA user_version = {version}")


def _set_up(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA busy_timeout = {OPENING_MILLISECONDS}")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    # What is deleted is overwritten, so that nothing of a person stays behind in the file.
    db.execute("PRAGMA secure_delete = ON")


def _migrate(db: sqlite3.Connection, path: str) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        version = _version(db)
        if version is None:
            if db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
                msg = f"database {path}: belongs to another program"
                raise StoreError(msg)
            for statement in TABLES:
                db.execute(statement)
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.rollback()
    if version not in {None, HEAD}:
        # Loaded where a migration is due only: the tools take longer to load than all the rest.
        from bot.store.migration import migrate_sqlite  # noqa: PLC0415

        migrate_sqlite(db, path)
    db.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


def _version(db: sqlite3.Connection) -> str | None:
    known = db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()
    if known is None:
        return None
    found = db.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else ""
