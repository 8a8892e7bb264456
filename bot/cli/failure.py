"""
What can go wrong outside the program, in one line and an exit status.
"""

import os

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.channel.api import TokenRefused
from bot.channel.polling import PollingConflict
from bot.facts import ConfigError
from bot.i18n import CatalogError
from bot.settings import SettingsError
from bot.store import StoreError
from bot.understanding import LexiconError

FAILED = 1
WRONG = 2


class Failed(Exception):  # noqa: N818 - it says what happened
    """
    Something that the operator can mend; the text is one line.
    """


class UsageError(Exception):
    """
    A command line that cannot be followed; the text is one line.
    """


EXPECTED: tuple[type[Exception], ...] = (
    UsageError,
    SettingsError,
    ConfigError,
    CatalogError,
    LexiconError,
    Failed,
    StoreError,
    TokenRefused,
    PollingConflict,
    TelegramError,
)


def status(error: Exception) -> int:
    """
    Return 2 where the command line, the environment or a file is wrong, 1 for the rest.
    """
    wrong = (UsageError, SettingsError, ConfigError, CatalogError, LexiconError)
    return WRONG if isinstance(error, wrong) else FAILED


def explain(error: Exception) -> str:
    """
    Say what happened, in one line for each problem.
    """
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return f"Telegram cannot be reached{_trouble(error)}"
    if isinstance(error, TelegramError):
        return f"Telegram refuses the call: {error.message}"
    return str(error)


def _trouble(error: NetworkError) -> str:
    """
    Say where Telegram was looked for, if that is known, and what came of it.
    """
    cause = error.__cause__
    if isinstance(error, TimedOut):
        return ": no answer in time"
    if not isinstance(cause, aiohttp.ClientOSError):
        return f": {error.message}"
    where = (
        f" at {cause.host}:{cause.port}" if isinstance(cause, aiohttp.ClientConnectorError) else ""
    )
    return f"{where}: {_reason(cause)}"


def _reason(cause: aiohttp.ClientOSError) -> str:
    if isinstance(cause, aiohttp.ClientConnectorCertificateError):
        return "its certificate is not accepted"
    if isinstance(cause, aiohttp.ClientSSLError):
        return "no secure connection is possible"
    # What failed before it came to a connection, such as a name, has a number that is negative.
    if cause.errno is not None and cause.errno > 0:
        return os.strerror(cause.errno)
    return cause.strerror or "no connection"
