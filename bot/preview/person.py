"""
What somebody can do with the bot in chats that it does not see.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from bot.preview.chats import Chat
from bot.preview.customer import Customer
from bot.preview.refusal import Json
from bot.preview.telegram import LocalTelegram
from bot.preview.view import View

Deliver: TypeAlias = Callable[[Json], Awaitable[None]]
"""
Hands a raw update to the bot and returns when the bot is done with it.
"""


class Person(View):
    """
    Somebody with Telegram's app.

    With `deliver` every action returns once the bot is done with it; without it the update goes
    into the queue, for a bot that polls or has a webhook, and `until` waits for what is expected.
    """

    def __init__(
        self,
        telegram: LocalTelegram,
        customer: Customer,
        deliver: Deliver | None,
        chat: Chat | None,
        thread_id: int | None,
    ) -> None:
        """
        Look at the private chat with the bot, or at a group's chat (and topic) that is given.
        """
        super().__init__(telegram, customer, chat, thread_id)
        self._deliver = deliver

    async def press_inline(self, inline_message_id: str, data: str) -> None:
        """
        Tap a button of a message that was sent through the bot where the bot cannot see it.
        """
        self.telegram.editing.inline.setdefault(
            inline_message_id, {"inline_message_id": inline_message_id, "text": ""}
        )
        query = self.telegram.queries.open(self.customer.id, None)
        press = {
            "id": query.id,
            "from": self.customer.user.to_json(),
            "inline_message_id": inline_message_id,
            "chat_instance": str(self.customer.id),
            "data": data,
        }
        await self._hand(("callback_query", press))

    async def inquire(self, text: str) -> list[Json]:
        """
        Type an inline query and return the results, empty while there are none.
        """
        query = self.telegram.queries.open(self.customer.id, None)
        inquiry = {
            "id": query.id,
            "from": self.customer.user.to_json(),
            "query": text,
            "offset": "",
            "chat_type": "sender",
        }
        await self._hand(("inline_query", inquiry))
        return self.telegram.queries.inline_answers.get(query.id, [])

    async def summon(self, text: str, *, quoted: str = "") -> Json | None:
        """
        Mention the bot where it is no member; return its answer, None while there is none.
        """
        query = self.telegram.queries.open(self.customer.id, None)
        message: Json = {
            "message_id": 1,
            "date": 0,
            "chat": {"id": -1_000_000_004_711, "type": "supergroup", "title": "Elsewhere"},
            "from": self.customer.user.to_json(),
            "text": f"@{self.telegram.bot.username} {text}".strip(),
            "guest_query_id": query.id,
        }
        if quoted:
            replied = {"message_id": 2, "date": 0, "chat": message["chat"], "text": quoted}
            message["reply_to_message"] = replied
        await self._hand(("guest_message", message))
        return self.telegram.queries.guest_answers.get(query.id)

    async def _hand(self, *events: tuple[str, Json]) -> None:
        updates = self.telegram.updates
        if self._deliver is None:
            for kind, payload in events:
                updates.push(kind, payload)
            return
        stamped = [updates.stamp(kind, payload) for kind, payload in events]
        await asyncio.gather(*map(self._deliver, stamped))
