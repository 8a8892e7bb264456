"""
A support desk in a chat of Telegram's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from bot.channel.conversation import Conversation
from bot.desk.desk import Desk
from bot.desk.forwarded import Diagnoses
from bot.desk.linking import Linking
from bot.desk.orders import Orders
from bot.desk.sending import Sending
from bot.dialogue.step import Dialogue
from bot.facts import Facts
from bot.i18n import Catalogs
from bot.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Office:
    """
    The desk, and what goes with it.

    What agents can order there, how they make links, what tells them what a message is about, and
    what hides the passwords in a text.
    """

    desk: Desk
    orders: Orders
    linking: Linking
    diagnoses: Diagnoses
    mask: Callable[[str], str]

    @classmethod
    def open(
        cls,
        chat: int,
        facts: Facts,
        catalogs: Catalogs,
        understanding: Understanding,
        conversation: Conversation,
    ) -> Self:
        """
        Open it in the chat with this number.
        """
        codec, writer = conversation.codec, conversation.writer
        desk = Desk(chat, facts, catalogs, codec, writer)
        dialogue = Dialogue(facts, catalogs.locales)
        linking = Linking(facts, catalogs, dialogue, writer)
        orders = Orders(desk, Sending(dialogue, understanding, writer), linking)
        diagnoses = Diagnoses(facts, catalogs, understanding, writer, conversation.sharing)
        return cls(desk, orders, linking, diagnoses, understanding.mask)
