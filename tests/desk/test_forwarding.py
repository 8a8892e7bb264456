"""
An agent forwards a customer's message to the bot in private.
"""

from typing import Any

import pytest

from bot.preview.client import Client
from tests.desk.house import House

KNOWN = {"type": "user", "date": 1, "sender_user": {"id": 9, "is_bot": False, "first_name": "K"}}
HIDDEN = {"type": "hidden_user", "date": 1, "sender_user_name": "K"}


async def forward(home: House, agent: Client, text: str, origin: dict[str, Any]) -> list[str]:
    before = len(agent.messages)
    await home.happens(agent, {"text": text, "forward_origin": origin})
    await home.application.idle()
    return [each.text for each in agent.messages[before:] if each.text != text]


@pytest.mark.parametrize("origin", [KNOWN, HIDDEN])
async def test_the_agent_reads_the_diagnosis_and_a_reply_to_send(
    home: House, origin: dict[str, Any]
) -> None:
    agent = home.customer(home.piet)
    text = "Ich kann nichts senden, der Server sagt: 550 5.7.1 relay denied. Was ist das?"
    summary, reply = await forward(home, agent, text, origin)
    assert summary.startswith("It is about: I can’t send")
    assert "Language: Deutsch" in summary
    assert "ohne sich anzumelden" in reply
    (button,) = agent.last.all_buttons
    assert (button.url or "").startswith("https://t.me/")
    payload = (button.url or "").partition("?start=")[2]
    await home.jan.start(payload)
    assert "ohne sich anzumelden" in home.jan.last.text


async def test_the_agents_own_conversation_goes_on_where_it_was(home: House) -> None:
    agent = home.customer(home.piet)
    await agent.start()
    await agent.send("imap")
    await forward(home, agent, "0x800ccc0f", KNOWN)
    await agent.send("ssl")
    assert agent.last.text.startswith("Your settings: IMAP with SSL")


async def test_a_password_is_deleted_there_too(home: House) -> None:
    agent = home.customer(home.piet)
    text = "mijn wachtwoord is Hunter2!x en ik kan niet inloggen"
    summary, reply = await forward(home, agent, text, KNOWN)
    assert "There seems to be a password" in summary
    assert "Hunter2" not in summary + reply
    assert not any("Hunter2" in each.text for each in agent.messages)


async def test_what_a_customer_forwards_is_as_if_typed(home: House) -> None:
    (answer,) = await forward(home, home.jan, "imap with ssl", KNOWN)
    assert answer.startswith("Your settings: IMAP with SSL")


async def test_what_is_forwarded_within_the_staffs_chat_goes_to_the_customer(home: House) -> None:
    staff = await home.hand_over()
    await home.happens(staff, {"text": "please restart it", "forward_origin": KNOWN})
    await home.application.idle()
    assert home.jan.last.text.endswith("please restart it")
