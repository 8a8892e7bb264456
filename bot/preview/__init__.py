"""
A local Telegram: a strict stand-in of the Bot API, and the chats that drive it.
"""
