"""
The methods that bring a new message into a chat.
"""

from collections.abc import Callable
from functools import partial

from bot.preview.chats import Chat, Chats
from bot.preview.files import Files
from bot.preview.formatting import caption_text, message_text
from bot.preview.keyboard import inline_keyboard
from bot.preview.media import METHODS, WITHOUT_CAPTION, held, largest
from bot.preview.messages import Messages
from bot.preview.parameters import Parameters
from bot.preview.refusal import Json, bad_request

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_NOT_COPIED = frozenset(
    {
        "message_id",
        "date",
        "chat",
        "from",
        "message_thread_id",
        "is_topic_message",
        "reply_markup",
        "reply_to_message",
        "edit_date",
        "forward_origin",
    }
)


class Sending:
    """
    Text, files, copies and chat actions.
    """

    def __init__(self, chats: Chats, messages: Messages, files: Files) -> None:
        """
        Send into these chats.
        """
        self._chats = chats
        self._messages = messages
        self._files = files
        self.methods: dict[str, Callable[[Parameters], object]] = {
            "sendmessage": self._send_message,
            **{name: partial(self._send_file, kind) for name, kind in METHODS.items()},
            "copymessage": self._copy_message,
            "forwardmessage": self._forward_message,
            "sendchataction": self._send_action,
        }

    def _send_message(self, parameters: Parameters) -> Json:
        chat = self._chats.writable(parameters)
        text, entities = message_text(parameters)
        content: Json = {"text": text}
        if entities:
            content["entities"] = entities
        options = parameters.json("link_preview_options", "link preview options")
        if options is not None:
            if not isinstance(options, dict):
                msg = "object expected as link preview options"
                raise bad_request(msg)
            content["link_preview_options"] = options
        return self._send(chat, parameters, content)

    def _send(self, chat: Chat, parameters: Parameters, content: Json) -> Json:
        keyboard = inline_keyboard(parameters)
        if keyboard:
            content["reply_markup"] = keyboard
        if parameters.has("reply_parameters"):
            content |= self._reply(chat, parameters)
        if parameters.flag("protect_content"):
            content["has_protected_content"] = True
        thread_id = self._chats.thread(chat, parameters)
        return self._messages.add(chat, self._chats.bot, content, thread_id)

    def _reply(self, chat: Chat, parameters: Parameters) -> Json:
        reply = parameters.json("reply_parameters", "reply parameters")
        if not isinstance(reply, dict):
            msg = "object expected as reply parameters"
            raise bad_request(msg)
        replied = Parameters(reply)
        chat_id = self._chats.find(replied).id if replied.has("chat_id") else chat.id
        message = self._messages.find(chat_id, replied.integer("message_id"))
        if message is not None:
            return {
                "reply_to_message": {
                    name: value for name, value in message.items() if name != "reply_to_message"
                }
            }
        if replied.flag("allow_sending_without_reply"):
            return {}
        msg = "message to be replied not found"
        raise bad_request(msg)

    def _captioned(self, parameters: Parameters, content: Json) -> Json:
        caption, entities = caption_text(parameters)
        if caption:
            content["caption"] = caption
        if entities:
            content["caption_entities"] = entities
        return content

    def _send_file(self, kind: str, parameters: Parameters) -> Json:
        chat = self._chats.writable(parameters)
        stored = self._files.named(parameters, kind, largest(kind))
        content = held(kind, stored)
        if kind not in WITHOUT_CAPTION:
            content = self._captioned(parameters, content)
        return self._send(chat, parameters, content)

    def _source(self, parameters: Parameters, verb: str) -> Json:
        source = self._chats.find(parameters, "from_chat_id")
        message = self._messages.find(source.id, parameters.integer("message_id"))
        if message is None:
            msg = f"message to {verb} not found"
            raise bad_request(msg)
        if message.get("has_protected_content"):
            msg = f"message can't be {'copied' if verb == 'copy' else 'forwarded'}"
            raise bad_request(msg)
        return {name: value for name, value in message.items() if name not in _NOT_COPIED}

    def _copy_message(self, parameters: Parameters) -> Json:
        chat = self._chats.writable(parameters)
        content = self._source(parameters, "copy")
        if parameters.has("caption") and "text" not in content:
            content.pop("caption_entities", None)
            content = self._captioned(parameters, content)
        return {"message_id": self._send(chat, parameters, content)["message_id"]}

    def _forward_message(self, parameters: Parameters) -> Json:
        chat = self._chats.writable(parameters)
        content = self._source(parameters, "forward")
        source = self._chats.find(parameters, "from_chat_id")
        message = self._messages.find(source.id, parameters.integer("message_id")) or {}
        content["forward_origin"] = {
            "type": "user",
            "date": message["date"],
            "sender_user": message["from"],
        }
        return self._send(chat, parameters, content)

    def _send_action(self, parameters: Parameters) -> bool:
        chat = self._chats.writable(parameters)
        self._chats.thread(chat, parameters)
        if parameters.text("action") not in _ACTIONS:
            msg = "wrong parameter action in request"
            raise bad_request(msg)
        return True
