"""
Somebody mentions the bot in a chat that it is no member of.
"""

import pytest

from bot.preview.client import Client
from bot.preview.customer import Customer
from bot.preview.refusal import Json
from bot.store import SqliteStore
from tests.desk.house import House


@pytest.fixture
def kim(home: House) -> Client:
    return home.customer(Customer("Kim", "nl", id=91))


def words(answer: Json | None) -> str:
    assert answer is not None
    return str(answer["input_message_content"]["message_text"])


async def test_it_gives_one_answer_whose_buttons_work(home: House, kim: Client) -> None:
    answer = await kim.summon("imap met ssl")
    assert words(answer).startswith("<b>Uw instellingen: IMAP met SSL</b>")
    assert answer is not None
    rows = answer["reply_markup"]["inline_keyboard"]
    data = {each["text"]: each.get("callback_data") for row in rows for each in row}
    await kim.press_inline("guest1", data["Opnieuw beginnen"])
    assert "Welk protocol" in home.telegram.editing.inline["guest1"]["text"]
    assert home.telegram.calls["sendMessage"] == 0


async def test_it_speaks_the_language_of_the_words(kim: Client) -> None:
    answer = await kim.summon("ich kann leider keine e-mails mehr senden, was kann ich tun?")
    assert "sich anzumelden" in words(answer)


async def test_the_mention_alone_is_about_the_quoted_message(kim: Client) -> None:
    about = words(await kim.summon("", quoted="550 5.7.1 relay denied"))
    assert about == words(await kim.summon("550 5.7.1 relay denied"))
    assert "zonder zich aan te melden" in about
    assert words(await kim.summon("")) == words(await kim.summon("qwrtz plmk"))


async def test_a_password_is_warned_of_and_not_repeated(kim: Client) -> None:
    said = words(await kim.summon("mijn wachtwoord is Hunter2!x en inloggen lukt niet"))
    assert said.startswith("⚠️")
    assert "Hunter2" not in said


async def test_a_person_is_a_link_to_the_bot(kim: Client) -> None:
    answer = await kim.summon("ik wil een medewerker spreken")
    assert "https://t.me/local_mail_bot?start=" in str(answer)


async def test_a_notice_comes_first(home: House, kim: Client) -> None:
    await home.at(home.piet, 0).command("/notice sending 2h we are working on it")
    assert "we are working on it" in words(await kim.summon("verzenden lukt niet meer"))


async def test_it_touches_no_store(kim: Client, store: SqliteStore) -> None:
    await store.close()
    assert await kim.summon("imap")
    await store.open()


async def test_bots_get_no_answer(home: House) -> None:
    message = {
        "message_id": 1,
        "date": 0,
        "chat": {"id": -4711, "type": "group", "title": "Elsewhere"},
        "from": {"id": 5, "is_bot": True, "first_name": "Robot"},
        "text": "@local_mail_bot imap",
        "guest_query_id": "7",
    }
    await home.deliver(home.telegram.updates.stamp("guest_message", message))
    assert home.telegram.calls["answerGuestQuery"] == 0


@pytest.mark.parametrize("text", ["x" * 4000, "@", "\u202e", "<b>&"])
async def test_anything_gets_an_answer(kim: Client, text: str) -> None:
    assert words(await kim.summon(text))
