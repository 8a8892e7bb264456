"""
What a customer sees of a chat with the bot.
"""

from collections.abc import Callable

from bot.preview.chats import Chat
from bot.preview.customer import Customer
from bot.preview.events import Answered, Edited, Event, Sent
from bot.preview.message import Message
from bot.preview.refusal import Json
from bot.preview.telegram import LocalTelegram


class View:
    """
    A customer's app, opened on one chat, and on one topic of it when that is given.

    `events` is what happened there, `answers` the notices that taps brought.
    """

    def __init__(
        self,
        telegram: LocalTelegram,
        customer: Customer,
        chat: Chat | None = None,
        thread_id: int | None = None,
    ) -> None:
        """
        Open the private chat with the bot, or the group that is given.
        """
        self.telegram = telegram
        self.customer = customer
        self.thread_id = thread_id
        self.answers: list[Answered] = []
        self.events: list[Event] = []
        self._listeners: list[Callable[[Event], None]] = []
        private = telegram.chats.greet(customer.user)
        self.chat = chat or private
        if chat is not None:
            chat.members.setdefault(customer.id, "member")
        telegram.watchers.watch(self.chat.id, self._see)

    @property
    def history(self) -> list[Message]:
        """
        Everybody's messages in the chat, oldest first.
        """
        return [
            Message(raw)
            for raw in self.telegram.messages.history(self.chat.id)
            if self._is_here(raw)
        ]

    @property
    def messages(self) -> list[Message]:
        """
        The bot's messages, oldest first.
        """
        bot = self.telegram.bot.id
        return [message for message in self.history if message.raw["from"]["id"] == bot]

    @property
    def last(self) -> Message:
        """
        The bot's newest message; raises LookupError when it has not said anything.
        """
        messages = self.messages
        if not messages:
            msg = "the bot has not said anything yet"
            raise LookupError(msg)
        return messages[-1]

    @property
    def keyboard(self) -> Message | None:
        """
        The newest message of the bot that has buttons, None when there is none.
        """
        return next((message for message in reversed(self.messages) if message.buttons), None)

    def listen(self, listener: Callable[[Event], None]) -> None:
        """
        Call `listener` with everything that happens in the chat from now on.
        """
        self._listeners.append(listener)

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """
        Wait until the condition holds; raises TimeoutError after `seconds`.
        """
        await self.telegram.until(condition, seconds)

    async def until_said(self, words: str, seconds: float = 5.0) -> Message:
        """
        Wait until the bot's newest message holds these words, and return it.
        """
        await self.until(lambda: bool(self.messages) and words in self.messages[-1].text, seconds)
        return self.last

    def _is_here(self, raw: Json) -> bool:
        return self.thread_id is None or raw.get("message_thread_id") == self.thread_id

    def _see(self, event: Event) -> None:
        if isinstance(event, Answered):
            if event.user_id != self.customer.id:
                return
            self.answers.append(event)
        elif not self._is_here(event.message):
            return
        if isinstance(event, Sent | Edited) and self._is_own(event.message):
            return
        self.events.append(event)
        for listener in self._listeners:
            listener(event)

    def _is_own(self, raw: Json) -> bool:
        return bool(raw["from"]["id"] == self.customer.id)
