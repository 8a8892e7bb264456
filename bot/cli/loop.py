"""
The event loop of the processes that run until they are told to stop.
"""

import asyncio
import sys
from collections.abc import Coroutine


def run(main: Coroutine[object, object, None]) -> None:
    """
    Run to the end, on uvloop where there is one: it spends less time on a socket.
    """
    if sys.platform == "win32":
        asyncio.run(main)
    else:
        import uvloop  # noqa: PLC0415 - it does not exist for Windows

        uvloop.run(main)
