from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.desk.hours import Hours
from bot.desk.noticeboard import Noticeboard
from bot.dialogue.disturbance import DisturbanceKind
from bot.facts import Desk
from bot.facts.provider import Retention
from bot.store import MEMORY, SqliteStore
from bot.store.ticket import Standing

NOW = datetime.fromisoformat("2026-11-25T23:30:00+00:00").timestamp()


@pytest.fixture
async def store() -> AsyncIterator[SqliteStore]:
    found = SqliteStore(MEMORY, "first", lambda: NOW, Retention())
    await found.open()
    yield found
    await found.close()


@pytest.fixture
def board() -> Noticeboard:
    return Noticeboard(Hours(Desk(timezone="Europe/Amsterdam")))


async def test_it_is_empty_until_it_is_refreshed(store: SqliteStore, board: Noticeboard) -> None:
    async with store.books() as books:
        await books.announce(Standing("webmail", "", NOW + 7200))
        await books.announce(Standing("sending", "slow", NOW + 60))
        await books.announce(Standing("of another version", "", NOW + 60))
        await books.announce(Standing("all", "", NOW - 60))
    assert board.current(NOW) == ()
    assert not board.stands(NOW)
    await board.refresh(store, NOW)
    sending, webmail = board.current(NOW)
    assert (sending.kind, sending.text) == (DisturbanceKind.SENDING, "slow")
    assert sending.until.isoformat() == "2026-11-26T00:31:00+01:00"
    assert sending.today.isoformat() == "2026-11-26"
    assert webmail.kind is DisturbanceKind.WEBMAIL
    assert board.stands(NOW)


async def test_what_ends_is_gone_without_a_refresh(store: SqliteStore, board: Noticeboard) -> None:
    async with store.books() as books:
        await books.announce(Standing("all", "", NOW + 60))
    await board.refresh(store, NOW)
    assert board.stands(NOW + 59)
    assert not board.stands(NOW + 60)
    assert board.current(NOW + 60) == ()
    await board.refresh(store, NOW + 60)
    assert not board.stands(NOW)


async def test_what_is_withdrawn_is_gone(store: SqliteStore, board: Noticeboard) -> None:
    async with store.books() as books:
        await books.announce(Standing("all", "", NOW + 60))
    await board.refresh(store, NOW)
    async with store.books() as books:
        await books.withdraw("all")
    assert board.stands(NOW)
    await board.refresh(store, NOW)
    assert not board.stands(NOW)
