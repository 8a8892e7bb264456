"""
An account of Telegram Business, and the private chats of its owner.

Those chats have the numbers of the customers' own chats with the bot, and are others all the same.
"""

from collections.abc import Callable, Mapping

from bot.preview.chats import Chat, Chats
from bot.preview.connections import CONNECTION, INVALID
from bot.preview.customer import Customer, text_content
from bot.preview.editing import Editing
from bot.preview.events import Watchers
from bot.preview.message import Message
from bot.preview.messages import Messages
from bot.preview.parameters import Parameters
from bot.preview.person import Deliver
from bot.preview.refusal import Json, bad_request
from bot.preview.sending import Sending
from bot.preview.telegram import LocalTelegram

_FORBIDDEN = "BUSINESS_PEER_USAGE_MISSING"


class Account:
    """
    One connected account; `reply` and `delete` are what the bot may do in its chats.
    """

    def __init__(
        self, telegram: LocalTelegram, owner: Customer, deliver: Deliver, *, reply: bool = True
    ) -> None:
        """
        Open the account of a person; `connect` tells the bot.
        """
        self.id = f"connection-{owner.id}"
        self.telegram = telegram
        self.owner = owner
        self.reply = reply
        self.delete = True
        self.enabled = True
        self._deliver = deliver
        self._chats = Chats(owner.user)
        self._messages = Messages(Watchers(), telegram.messages.now)
        editing = Editing(self._chats, self._messages)
        sending = Sending(self._chats, self._messages, telegram.files)
        allowed = ("sendmessage", "editmessagetext", "editmessagereplymarkup")
        known: Mapping[str, Callable[[Parameters], object]] = {**editing.methods, **sending.methods}
        self._methods = {name: known[name] for name in allowed}
        self._methods["deletebusinessmessages"] = self._delete
        telegram.connections.add(self)

    def to_json(self) -> Json:
        """
        Return the connection as a BusinessConnection of the Bot API.
        """
        rights = {"can_reply": self.reply, "can_delete_all_messages": self.delete}
        return {
            "id": self.id,
            "user": self.owner.user.to_json(),
            "user_chat_id": self.owner.id,
            "date": int(self.telegram.messages.now()),
            "is_enabled": self.enabled,
            "rights": {name: True for name, has in rights.items() if has},
        }

    async def connect(self) -> None:
        """
        Tell the bot how things stand with the connection.
        """
        self.telegram.chats.greet(self.owner.user)
        await self._hand("business_connection", self.to_json())

    async def writes(self, customer: Customer, text: str) -> Message:
        """
        Let a customer write to the owner.
        """
        return await self._written(customer, customer, text)

    async def answers(self, customer: Customer, text: str) -> Message:
        """
        Let the owner write to a customer.
        """
        return await self._written(customer, self.owner, text)

    async def tap(self, customer: Customer, label: str) -> None:
        """
        Let a customer tap a button of the bot's newest message with buttons.
        """
        message = next(each for each in reversed(self.said(customer)) if each.buttons)
        query = self.telegram.queries.open(customer.id, None)
        press = {
            "id": query.id,
            "from": customer.user.to_json(),
            "message": message.raw,
            "chat_instance": str(customer.id),
            "data": message.button(label).data,
        }
        await self._hand("callback_query", press)

    def said(self, customer: Customer) -> list[Message]:
        """
        Return what the bot said to a customer in the owner's name.
        """
        history = self._messages.history(customer.id)
        return [Message(raw) for raw in history if "sender_business_bot" in raw]

    def history(self, customer: Customer) -> list[Message]:
        """
        Return everything that stands in a chat.
        """
        return [Message(raw) for raw in self._messages.history(customer.id)]

    def carry_out(self, method: str, parameters: Parameters) -> object:
        """
        Carry a method of the Bot API out in the owner's name, or raise Refused.
        """
        handler = self._methods.get(method)
        if handler is None:
            msg = f"method {method} takes no business connection"
            raise bad_request(msg)
        if not self.enabled:
            raise bad_request(INVALID)
        if not self.reply and method != "deletebusinessmessages":
            raise bad_request(_FORBIDDEN)
        answer = handler(parameters)
        if isinstance(answer, dict):
            answer["sender_business_bot"] = self.telegram.bot.to_json()
            answer[CONNECTION] = self.id
        return answer

    async def _written(self, customer: Customer, author: Customer, text: str) -> Message:
        chat: Chat = self._chats.greet(customer.user)
        raw = self._messages.add(chat, author.user, text_content(text) | {CONNECTION: self.id})
        await self._hand("business_message", dict(raw))
        return Message(raw)

    async def _hand(self, kind: str, payload: Json) -> None:
        await self._deliver(self.telegram.updates.stamp(kind, payload))

    def _delete(self, parameters: Parameters) -> bool:
        numbers = parameters.json("message_ids", "message identifiers")
        if not isinstance(numbers, list) or not numbers:
            msg = "message identifiers are not specified"
            raise bad_request(msg)
        if not self.delete:
            msg = "not enough rights to delete messages"
            raise bad_request(msg)
        for chat in self._chats.users:
            for number in numbers:
                message = self._messages.find(chat, number)
                if message is not None:
                    self._messages.remove(message)
        return True
