"""
Run a command and say how it ended.
"""

import importlib
import os
import sys
import traceback
from collections.abc import Sequence

from bot.channel.redaction import Redaction
from bot.cli.arguments import parse
from bot.cli.failure import EXPECTED, FAILED, explain, status

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the command line; return 0 (fine), 1 (failed) or 2 (command line or configuration wrong).
    """
    parsed = parse(arguments)
    command = importlib.import_module(f"bot.cli.{parsed.command}")
    try:
        code: int = command.run(parsed, os.environ)
        sys.stdout.flush()
    except EXPECTED as error:
        _complain(explain(error))
        return status(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough; the interpreter must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001 - a mistake of ours: all of it is shown, but for the token
        _complain(traceback.format_exc().rstrip("\n"))
        return FAILED
    return code


def _complain(text: str) -> None:
    token = os.environ.get("TELEGRAM_BOT_TOKEN", "").strip()
    sys.stderr.write(f"{Redaction((token,)).clean(text)}\n")
