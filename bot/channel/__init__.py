"""
Floor 4: Telegram. Updates come in, turns are committed, messages go out.
"""
