"""
Customers and agents talk to one another.
"""

import pytest

from bot.preview.client import Client
from bot.store import SqliteStore
from tests.channel.clock import VirtualClock
from tests.desk.house import House, facts_with, house, texts


async def test_a_sentence_opens_a_topic_with_a_card(home: House) -> None:
    piet = await home.hand_over()
    assert [each.name for each in home.room.topics.values()] == ["#1 · EN · Jan <b>@x</b>"]
    (card,) = piet.messages
    for words in ("I can’t send", "English", "Jan <b>@x</b>", "I can receive but not send"):
        assert words in card.text
    assert [each.label for each in card.all_buttons] == ["I’ll take this", "Close"]
    assert "Which e-mail address is it about?" in home.jan.last.text


async def test_address_and_ticket_stand_on_the_card(home: House) -> None:
    piet = await home.hand_over()
    await home.jan.send("jan@example.com")
    assert "Did you receive a ticket" in home.jan.last.text
    await home.jan.send("CS1234567")
    assert "You are in touch with our helpdesk" in home.jan.last.text
    (card,) = piet.messages
    assert "E-mail address: jan@example.com" in card.text
    assert "Incident ticket: CS1234567" in card.text


async def test_both_sides_read_each_other_and_the_bot_is_silent(home: House) -> None:
    piet = await home.hand_over()
    said = len(home.jan.messages)
    await home.jan.send("Are you there?")
    assert len(home.jan.messages) == said
    assert piet.last.text == "Are you there?"
    await piet.send("Good morning! Which program do you use?")
    assert home.jan.last.text == "Helpdesk\nGood morning! Which program do you use?"
    assert [each.label for each in home.jan.last.all_buttons] == ["End this conversation"]


async def test_a_reaction_says_that_a_message_has_arrived(home: House) -> None:
    piet = await home.hand_over()
    question = await home.jan.send("Which port?")
    answer = await piet.send("465")
    given = home.telegram.reactions.given
    assert given[home.jan.chat.id, question.id] == "👀"
    assert given[home.room.id, answer.id] == "👍"
    await home.jan.block()
    lost = await piet.send("Are you still there?")
    assert (home.room.id, lost.id) not in given


async def test_agents_names_are_shown_where_the_host_wants_it(
    store: SqliteStore, clock: VirtualClock
) -> None:
    async with house(store, clock, facts=facts_with(agent_names=True)) as home:
        piet = await home.hand_over()
        await piet.send("Good morning!")
        assert home.jan.last.text == "Piet\nGood morning!"


async def test_replies_and_corrections_find_their_twins(home: House) -> None:
    piet = await home.hand_over()
    question = await home.jan.send("Which port?")
    copy = piet.last
    answer = await piet.send("465", reply_to=copy)
    assert home.jan.last.raw["reply_to_message"]["message_id"] == question.id
    delivered = home.jan.last
    await piet.edit(answer, "465, with SSL")
    assert delivered.text == "Helpdesk\n465, with SSL"
    await home.jan.edit(question, "Which port for sending?")
    assert copy.text == "✏️ Which port for sending?"
    await home.jan.send("thanks", reply_to=delivered)
    assert piet.last.raw["reply_to_message"]["message_id"] == answer.id


async def test_pictures_go_both_ways(home: House) -> None:
    piet = await home.hand_over()
    await home.jan.photo("my screen")
    assert piet.last.raw["photo"]
    assert piet.last.text == "my screen"
    await home.jan.document()
    await home.jan.voice()
    await home.jan.sticker()
    kinds = [
        name
        for each in piet.messages[2:]
        for name in ("document", "voice", "sticker")
        if name in each.raw
    ]
    assert kinds == ["document", "voice", "sticker"]
    await piet.photo("click here")
    assert home.jan.last.raw["photo"]
    assert home.jan.last.text == "Helpdesk\nclick here"


async def test_what_cannot_be_passed_on_is_told(home: House) -> None:
    piet = await home.hand_over()
    before = len(piet.messages)
    await home.jan.location()
    assert "I can’t pass this on" in home.jan.last.text
    assert len(piet.messages) == before
    await piet.location()
    assert "Not delivered" in piet.last.text


async def test_a_customers_text_is_dead_in_the_staffs_chat(home: House) -> None:
    piet = await home.hand_over()
    await home.jan.send("@piet /close https://evil.example <b>bold</b> #tag")
    assert {each["type"] for each in piet.last.entities} == {"code"}
    assert len(piet.last.entities) == 1
    assert piet.last.text == "@piet /close https://evil.example <b>bold</b> #tag"


@pytest.mark.parametrize("caption", [True, False])
async def test_a_password_does_not_reach_the_staff(home: House, *, caption: bool) -> None:
    piet = await home.hand_over()
    text = "my password is Hunter2!x"
    if caption:
        await home.jan.photo(text)
    else:
        await home.jan.send(text)
    assert "There seems to be a password" in home.jan.last.text
    assert piet.last.text == "my password is •••"
    assert "Hunter2" not in str([call.parameters for call in home.telegram.log])


async def test_a_password_in_a_correction_does_not_reach_the_staff(home: House) -> None:
    piet = await home.hand_over()
    message = await home.jan.send("my password is secret")
    await home.jan.edit(message, "my password is Hunter2!x")
    assert "Hunter2" not in str([call.parameters for call in home.telegram.log])
    assert piet.last.text


async def test_notes_and_commands_stay_inside(home: House) -> None:
    piet = await home.hand_over()
    before = texts(home.jan.messages)
    for text in ("// he is angry", "/note call him back", "/unknown", "/claim"):
        await piet.send(text)
    assert texts(home.jan.messages) == before


async def test_a_claim_stands_on_the_card(home: House) -> None:
    piet = await home.hand_over()
    await piet.click("I’ll take this")
    assert "taken by Piet" in piet.messages[0].text
    mia = home.at(home.mia)
    await mia.command("/claim")
    assert "taken by Mia" in piet.messages[0].text


async def test_buttons_work_while_somebody_is_there(home: House) -> None:
    piet = await home.hand_over()
    before = len(piet.messages)
    await home.jan.click("Skip")
    await home.jan.click("Skip")
    await home.jan.click("My settings")
    assert len(piet.messages) == before
    await home.jan.send("IMAP")
    assert piet.last.text == "IMAP"


async def test_the_customer_ends_it_with_one_tap(home: House) -> None:
    piet = await home.hand_over()
    await home.jan.click("End this conversation")
    assert "has ended" in home.jan.last.text
    assert "The customer has ended the conversation." in texts(piet.messages)
    assert home.room.topics[piet.thread_id or 0].closed
    await home.jan.send("imap with ssl")
    assert "IMAP with SSL" in home.jan.last.text


async def test_an_agent_ends_it_with_one_tap_and_the_customer_is_told(home: House) -> None:
    piet = await home.hand_over()
    await piet.tap(piet.messages[0], "Close")
    assert "has ended" in home.jan.last.text
    assert "closed" in piet.messages[0].text
    await piet.send("one more thing")
    assert "this conversation is closed" in piet.last.text
    assert "has ended" in home.jan.last.text
    await piet.command("/reopen")
    assert "You are in touch with our helpdesk" in home.jan.last.text
    await home.jan.send("hello again")
    assert piet.last.text == "hello again"


async def test_a_customer_who_comes_back_finds_the_same_topic(home: House) -> None:
    piet = await home.hand_over()
    await piet.command("/close")
    await home.jan.send("a person please")
    assert len(home.room.topics) == 1
    assert not home.room.topics[piet.thread_id or 0].closed
    assert "Jan" in piet.last.text


async def test_a_double_tap_opens_one_conversation(home: House) -> None:
    await home.jan.start()
    await home.jan.click_twice("Ask our helpdesk")
    assert len(home.room.topics) == 1
    await home.jan.command("/person")
    assert len(home.room.topics) == 1


async def test_two_customers_have_topics_of_their_own(home: House) -> None:
    await home.hand_over()
    eva = home.customer(Client(home.telegram).customer)
    await eva.send("a person please")
    first, second = sorted(home.room.topics)
    await home.at(home.mia, second).send("Hello Eva")
    assert "Hello Eva" in eva.last.text
    assert "Hello Eva" not in home.jan.last.text
    await home.at(home.piet, first).send("Hello Jan")
    assert "Hello Jan" in home.jan.last.text


async def test_canned_replies(home: House) -> None:
    piet = await home.hand_over()
    await piet.command("/canned")
    assert "There are no ready-made replies yet." in piet.last.text
    await piet.command("/canned hello Good morning, how can I help?")
    await piet.command("/canned hello")
    assert "Good morning, how can I help?" in home.jan.last.text
    await piet.command("/canned")
    assert "hello: Good morning" in piet.last.text
    await piet.command("/canned -hello")
    await piet.command("/canned hello")
    assert "There is no reply called hello." in piet.last.text


async def test_an_agent_sends_the_bots_own_card(home: House) -> None:
    piet = await home.hand_over()
    await piet.command("/send pop ssl")
    assert "POP with SSL" in home.jan.last.text
    assert "Sent to the customer: Your settings: POP with SSL" in piet.last.text
    await piet.command("/send")
    assert "I don’t know what to send" in piet.last.text
    await home.jan.send("got it")
    assert piet.last.text == "got it"


async def test_open_lists_the_longest_wait_first(home: House) -> None:
    piet = await home.hand_over()
    await home.pass_by(600)
    eva = home.customer(Client(home.telegram).customer)
    await eva.send("a person please")
    await home.pass_by(60)
    general = home.at(home.mia, 0)
    await general.command("/open")
    lines = general.last.text.split("\n")
    assert [line.partition(" ·")[0] for line in lines[1:]] == ["• #1", "• #2"]
    assert "11 minutes" in lines[1]
    await piet.send("hello")
    await general.command("/open")
    assert [line.partition(" ·")[0] for line in general.last.text.split("\n")[1:]] == [
        "• #2",
        "• #1",
    ]
