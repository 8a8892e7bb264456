"""
Floor 2: what each reply says. Facts and a translator in, a reply out.
"""

from bot.answers.profile import Profile, profile
from bot.answers.reply import Button, Reply
from bot.answers.writer import Writer

__all__ = ["Button", "Profile", "Reply", "Writer", "profile"]
