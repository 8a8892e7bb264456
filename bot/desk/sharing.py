"""
A message of the bot's in a chat that the bot does not see.
"""

from dataclasses import replace

from bot.answers.layout import split
from bot.answers.reply import Button, Reply
from bot.answers.writer import Writer
from bot.dialogue.codec import Codec, Tap
from bot.dialogue.disturbance import Disturbance
from bot.dialogue.event import Tapped
from bot.dialogue.handover import OF_THE_DESK
from bot.dialogue.state import Node, State
from bot.dialogue.step import Dialogue
from bot.dialogue.turn import Say, Session
from bot.facts import Facts
from bot.i18n import N_, Catalogs, first_language

# What concerns one person alone, or needs them to write.
PRIVATE = OF_THE_DESK | {Node.PERSON, Node.PRIVACY, Node.FORGOTTEN}
# Screens that ask for words, which the bot would not see there.
IN_WORDS = frozenset({Node.SYMPTOM, Node.SERVER, Node.HELP})

CONTINUE = N_("Continue in a chat with me")


class Sharing:
    """
    Writes such messages; a button that needs a chat with the bot becomes a link to it.

    There is no session there: the button's state is all there is.
    """

    def __init__(
        self, facts: Facts, catalogs: Catalogs, dialogue: Dialogue, writer: Writer
    ) -> None:
        self._default = facts.provider.default_locale
        self._catalogs = catalogs
        self._dialogue = dialogue
        self._writer = writer
        self._codec = Codec(facts)

    def reply(self, say: Say, username: str) -> Reply:
        """
        Return what is said, as one message; `username` is the bot's.
        """
        whole = self._writer.reply(say)
        first, *rest = split(whole.html)
        rows = tuple(tuple(self._button(each, username) for each in row) for row in whole.rows)
        if rest or say.state.node in IN_WORDS:
            label = self._catalogs.translator(say.state.locale).plain(CONTINUE)
            rows = (*rows, (Button(label, url=self.link(say.state, username)),))
        return Reply(first, rows)

    def tapped(
        self,
        tap: Tap | None,
        language: str | None,
        username: str,
        disturbances: tuple[Disturbance, ...] = (),
    ) -> Reply | str:
        """
        Return what the tapped message becomes, or the link to what is not for its chat.

        `language`, of the app that was tapped in, is for a button that cannot be read (None).
        """
        locale = first_language((language,), self._catalogs.locales, self._default)
        session = Session(State(locale=locale))
        turn = self._dialogue.step(session, Tapped(tap), disturbances)
        (say,), state = turn.says, turn.session.state
        if state.node in PRIVATE:
            return self.link(state, username)
        return self.reply(replace(say, edit=False), username)

    def link(self, state: State, username: str) -> str:
        """
        Return the link that opens a state in a chat with the bot.
        """
        return f"https://t.me/{username}?start={self._codec.format(Tap(state))}"

    def _button(self, button: Button, username: str) -> Button:
        tap = None if button.data is None else self._codec.parse(button.data)
        if tap is None or tap.state.node not in PRIVATE:
            return button
        return Button(button.label, url=self.link(tap.state, username))
