"""
A reply as calls of the Bot API.
"""

from collections.abc import Iterator

from bot.answers.layout import split
from bot.answers.reply import Button, Reply
from bot.channel.address import Address
from bot.channel.incoming import Incoming
from bot.store import Outgoing


def message(incoming: Incoming, reply: Reply, *, edit: bool, quote: bool) -> Iterator[Outgoing]:
    """
    Say a reply: `edit` in place of the tapped message, `quote` as an answer to the customer's own.
    """
    address = incoming.address
    parts = split(reply.html)
    for index, text in enumerate(parts):
        parameters: dict[str, object] = {
            "chat_id": address.chat,
            "text": text,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if address.connection:
            parameters["business_connection_id"] = address.connection
        if address.topic is not None:
            # Not known to editMessageText: the sender needs it where it must send anew instead.
            parameters["message_thread_id"] = address.topic
        if reply.rows and index == len(parts) - 1:
            parameters["reply_markup"] = keyboard(reply)
        if edit and index == 0:
            parameters["message_id"] = incoming.message
            yield Outgoing(address.lane, "editMessageText", parameters)
            continue
        if quote and index == 0:
            parameters["reply_parameters"] = {
                "message_id": incoming.message,
                "allow_sending_without_reply": True,
            }
        yield Outgoing(address.lane, "sendMessage", parameters)


def deletion(address: Address, message_id: int) -> Outgoing:
    """
    Take the customer's message away.
    """
    if address.connection:
        messages = {"business_connection_id": address.connection, "message_ids": [message_id]}
        return Outgoing(address.lane, "deleteBusinessMessages", messages)
    parameters = {"chat_id": address.chat, "message_id": message_id}
    return Outgoing(address.lane, "deleteMessage", parameters)


def keyboard(reply: Reply) -> dict[str, object]:
    """
    Return the buttons as an InlineKeyboardMarkup.
    """
    return {"inline_keyboard": [[_button(each) for each in row] for row in reply.rows]}


def _button(button: Button) -> dict[str, object]:
    found: dict[str, object] = {"text": button.label}
    if button.url is not None:
        found["url"] = button.url
    elif button.copy is not None:
        found["copy_text"] = {"text": button.copy}
    else:
        found["callback_data"] = button.data
    return found
