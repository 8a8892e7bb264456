"""
The way of the schema from one version of the bot to the next, by Alembic.
"""
