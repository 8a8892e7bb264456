"""
The tables in SQLAlchemy's terms, which the migrations of both databases lead to.

Nothing that runs for every message loads this; `schema.py` says why.
"""

from sqlalchemy import REAL, BigInteger, Column, Double, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

NUMBER = BigInteger().with_variant(Integer(), "sqlite")
SECONDS: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")

metadata = MetaData()

session = Table(
    "session",
    metadata,
    Column("key", Text, primary_key=True),
    Column("chat", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("updated", NUMBER, nullable=False),
    Index("session_chat", "chat"),
    Index("session_updated", "updated"),
)
handled_update = Table(
    "handled_update",
    metadata,
    Column("id", NUMBER, primary_key=True, autoincrement=False),
    Column("at", SECONDS, nullable=False),
    Index("handled_update_at", "at"),
)
outbox = Table(
    "outbox",
    metadata,
    Column("id", NUMBER, primary_key=True, autoincrement=True),
    Column("lane", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("parameters", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("until", SECONDS, nullable=False),
    Column("not_before", SECONDS, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created", SECONDS, nullable=False),
    Column("note", Text),
    Index("outbox_lane", "lane", "id"),
)
blocked = Table(
    "blocked",
    metadata,
    Column("chat", Text, primary_key=True),
    Column("at", SECONDS, nullable=False),
)
set_aside = Table(
    "set_aside",
    metadata,
    Column("update_id", NUMBER, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("at", SECONDS, nullable=False),
)
failure = Table(
    "failure",
    metadata,
    Column("update_id", NUMBER, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
    Column("at", SECONDS, nullable=False),
)
ticket = Table(
    "ticket",
    metadata,
    Column("id", NUMBER, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False),
    Column("chat", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("opened", SECONDS, nullable=False),
    Column("touched", SECONDS, nullable=False),
    Column("topic", NUMBER),
    Column("card", NUMBER),
    Column("agent", NUMBER),
    Column("closed", SECONDS),
    Column("waiting", SECONDS),
    Column("reminded", SECONDS),
    Index("ticket_key", "key", unique=True),
    Index("ticket_chat", "chat"),
    Index("ticket_topic", "topic"),
)
pair = Table(
    "pair",
    metadata,
    Column("ticket", NUMBER, primary_key=True, autoincrement=False),
    Column("customer", NUMBER, primary_key=True, autoincrement=False),
    Column("staff", NUMBER, primary_key=True, autoincrement=False),
    Column("by_staff", Integer, nullable=False),
    Index("pair_staff", "staff"),
)
canned = Table(
    "canned",
    metadata,
    Column("name", Text, primary_key=True),
    Column("text", Text, nullable=False),
)
notice = Table(
    "notice",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("until", SECONDS, nullable=False),
)
figure = Table(
    "figure",
    metadata,
    Column("week", Text, primary_key=True),
    Column("locale", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("amount", SECONDS, nullable=False),
)
setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
