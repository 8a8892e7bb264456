"""
What agents are called, for as long as the process lives.
"""

MANY = 1000


class Names:
    """
    Remembers first names by the ids of users.
    """

    def __init__(self) -> None:
        self._names: dict[int, str] = {}

    def learn(self, user: int, name: str) -> None:
        """
        Note how a user is called.
        """
        if len(self._names) >= MANY:
            self._names.clear()
        self._names[user] = name

    def of(self, user: int | None) -> str:
        """
        Return how a user is called, "" where nobody has said so.
        """
        return "" if user is None else self._names.get(user, "")
