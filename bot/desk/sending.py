"""
Which of the bot's own answers an agent wants sent.
"""

from markupsafe import Markup

from bot.answers.writer import Writer
from bot.dialogue.event import Said
from bot.dialogue.flow import FLOW
from bot.dialogue.state import Node, Protocol, Ssl, State
from bot.dialogue.step import Dialogue
from bot.dialogue.turn import Say, Session
from bot.understanding import Context, Understanding

ANSWERS = frozenset({Node.CARD, Node.REMEDY, Node.TICKET, Node.STEPS, Node.EXHAUSTED})


class Sending:
    """
    Understands an agent as it understands a customer.
    """

    def __init__(self, dialogue: Dialogue, understanding: Understanding, writer: Writer) -> None:
        self._dialogue = dialogue
        self._understanding = understanding
        self._writer = writer

    def state(self, words: str, customer: State) -> State | None:
        """
        Return the answer that the words ask for, for this customer; None where they ask for none.

        What the customer did not say is taken as most have it: IMAP, with SSL.
        """
        known = customer.having(
            node=Node.CARD,
            goal=Node.CARD,
            origin=Node.START,
            protocol=customer.protocol or Protocol.IMAP,
            ssl=customer.ssl or Ssl.ON,
            shown=frozenset(),
            remedy=None,
            symptom=None,
        )
        if not words.strip():
            return None
        context = Context(known, self._writer.labels(known))
        meaning = self._understanding.read(words, context)
        turn = self._dialogue.step(Session(known), Said(meaning))
        state = turn.session.state.having(locale=customer.locale)
        full = any(not each.brief for each in turn.says)
        return state if full and (state.node in ANSWERS or FLOW[state.node].question) else None

    def title(self, state: State, locale: str) -> Markup:
        """
        Return the first line of an answer in another language.
        """
        html = self._writer.reply(Say(state.having(locale=locale))).html
        return Markup.escape(Markup(html.partition("\n")[0]).striptags())  # noqa: S704 - our own text
