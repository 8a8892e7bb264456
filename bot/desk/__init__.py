"""
The support desk: what agents need to send customers to the bot and to answer them.
"""
