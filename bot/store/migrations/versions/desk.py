"""
The tables of the support desk, and what is to be done with a message besides sending it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SECONDS: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


def upgrade() -> None:
    """
    Make them.
    """
    op.add_column("outbox", sa.Column("note", sa.Text))
    op.create_table(
        "ticket",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("opened", SECONDS, nullable=False),
        sa.Column("touched", SECONDS, nullable=False),
        sa.Column("topic", NUMBER),
        sa.Column("card", NUMBER),
        sa.Column("agent", NUMBER),
        sa.Column("closed", SECONDS),
        sa.Column("waiting", SECONDS),
        sa.Column("reminded", SECONDS),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ticket_key", "ticket", ["key"], unique=True)
    op.create_index("ticket_chat", "ticket", ["chat"])
    op.create_index("ticket_topic", "ticket", ["topic"])
    op.create_table(
        "pair",
        sa.Column("ticket", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("customer", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("staff", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("by_staff", sa.Integer, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("pair_staff", "pair", ["staff"])
    op.create_table(
        "canned",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "notice",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("until", SECONDS, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "figure",
        sa.Column("week", sa.Text, primary_key=True),
        sa.Column("locale", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("amount", SECONDS, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
