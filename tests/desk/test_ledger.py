"""
Nothing that was counted is lost between the turns and the books.
"""

from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.desk.ledger import Ledger
from bot.desk.tally import Count
from bot.store import SqliteStore, StoreError

WEEK = "2026-W48"


async def figures(store: SqliteStore) -> list[tuple[str, float]]:
    async with store.books() as books:
        return [(name, amount) for _, _, name, amount in await books.figures("")]


async def test_what_cancels_out_is_not_written(store: SqliteStore) -> None:
    ledger = Ledger()
    ledger.add([Count(WEEK, "nl", "left:start"), Count(WEEK, "nl", "started")])
    ledger.add([Count(WEEK, "nl", "left:start", -1), Count(WEEK, "nl", "left:card")])
    await ledger.flush(store)
    await ledger.flush(store)
    assert await figures(store) == [("left:card", 1), ("started", 1)]


async def test_what_could_not_be_written_is_written_later(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def away() -> Any:
        msg = "no"
        raise StoreError(msg)
        yield

    ledger = Ledger()
    ledger.add([Count(WEEK, "nl", "started")])
    with monkeypatch.context() as patch:
        patch.setattr(store, "books", away)
        with pytest.raises(StoreError):
            await ledger.flush(store)
    ledger.add([Count(WEEK, "nl", "started")])
    await ledger.flush(store)
    assert await figures(store) == [("started", 2)]
