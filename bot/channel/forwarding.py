"""
What agents forward to the bot in private: customers' messages, to be told what they are about.
"""

import logging
from collections.abc import Callable, Iterable

from bot.answers.reply import Reply
from bot.channel import rendering
from bot.channel.address import Address
from bot.channel.entry import LONGEST_TEXT
from bot.channel.incoming import Incoming, Text
from bot.channel.members import Members
from bot.channel.office import Office
from bot.channel.update import PRIVATE, Message, Update
from bot.store import Outcome, Outgoing, Row, Store

logger = logging.getLogger(__name__)


class Forwarding:
    """
    Answers agents; what anybody else forwards is theirs, as if they had typed it.

    `put` is as in `Turns`; `username` returns the bot's name, `now` the time.
    """

    def __init__(
        self,
        office: Office,
        members: Members,
        store: Store,
        put: Callable[[Iterable[Row]], None],
        username: Callable[[], str],
        now: Callable[[], float],
    ) -> None:
        self._desk = office.desk
        self._diagnoses = office.diagnoses
        self._members = members
        self._store = store
        self._put = put
        self._username = username
        self._now = now

    async def hears(self, update: Update) -> bool:
        """
        Tell whether an agent forwarded this.
        """
        message = update.content
        return (
            update.kind == "message"
            and isinstance(message, Message)
            and message.forwarded
            and message.chat.type == PRIVATE
            and message.author is not None
            and bool(await self._members.includes(message.author.id))
        )

    async def take(self, update: Update) -> None:
        """
        Answer with the diagnosis and the reply to send; a message with a password is deleted.
        """
        message = update.content
        if not isinstance(message, Message) or message.author is None:
            return
        text = (message.text or message.caption)[:LONGEST_TEXT]
        diagnosis = self._diagnoses.read(
            text,
            message.author.language,
            self._username(),
            self._desk.board.current(self._now()),
        )
        incoming = Incoming(
            update.id, update.kind, Address(message.chat.id), Text(text), message.id
        )
        said = [
            *_said(incoming, diagnosis.summary, quote=True),
            *_said(incoming, diagnosis.reply, quote=False),
        ]
        if diagnosis.secret:
            said.append(rendering.deletion(incoming.address, message.id))
        lane = incoming.address.lane
        outcome = Outcome(None, tuple(said))
        # Nothing of the agent's own conversation with the bot changes.
        rows = await self._store.turn(update.id, f"forwarded:{lane}", lane, lambda _: outcome)
        self._put(rows or ())


def _said(incoming: Incoming, reply: Reply, *, quote: bool) -> Iterable[Outgoing]:
    return rendering.message(incoming, reply, edit=False, quote=quote)
