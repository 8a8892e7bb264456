"""
The Procfile, run as a platform runs it.
"""

import asyncio
import os
import shutil
import signal
import sys
from asyncio.subprocess import DEVNULL
from pathlib import Path

from tests.cli.conftest import TOKEN, Stand
from tests.cli.test_processes import card
from tests.ports import free_port


async def test_honcho_runs_web_and_worker(root: Path, tmp_path: Path, stand: Stand) -> None:
    port = free_port()
    await asyncio.to_thread(shutil.copy, root / "Procfile", tmp_path)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "honcho", "--app-root", str(tmp_path), "start", "web", "worker"),
        cwd=tmp_path,
        env={
            # The Procfile says `python`, as on a platform with the packages installed.
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(root),
            "BOT_CONFIG": str(root / "config.yaml"),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": stand.url,
            "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
            "PORT": str(port),
        },
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        await stand.telegram.until(lambda: stand.telegram.calls["getMe"] >= 2, 30)
        assert "993" in await card(stand)
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()
