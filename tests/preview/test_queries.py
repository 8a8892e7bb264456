import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
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


async def test_taps_are_answered_until_they_are_too_old(
    bot: Bot, client: Client, telegram: LocalTelegram
) -> None:
    await bot.send_message(client.chat.id, "protocol?", reply_markup=KEYBOARD)
    await client.click("IM")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert query.data == "i"
    await query.answer("noted", show_alert=True)
    assert [(answer.text, answer.alert) for answer in client.answers] == [("noted", True)]
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await query.answer("x" * 201)
    telegram.expire_queries()
    with pytest.raises(BadRequest, match="uery is too old and response timeout expired"):
        await query.answer()


async def test_inline_queries(bot: Bot, client: Client) -> None:
    await client.inquire("imap")
    (update,) = await bot.get_updates()
    assert update.inline_query is not None
    result = InlineQueryResultArticle("1", "IMAP", InputTextMessageContent("993"))
    await update.inline_query.answer([result])
    (shown,) = client.telegram.queries.inline_answers[update.inline_query.id]
    assert shown["title"] == "IMAP"
    await client.press_inline("somewhere", "i")
    await bot.edit_message_text("995", inline_message_id="somewhere")


async def test_answers_that_are_refused(client: Client, telegram: LocalTelegram) -> None:
    query = telegram.queries.open(client.customer.id, client.chat.id)
    tap: dict[str, object] = {"callback_query_id": query.id}
    inline: dict[str, object] = {"inline_query_id": query.id}
    for method, parameters, words in (
        ("answerCallbackQuery", tap | {"url": "https://elsewhere.example"}, "URL_INVALID"),
        ("answerInlineQuery", inline | {"results": {}}, "expected an Array of InlineQueryResult"),
        ("answerInlineQuery", inline | {"results": [{"id": "1"}] * 2}, "RESULT_ID_DUPLICATE"),
        ("answerInlineQuery", inline | {"results": [{}] * 51}, "RESULTS_TOO_MUCH"),
        ("answerInlineQuery", {"inline_query_id": "x", "results": []}, "query is too old"),
    ):
        with pytest.raises(Refused, match=words):
            await telegram.call(method, parameters)
