import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)
from telegram.error import BadRequest

from bot.preview.client import Client
from bot.preview.refusal import Refused
from bot.preview.telegram import LocalTelegram

KEYBOARD = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("IMAP", callback_data="i"),
            InlineKeyboardButton("POP", url="https://a.nl"),
        ],
        [InlineKeyboardButton("Copy", copy_text=CopyTextButton("ssl0.ovh.net"))],
    ]
)


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, client: Client) -> None:
    message = await bot.send_message(client.chat.id, "one", reply_markup=KEYBOARD)
    with pytest.raises(BadRequest, match="essage is not modified: specified new message content"):
        await message.edit_text("one", reply_markup=KEYBOARD)
    await message.edit_text("two", reply_markup=KEYBOARD)
    assert (client.last.text, client.last.edited) == ("two", True)
    await message.edit_text("two")
    assert client.last.buttons == []
    with pytest.raises(BadRequest, match="essage is not modified"):
        await message.edit_reply_markup()


async def test_what_cannot_be_edited(bot: Bot, client: Client) -> None:
    own = await client.send("hello")
    photo = await bot.send_photo(client.chat.id, b"\x89PNG", caption="<b>c</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="essage to edit not found"):
        await bot.edit_message_text("x", client.chat.id, 999_999)
    with pytest.raises(BadRequest, match="essage can't be edited"):
        await bot.edit_message_text("x", client.chat.id, own.id)
    with pytest.raises(BadRequest, match="here is no text in the message to edit"):
        await photo.edit_text("x")
    with pytest.raises(BadRequest, match=r"MESSAGE_ID_INVALID|essage_id_invalid"):
        await bot.edit_message_text("x", inline_message_id="nothing")
    await photo.edit_caption("other")
    assert client.last.text == "other"


async def test_deleting(bot: Bot, client: Client) -> None:
    own = await client.send("my password is hunter2")
    assert await bot.delete_message(client.chat.id, own.id)
    assert client.history == []
    with pytest.raises(BadRequest, match="essage to delete not found"):
        await bot.delete_message(client.chat.id, own.id)


async def test_in_a_group_only_an_administrator_deletes(
    bot: Bot, client: Client, telegram: LocalTelegram
) -> None:
    chat = telegram.group()
    said = await client.within(chat).send("hello")
    with pytest.raises(BadRequest, match="essage can't be deleted for everyone"):
        await bot.delete_message(chat.id, said.id)
    chat.bot_status = "administrator"
    assert await bot.delete_messages(chat.id, [said.id])


async def test_after_two_days_nothing_can_be_deleted() -> None:
    now = 1_700_000_000.0
    telegram = LocalTelegram(clock=lambda: now)
    own = await Client(telegram).send("hello")
    now += 48 * 3600 + 1
    with pytest.raises(Refused, match="message can't be deleted"):
        await telegram.call(
            "deleteMessage", {"chat_id": own.raw["chat"]["id"], "message_id": own.id}
        )


@pytest.mark.parametrize("method", ["editMessageText", "deleteMessage", "editMessageReplyMarkup"])
async def test_a_message_must_be_named(
    client: Client, telegram: LocalTelegram, method: str
) -> None:
    parameters = {"chat_id": client.chat.id, "text": "x"}
    with pytest.raises(Refused, match="message identifier is not specified"):
        await telegram.call(method, parameters)
    with pytest.raises(Refused, match="invalid message_id specified"):
        await telegram.call(method, parameters | {"message_id": "newest"})
