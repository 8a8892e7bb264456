"""
Floor 1: the state machine. (session, event) -> turn, with no word of any language in it.
"""
