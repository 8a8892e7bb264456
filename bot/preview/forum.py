"""
The methods about the topics of a forum.
"""

from bot.preview import limits
from bot.preview.chats import ADMINISTRATORS, Chat, Chats
from bot.preview.parameters import Parameters
from bot.preview.refusal import Json, bad_request


class Forum:
    """
    Opens, renames, closes and deletes topics.
    """

    def __init__(self, chats: Chats) -> None:
        """
        Do so in these chats.
        """
        self._chats = chats
        self.methods = {
            "createforumtopic": self._create_topic,
            "editforumtopic": self._edit_topic,
            "closeforumtopic": self._close_topic,
            "reopenforumtopic": self._reopen_topic,
            "deleteforumtopic": self._delete_topic,
        }

    def _forum(self, parameters: Parameters) -> Chat:
        chat = self._chats.writable(parameters)
        if not chat.is_forum:
            msg = "the chat is not a forum"
            raise bad_request(msg)
        if chat.bot_status not in ADMINISTRATORS:
            msg = "not enough rights to create a topic"
            raise bad_request(msg)
        return chat

    def _topic(self, parameters: Parameters) -> tuple[Chat, int]:
        chat = self._forum(parameters)
        thread_id = parameters.integer("message_thread_id")
        if thread_id not in chat.topics:
            msg = "message thread not found"
            raise bad_request(msg)
        return chat, thread_id

    def _create_topic(self, parameters: Parameters) -> Json:
        chat = self._forum(parameters)
        name = parameters.text("name").strip()
        if not 1 <= len(name) <= limits.TOPIC_NAME:
            msg = "TOPIC_TITLE_EMPTY" if not name else "topic name is too long"
            raise bad_request(msg)
        thread_id = self._chats.open_topic(chat, name)
        return {"message_thread_id": thread_id, "name": name, "icon_color": 7322096}

    def _edit_topic(self, parameters: Parameters) -> bool:
        chat, thread_id = self._topic(parameters)
        name = parameters.text("name").strip()
        if name:
            chat.topics[thread_id].name = name
        return True

    def _close_topic(self, parameters: Parameters) -> bool:
        return self._set_closed(parameters, closed=True)

    def _reopen_topic(self, parameters: Parameters) -> bool:
        return self._set_closed(parameters, closed=False)

    def _set_closed(self, parameters: Parameters, *, closed: bool) -> bool:
        chat, thread_id = self._topic(parameters)
        topic = chat.topics[thread_id]
        if topic.closed == closed:
            msg = "TOPIC_NOT_MODIFIED"
            raise bad_request(msg)
        topic.closed = closed
        return True

    def _delete_topic(self, parameters: Parameters) -> bool:
        chat, thread_id = self._topic(parameters)
        del chat.topics[thread_id]
        return True
