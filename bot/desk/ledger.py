"""
Figures on their way to the books.
"""

from collections import Counter
from collections.abc import Iterable

from bot.desk.tally import Count
from bot.store import Store


class Ledger:
    """
    Adds counts up in memory, so that no turn waits for the figures that all turns share.
    """

    def __init__(self) -> None:
        self._amounts: Counter[tuple[str, str, str]] = Counter()

    def add(self, counts: Iterable[Count]) -> None:
        """
        Take what a turn adds, once it is committed.
        """
        for week, locale, name, amount in counts:
            # Seconds are counted too, but whole ones do.
            self._amounts[week, locale, name] += round(amount)

    async def flush(self, store: Store) -> None:
        """
        Write it down; after a StoreError the next flush does.
        """
        taken, self._amounts = self._amounts, Counter()
        try:
            if any(taken.values()):
                async with store.books() as books:
                    # In one order everywhere: no process waits for one that waits for it.
                    for (week, locale, name), amount in sorted(taken.items()):
                        if amount:
                            await books.count(week, locale, name, amount)
        except BaseException:
            self._amounts.update(taken)
            raise
