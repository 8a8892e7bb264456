"""
A support desk in a chat of Telegram's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from bot.channel.conversation import Conversation
from bot.desk.desk import Desk
from bot.desk.orders import Orders
from bot.desk.sending import Sending
from bot.dialogue.step import Dialogue
from bot.facts import Facts
from bot.i18n import Catalogs
from bot.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Office:
    """
    The desk, what agents can order there, and what hides the passwords in a text.
    """

    desk: Desk
    orders: Orders
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
        sending = Sending(Dialogue(facts, catalogs.locales), understanding, writer)
        return cls(desk, Orders(desk, sending), understanding.mask)
