"""
Floor 2: what a customer's text meant. Pure, but for reading its word lists once.
"""

from bot.understanding.context import Context
from bot.understanding.lexicon import Lexicon, LexiconError
from bot.understanding.reading import Understanding
from bot.understanding.weights import are_current

__all__ = ["Context", "Lexicon", "LexiconError", "Understanding", "are_current"]
