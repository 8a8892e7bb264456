"""
The disturbances that stand, at hand for every turn.
"""

from bot.desk.hours import Hours
from bot.dialogue.disturbance import Disturbance, DisturbanceKind
from bot.store.store import Store
from bot.store.ticket import Standing


class Noticeboard:
    """
    Keeps in memory what the store holds; times are seconds since 1970.
    """

    def __init__(self, hours: Hours) -> None:
        self._hours = hours
        self._standing: tuple[Standing, ...] = ()

    async def refresh(self, store: Store, now: float) -> None:
        """
        Read what stands, as all processes that share the database see it.

        A kind that only another version knows is left out.
        """
        async with store.books() as books:
            found = await books.standing()
        known = {each.kind: each for each in found if each.until > now}
        self._standing = tuple(known[kind] for kind in DisturbanceKind if kind in known)

    def current(self, now: float) -> tuple[Disturbance, ...]:
        """
        Return the disturbances that have not ended.
        """
        today = self._hours.local(now).date()
        return tuple(
            Disturbance(DisturbanceKind(each.kind), each.text, self._hours.local(each.until), today)
            for each in self._standing
            if each.until > now
        )

    def stands(self, now: float) -> bool:
        """
        Tell whether anything is disturbed.
        """
        return any(each.until > now for each in self._standing)
