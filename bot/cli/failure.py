"""
What can go wrong outside the program, in one line and an exit status.
"""

from telegram.error import TelegramError

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
    if isinstance(error, TelegramError):
        return f"Telegram cannot be reached or refuses the call: {error.message}"
    return str(error)
