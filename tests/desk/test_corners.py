"""
What agents and customers do that nobody thinks of at first.
"""

import asyncio
from typing import Any

import pytest

from bot.channel.api import call
from bot.preview.account import Account
from bot.preview.customer import Customer
from bot.store import SqliteStore
from tests.channel.clock import VirtualClock
from tests.desk.house import House, facts_with, house, texts

HOUR, DAY = 3600, 86400
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


@pytest.mark.parametrize("caption", ["// he is lying, see the log", "/note seen before", "/x"])
async def test_an_internal_caption_stays_internal(home: House, caption: str) -> None:
    piet = await home.hand_over()
    before = texts(home.jan.messages)
    await piet.photo(caption)
    assert texts(home.jan.messages) == before


async def test_a_picture_whose_caption_is_an_answer_reaches_the_agents(home: House) -> None:
    piet = await home.hand_over()
    await home.jan.photo("jan@example.com")
    await home.jan.photo("CS1234567")
    assert sum("photo" in each.raw for each in piet.messages) == 2
    assert "E-mail address: jan@example.com" in piet.messages[0].text


async def test_a_picture_that_asks_for_a_person_reaches_the_agents(home: House) -> None:
    await home.jan.start()
    await home.jan.photo("I want to talk to a person, look at this screen")
    assert "photo" in home.at(home.piet).messages[-1].raw


async def test_renaming_a_topic_and_pinning_in_it_are_no_letters(home: House) -> None:
    piet = await home.hand_over()
    pinned = dict(piet.messages[0].raw)
    for content in ({"forum_topic_edited": {"name": "x"}}, {"pinned_message": pinned}):
        await home.happens(piet, content)
    await home.clock.run(home.application.idle())
    assert "Not delivered" not in str(texts(piet.messages))


async def test_a_place_on_the_move_is_refused_once(home: House) -> None:
    piet = await home.hand_over()
    place = await piet.location()
    said = len(piet.messages)
    for _ in range(3):
        await home.deliver(home.telegram.updates.stamp("edited_message", dict(place.raw)))
    assert len(piet.messages) == said


async def test_many_long_ready_made_replies_are_listed(home: House) -> None:
    piet = await home.hand_over()
    for number in range(45):
        await piet.command(f"/canned number{number} " + "bla " * 100)
    await piet.command("/canned")
    assert "number0: bla bla" in piet.last.text
    assert "and 5 more" in piet.last.text


async def test_a_ready_made_reply_may_begin_on_the_next_line(home: House) -> None:
    piet = await home.hand_over()
    await piet.command("/canned hello\nGood morning, how are you?")
    await piet.command("/canned hello")
    assert "Good morning, how are you?" in home.jan.last.text


async def test_a_name_is_dead_in_the_list_where_there_are_no_topics(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock, forum=False) as home:
        eve = home.customer(Customer("@durov /close evil.com", "en"))
        await eve.send("a person please")
        general = home.at(home.piet, 0)
        await general.command("/open")
        live = {each["type"] for each in general.last.entities}
        assert "@durov" in general.last.text
        assert live <= {"bold", "code"}


async def test_who_is_forgotten_after_a_month_is_forgotten_by_the_desk_too(home: House) -> None:
    await home.hand_over()
    await home.pass_by(HOUR)
    await home.pass_by(73 * HOUR)
    assert "has ended" in home.jan.last.text
    await home.pass_by(27.5 * DAY)
    await home.pass_by(HOUR + 60)
    await home.jan.command("/forget")
    assert not home.room.topics


async def test_a_customer_who_is_only_written_to_for_a_month_is_still_connected(
    home: House,
) -> None:
    piet = await home.hand_over()
    for _ in range(16):
        await home.pass_by(2 * DAY)
        await piet.send("Any news?")
    await home.jan.send("yes, it works with port 465")
    assert piet.last.text == "yes, it works with port 465"


async def test_nobody_is_closed_who_waits_for_the_desk_to_open(
    store: SqliteStore, clock: VirtualClock
) -> None:
    # The clock begins on a Tuesday evening.
    hours = {day: ["09:00-18:00"] for day in WEEKDAYS}
    holidays = ["2023-11-15", "2023-11-16", "2023-11-17"]
    async with house(store, clock, facts=facts_with(hours=hours, holidays=holidays)) as home:
        piet = await home.hand_over()
        await home.pass_by(73 * HOUR)
        assert "has ended" not in home.jan.last.text
        await home.pass_by(2.5 * DAY)
        assert "has been waiting" in str(texts(piet.messages))
        await home.pass_by(73 * HOUR)
        assert "has ended" in home.jan.last.text


async def test_all_copies_go_where_there_are_no_topics(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock, forum=False) as home:
        piet = await home.hand_over()
        for number in range(105):
            await home.jan.send(f"secret {number}")
            await home.pass_by(4)
        await home.jan.command("/forget")
        (line,) = texts(piet.messages)
        assert "erased" in line


async def test_a_topic_deleted_by_hand_is_still_spoken_of(home: House) -> None:
    await home.hand_over()
    home.room.topics.clear()
    await home.jan.command("/forget")
    assert "erased" in home.at(home.piet, 0).last.text


async def test_copies_in_a_group_that_became_another_are_to_be_deleted_by_hand(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock, forum=False) as home:
        piet = await home.hand_over()
        await home.pass_by(120)
        await piet.upgrade()
        home.room = piet.chat
        await home.jan.command("/forget")
        assert "delete" in home.at(home.piet, 0).last.text
        assert "copies" in str(texts(home.jan.messages)[-2:])


async def test_orders_in_a_business_chat_are_no_orders(home: House) -> None:
    kim = Customer("Kim", "nl", id=91)
    account = Account(home.telegram, home.piet, home.deliver)
    await account.connect()
    private = home.customer(kim)
    await account.answers(kim, "/link imap")
    await account.writes(kim, "/open")
    assert not texts(private.messages)
    # The owner wrote, so the bot is silent there.
    await account.writes(kim, "ik kan niet verzenden: 550 5.7.1 relay denied")
    assert texts(account.history(kim)) == [
        "/link imap",
        "/open",
        "ik kan niet verzenden: 550 5.7.1 relay denied",
    ]


async def test_what_is_kept_of_a_business_chat_can_be_erased(
    home: House, store: SqliteStore
) -> None:
    kim = Customer("Kim", "nl", id=91)
    account = Account(home.telegram, home.piet, home.deliver)
    await account.connect()
    key = f"telegram:{account.id}:{kim.id}:"
    await account.writes(kim, "ik kan niet verzenden: 550 5.7.1 relay denied")
    async with store.books() as books:
        assert await books.session(key)
    await account.writes(kim, "wis mijn gegevens")
    assert "gewist" in texts(account.history(kim))[-1]
    async with store.books() as books:
        assert await books.session(key) is None


async def test_a_slip_mended_by_an_agent_is_no_answer(home: House) -> None:
    piet = await home.hand_over()
    said = await piet.send("hello")
    await home.jan.send("my question")
    await piet.edit(said, "hello!")
    await home.pass_by(1900)
    assert "has been waiting" in str(texts(piet.messages))


async def test_a_correction_beyond_the_pace_is_told(home: House) -> None:
    await home.hand_over()
    for number in range(21):
        sent = await home.jan.send(f"message {number}")
    await home.jan.edit(sent, "corrected")
    assert "faster" in home.jan.last.text


async def test_who_took_a_conversation_is_known_after_a_restart(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock) as home:
        piet = await home.hand_over()
        await piet.click("I’ll take this")
    async with house(store, clock, before=home) as again:
        await again.jan.send("jan@example.com")
        assert "taken by Piet" in again.at(again.piet).messages[0].text


async def test_a_long_caption_of_an_agent_arrives_whole(home: House) -> None:
    piet = await home.hand_over()
    await piet.photo("x" * 1020)
    assert "x" * 1020 in home.jan.last.text
    assert "photo" in home.jan.messages[-2].raw


async def test_a_long_caption_that_the_customer_changed_arrives_whole(home: House) -> None:
    piet = await home.hand_over()
    sent = await home.jan.photo("a" * 600)
    raw = home.telegram.messages.change(sent.raw, {"caption": "b" * 1020 + " END"})
    await home.deliver(home.telegram.updates.stamp("edited_message", dict(raw)))
    assert piet.last.text.endswith(" END")


async def test_a_topic_that_was_being_made_for_who_is_forgotten_goes_too(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await home.jan.start()
    made, asked = asyncio.Event(), asyncio.Event()

    async def slowly(bot: Any, method: str, *rest: Any, **more: Any) -> Any:
        result = await call(bot, method, *rest, **more)
        if method == "createForumTopic":
            asked.set()
            await made.wait()
        return result

    async def writes(text: str) -> None:
        raw = home.telegram.messages.add(home.jan.chat, home.jan.customer.user, {"text": text})
        await home.application.handle_json(home.telegram.updates.stamp("message", dict(raw)))

    monkeypatch.setattr("bot.channel.errands.call", slowly)
    await writes("I want to talk to a person")
    await asked.wait()
    await writes("/forget")
    made.set()
    await home.clock.run(home.application.idle())
    assert "erased" in str(texts(home.jan.messages))
    assert not home.room.topics


async def test_who_writes_on_is_not_closed_three_days_after_the_reminder(home: House) -> None:
    await home.hand_over()
    await home.pass_by(HOUR)
    await home.pass_by(70 * HOUR)
    await home.jan.send("Is anybody there?")
    await home.pass_by(4 * HOUR)
    assert "has ended" not in home.jan.last.text


@pytest.mark.parametrize(
    ("before", "after"), [("Look here", "x" * 1020), ("x" * 1020, "Look here")]
)
async def test_a_caption_that_an_agent_changed_arrives_whole(
    home: House, before: str, after: str
) -> None:
    piet = await home.hand_over()
    sent = await piet.photo(before)
    raw = home.telegram.messages.change(sent.raw, {"caption": after})
    await home.deliver(home.telegram.updates.stamp("edited_message", dict(raw)))
    assert home.jan.last.text.endswith(after)
