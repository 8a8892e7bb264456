"""
Has a chart drawn by a process of its own, which is gone afterwards.
"""

import asyncio
import json
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import bot

logger = logging.getLogger(__name__)

PROGRAM = "bot.desk.chart"
PATIENCE = 20.0
_ROOT = Path(bot.__file__).resolve().parent.parent


async def drawn(chart: Mapping[str, Any], patience: float = PATIENCE) -> bytes | None:
    """
    Return the picture that `chart.draw` makes, None where that fails or lasts too long.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", PROGRAM), cwd=_ROOT, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
    except OSError as error:
        logger.warning("chart not drawn", extra={"error": type(error).__name__})
        return None
    try:
        picture, _ = await asyncio.wait_for(
            process.communicate(json.dumps(chart).encode()), patience
        )
    except TimeoutError:
        logger.warning("chart not drawn", extra={"error": TimeoutError.__name__})
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        logger.warning("chart not drawn", extra={"status": process.returncode})
        return None
    return picture
