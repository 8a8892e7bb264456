"""
A chat bot that gives a mail host's customers the right settings for their mail program.
"""
