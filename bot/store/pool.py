"""
The connections to PostgreSQL: time limits, and errors in plain words.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import asyncpg

from bot.store.address import place
from bot.store.store import StoreError

CONNECTIONS = 10
CONNECTING_SECONDS = 5.0
COMMAND_SECONDS = 5.0

# A replica that hangs in the midst of a turn must not hold its locks, nor the others wait for it.
SET_UP = "SET idle_in_transaction_session_timeout = '5s'; SET lock_timeout = '3s'"


class Pool:
    """
    Connections that are made when they are needed, and made anew when they break.

    `url` begins with `postgresql://`. Every method raises StoreError, its text one line without
    user and password, within `CONNECTING_SECONDS` and `COMMAND_SECONDS`.
    """

    def __init__(self, url: str) -> None:
        self.place = place(url)
        self._url = url
        self._opened: asyncpg.Pool | None = None

    async def open(self) -> None:
        """
        Connect.
        """
        with plainly(self.place):
            self._opened = await asyncpg.create_pool(
                self._url,
                min_size=1,
                max_size=CONNECTIONS,
                timeout=CONNECTING_SECONDS,
                command_timeout=COMMAND_SECONDS,
                init=_set_up,
                reset=_nothing,
                server_settings={"application_name": "mail-setup-bot"},
            )

    async def close(self) -> None:
        """
        Disconnect, also from a server that does not answer.
        """
        opened, self._opened = self._opened, None
        if opened is not None:
            # Nothing is in use by now, so nothing is worth waiting for.
            opened.terminate()

    async def fetch(self, statement: str, *values: object) -> list[Any]:
        """
        Run a statement by itself and return its rows.
        """
        async with self._connection() as db:
            return list(await db.fetch(statement, *values))

    async def write(self, statement: str, *values: object) -> int:
        """
        Run a statement by itself and return how many rows it changed.
        """
        async with self._connection() as db:
            return int((await db.execute(statement, *values)).rpartition(" ")[2])

    @asynccontextmanager
    async def transaction(self, locks: Sequence[int] = ()) -> AsyncIterator[Any]:
        """
        Begin, wait for the locks of these numbers, then commit, or roll back what raises.
        """
        # All take them in the same order, so nobody waits for whom they keep waiting.
        numbers = ",".join(map(str, sorted(set(locks))))
        lock = f"SELECT pg_advisory_xact_lock(n) FROM unnest('{{{numbers}}}'::bigint[]) AS n"  # noqa: S608 - numbers
        async with self._connection() as db:
            try:
                await db.execute(f"BEGIN; {lock}" if numbers else "BEGIN")
                yield db
                await db.execute("COMMIT")
            except asyncpg.PostgresError:
                # It has answered, so it will answer this too.
                with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                    await db.execute("ROLLBACK")
                raise
            except BaseException:
                db.terminate()
                raise

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        if self._opened is None:
            msg = f"{self.place}: is not open"
            raise StoreError(msg)
        with plainly(self.place):
            async with self._opened.acquire(timeout=CONNECTING_SECONDS) as db:
                yield db


@contextmanager
def plainly(name: str) -> Iterator[None]:
    """
    Say in one line that begins with `name`, as a StoreError, what the driver says.
    """
    try:
        yield
    except TimeoutError as error:
        msg = f"{name}: does not answer in time"
        raise StoreError(msg) from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        msg = f"{name}: {reason}"
        raise StoreError(msg) from error
    except OSError as error:
        msg = f"{name}: cannot be reached: {error.strerror or type(error).__name__}"
        raise StoreError(msg) from error


async def _set_up(db: Any) -> None:
    await db.execute(SET_UP)


async def _nothing(_: object) -> None:
    """
    Leave a connection as it is between two uses: no lock outlives its transaction.
    """
