"""
How fast Telegram may be written to.

Its advice: about one message a second in a chat, though short bursts pass, 20 a minute in a group,
and about 30 a second in all (https://core.telegram.org/bots/faq).
"""

from dataclasses import dataclass

from bot.channel.clock import Clock
from bot.desk.staffroom import LANE, is_staffs

MANY_CHATS = 10_000
ALL = ""


@dataclass(frozen=True, slots=True)
class Meter:
    """
    So many a second in the long run, and `burst` of them at once.

    It keeps no count but one time, when the chat or the bot would be back in step (the generic
    cell rate algorithm).
    """

    rate: float
    burst: float

    def reserve(self, due: float, now: float) -> tuple[float, float]:
        """
        Return the seconds to wait before the next message, and the new time.
        """
        due = max(due, now)
        wait = due - now - (self.burst - 1) / self.rate
        return max(wait, 0.0), due + 1 / self.rate


PRIVATE = Meter(rate=1.0, burst=5)
GROUP = Meter(rate=20 / 60, burst=5)
# Never more than 20 within any minute: 5 at once, and 15 more before the first of them is a minute
# old. All topics of the staff's chat share it.
STAFF = Meter(rate=15 / 60, burst=5)


class Pace:
    """
    Makes messages wait their time; `rate` is how many a second in all, 0 waits for nothing.
    """

    def __init__(self, rate: float, clock: Clock) -> None:
        self._all = Meter(rate, max(rate, 1.0)) if rate > 0 else None
        self._clock = clock
        self._due = 0.0
        self._chats: dict[str, float] = {}
        self._halted: dict[str, float] = {}

    async def wait(self, lane: str) -> None:
        """
        Return when the next message of this lane may go.
        """
        chat = LANE if is_staffs(lane) else lane
        if self._all is not None:
            meter = STAFF if chat == LANE else GROUP if chat.startswith("-") else PRIVATE
            now = self._clock.now()
            wait, self._chats[chat] = meter.reserve(self._chats.get(chat, 0.0), now)
            if len(self._chats) > MANY_CHATS:
                self._chats = {each: due for each, due in self._chats.items() if due > now}
            if wait:
                await self._clock.sleep(wait)
            wait, self._due = self._all.reserve(self._due, self._clock.now())
            if wait:
                await self._clock.sleep(wait)
        while (left := self._until(chat) - self._clock.now()) > 0:
            await self._clock.sleep(left)

    def halt(self, seconds: float, chat: str = ALL) -> None:
        """
        Let nothing go for so many seconds, to nobody or not to one chat.
        """
        self._halted[chat] = max(self._halted.get(chat, 0.0), self._clock.now() + seconds)

    def _until(self, chat: str) -> float:
        return max(self._halted.get(ALL, 0.0), self._halted.get(chat, 0.0))
