"""
Who can be written to.
"""

from bot.channel.incoming import Membership
from bot.channel.sender import Sender
from bot.store import Store

MANY_CHATS = 100_000


class Reach:
    """
    Keeps the note of who blocked the bot, and asks the database as rarely as it can.
    """

    def __init__(self, store: Store, sender: Sender) -> None:
        self._store = store
        self._sender = sender
        self._reachable: set[str] = set()

    async def admit(self, membership: Membership) -> None:
        """
        Note that a chat has blocked the bot, or let it in again.
        """
        chat = membership.address.lane
        if membership.blocked:
            self._reachable.discard(chat)
            await self._store.block(chat)
        else:
            await self._store.unblock(chat)

    async def welcome(self, chat: str) -> None:
        """
        Who writes to us can be written to.
        """
        if chat in self._sender.blocked:
            self._sender.blocked.discard(chat)
        elif chat in self._reachable:
            return
        if await self._store.is_blocked(chat):
            await self._store.unblock(chat)
        if len(self._reachable) >= MANY_CHATS:
            self._reachable.clear()
        self._reachable.add(chat)
