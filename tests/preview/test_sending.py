import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyParameters,
)
from telegram.constants import ParseMode
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


async def test_a_message_arrives_as_the_customer_sees_it(bot: Bot, client: Client) -> None:
    message = await bot.send_message(
        client.chat.id, "Hello <b>Anna</b> &amp; co", ParseMode.HTML, reply_markup=KEYBOARD
    )
    assert client.last.id == message.message_id
    assert client.last.text == "Hello Anna & co"
    assert client.last.html == "Hello <b>Anna</b> &amp; co"
    assert client.last.labels == ["IMAP", "POP", "Copy"]
    assert client.last.button("Copy").copy == "ssl0.ovh.net"
    assert message.reply_markup == KEYBOARD


async def test_entities_instead_of_html(bot: Bot, client: Client) -> None:
    await bot.send_message(
        client.chat.id, "  bold", entities=[MessageEntity(MessageEntity.BOLD, 2, 4)]
    )
    assert client.last.html == "<b>bold</b>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Message text is empty"),
        (" \n ", "Text must be non-empty"),
        ("x" * 4097, "Message is too long"),
        ("👍" * 2049, "Message is too long"),
        ("<br>", 'Can\'t parse entities: unsupported start tag "br" at byte offset 0'),
    ],
)
async def test_texts_that_are_refused(bot: Bot, client: Client, text: str, words: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(client.chat.id, text, ParseMode.HTML)
    assert refused.value.message.lower() == words.lower()
    assert not client.messages


async def test_markup_does_not_count_towards_the_length(bot: Bot, client: Client) -> None:
    await bot.send_message(client.chat.id, f"<b>{'x' * 4096}</b>", ParseMode.HTML)
    assert len(client.last.text) == 4096


async def test_replies(bot: Bot, client: Client) -> None:
    own = await client.send("hello")
    reply = await bot.send_message(client.chat.id, "yes?", reply_parameters=ReplyParameters(own.id))
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.text == "hello"
    with pytest.raises(BadRequest, match="essage to be replied not found"):
        await bot.send_message(client.chat.id, "x", reply_parameters=ReplyParameters(9999))
    await bot.send_message(
        client.chat.id,
        "x",
        reply_parameters=ReplyParameters(9999, allow_sending_without_reply=True),
    )


async def test_files_travel_both_ways(bot: Bot, client: Client) -> None:
    await client.photo("my screen", b"\xff\xd8picture")
    (update,) = await bot.get_updates()
    assert update.message is not None
    file = await update.message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == b"\xff\xd8picture"

    sent = await bot.send_document(client.chat.id, b"BEGIN:VCARD", filename="anna.vcf")
    assert (client.last.attachment, client.last.file_name) == ("document", "anna.vcf")
    assert sent.document is not None
    await bot.send_document(client.chat.id, sent.document.file_id, caption="again")
    assert client.last.text == "again"
    with pytest.raises(BadRequest, match="aption is too long"):
        await bot.send_photo(client.chat.id, b"x", caption="x" * 1025)
    with pytest.raises(BadRequest, match="ile must be non-empty"):
        await bot.send_document(client.chat.id, b"")
    with pytest.raises(BadRequest, match="rong file identifier"):
        await bot.send_document(client.chat.id, "unknown")
    with pytest.raises(BadRequest, match="nvalid file_id"):
        await bot.get_file("unknown")


async def test_copies_and_forwards(bot: Bot, client: Client, telegram: LocalTelegram) -> None:
    staff = client.within(telegram.group("Staff"))
    own = await client.send("it does not work")
    copied = await bot.copy_message(staff.chat.id, client.chat.id, own.id)
    assert staff.last.id == copied.message_id
    assert staff.last.text == "it does not work"
    forwarded = await bot.forward_message(staff.chat.id, client.chat.id, own.id)
    assert forwarded.forward_origin is not None
    with pytest.raises(BadRequest, match="essage to copy not found"):
        await bot.copy_message(staff.chat.id, client.chat.id, 9999)


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("sendMessage", {"text": "x", "chat_id": None}, "chat_id is empty"),
        ("sendMessage", {"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ("sendMessage", {"text": "x", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ("sendMessage", {"text": "x", "entities": "{"}, "can't parse entities JSON object"),
        ("sendMessage", {"text": "x", "entities": {}}, "expected an Array of MessageEntity"),
        ("sendMessage", {"text": "x", "entities": [{}]}, "can't parse MessageEntity"),
        ("sendMessage", {"text": "x", "entities": [{"type": "bold"}]}, "can't parse MessageEntity"),
        ("sendMessage", {"text": "x", "link_preview_options": []}, "object expected as link"),
        ("sendMessage", {"text": "x", "reply_parameters": []}, "object expected as reply"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ],
)
async def test_calls_that_are_refused(
    client: Client,
    telegram: LocalTelegram,
    method: str,
    parameters: dict[str, object],
    words: str,
) -> None:
    with pytest.raises(Refused) as refused:
        await telegram.call(method, {"chat_id": client.chat.id} | parameters)
    assert refused.value.description.startswith(f"Bad Request: {words}")


async def test_protected_messages_stay_where_they_are(
    client: Client, telegram: LocalTelegram
) -> None:
    chat_id = client.chat.id
    await telegram.call(
        "sendMessage", {"chat_id": chat_id, "text": "secret", "protect_content": True}
    )
    parameters = {"chat_id": chat_id, "from_chat_id": chat_id, "message_id": client.last.id}
    for method, words in (("copyMessage", "copied"), ("forwardMessage", "forwarded")):
        with pytest.raises(Refused, match=f"message can't be {words}"):
            await telegram.call(method, parameters)
