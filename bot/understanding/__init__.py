"""
Floor 2: what a customer's text meant. Pure, but for reading its word lists once.
"""

from bot.understanding.context import Context
from bot.understanding.lexicon import Lexicon, LexiconError
from bot.understanding.reading import Understanding

__all__ = ["Context", "Lexicon", "LexiconError", "Understanding"]
