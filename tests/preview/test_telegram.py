import pytest
from telegram import (
    Bot,
)
from telegram.error import BadRequest, InvalidToken

from bot.preview.client import Client
from bot.preview.refusal import Refused
from bot.preview.request import LocalRequest
from bot.preview.telegram import LocalTelegram


async def test_a_wrong_token_is_told_from_a_malformed_one(telegram: LocalTelegram) -> None:
    for token, words in (("1:" + "B" * 35, "Unauthorized"), ("nonsense", "Not Found")):
        request = LocalRequest(telegram)
        with pytest.raises(InvalidToken, match=words):
            await request.post(f"https://api.telegram.org/bot{token}/getMe")
    telegram.faults.revoke_token()
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await LocalRequest(telegram).post(f"https://api.telegram.org/bot{telegram.token}/getMe")


async def test_an_unknown_method_is_no_wrong_token(telegram: LocalTelegram) -> None:
    with pytest.raises(Refused) as refused:
        await telegram.call("sendMoney", {})
    assert refused.value.error_code == 400


async def test_a_chat_forgets_what_is_older_than_it_keeps() -> None:
    telegram = LocalTelegram(keep=2)
    client = Client(telegram)
    for word in ("one", "two", "three"):
        await telegram.call("sendMessage", {"chat_id": client.chat.id, "text": word})
    assert [message.text for message in client.messages] == ["two", "three"]


async def test_the_log_keeps_what_was_called(bot: Bot, telegram: LocalTelegram) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(1, "hello")
    last = telegram.log[-1]
    assert last.method == "sendMessage"
    assert last.parameters["text"] == "hello"
    assert isinstance(last.error, Refused)


async def test_a_raw_update_makes_its_chat_known(bot: Bot, telegram: LocalTelegram) -> None:
    person = {"id": 77, "is_bot": False, "first_name": "Piet"}
    chat = {"id": 77, "type": "private", "first_name": "Piet"}
    telegram.push(
        "message", {"message_id": 1, "date": 0, "chat": chat, "from": person, "text": "hi"}
    )
    await bot.send_message(77, "hello")
