"""
The log: one line for each event, in `key=value` pairs (logfmt).
"""

import json
import logging
import re
from datetime import UTC, datetime

from bot.channel.place import place
from bot.channel.redaction import Redaction

_TALKATIVE = ("httpx", "httpcore", "telegram", "aiohttp", "asyncio")
_BARE = re.compile(r"[A-Za-z0-9_.,:;/+<>@-]+")
_KNOWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class Logfmt(logging.Formatter):
    """
    `time=… level=… logger=… event="…"` and then what the event says of itself (`extra=`).

    An exception is named by its type and by where it was raised; its words may hold what a customer
    wrote, and are left out. Secrets are hidden wherever they stand.
    """

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._redaction = Redaction(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """
        Return the line.
        """
        try:
            event = record.getMessage()
        except (TypeError, ValueError):
            event = str(record.msg)
        moment = datetime.fromtimestamp(record.created, UTC)
        pairs: dict[str, object] = {
            "time": f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": event,
        }
        pairs |= {key: value for key, value in record.__dict__.items() if key not in _KNOWN}
        if record.exc_info and (error := record.exc_info[1]) is not None:
            pairs |= {"error": type(error).__name__, "place": place(error)}
        line = " ".join(f"{key}={_quoted(str(value))}" for key, value in pairs.items())
        return self._redaction.clean(line)


def set_up_logging(secrets: tuple[str, ...], level: int = logging.INFO) -> None:
    """
    Send the log to stderr; the libraries' loggers say warnings only.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(Logfmt(secrets))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _quoted(text: str) -> str:
    return text if _BARE.fullmatch(text) else json.dumps(text)
