"""
One SQLite connection: opened, set up, its schema brought up to date, its errors in plain words.
"""

import os
import sqlite3
from pathlib import Path

from bot.store.address import MEMORY
from bot.store.schema import TABLES, VERSION
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


def check_in_place(db: sqlite3.Connection, path: str) -> None:
    """
    Raise StoreError if the file at `path` is gone: what is written now would be lost.
    """
    if path != MEMORY and not Path(path).exists():
        msg = f"database {path}: the file is gone"
        raise StoreError(msg)
    db.execute("SELECT 1 FROM session LIMIT 1")


def _set_up(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA busy_timeout = {OPENING_MILLISECONDS}")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    # What is deleted is overwritten, so that nothing of a person stays behind in the file.
    db.execute("PRAGMA secure_delete = ON")


def _migrate(db: sqlite3.Connection, path: str) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            msg = (
                f"database {path}: was written by a newer version of the bot"
                f" (its schema is {version}, this version knows {VERSION})"
            )
            raise StoreError(msg)
        if version == 0:
            if db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
                msg = f"database {path}: belongs to another program"
                raise StoreError(msg)
            for statement in TABLES:
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.rollback()
    db.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
