"""
What goes wrong between customers and agents is seen, and nothing is lost.
"""

import logging

import pytest

from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.store import SqliteStore
from tests.channel.clock import VirtualClock
from tests.desk.house import House, house, texts


async def test_an_agent_is_told_that_the_customer_has_blocked_the_bot(home: House) -> None:
    piet = await home.hand_over()
    home.jan.chat.forbidden = "bot was blocked by the user"
    message = await piet.send("Hello?")
    assert "the customer has blocked the bot" in piet.last.text
    assert piet.last.raw["reply_to_message"]["message_id"] == message.id


async def test_an_agent_is_told_of_every_message_that_did_not_get_through(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock, rate=25) as home:
        piet = await home.hand_over()
        home.jan.chat.forbidden = "bot was blocked by the user"
        for number in range(3):
            await piet.send(f"message {number}")
        told = [each for each in texts(piet.messages) if "blocked the bot" in each]
        assert len(told) == 3


async def test_a_message_that_telegram_does_not_take_is_told(home: House) -> None:
    piet = await home.hand_over()
    home.telegram.faults.refuse(400, "Bad Request: PHOTO_INVALID", method="sendPhoto", times=2)
    await piet.photo("look")
    assert "Telegram did not accept this message" in piet.last.text
    await home.jan.photo("look")
    assert "I can’t pass this on" in home.jan.last.text


async def test_a_deleted_topic_is_made_anew_and_said_once(home: House) -> None:
    piet = await home.hand_over()
    await home.jan.send("first")
    home.room.topics.clear()
    await home.jan.send("second")
    (topic,) = home.room.topics
    new = home.at(home.piet)
    assert topic != piet.thread_id
    card, message = texts(new.messages)
    assert "The earlier topic was deleted" in card
    assert message == "second"
    await new.command("/claim")
    assert "The earlier topic was deleted" not in new.messages[0].text
    await new.send("here I am")
    assert "here I am" in home.jan.last.text


async def test_a_topic_that_a_kill_left_over_says_so(home: House) -> None:
    await home.hand_over()
    left = home.telegram.chats.open_topic(home.room, "left over")
    opened = home.telegram.messages.add(
        home.room, home.telegram.bot, {"forum_topic_created": {"name": "left over"}}, left
    )
    stray = home.at(home.piet, left)
    raw = home.telegram.messages.add(
        home.room, home.piet.user, {"text": "hello", "reply_to_message": dict(opened)}, left
    )
    await home.deliver(home.telegram.updates.stamp("message", dict(raw)))
    assert "linked to nobody" in stray.last.text


async def test_agents_topics_of_their_own_are_left_alone(home: House) -> None:
    await home.hand_over()
    own = home.telegram.chats.open_topic(home.room, "coffee")
    piet = home.at(home.piet, own)
    before = len(home.telegram.log)
    await piet.send("who wants one?")
    assert len(home.telegram.log) == before


async def test_an_upgraded_group_is_followed(store: SqliteStore, clock: VirtualClock) -> None:
    async with house(store, clock, forum=False) as home:
        piet = await home.hand_over()
        await piet.upgrade()
        home.room = piet.chat
        await home.jan.send("are you still there?")
        assert any("are you still there?" in each.text for each in piet.messages)
        await piet.send("yes!", reply_to=piet.last)
        assert "yes!" in home.jan.last.text


async def test_an_upgrade_that_was_missed_is_found_out_when_sending(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock, forum=False) as home:
        await home.hand_over()
        home.room = home.telegram.upgrade(home.room.id)
        await home.jan.send("are you still there?")
        piet = home.at(home.piet)
        assert piet.last.text == "are you still there?"
        await piet.send("yes!", reply_to=piet.last)
        assert "yes!" in home.jan.last.text


async def test_without_topics_agents_reply_to_messages(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock, forum=False) as home:
        piet = await home.hand_over()
        card = piet.last
        await home.jan.send("Hello?")
        assert piet.last.raw["reply_to_message"]["message_id"] == card.id
        await piet.send("for everybody")
        assert "for everybody" not in home.jan.last.text
        await piet.send("Good morning", reply_to=card)
        assert "Good morning" in home.jan.last.text
        await piet.send("Which program?", reply_to=piet.last)
        assert "Which program?" in home.jan.last.text
        await piet.send("/close", reply_to=card)
        assert "has ended" in home.jan.last.text


async def test_a_bot_without_the_right_to_open_topics_does_without(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock) as home:
        home.room.bot_status = "member"
        await home.hand_over()
        assert not home.room.topics
        assert "I can’t send" in home.at(home.piet).messages[-1].text


async def test_closing_and_opening_by_hand_counts(home: House) -> None:
    piet = await home.hand_over()
    topic = piet.thread_id or 0
    for kind, words in (
        ("forum_topic_closed", "has ended"),
        ("forum_topic_reopened", "You are in touch"),
    ):
        home.room.topics[topic].closed = kind == "forum_topic_closed"
        raw = home.telegram.messages.add(home.room, home.piet.user, {kind: {}}, topic)
        await home.deliver(home.telegram.updates.stamp("message", dict(raw)))
        assert words in home.jan.last.text


async def test_strangers_are_refused_and_it_is_logged(
    home: House, caplog: pytest.LogCaptureFixture
) -> None:
    piet = await home.hand_over()
    home.room.members[home.piet.id] = "left"
    with caplog.at_level(logging.WARNING):
        await piet.command("/close")
        await piet.tap(piet.messages[0], "Close")
    assert "for the staff of our helpdesk only" in piet.last.text
    assert "for the staff" in piet.answers[-1].text
    assert "closed" not in piet.messages[0].text
    assert [record.__dict__["order"] for record in caplog.records] == ["close", "close"]


async def test_orders_elsewhere_are_refused_politely(home: House) -> None:
    await home.hand_over()
    stranger = home.customer(Customer("Eve", "nl"))
    await stranger.command("/open")
    assert stranger.last.text
    assert "#1" not in stranger.last.text
    agent = home.customer(home.piet)
    await agent.command("/open")
    assert agent.last.text == "Please use this command in the staff’s chat."


async def test_forget_erases_the_topic_and_leaves_one_line(home: House) -> None:
    await home.hand_over()
    await home.jan.send("jan@example.com")
    await home.jan.command("/forget")
    assert not home.room.topics
    general = home.at(home.piet, 0)
    general.thread_id = None
    assert general.last.text == "#1: the customer had everything erased."
    assert "I have erased everything" in home.jan.last.text
    await home.jan.send("a person please")
    assert len(home.room.topics) == 1


async def test_what_cannot_be_erased_is_told_to_both(home: House) -> None:
    await home.hand_over()
    home.telegram.faults.refuse(
        400, "Bad Request: not enough rights to delete", method="deleteForumTopic"
    )
    await home.jan.command("/forget")
    assert "Our helpdesk still has copies" in home.jan.last.text
    general = home.at(home.piet, 0)
    general.thread_id = None
    assert "Please delete them by hand" in general.last.text


async def test_forget_without_topics_deletes_the_copies(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock, forum=False) as home:
        piet = await home.hand_over()
        await home.jan.send("my secret address")
        await home.jan.command("/forget")
        assert texts(piet.messages) == ["#1: the customer had everything erased."]


async def test_a_flood_is_held_back_and_told(home: House) -> None:
    await home.hand_over()
    for number in range(25):
        await home.jan.send(f"message {number}")
    assert "faster than I can pass it on" in home.jan.last.text
    await home.pass_by(120)
    await home.jan.send("now?")
    assert home.at(home.piet).last.text == "now?"


async def test_what_waits_for_one_topic_is_one_message(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock, rate=25) as home:
        piet = await home.hand_over()
        for number in range(15):
            raw = home.telegram.messages.add(
                home.jan.chat, home.jan.customer.user, {"text": f"line {number}"}
            )
            stamped = home.telegram.updates.stamp("message", dict(raw))
            await clock.run(home.application.handle_json(stamped))
        await clock.run(home.application.idle())
        said = texts(piet.messages)[1:]
        assert "\n".join(said).split("\n") == [f"line {number}" for number in range(15)]
        assert len(said) < 8
        # A correction of one of several is said beside it.
        merged = next(each for each in piet.messages[1:] if each.text.count("\n") > 1)
        line = merged.text.split("\n")[1]
        original = next(each for each in home.jan.history if each.text == line)
        await home.jan.edit(original, "corrected")
        assert piet.last.text == "✏️ Changed: corrected"
        assert piet.last.raw["reply_to_message"]["message_id"] == merged.id


async def test_the_staff_is_reminded_once_and_silence_closes(home: House) -> None:
    piet = await home.hand_over()
    await home.pass_by(1900)
    reminders = [each for each in texts(piet.messages) if "has been waiting" in each]
    assert reminders == ["⏰ The customer has been waiting for 30 minutes."]
    await piet.send("hello")
    await home.jan.send("finally!")
    await home.pass_by(1900)
    assert sum("has been waiting" in each for each in texts(piet.messages)) == 2
    await home.pass_by(73 * 3600)
    assert "has ended" in home.jan.last.text
    assert "nobody has written here" in "".join(texts(piet.messages))


async def test_what_is_long_over_is_erased(home: House) -> None:
    piet = await home.hand_over()
    await piet.command("/close")
    await home.pass_by(31 * 86400)
    assert not home.room.topics


async def test_other_customers_and_groups_are_not_the_desks(home: House) -> None:
    await home.hand_over()
    group = home.telegram.group("Family")
    eva = Client(home.telegram, Customer("Eva", "en"), deliver=home.deliver, chat=group)
    await eva.mention("a person please")
    assert len(home.room.topics) == 1
    assert "You can reach us here" in eva.last.text
