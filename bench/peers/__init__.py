"""
The same dialogue on other frameworks, as their own examples would write it.
"""
