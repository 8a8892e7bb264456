"""
What no single value of a configuration shows: codes used twice, names that lead nowhere.
"""

from collections.abc import Iterable, Iterator

from bot.facts.provider import Facts

Place = tuple[int | str, ...]


def contradictions(facts: Facts) -> Iterator[tuple[Place, str]]:
    """
    Yield each one as its place in the file (keys, and positions counted from 0) and the reason.
    """
    for key in ("id", "code"):
        for group, entries in (("products", facts.products), ("programs", facts.programs)):
            values = [getattr(each, key) for each in entries]
            yield from (((group, place, key), reason) for place, reason in _repeated(values))
        for place, product in enumerate(facts.products):
            values = [getattr(each, key) for each in product.regions]
            for region, reason in _repeated(values):
                yield ("products", place, "regions", region, key), reason
    names = list(facts.remedies)
    for position, reason in _repeated(facts.remedies.values()):
        yield ("remedies", names[position]), reason
    known = {program.id for program in facts.programs}
    for place, program in enumerate(facts.programs):
        if program.successor and program.successor not in known:
            yield ("programs", place, "successor"), "no program has this id"


def _repeated(values: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for position, value in enumerate(values):
        if value in seen:
            yield position, "is used twice"
        seen.add(value)
