"""
The desk's books mean the same on both databases.
"""

import pytest

from bot.store import Outgoing
from bot.store.record import Outcome
from bot.store.store import Store
from bot.store.ticket import OF_A_TICKET, Canned, Pair, Standing, Ticket
from tests.store.conftest import Clock

KEY = "telegram::7:"


def draft(key: str = KEY, chat: str = "7") -> Ticket:
    return Ticket(0, key, chat, "nl", {"words": "help"}, opened=1.0, touched=1.0, waiting=1.0)


async def test_an_update_counts_once(store: Store) -> None:
    async with store.books(KEY) as books:
        assert await books.is_new(5)
        assert not await books.is_new(5)
    assert await store.turn(5, KEY, "7", lambda _: Outcome("x")) is None


async def test_what_raises_leaves_nothing(store: Store) -> None:
    async def fail() -> None:
        async with store.books(KEY) as books:
            await books.add_ticket(draft())
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with store.books(KEY) as books:
        assert await books.ticket_of(KEY) is None


async def test_a_ticket_is_found_by_customer_topic_and_number(store: Store) -> None:
    async with store.books(KEY) as books:
        ticket = await books.add_ticket(draft())
        await books.change(ticket.id, topic=44, card=45, agent=9, data={"words": "please"})
    async with store.books() as books:
        found = await books.ticket(ticket.id)
        assert found == await books.ticket_of(KEY) == await books.ticket_in(44)
        assert found is not None
        assert (found.topic, found.card, found.agent, found.data) == (
            44,
            45,
            9,
            {"words": "please"},
        )
        assert found.is_open
        assert await books.ticket_in(46) is None


async def test_a_column_that_is_none_is_refused(store: Store) -> None:
    async with store.books() as books:
        with pytest.raises(ValueError, match="no colour"):
            await books.change(1, colour="red")


async def test_who_waits_longest_comes_first(store: Store) -> None:
    async with store.books() as books:
        for number, waiting in enumerate((None, 30.0, 10.0), 1):
            ticket = await books.add_ticket(draft(f"key{number}"))
            await books.change(ticket.id, waiting=waiting)
        closed = await books.add_ticket(draft("gone"))
        await books.change(closed.id, closed=99.0)
        assert [each.key for each in await books.open_tickets()] == ["key3", "key2", "key1"]


async def test_a_note_leaves_the_others(store: Store) -> None:
    async with store.books() as books:
        ticket = await books.add_ticket(draft())
        await books.note(ticket.id, agent="Piet")
        await books.note(ticket.id, lost=True)
        await books.note(ticket.id + 1, lost=True)
        found = await books.ticket(ticket.id)
    assert found is not None
    assert found.data == {"words": "help", "agent": "Piet", "lost": True}


async def test_messages_keep_their_notes_and_their_order(store: Store) -> None:
    async with store.books() as books:
        await books.send(
            Outgoing("-1:1", "sendMessage", {"text": "a"}, {"ticket": 1}),
            Outgoing("-1:1", "sendMessage", {"text": "b"}),
        )
        rows = books.rows
    assert [row.note for row in rows] == [{"ticket": 1}, None]
    async with store.books() as books:
        await books.done(rows[:1])
    assert (await store.backlog()).messages == 1


async def test_another_process_gets_the_note_too(store: Store, other: Store) -> None:
    async with store.books() as books:
        await books.send(Outgoing("-1:1", "sendMessage", {"text": "a"}, {"ticket": 1}))
    async with other.books() as books:
        await books.send(Outgoing("-1:1", "sendMessage", {"text": "b"}, {"ticket": 2}))
        assert (books.rows, books.behind) == ([], True)
    await store.close()
    assert [row.note for row in await other.adopt()] == [{"ticket": 1}, {"ticket": 2}]


async def test_twins_find_each_other(store: Store) -> None:
    async with store.books() as books:
        for customer in (1, 2):
            await books.pair(Pair(3, customer, 100, by_staff=False))
            await books.pair(Pair(3, customer, 100, by_staff=False))
        assert [each.staff for each in await books.twins_of_customers(3, 2)] == [100]
        assert [each.customer for each in await books.twins_of_staffs(100)] == [1, 2]


async def test_forgetting_leaves_nothing_of_a_chat(store: Store) -> None:
    async with store.books(KEY) as books:
        ticket = await books.add_ticket(draft())
        other = await books.add_ticket(draft("other", "8"))
        await books.pair(Pair(ticket.id, 1, 100, by_staff=False))
        await books.keep(KEY, "7", "{}")
        await books.send(Outgoing("7", "x", {}), Outgoing("-1:1", "x", {}), Outgoing("8", "x", {}))
    async with store.books(KEY) as books:
        await books.forget("7", ["-1:1"])
    async with store.books() as books:
        assert await books.session(KEY) is None
        assert await books.tickets_of("7") == []
        assert await books.twins_of_staffs(100) == []
        assert await books.ticket(other.id) is not None
    assert (await store.backlog()).messages == 1


async def test_canned_replies_settings_notices_and_figures(store: Store) -> None:
    async with store.books() as books:
        await books.add_canned(Canned("hi", "Hello"))
        await books.add_canned(Canned("hi", "Hello!"))
        assert await books.canned() == [Canned("hi", "Hello!")]
        assert await books.remove_canned("hi")
        assert not await books.remove_canned("hi")
        await books.set("staff", "1")
        await books.set("staff", "2")
        assert await books.setting("staff") == "2"
        assert await books.setting("other") is None
        now = books.now
        await books.announce(Standing("sending", "", now + 10))
        await books.announce(Standing("all", "", now - 10))
        assert await books.standing() == [Standing("sending", "", now + 10)]
        assert await books.withdraw("sending")
        assert not await books.withdraw("sending")
        for week in ("2026-W47", "2026-W48", "2026-W48"):
            await books.count(week, "nl", "works", 2)
        assert await books.figures("2026-W48") == [("2026-W48", "nl", "works", 4.0)]


async def test_a_removed_ticket_takes_its_pairs_along(store: Store) -> None:
    async with store.books(KEY) as books:
        first = await books.add_ticket(draft())
        second = await books.add_ticket(draft("telegram::8:", "8"))
        for ticket in (first, second):
            await books.pair(Pair(ticket.id, 1, 10 + ticket.id, by_staff=False))
            await books.change(ticket.id, closed=5.0 * ticket.id)
        assert await books.closed_tickets(5.0 * second.id) == [await books.ticket(first.id)]
        await books.remove_ticket(first.id)
        assert await books.ticket(first.id) is None
        assert await books.pairs_of(first.id) == []
        assert len(await books.pairs_of(second.id)) == 1


async def test_a_chat_that_moves_loses_all_places(store: Store) -> None:
    async with store.books(KEY) as books:
        ticket = await books.add_ticket(draft())
        await books.change(ticket.id, topic=44, card=45)
        await books.pair(Pair(ticket.id, 1, 2, by_staff=True))
        await books.unplace()
        found = await books.ticket(ticket.id)
        assert found is not None
        assert (found.topic, found.card) == (None, None)
        assert await books.pairs_of(ticket.id) == []


async def test_a_session_lives_as_long_as_its_ticket(store: Store, clock: Clock) -> None:
    for number, key in enumerate((KEY, "telegram::8:")):
        await store.turn(number, key, str(number), lambda _: Outcome("x"))
    async with store.books(KEY) as books:
        ticket = await books.add_ticket(draft())
    clock.now += 32 * 86400
    await store.purge(clock.now)
    async with store.books() as books:
        assert await books.session(KEY) == OF_A_TICKET
        assert await books.session("telegram::8:") is None
        await books.remove_ticket(ticket.id)
    await store.purge(clock.now)
    async with store.books() as books:
        assert await books.session(KEY) is None


async def test_one_conversation_is_erased_and_no_other(store: Store) -> None:
    await store.turn(1, KEY, "7", lambda _: Outcome("x"))
    await store.turn(2, "telegram:b:7:", "7", lambda _: Outcome("y"))
    async with store.books(KEY) as books:
        await books.remove_session(KEY)
    async with store.books() as books:
        assert await books.session(KEY) is None
        assert await books.session("telegram:b:7:") == "y"
