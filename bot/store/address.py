"""
Where the database is: the meaning of `DATABASE_URL`.
"""

from urllib.parse import parse_qs, urlsplit

DEFAULT_FILE = "bot.sqlite3"
MEMORY = ":memory:"
_SQLITE = "sqlite:///"
_POSTGRES = "postgresql"


def database_path(url: str | None) -> str:
    """
    Return the file that a database URL names, or ":memory:".

    `sqlite:///data/bot.sqlite3` is relative to the working directory, `sqlite:////var/lib/bot.db`
    is absolute; None is `bot.sqlite3` in the working directory. Raises ValueError for anything
    else, without the URL in its text, which may hold a password.
    """
    if url is None:
        return DEFAULT_FILE
    path = url.removeprefix(_SQLITE)
    if path == url or not path:
        scheme = _scheme(url)
        what = f"{scheme}:// is not supported" if scheme not in {"", "sqlite"} else "is not valid"
        msg = (
            f"{what}; it must have the form {_SQLITE}path/to/file or"
            f" {_POSTGRES}://user:password@host/database"
        )
        raise ValueError(msg)
    return path


def postgres_url(url: str | None) -> str | None:
    """
    Return a PostgreSQL URL in the form that the driver reads; None for another database.

    `postgres://` is what many platforms write for `postgresql://`.
    """
    if url is None or _scheme(url) not in {"postgres", _POSTGRES}:
        return None
    return f"{_POSTGRES}:{url.partition(':')[2]}"


def check_address(url: str) -> None:
    """
    Raise ValueError, without the URL, for one that is not supported.
    """
    if postgres_url(url) is None:
        database_path(url)
    elif not _is_postgres(url):
        msg = (
            f"is not valid; it must have the form {_POSTGRES}://user:password@host/database, with"
            " %23 for # in a password, %2F for /, %3F for ? and %40 for @"
        )
        raise ValueError(msg)


def place(url: str) -> str:
    """
    Name a PostgreSQL database without its user and password.
    """
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    return f"database {name} on {parts.hostname or 'the local server'}"


def _is_postgres(url: str) -> bool:
    parts = urlsplit(url)
    try:
        # Several hosts may stand there, with commas between them.
        for host in parts.netloc.rpartition("@")[2].split(","):
            _ = urlsplit(f"//{host}").port
        for ports in parse_qs(parts.query).get("port", ()):
            _ = [int(port) for port in ports.split(",")]
    except ValueError:
        return False
    # A password with one of these signs in it would be taken for a host or a database's name.
    broken = parts.fragment or "@" in parts.path + parts.query
    return url.startswith(f"{parts.scheme}://") and not broken


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""
