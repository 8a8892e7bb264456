"""
Floor 2: what a customer's text meant. Pure, but for reading its word lists once.
"""

from bot.understanding.lexicon import Lexicon, LexiconError
from bot.understanding.reading import Context, Understanding

__all__ = ["Context", "Lexicon", "LexiconError", "Understanding"]
