"""
Where the database is: the meaning of `DATABASE_URL`.
"""

from urllib.parse import urlsplit

DEFAULT_FILE = "bot.sqlite3"
MEMORY = ":memory:"
_PREFIX = "sqlite:///"


def database_path(url: str | None) -> str:
    """
    Return the file that a database URL names, or ":memory:".

    `sqlite:///data/bot.sqlite3` is relative to the working directory, `sqlite:////var/lib/bot.db`
    is absolute; None is `bot.sqlite3` in the working directory. Raises ValueError for anything
    else, without the URL in its text, which may hold a password.
    """
    if url is None:
        return DEFAULT_FILE
    path = url.removeprefix(_PREFIX)
    if path == url or not path:
        try:
            scheme = urlsplit(url).scheme
        except ValueError:
            scheme = ""
        what = f"{scheme}:// is not supported" if scheme not in {"", "sqlite"} else "is not valid"
        msg = f"{what}; it must have the form {_PREFIX}path/to/file"
        raise ValueError(msg)
    return path
