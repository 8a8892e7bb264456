import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store import StoreError
from bot.store.connection import connect


def test_the_file_is_for_its_owner_alone(path: Path) -> None:
    connect(str(path)).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_opens_a_second_time(path: Path) -> None:
    connect(str(path)).close()
    connect(str(path)).close()


def test_a_newer_schema_is_refused(path: Path) -> None:
    db = connect(str(path))
    db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    with pytest.raises(StoreError, match="newer version of the bot"):
        connect(str(path))


def test_another_programs_database_is_left_alone(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE guests (name TEXT)")
    db.close()
    with pytest.raises(StoreError, match="belongs to another program"):
        connect(str(path))


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text("Dear diary, " * 1000)
    with pytest.raises(StoreError, match="is not an SQLite database"):
        connect(str(path))


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "bot.sqlite3"
    with pytest.raises(StoreError, match="No such file or directory") as caught:
        connect(str(path))
    assert str(path) in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_refused(path: Path) -> None:
    connect(str(path)).close()
    path.chmod(0o400)
    with pytest.raises(StoreError, match="Permission denied"):
        connect(str(path))


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Is a directory"):
        connect(str(tmp_path))


def test_several_processes_may_create_the_file_at_once(path: Path, root: Path) -> None:
    code = f"from bot.store.connection import connect; connect({str(path)!r}).close()"
    command = [sys.executable, "-c", code]
    started = [subprocess.Popen(command, cwd=root) for _ in range(6)]  # noqa: S603 - our own code
    assert [process.wait(timeout=30) for process in started] == [0] * 6
