"""
The first tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SECONDS: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


def upgrade() -> None:
    """
    Make them.
    """
    op.create_table(
        "session",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("updated", NUMBER, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("session_chat", "session", ["chat"])
    op.create_index("session_updated", "session", ["updated"])
    op.create_table(
        "handled_update",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", SECONDS, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("handled_update_at", "handled_update", ["at"])
    op.create_table(
        "outbox",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("lane", sa.Text, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("parameters", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("until", SECONDS, nullable=False),
        sa.Column("not_before", SECONDS, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("created", SECONDS, nullable=False),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_lane", "outbox", ["lane", "id"])
    op.create_table(
        "blocked",
        sa.Column("chat", sa.Text, primary_key=True),
        sa.Column("at", SECONDS, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "set_aside",
        sa.Column("update_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("at", SECONDS, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "failure",
        sa.Column("update_id", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("at", SECONDS, nullable=False),
        sqlite_strict=True,
    )
