"""
Keep the token out of everything that is written.
"""

import logging
import re

_HIDDEN = "<token>"
# What looks like a token is hidden even if it is not the configured one.
_TOKEN = re.compile(r"\b(bot)?\d{3,}(?::|%3A)[A-Za-z0-9_-]{30,}|\bbot\d+(?::|%3A)[A-Za-z0-9_-]+")
_TALKATIVE = ("httpx", "httpcore", "telegram", "aiohttp", "asyncio")


class Redaction(logging.Filter):
    """
    Hides secrets in every record that passes: message, arguments, traceback and stack.
    """

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        """
        Take the secrets; whatever looks like a bot's token or its place in a URL is hidden too.
        """
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)
        self._formatter = logging.Formatter()

    def clean(self, text: str) -> str:
        """
        Return the text without secrets.
        """
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _TOKEN.sub(lambda found: f"{found.group(1) or ''}{_HIDDEN}", text)

    def filter(self, record: logging.LogRecord) -> bool:
        """
        Clean the record in place; it is never held back.
        """
        try:
            message = record.getMessage()
        except (TypeError, ValueError):
            message = str(record.msg)
        record.msg, record.args = self.clean(message), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = self._formatter.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.clean(record.exc_text)
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True


def set_up_logging(secrets: tuple[str, ...], level: int = logging.INFO) -> None:
    """
    Send the log to stderr, cleaned; the libraries' loggers say warnings only.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for each in root.handlers:
        each.addFilter(Redaction(secrets))
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
