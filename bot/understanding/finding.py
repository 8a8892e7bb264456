"""
All that was found in one text, before anything is concluded from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.understanding.host import Places
from bot.understanding.matcher import Hit, Kind
from bot.understanding.utterance import Token


@dataclass(frozen=True, slots=True)
class Finding:
    """
    The words of a text, the phrases among them, and the host names.

    The words of host names and addresses are left out; `fillers` say nothing by themselves.
    """

    text: str
    tokens: tuple[Token, ...]
    hits: Mapping[Kind, tuple[Hit, ...]]
    places: Places
    fillers: frozenset[str]

    def of(self, *kinds: Kind, name: str | None = None) -> list[Hit]:
        """
        Return the hits of some kinds, and of one name if that is given.
        """
        hits = (hit for kind in kinds for hit in self.hits.get(kind, ()))
        return [hit for hit in hits if name in {None, hit.name}]

    def names(self, kind: Kind) -> set[str]:
        """
        Return the names of all hits of a kind.
        """
        return {hit.name for hit in self.hits.get(kind, ())}

    def longest(self, *kinds: Kind) -> set[str]:
        """
        Return the names of the hits of a kind that no longer hit of that kind covers.
        """
        hits = self.of(*kinds)
        return {
            hit.name
            for hit in hits
            if not any(
                other.start <= hit.start and hit.end <= other.end and _length(other) > _length(hit)
                for other in hits
            )
        }

    def rest(self, hits: Iterable[Hit]) -> int:
        """
        Count the words outside the hits that do say something.
        """
        covered = {position for hit in hits for position in range(hit.start, hit.end)}
        return sum(
            token.text not in self.fillers
            for position, token in enumerate(self.tokens)
            if position not in covered
        )

    def mentions(self, beginning: str) -> bool:
        """
        Whether a word of the text begins so.
        """
        return any(token.text.startswith(beginning) for token in self.tokens)

    def is_whole(self, *kinds: Kind, name: str | None = None) -> bool:
        """
        Whether the text says this and nothing else, small words apart.
        """
        hits = self.of(*kinds, name=name)
        return bool(hits) and self.rest(hits) == 0

    def negated(self, hit: Hit) -> bool:
        """
        Whether "not" or "no" stands right before a hit, or one small word before it.
        """
        for negation in self.of(Kind.NEGATION):
            between = range(negation.end, hit.start)
            same = self.tokens[negation.start].clause == self.tokens[hit.start].clause
            small = all(self.tokens[position].text in self.fillers for position in between)
            if negation.end <= hit.start and same and len(between) <= 1 and small:
                return True
        return False

    def words(self, hits: Iterable[Hit]) -> tuple[str, ...]:
        """
        Return the hits as the customer wrote them.
        """
        return tuple(
            dict.fromkeys(
                self.text[self.tokens[hit.start].start : self.tokens[hit.end - 1].end]
                for hit in hits
            )
        )


def _length(hit: Hit) -> int:
    return hit.end - hit.start
