"""
`poll`: everything in one process, without a public address.
"""

from argparse import Namespace
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from bot.channel.application import Application
from bot.channel.polling import poll
from bot.cli.loop import run as run_loop
from bot.cli.running import running, stop_on_signals
from bot.settings import Settings, read_settings


def run(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """
    Run until SIGTERM or SIGINT.
    """
    run_loop(_poll(read_settings(environment), take_over=arguments.take_over))
    return 0


async def _poll(settings: Settings, *, take_over: bool) -> None:
    stop = stop_on_signals()
    async with (
        running(settings) as made,
        _pages(made.application, settings),
        made.application,
    ):
        await poll(made.application, made.bot, take_over=take_over, stop=stop)


@asynccontextmanager
async def _pages(application: Application, settings: Settings) -> AsyncIterator[None]:
    """
    Serve the pages for operators where there is a port for them.
    """
    if settings.port is None:
        yield
        return
    # The web server is 10 MB that most of those who poll need not have.
    from bot.channel.operations import create_operations_app  # noqa: PLC0415
    from bot.cli.listening import listening  # noqa: PLC0415

    app = create_operations_app(application, settings.metrics)
    async with listening(app, settings.port):
        yield
