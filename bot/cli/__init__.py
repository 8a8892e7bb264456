"""
Floor 5: the command line; it composes the rooms below and does nothing of its own.
"""

from bot.cli.main import main

__all__ = ["main"]
