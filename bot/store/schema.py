"""
The tables of a new SQLite file, as the migrations leave them.

A new file is made from these statements, because the migrations' tools take longer to load than
everything else that the bot does at start; a test holds the two against each other. PostgreSQL is
always migrated.

`session.updated` is cut to the full hour: retention needs no more, and its index then changes once
an hour instead of with every message. `outbox.id` is never used twice, so that a process that was
held up cannot delete a later message. All times are seconds since 1970.
"""

HEAD = "0002"
"""
The newest revision in `bot/store/migrations/versions`.
"""

TABLES = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)",
    f"INSERT INTO alembic_version VALUES ('{HEAD}')",  # noqa: S608 - a constant
    """
    CREATE TABLE session (
        key TEXT NOT NULL PRIMARY KEY,
        chat TEXT NOT NULL,
        state TEXT NOT NULL,
        updated INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX session_chat ON session (chat)",
    "CREATE INDEX session_updated ON session (updated)",
    """
    CREATE TABLE handled_update (
        id INTEGER NOT NULL PRIMARY KEY,
        at REAL NOT NULL
    ) STRICT
    """,
    "CREATE INDEX handled_update_at ON handled_update (at)",
    """
    CREATE TABLE outbox (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        lane TEXT NOT NULL,
        method TEXT NOT NULL,
        parameters TEXT NOT NULL,
        owner TEXT NOT NULL,
        until REAL NOT NULL,
        not_before REAL NOT NULL DEFAULT 0,
        attempts INTEGER NOT NULL DEFAULT 0,
        created REAL NOT NULL,
        note TEXT
    ) STRICT
    """,
    "CREATE INDEX outbox_lane ON outbox (lane, id)",
    """
    CREATE TABLE blocked (
        chat TEXT NOT NULL PRIMARY KEY,
        at REAL NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE set_aside (
        update_id INTEGER NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        error TEXT NOT NULL,
        place TEXT NOT NULL,
        at REAL NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE failure (
        update_id INTEGER NOT NULL PRIMARY KEY,
        count INTEGER NOT NULL,
        at REAL NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE ticket (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL,
        chat TEXT NOT NULL,
        locale TEXT NOT NULL,
        data TEXT NOT NULL,
        opened REAL NOT NULL,
        touched REAL NOT NULL,
        topic INTEGER,
        card INTEGER,
        agent INTEGER,
        closed REAL,
        waiting REAL,
        reminded REAL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX ticket_key ON ticket (key)",
    "CREATE INDEX ticket_chat ON ticket (chat)",
    "CREATE INDEX ticket_topic ON ticket (topic)",
    """
    CREATE TABLE pair (
        ticket INTEGER NOT NULL,
        customer INTEGER NOT NULL,
        staff INTEGER NOT NULL,
        by_staff INTEGER NOT NULL,
        PRIMARY KEY (ticket, customer, staff)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX pair_staff ON pair (staff)",
    """
    CREATE TABLE canned (
        name TEXT NOT NULL PRIMARY KEY,
        text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE notice (
        kind TEXT NOT NULL PRIMARY KEY,
        text TEXT NOT NULL,
        until REAL NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE figure (
        week TEXT NOT NULL,
        locale TEXT NOT NULL,
        name TEXT NOT NULL,
        amount REAL NOT NULL,
        PRIMARY KEY (week, locale, name)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE setting (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)
