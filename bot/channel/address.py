"""
Where a message comes from and its answer goes to.
"""

from dataclasses import dataclass

KIND = "telegram"


@dataclass(frozen=True, slots=True)
class Address:
    """
    A chat, or one topic of it; in groups also the person, who has a conversation of their own.

    `user` is 0 in a private chat, `connection` is "" without a business connection.
    """

    chat: int
    topic: int | None = None
    user: int = 0
    connection: str = ""

    @property
    def key(self) -> str:
        """
        The session's key: `kind:business connection:chat:topic[:user]`.
        """
        key = f"{KIND}:{self.connection}:{self.chat}:{self.topic or ''}"
        return f"{key}:{self.user}" if self.user else key

    @property
    def lane(self) -> str:
        """
        The chat, whose messages are sent one after the other.

        The number of a business account's chat is that of the customer's own chat with the bot too.
        """
        return f"business:{self.connection}:{self.chat}" if self.connection else str(self.chat)

    @property
    def is_group(self) -> bool:
        """
        Whether others read along.
        """
        return self.user != 0
