"""
Who belongs to the staff: Telegram is asked, and believed for a minute.
"""

import logging

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.channel.api import TokenRefused, call
from bot.channel.clock import Clock, backoff
from bot.desk.staffroom import Staffroom

logger = logging.getLogger(__name__)

BELIEVED = 60.0
MOST_TRIES = 6
MANY = 1000
PRESENT = frozenset({"creator", "administrator", "member"})


class Members:
    """
    Knows the members of the staff's chat.
    """

    def __init__(self, bot: Bot, room: Staffroom, clock: Clock) -> None:
        self._bot = bot
        self._room = room
        self._clock = clock
        self._known: dict[int, tuple[float, bool]] = {}

    async def includes(self, user: int) -> bool | None:
        """
        Tell whether a user is a member; None where Telegram does not say.
        """
        at, known = self._known.get(user, (-BELIEVED, False))
        if self._clock.now() - at < BELIEVED:
            return known
        found = await self._ask(user)
        if found is not None:
            if len(self._known) >= MANY:
                self._known.clear()
            self._known[user] = (self._clock.now(), found)
        return found

    async def _ask(self, user: int) -> bool | None:
        parameters = {"chat_id": self._room.chat, "user_id": user}
        for attempt in range(1, MOST_TRIES + 1):
            try:
                member = await call(self._bot, "getChatMember", parameters)
            except BadRequest:
                # Telegram has never seen them there.
                return False
            except (TelegramError, TokenRefused) as error:
                logger.info("membership not known", extra={"error": type(error).__name__})
                if attempt < MOST_TRIES:
                    await self._clock.sleep(backoff(attempt))
            else:
                status = str(member.get("status"))
                return status in PRESENT or (
                    status == "restricted" and bool(member.get("is_member"))
                )
        return None
