from pathlib import Path

import pytest

from bot.facts.provider import Retention
from bot.store import Outcome, check_address, database_path, open_store, postgres_url


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


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:secret@host/db",
        "postgres://me:s%23%2F%3F%40@host:5433/db?sslmode=require",
        "postgresql://me@one:5432,two:5433/db",
        "postgresql://[::1]:5432/db",
        "postgresql:///db?host=/run/postgresql&port=5433",
    ],
)
def test_the_addresses_of_postgresql(url: str) -> None:
    check_address(url)
    assert postgres_url(url) == url.replace("postgres://", "postgresql://")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:secret@host:port/db",
        "postgresql://me:secret@host:99999/db",
        "postgresql://me:secret@one,two:port/db",
        "postgresql:///db?port=secret",
        "postgresql:me:secret",
        "postgresql://me:sec#ret@host/db",
        "postgresql://me:12#secret@host/db",
        "postgresql://me:12/secret@host/db",
        "postgresql://me:12?secret@host/db",
    ],
)
def test_an_address_that_would_be_misread_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="is not valid; it must have the form") as caught:
        check_address(url)
    assert "sec" not in str(caught.value)


async def test_open_store_opens_a_store(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite3"
    store = await open_store(f"sqlite:///{path}", Retention())
    assert await store.turn(1, "k", "7", lambda _: Outcome("s")) == ()
    await store.close()
    assert path.exists()
