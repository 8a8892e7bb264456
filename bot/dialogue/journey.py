"""
The way from one screen to another: on to a goal, back again, and through a choice.
"""

from bot.dialogue.diagnosis import NOT_FOR_EXCHANGE, next_remedy
from bot.dialogue.flow import ASIDES, ASKED_ABOUT, DOUBTS, NEEDS, Choice
from bot.dialogue.state import Account, Device, Node, Protocol, State, Webmail
from bot.facts import Facts

ROOTS = frozenset(
    {
        Node.CARD,
        Node.TICKET,
        Node.REMEDY,
        Node.STEPS,
        Node.HELP,
        Node.WORKS,
        Node.DISTURBANCE,
    }
)

# Screens that stand on the way to no goal of their own, and the question before each.
EARLIER = {
    Node.ACCOUNT: Node.PROTOCOL,
    Node.KEEP: Node.ACCOUNT,
    Node.DISTURBANCE: Node.SYMPTOM,
}


def arrive(state: State, goal: Node, facts: Facts) -> State:
    """
    Go to `goal`, or to the first question that is still open on the way there.
    """
    state = state.having(goal=goal)
    for need in NEEDS[goal]:
        if is_asked(need, state, facts) and not _is_answered(need, state):
            return state.having(node=need)
    if goal is not Node.REMEDY:
        return state.having(node=goal)
    unfit = unfit_remedies(state, facts)
    remedy = state.remedy if state.remedy not in state.shown | unfit else None
    remedy = remedy or next_remedy(state, unfit)
    return state.having(node=Node.REMEDY if remedy else Node.EXHAUSTED, remedy=remedy)


def advise(state: State, facts: Facts) -> State:
    """
    Go straight to the remedy that the state names, past the questions on the way to it.
    """
    if state.remedy is None or state.remedy in state.shown | unfit_remedies(state, facts):
        return arrive(state.having(remedy=None), Node.REMEDY, facts)
    return state.having(node=Node.REMEDY, goal=Node.REMEDY)


def land(state: State, node: Node, facts: Facts) -> State:
    """
    Go to any screen; one that lacks answers asks for them first.
    """
    if node is Node.DISTURBANCE:
        # Whether it still stands is not known here; it comes before what is landed on.
        return land(state, Node.REMEDY, facts)
    if node is Node.REMEDY and state.remedy is not None:
        return advise(state, facts)
    if node in NEEDS:
        return arrive(state, node, facts)
    if node is Node.MEANT and state.symptom is None:
        return state.having(node=Node.SYMPTOM, goal=Node.REMEDY)
    if node is Node.WHICH and (state.remedy is None or state.rival is None):
        return land(state.having(rival=None), Node.REMEDY, facts)
    if node is Node.EXHAUSTED:
        return arrive(state, Node.REMEDY if state.symptom else Node.CARD, facts)
    if node in NEEDS[Node.REMEDY] and node is not Node.PRODUCT and node is not Node.CLUSTER:
        goal = Node.REMEDY
    elif node in {Node.PROGRAM, Node.TASK}:
        goal = Node.STEPS
    elif state.goal in NEEDS:
        goal = state.goal
    else:
        goal = Node.CARD
    return state.having(node=node, goal=goal)


def leave_for(state: State, node: Node, facts: Facts) -> State:
    """
    Go to another part of the conversation, remembering where from.
    """
    origin = state.origin if state.node in ASIDES else state.node
    return land(state.having(origin=origin), node, facts)


def choose(state: State, choice: Choice, facts: Facts) -> State:
    """
    Return where a choice of the state's screen leads.
    """
    if choice.id == "back":
        return back(state, facts)
    if choice.id == "over":
        return State(locale=state.locale)
    if choice.id == "successor":
        program = facts.program(state.program)
        return arrive(
            state.having(program=program.successor if program else None), Node.STEPS, facts
        )
    if choice.id in {"first", "second"}:
        remedy = state.rival if choice.id == "second" else state.remedy
        named = state.having(remedy=remedy, rival=None, goal=Node.REMEDY)
        return advise(named, facts)
    if choice.id == "next":
        return _seen(
            state, arrive(state.having(remedy=None, shown=_shown(state)), Node.REMEDY, facts)
        )
    return answered(state, choice, facts)


def answered(state: State, choice: Choice, facts: Facts) -> State:
    """
    Fill in what a choice says, then go to its screen or on to the goal.
    """
    sets = dict(choice.sets)
    if "product" in sets:
        sets = {"cluster": "", "device": None, "region": None} | sets
    if choice.to is None and state.node in NEEDS[Node.REMEDY] and state.goal is Node.REMEDY:
        sets["remedy"] = None
    filled = _seen(state, state.having(**sets))
    if choice.to is not None:
        return leave_for(filled, choice.to, facts)
    if "locale" in sets:
        return land(filled, _origin(filled), facts)
    goal = filled.goal if filled.goal in NEEDS else Node.CARD
    return arrive(filled, goal, facts)


def back(state: State, facts: Facts) -> State:
    """
    Return the screen before this one: a function of the screen and the answers alone.
    """
    node = state.node
    if node in ASIDES or node in DOUBTS or node is Node.TICKET:
        return land(state, _origin(state), facts)
    if node is Node.START:
        return state
    if node is Node.CARD:
        # Its questions, from here on, lead further back and not to the card again.
        state = state.having(origin=Node.START)
    elif node is Node.PRODUCT and state.goal is Node.CARD and state.origin is Node.CARD:
        return home(state, facts)
    if node in {Node.ACCOUNT, Node.PROTOCOL, Node.SECURITY} and state.goal is Node.CARD:
        earlier = EARLIER.get(node) or _question_before(node, state, facts)
        return state.having(node=_first_screen(earlier, state))
    if node in EARLIER:
        return state.having(node=EARLIER[node])
    if node is Node.EXHAUSTED:
        node = Node.REMEDY
    goal = node if node in NEEDS else state.goal
    before = _question_before(node, state.having(goal=goal), facts)
    if before is not None:
        return state.having(node=_first_screen(before, state.having(goal=goal)), goal=goal)
    return _before_the_goal(goal, state, facts)


def home(state: State, facts: Facts) -> State:
    """
    Return the card where enough is known for it, the first screen otherwise.
    """
    card = arrive(state, Node.CARD, facts)
    return card if card.node is Node.CARD else state.having(node=Node.START, goal=Node.CARD)


def is_asked(need: Node, state: State, facts: Facts) -> bool:
    """
    Whether a question has a place on the way to the state's goal.
    """
    product = facts.product(state.product)
    if state.goal is Node.REMEDY and need is not Node.SYMPTOM:
        return _tells(need, state, facts)
    match need:
        case Node.CLUSTER:
            # The card had it already: back from the steps must not lead to it.
            known = state.goal is Node.STEPS and state.origin is Node.CARD and state.cluster
            return product.has_clusters and not known
        case Node.PRODUCT:
            return state.product is not None
        case Node.DEVICE:
            return product.exchange is not None
        case Node.TASK:
            program = facts.program(state.program)
            return program is None or program.successor is None
        case Node.PROTOCOL:
            return _needs_incoming(state, facts)
        case Node.SECURITY:
            return product.allows_ssl_off(state.region) and _needs_incoming(state, facts)
        case _:
            return True


def _tells(need: Node, state: State, facts: Facts) -> bool:
    """
    Whether the answer to a question brings the cause of the symptom nearer.
    """
    if state.symptom is None or need not in ASKED_ABOUT[state.symptom]:
        return False
    if need in {Node.SERVER, Node.PORT} and state.webmail is Webmail.FAILS:
        # The cause is in the mailbox and not in the mail program.
        return False
    if need is Node.PORT:
        return not has_exchange_card(state, facts)
    return need is not Node.CLUSTER or facts.product(state.product).has_clusters


def has_exchange_card(state: State, facts: Facts) -> bool:
    """
    Whether this customer's card is the account type Exchange of a phone.
    """
    return state.device is Device.PHONE and facts.product(state.product).exchange is not None


def unfit_remedies(state: State, facts: Facts) -> frozenset[str]:
    """
    Return the remedies that do not suit this customer's kind of account.
    """
    return NOT_FOR_EXCHANGE if has_exchange_card(state, facts) else frozenset()


def _needs_incoming(state: State, facts: Facts) -> bool:
    if state.goal is Node.STEPS:
        program = facts.program(state.program)
        if state.origin is Node.CARD or program is None or program.successor is not None:
            return False
        return state.account is Account.NEW or not program.edits_servers
    return not has_exchange_card(state, facts)


def _is_answered(need: Node, state: State) -> bool:
    values = {
        Node.PROTOCOL: state.protocol,
        Node.SECURITY: state.ssl,
        Node.PRODUCT: state.product,
        Node.CLUSTER: state.cluster,
        Node.DEVICE: state.device,
        Node.PROGRAM: state.program,
        Node.TASK: state.account,
        Node.SYMPTOM: state.symptom,
        Node.WEBMAIL: state.webmail,
        Node.SERVER: state.server,
        Node.PORT: state.port,
    }
    return bool(values[need])


def _question_before(node: Node, state: State, facts: Facts) -> Node | None:
    needs = NEEDS[state.goal]
    until = needs.index(node) if node in needs else len(needs)
    for need in reversed(needs[:until]):
        if is_asked(need, state, facts) and _is_answered(need, state):
            return need
    return None


def _first_screen(question: Node | None, state: State) -> Node:
    """
    Return the first screen for the protocol: it asks that too, unless a product was named.
    """
    if question is Node.PROTOCOL and state.node is not Node.ACCOUNT and _was_kept(state):
        return Node.KEEP
    if question is None or (
        question is Node.PROTOCOL and state.goal is Node.CARD and state.product is None
    ):
        return Node.START
    return question


def _was_kept(state: State) -> bool:
    """
    Whether the protocol is that of an account which the mail program has already.
    """
    kept = state.account is Account.EXISTING or state.protocol is Protocol.UNSURE
    return kept and state.goal is Node.CARD


def _before_the_goal(goal: Node, state: State, facts: Facts) -> State:
    if goal is Node.CARD and (state.product is not None or state.node is Node.CARD):
        return state.having(node=Node.START, goal=Node.CARD)
    origin = state.origin
    itself = {goal, Node.DISTURBANCE} if goal is Node.REMEDY else {goal}
    if goal is not Node.CARD and origin in ROOTS - itself:
        return land(state, origin, facts)
    return home(state, facts)


def _origin(state: State) -> Node:
    return Node.START if state.origin in ASIDES | {state.node} else state.origin


def _shown(state: State) -> frozenset[str]:
    return state.shown | {state.remedy} if state.remedy else state.shown


def _seen(before: State, after: State) -> State:
    """
    Remember the advice that the customer leaves behind, so that it is never given twice.
    """
    if before.remedy and before.remedy != after.remedy:
        return after.having(shown=after.shown | {before.remedy})
    return after
