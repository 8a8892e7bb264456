"""
The buttons of a state's screen: what each is called in the flow and where it leads.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from bot.dialogue.codec import Tap, TapKind
from bot.dialogue.flow import FLOW, Choice
from bot.dialogue.journey import choose, has_exchange_card
from bot.dialogue.state import Node, Protocol, Ssl, State, Symptom
from bot.facts import Facts

CLUSTERS = tuple("123456789")


class OptionKind(StrEnum):
    """
    What a button does: it moves the conversation, opens a page, or copies a value.
    """

    MOVE = auto()
    LINK = auto()
    COPY = auto()


@dataclass(frozen=True, slots=True)
class Option:
    """
    One button.

    `id` is the choice's, or `group:entry` for a list (`product:mxplan/europe`, `cluster:3`,
    `program:windows-mail`, `locale:nl`); `tap` is None unless it moves.
    """

    id: str
    kind: OptionKind
    tap: Tap | None = None


LINKS = frozenset({"open_webmail", "contact", "paid_setup", "interventions", "privacy_page"})

CONDITIONS: Mapping[str, Callable[[State, Facts], bool]] = {
    "has_server": lambda state, facts: (
        not facts.product(state.product).has_clusters or bool(state.known_cluster)
    ),
    "has_products": lambda _, facts: sum(len(each.regions) for each in facts.products) > 1,
    "not_imap": lambda state, facts: (
        state.protocol is not Protocol.IMAP and not has_exchange_card(state, facts)
    ),
    "not_pop": lambda state, facts: (
        state.protocol is not Protocol.POP and not has_exchange_card(state, facts)
    ),
    "ssl_off": lambda state, facts: (
        state.ssl is Ssl.OFF and facts.product(state.product).allows_ssl_off(state.region)
    ),
    "paid_setup": lambda _, facts: facts.links.paid_setup is not None,
    "interventions": lambda _, facts: facts.links.interventions is not None,
    "privacy_page": lambda _, facts: facts.links.privacy is not None,
    "has_successor": lambda state, facts: (
        (program := facts.program(state.program)) is not None and program.successor is not None
    ),
    "has_old_host": lambda state, facts: bool(
        facts.product(state.product).region(state.region).old_hosts
    ),
    "any_direction": lambda state, _: state.symptom is not Symptom.SENDING,
    "has_rival": lambda state, _: state.rival is not None,
    "has_alternative": lambda state, facts: (
        facts.product(state.product).region(state.region).smtp.alternative is not None
    ),
}


def options(state: State, facts: Facts, locales: Sequence[str]) -> tuple[Option, ...]:
    """
    Return the buttons of the state's screen, in their order.
    """
    screen = FLOW[state.node]
    found: list[Option] = []
    for choice in (*_entries(screen.expand, facts, locales), *screen.choices):
        if choice.when and not CONDITIONS[choice.when](state, facts):
            continue
        if choice.id in LINKS:
            found.append(Option(choice.id, OptionKind.LINK))
        elif choice.id == "copy":
            found.append(Option(choice.id, OptionKind.COPY))
        else:
            tap = Tap(choose(state, choice, facts), _kind(state.node, choice))
            found.append(Option(choice.id, OptionKind.MOVE, tap))
    return tuple(found)


def _kind(node: Node, choice: Choice) -> TapKind:
    if "locale" in choice.sets:
        return TapKind.CHOOSE
    return TapKind.EDIT if FLOW[node].question else TapKind.NEW


def _entries(group: str | None, facts: Facts, locales: Sequence[str]) -> Iterator[Choice]:
    match group:
        case "products":
            for product in facts.products:
                for region in product.regions:
                    sets = {"product": product.id, "region": region.id}
                    yield Choice(f"product:{product.id}/{region.id}", None, sets)
        case "clusters":
            for digit in CLUSTERS:
                yield Choice(f"cluster:{digit}", None, {"cluster": digit})
        case "programs":
            for program in facts.programs:
                yield Choice(f"program:{program.id}", None, {"program": program.id})
        case "locales":
            for locale in locales:
                yield Choice(f"locale:{locale}", None, {"locale": locale})
        case _:
            return
