"""
The methods that change a message in place or take it away.
"""

from bot.preview.chats import Chats
from bot.preview.formatting import caption_text, message_text
from bot.preview.keyboard import inline_keyboard
from bot.preview.messages import Messages
from bot.preview.parameters import Parameters
from bot.preview.refusal import Json, bad_request

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_DELETABLE = 48 * 60 * 60
_TEXTS = ("text", "entities", "reply_markup")
_CAPTIONS = ("caption", "caption_entities", "reply_markup")
_KEYBOARD = ("reply_markup",)


class Editing:
    """
    Editing and deleting.

    `inline` holds the messages that were sent through the bot in chats that it does not see, by
    their inline message id.
    """

    def __init__(self, chats: Chats, messages: Messages) -> None:
        """
        Change the messages of these chats.
        """
        self._chats = chats
        self._messages = messages
        self.inline: dict[str, Json] = {}
        self.methods = {
            "editmessagetext": self._edit_text,
            "editmessagecaption": self._edit_caption,
            "editmessagereplymarkup": self._edit_keyboard,
            "deletemessage": self._delete,
            "deletemessages": self._delete_many,
        }

    def _edit_text(self, parameters: Parameters) -> Json | bool:
        message = self._target(parameters)
        text, entities = message_text(parameters)
        keyboard = inline_keyboard(parameters)
        if "text" not in message:
            msg = "there is no text in the message to edit"
            raise bad_request(msg)
        return self._apply(message, dict(zip(_TEXTS, (text, entities, keyboard), strict=True)))

    def _edit_caption(self, parameters: Parameters) -> Json | bool:
        message = self._target(parameters)
        caption, entities = caption_text(parameters)
        keyboard = inline_keyboard(parameters)
        if "text" in message:
            msg = "there is no caption in the message to edit"
            raise bad_request(msg)
        return self._apply(
            message, dict(zip(_CAPTIONS, (caption, entities, keyboard), strict=True))
        )

    def _edit_keyboard(self, parameters: Parameters) -> Json | bool:
        message = self._target(parameters)
        return self._apply(message, {"reply_markup": inline_keyboard(parameters)})

    def _target(self, parameters: Parameters) -> Json:
        if parameters.has("inline_message_id"):
            inline = self.inline.get(parameters.text("inline_message_id"))
            if inline is None:
                msg = "MESSAGE_ID_INVALID"
                raise bad_request(msg)
            return inline
        chat = self._chats.writable(parameters)
        message_id = parameters.integer("message_id")
        if not message_id:
            msg = "message identifier is not specified"
            raise bad_request(msg)
        message = self._messages.find(chat.id, message_id)
        if message is None:
            msg = "message to edit not found"
            raise bad_request(msg)
        if message["from"]["id"] != self._chats.bot.id or "forward_origin" in message:
            msg = "message can't be edited"
            raise bad_request(msg)
        return message

    def _apply(self, message: Json, content: Json) -> Json | bool:
        content = {name: value or None for name, value in content.items()}
        if all(message.get(name) == value for name, value in content.items()):
            raise bad_request(_NOT_MODIFIED)
        if "inline_message_id" in message:
            message.update(content)
            return True
        return self._messages.change(message, content)

    def _delete(self, parameters: Parameters) -> bool:
        self._messages.remove(self._deletable(parameters, parameters.integer("message_id")))
        return True

    def _deletable(self, parameters: Parameters, message_id: int) -> Json:
        chat = self._chats.writable(parameters)
        if not message_id:
            msg = "message identifier is not specified"
            raise bad_request(msg)
        message = self._messages.find(chat.id, message_id)
        if message is None:
            msg = "message to delete not found"
            raise bad_request(msg)
        if self._messages.now() - message["date"] > _DELETABLE:
            msg = "message can't be deleted"
            raise bad_request(msg)
        own = message["from"]["id"] == self._chats.bot.id
        rights = chat.type == "private" or self._chats.is_administrator(chat, self._chats.bot.id)
        if not own and not rights:
            msg = "message can't be deleted for everyone"
            raise bad_request(msg)
        return message

    def _delete_many(self, parameters: Parameters) -> bool:
        chat = self._chats.writable(parameters)
        numbers = parameters.json("message_ids", "message identifiers")
        if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:  # noqa: PLR2004 - the Bot API's limit
            msg = "message identifiers are not specified"
            raise bad_request(msg)
        for number in (Parameters({"message_id": one}).integer("message_id") for one in numbers):
            if self._messages.find(chat.id, number) is not None:
                self._messages.remove(self._deletable(parameters, number))
        return True
