"""
The local Telegram: one core of rules behind two doors.
"""

import re
import time
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from bot.preview.chats import Chat, Chats, User
from bot.preview.connections import CONNECTION, Connections
from bot.preview.editing import Editing
from bot.preview.events import Watchers
from bot.preview.faults import Faults
from bot.preview.files import Files
from bot.preview.forum import Forum
from bot.preview.messages import Messages
from bot.preview.parameters import Parameters, Upload
from bot.preview.profile import Profile
from bot.preview.queries import Queries
from bot.preview.reactions import Reactions
from bot.preview.refusal import Json, Lost, Refused, bad_request
from bot.preview.sending import Sending
from bot.preview.updates import Updates

Handler: TypeAlias = Callable[[Parameters], object]

TOKEN = "100200300:" + "A" * 35
"""
The token of the local bot when none is given: well-formed, and of no use anywhere else.
"""

_WELL_FORMED = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")


@dataclass(frozen=True, slots=True)
class Call:
    """
    One call of the bot's, as the log keeps it.

    `answer` is the result when the call was carried out, `error` what the bot saw instead of it.
    """

    method: str
    parameters: Mapping[str, object]
    answer: object = None
    error: Refused | Lost | None = None


class LocalTelegram:
    """
    A strict stand-in of the Bot API for one bot, without I/O of its own.

    It refuses what Telegram refuses, in Telegram's words. `calls` counts the calls by method,
    `log` keeps the last `remember` of them, `faults` is told what to do wrong. `keep` is the number
    of messages that each chat remembers (None: all). `clock` gives the time in seconds.
    """

    def __init__(
        self,
        token: str = TOKEN,
        username: str = "local_mail_bot",
        first_name: str = "Mail help",
        *,
        clock: Callable[[], float] = time.time,
        keep: int | None = None,
        remember: int = 10_000,
    ) -> None:
        """
        Open a Telegram in which nobody has met the bot yet.
        """
        self.token = token
        self.bot = User(int(token.partition(":")[0]), first_name, username=username, is_bot=True)
        self.faults = Faults()
        self.watchers = Watchers()
        self.chats = Chats(self.bot)
        self.messages = Messages(self.watchers, clock, keep)
        self.files = Files()
        self.updates = Updates(self.watchers, clock)
        self.queries = Queries(self.watchers)
        self.profile = Profile(self.bot)
        self.editing = Editing(self.chats, self.messages)
        self.reactions = Reactions(self.chats, self.messages)
        self.connections = Connections()
        self.calls: Counter[str] = Counter()
        self.log: deque[Call] = deque(maxlen=remember)
        self._handlers: dict[str, Handler] = {
            **self.profile.methods,
            **self.updates.methods,
            **self.chats.methods,
            **Forum(self.chats).methods,
            **self.files.methods,
            **self.queries.methods,
            **self.editing.methods,
            **self.reactions.methods,
            **self.connections.methods,
            **Sending(self.chats, self.messages, self.files).methods,
            "pinchatmessage": self._nod,
            "unpinchatmessage": self._nod,
            "leavechat": self._leave,
        }

    def authorize(self, token: str) -> None:
        """
        Raise Refused unless it is this bot's token and still good.
        """
        if token == self.token and not self.faults.revoked:
            return
        if not _WELL_FORMED.fullmatch(token):
            raise Refused(404, "Not Found")
        raise Refused(401, "Unauthorized")

    async def call(
        self,
        method: str,
        parameters: Mapping[str, object],
        files: Mapping[str, Upload] | None = None,
    ) -> object:
        """
        Carry a method of the Bot API out and return its result, a JSON value.

        Raises Refused as Telegram refuses, and Lost when the answer is to get lost.
        """
        self.calls[method] += 1
        answer: object = None
        error: Refused | Lost | None = None
        try:
            answer = await self._carry_out(method.lower(), Parameters(parameters, files))
        except (Refused, Lost) as refusal:
            error = refusal
            raise
        finally:
            self.log.append(Call(method, parameters, answer, error))
            self.watchers.stir()
        return answer

    async def _carry_out(self, method: str, parameters: Parameters) -> object:
        fault = self.faults.take(method, _number(parameters))
        if fault is not None and not fault.accepted:
            raise fault.trouble()
        handler = self._handlers.get(method)
        if parameters.has(CONNECTION) and method not in self.connections.methods:
            handler = partial(self.connections.find(parameters).carry_out, method)
        if handler is None:
            # Telegram answers 404, which python-telegram-bot takes for a wrong token.
            msg = f"method {method} is not known here"
            raise bad_request(msg)
        answer = handler(parameters)
        if isinstance(answer, Coroutine):
            answer = await answer
        if fault is not None:
            raise fault.trouble()
        return answer

    def push(self, kind: str, payload: Json) -> Json:
        """
        Queue a raw update for the bot and return it.

        The chat and the person in it become known, so that the bot may answer.
        """
        message = payload.get("message", payload)
        chat: Json | None = message.get("chat")
        if chat is not None and chat["id"] not in self.chats:
            title = chat.get("title") or chat.get("first_name", "")
            self.chats.add(Chat(chat["id"], chat["type"], title, chat.get("username")))
        return self.updates.push(kind, payload)

    def group(
        self,
        title: str = "Group",
        *,
        chat_id: int = -4001,
        forum: bool = False,
        supergroup: bool = False,
        administrator: bool = False,
    ) -> Chat:
        """
        Open a group that the bot is in and return it.

        A forum is a supergroup always; its number is the supergroup's form of `chat_id`.
        """
        large = forum or supergroup
        chat = Chat(
            -1_000_000_000_000 + chat_id if large else chat_id,
            "supergroup" if large else "group",
            title,
            is_forum=forum,
            bot_status="administrator" if administrator else "member",
        )
        return self.chats.add(chat)

    def upgrade(self, chat_id: int) -> Chat:
        """
        Make a supergroup of a group and return it; calls for the old one are told so.
        """
        chat = self.chats.upgrade(chat_id)
        self.watchers.move(chat_id, chat.id)
        return chat

    def expire_queries(self) -> None:
        """
        Let the taps so far be too old to be answered.
        """
        self.queries.expire()

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """
        Wait until the condition holds; raises TimeoutError after `seconds`.
        """
        await self.watchers.until(condition, seconds)

    def _nod(self, parameters: Parameters) -> bool:
        self.chats.writable(parameters)
        return True

    def _leave(self, parameters: Parameters) -> bool:
        chat = self.chats.writable(parameters)
        chat.bot_status = "left"
        chat.forbidden = f"bot is not a member of the {chat.type} chat"
        return True


def _number(parameters: Parameters) -> int | None:
    """
    Return the number of the chat that a call names, None when it names none.
    """
    named = parameters.chat_id() if parameters.has("chat_id") else None
    return named if isinstance(named, int) else None
