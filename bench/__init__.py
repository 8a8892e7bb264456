"""
The bot and its peers, side by side against one stand-in of Telegram: `make bench`.
"""
