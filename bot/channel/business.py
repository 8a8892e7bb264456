"""
Chats of an agent's own account, which is connected to the bot by way of Telegram Business.

The bot is a guest there: it speaks up only when it is certain that it can help, and not at all
while the owner of the account is talking. Of such a chat only its own session is kept.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from telegram import Bot
from telegram.error import BadRequest

from bot.answers.layout import code
from bot.channel.api import call
from bot.channel.clock import Clock
from bot.channel.conversation import Conversation
from bot.channel.incoming import Connected, Incoming, OwnerWrote, Text
from bot.channel.memory import silenced, silent_until
from bot.dialogue.disturbance import Disturbance
from bot.i18n import N_, first_language
from bot.store import Books, Outgoing, Row, Store

logger = logging.getLogger(__name__)

SILENCE = 12 * 3600
"""
The seconds for which the bot keeps silent once the owner has written, or is to write.
"""

PERSON = "person"
PASSED_ON = N_("I have passed that on. You will get an answer here.")
WANTED = N_("A customer asks for you in your chat with {name}. I keep silent there for now.")


@dataclass(frozen=True, slots=True)
class Connection:
    """
    An account and what the bot may do in its chats; `chat` is the owner's own with the bot.
    """

    owner: int
    chat: int
    enabled: bool
    reply: bool
    language: str | None = None

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self:
        """
        Read a BusinessConnection of the Bot API.
        """
        rights = raw.get("rights") or {}
        user = raw["user"]
        return cls(
            user["id"],
            raw["user_chat_id"],
            bool(raw.get("is_enabled")),
            bool(rights.get("can_reply")),
            user.get("language_code"),
        )


ENDED = Connection(0, 0, enabled=False, reply=False)


class Business:
    """
    Takes turns in such chats.

    `put` and `behind` are as in `Turns`; `disturbances` returns those that stand.
    """

    def __init__(
        self,
        bot: Bot,
        conversation: Conversation,
        store: Store,
        clock: Clock,
        put: Callable[[Iterable[Row]], None],
        behind: asyncio.Event,
        disturbances: Callable[[], tuple[Disturbance, ...]],
    ) -> None:
        self._bot = bot
        self._conversation = conversation
        self._catalogs = conversation.catalogs
        self._store = store
        self._clock = clock
        self._put = put
        self._behind = behind
        self._disturbances = disturbances

    async def take(self, incoming: Incoming | Connected | OwnerWrote) -> str:
        """
        Do what an update asks for, and return the answer to a tap.
        """
        if isinstance(incoming, Connected):
            await self._connect(incoming)
            return ""
        address = incoming.address
        connection = await self._connection(address.connection)
        async with self._store.books(address.key) as books:
            if not await books.is_new(incoming.update_id):
                return ""
            kept = await books.session(address.key)
            if isinstance(incoming, OwnerWrote):
                await self._be_silent(books, incoming, kept)
                return ""
            if not (connection.enabled and connection.reply):
                return ""
            if silent_until(kept) > self._clock.time():
                return ""
            toast = await self._turn(books, incoming, kept, connection)
        self._put(books.rows)
        if books.behind:
            self._behind.set()
        return toast

    async def _turn(
        self, books: Books, incoming: Incoming, kept: str | None, connection: Connection
    ) -> str:
        if isinstance(incoming.content, Text) and not self._conversation.is_certain(kept, incoming):
            return ""
        self._conversation.disturbances = self._disturbances()
        decision = self._conversation.decide(kept, incoming, now=self._clock.time())
        address, outcome = incoming.address, decision.outcome
        if decision.screen == PERSON:
            await self._be_silent(books, incoming, kept)
            await books.send(*self._passed_on(incoming, decision.locale, connection))
            return decision.toast
        if outcome.forget:
            await books.remove_session(address.key)
        if outcome.session is not None:
            await books.keep(address.key, str(address.chat), outcome.session)
        await books.send(*outcome.outgoing)
        return decision.toast

    def _passed_on(
        self, incoming: Incoming, locale: str, connection: Connection
    ) -> Iterable[Outgoing]:
        address = incoming.address
        yield Outgoing(
            address.lane,
            "sendMessage",
            {
                "business_connection_id": address.connection,
                "chat_id": address.chat,
                "text": self._catalogs.translator(locale).plain(PASSED_ON),
            },
        )
        own = first_language((connection.language,), self._catalogs.locales, locale)
        yield Outgoing(
            str(connection.chat),
            "sendMessage",
            {
                "chat_id": connection.chat,
                "text": str(
                    # Marked as code, nothing in a name is live.
                    self._catalogs.translator(own)(WANTED, name=code(incoming.letter.name or "…"))
                ),
                "parse_mode": "HTML",
            },
        )

    async def _be_silent(
        self, books: Books, incoming: Incoming | OwnerWrote, kept: str | None
    ) -> None:
        address = incoming.address
        until = int(self._clock.time()) + SILENCE
        await books.keep(address.key, str(address.chat), silenced(kept, until))

    async def _connect(self, connected: Connected) -> None:
        connection = Connection.read(connected.raw)
        if not connection.enabled:
            # Nothing else of it is of any use, or ours to keep.
            connection = ENDED
        async with self._store.books() as books:
            if not await books.is_new(connected.update_id):
                return
            await books.set(_name(connected.address.connection), json.dumps(asdict(connection)))
        logger.info("business account", extra={"enabled": connection.enabled})

    async def _connection(self, number: str) -> Connection:
        """
        Return a connection as it is known here, else as Telegram knows it.
        """
        async with self._store.books() as books:
            kept = await books.setting(_name(number))
        if kept is not None:
            return Connection(**json.loads(kept))
        try:
            raw = await call(self._bot, "getBusinessConnection", {"business_connection_id": number})
        except BadRequest:
            return ENDED
        connection = Connection.read(raw)
        async with self._store.books() as books:
            await books.set(_name(number), json.dumps(asdict(connection)))
        return connection


def _name(number: str) -> str:
    return f"business:{number}"
