"""
The little pictures under a message.
"""

from telegram.constants import ReactionEmoji

from bot.preview.chats import Chats
from bot.preview.messages import Messages
from bot.preview.parameters import Parameters
from bot.preview.refusal import bad_request

_KNOWN = frozenset(each.value for each in ReactionEmoji)


class Reactions:
    """
    What the bot put under messages: `given` is the emoji by chat and message.
    """

    def __init__(self, chats: Chats, messages: Messages) -> None:
        """
        Start with none.
        """
        self._chats = chats
        self._messages = messages
        self.given: dict[tuple[int, int], str] = {}
        self.methods = {"setmessagereaction": self._set}

    def _set(self, parameters: Parameters) -> bool:
        chat = self._chats.writable(parameters)
        number = parameters.integer("message_id")
        if self._messages.find(chat.id, number) is None:
            msg = "message to react not found"
            raise bad_request(msg)
        wanted = parameters.json("reaction", "reaction") or []
        if not isinstance(wanted, list) or not all(isinstance(each, dict) for each in wanted):
            msg = "expected an Array of ReactionType"
            raise bad_request(msg)
        if len(wanted) > 1:
            # A bot has one, as everybody without Telegram Premium.
            msg = "REACTIONS_TOO_MANY"
            raise bad_request(msg)
        emoji = [each.get("emoji") for each in wanted]
        if any(each not in _KNOWN for each in emoji):
            msg = "REACTION_INVALID"
            raise bad_request(msg)
        self.given.pop((chat.id, number), None)
        for each in emoji:
            self.given[chat.id, number] = each
        return True
