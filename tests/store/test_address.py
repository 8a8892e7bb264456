from pathlib import Path

import pytest

from bot.facts.provider import Retention
from bot.store import Outcome, database_path, open_store


@pytest.mark.parametrize(
    ("url", "path"),
    [
        (None, "bot.sqlite3"),
        ("sqlite:///data/bot.sqlite3", "data/bot.sqlite3"),
        ("sqlite:////var/lib/bot.sqlite3", "/var/lib/bot.sqlite3"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_a_url_names_a_file(url: str | None, path: str) -> None:
    assert database_path(url) == path


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (
            "mysql://me:secret@host/db",
            "mysql:// is not supported; it must have the form sqlite:///",
        ),
        ("bot.sqlite3", "is not valid"),
        ("sqlite:///", "is not valid"),
        ("sqlite://host/file", "is not valid"),
        ("http://[secret", "is not valid"),
    ],
)
def test_another_url_is_refused_without_its_password(url: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as caught:
        database_path(url)
    assert "secret" not in str(caught.value)


async def test_open_store_opens_a_store(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite3"
    store = await open_store(f"sqlite:///{path}", Retention())
    assert await store.turn(1, "k", "7", lambda _: Outcome("s")) == ()
    await store.close()
    assert path.exists()
