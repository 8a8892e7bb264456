"""
The messages that stand in the chats.
"""

from collections.abc import Callable
from itertools import islice

from bot.preview.chats import Chat, User
from bot.preview.events import Deleted, Edited, Sent, Watchers
from bot.preview.refusal import Json


class Messages:
    """
    Every message by chat and number, as the Bot API's Message.

    Numbers are unique across the chats, so that a bot that confuses two chats is refused. Only the
    newest `keep` messages of a chat are remembered, all of them when it is None.
    """

    def __init__(
        self, watchers: Watchers, clock: Callable[[], float], keep: int | None = None
    ) -> None:
        """
        Start with empty chats.
        """
        self._chats: dict[int, dict[int, Json]] = {}
        self._watchers = watchers
        self._clock = clock
        self._keep = keep
        self._last_id = 0

    def now(self) -> float:
        """
        Return the time in seconds.
        """
        return self._clock()

    def add(self, chat: Chat, sender: User, content: Json, thread_id: int | None = None) -> Json:
        """
        Put a message into a chat and return it.
        """
        self._last_id += 1
        message: Json = {
            "message_id": self._last_id,
            "date": int(self._clock()),
            "chat": chat.to_json(),
            "from": sender.to_json(),
        }
        if thread_id is not None:
            message["message_thread_id"] = thread_id
            message["is_topic_message"] = True
        message.update(content)
        history = self._chats.setdefault(chat.id, {})
        history[self._last_id] = message
        if self._keep is not None and len(history) > self._keep:
            for old in list(islice(history, len(history) - self._keep)):
                del history[old]
        self._watchers.emit(chat.id, Sent(message))
        return message

    def find(self, chat_id: int, message_id: int) -> Json | None:
        """
        Return a message, None when it is not there (any more).
        """
        history = self._chats.get(chat_id)
        return None if history is None else history.get(message_id)

    def history(self, chat_id: int) -> list[Json]:
        """
        Return the messages of a chat, oldest first.
        """
        return list(self._chats.get(chat_id, {}).values())

    def change(self, message: Json, content: Json) -> Json:
        """
        Replace what `content` names in a message, taking away what is None, and return it.
        """
        for name, value in content.items():
            if value is None:
                message.pop(name, None)
            else:
                message[name] = value
        message["edit_date"] = int(self._clock())
        self._watchers.emit(message["chat"]["id"], Edited(message))
        return message

    def remove(self, message: Json) -> None:
        """
        Take a message out of its chat.
        """
        chat_id = message["chat"]["id"]
        self._chats.get(chat_id, {}).pop(message["message_id"], None)
        self._watchers.emit(chat_id, Deleted(message))
