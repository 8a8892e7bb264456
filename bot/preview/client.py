"""
A customer's side of a chat; using it reads like a transcript.
"""

import re

from bot.preview import limits
from bot.preview.chats import Chat
from bot.preview.customer import (
    Customer,
    file_content,
    split,
    text_content,
)
from bot.preview.message import Button, Message
from bot.preview.parameters import Upload
from bot.preview.person import Deliver, Person
from bot.preview.refusal import Json
from bot.preview.telegram import LocalTelegram

__all__ = ["Client", "Customer", "Deliver"]

_PAYLOAD = re.compile(rf"[A-Za-z0-9_-]{{0,{limits.START_PAYLOAD}}}")


class Client(Person):
    """
    A customer's side of one chat with the bot.

    `opened` are the links that were followed, `clipboard` is what was copied last.
    """

    def __init__(
        self,
        telegram: LocalTelegram,
        customer: Customer | None = None,
        *,
        deliver: Deliver | None = None,
        chat: Chat | None = None,
        thread_id: int | None = None,
    ) -> None:
        """
        Open the private chat, or a group's chat (and topic) that is given.
        """
        super().__init__(telegram, customer or Customer(), deliver, chat, thread_id)
        self.opened: list[str] = []
        self.clipboard: str | None = None

    def within(self, chat: Chat, thread_id: int | None = None) -> "Client":
        """
        Return the same customer's view of a group, or of a topic in it.
        """
        return Client(
            self.telegram, self.customer, deliver=self._deliver, chat=chat, thread_id=thread_id
        )

    async def start(self, payload: str = "") -> Message:
        """
        Follow the bot's link, with its `?start=` payload; raises ValueError for a bad one.
        """
        if not _PAYLOAD.fullmatch(payload):
            msg = f"not a start payload: {payload!r}"
            raise ValueError(msg)
        return await self.send(f"/start {payload}".rstrip())

    async def command(self, text: str) -> Message:
        """
        Give a command, with its slash.
        """
        return await self.send(text)

    async def mention(self, text: str) -> Message:
        """
        Send a text that addresses the bot by its name.
        """
        return await self.send(f"@{self.telegram.bot.username} {text}")

    async def send(self, text: str, *, reply_to: Message | None = None) -> Message:
        """
        Send a text, in parts when it is too long for one message; return the last of them.
        """
        *parts, last = split(text)
        for part in parts:
            await self._say(text_content(part))
        content = text_content(last)
        if reply_to is not None:
            content["reply_to_message"] = reply_to.raw
        return await self._say(content)

    async def edit(self, message: Message, text: str) -> None:
        """
        Change an own text.
        """
        raw = self.telegram.messages.change(message.raw, {"entities": None} | text_content(text))
        await self._hand(("edited_message", dict(raw)))

    async def delete(self, message: Message) -> None:
        """
        Take a message away; the bot is not told, as in Telegram.
        """
        self.telegram.messages.remove(message.raw)

    async def click(self, label: str) -> None:
        """
        Tap a button of the newest keyboard: by its label, or how only its label begins.
        """
        keyboard = self.keyboard
        if keyboard is None:
            msg = f"no keyboard to find {label!r} on"
            raise LookupError(msg)
        await self.tap(keyboard, label)

    async def click_twice(self, label: str) -> None:
        """
        Tap a button of the newest keyboard twice before the bot can answer.
        """
        message = self.keyboard
        if message is None:
            msg = f"no keyboard to find {label!r} on"
            raise LookupError(msg)
        data = message.button(label).data or ""
        await self._hand(*(self._press(message, data) for _ in range(2)))

    async def tap(self, message: Message, label: str) -> None:
        """
        Tap a button of any message.
        """
        await self.choose(message, message.button(label))

    async def choose(self, message: Message, button: Button) -> None:
        """
        Tap a button; links and copies stay in the app, the bot does not hear of them.
        """
        if button.url is not None:
            self.opened.append(button.url)
        elif button.copy is not None:
            self.clipboard = button.copy
        elif button.data is not None:
            await self.press(message, button.data)

    async def press(self, message: Message, data: str) -> None:
        """
        Send the data of a button that the message may not have any more.
        """
        await self._hand(self._press(message, data))

    async def photo(self, caption: str = "", content: bytes = b"\xff\xd8\xff photo") -> Message:
        """
        Send a photo.
        """
        return await self.file("photo", Upload("photo.jpg", content, "image/jpeg"), caption)

    async def document(
        self,
        name: str = "settings.txt",
        content: bytes = b"settings",
        *,
        caption: str = "",
        mime_type: str = "text/plain",
    ) -> Message:
        """
        Send a file.
        """
        return await self.file("document", Upload(name, content, mime_type), caption)

    async def voice(self) -> Message:
        """
        Send a spoken message.
        """
        return await self.file("voice", Upload("voice.ogg", b"OggS", "audio/ogg"))

    async def sticker(self) -> Message:
        """
        Send a sticker.
        """
        return await self.file("sticker", Upload("sticker.webp", b"RIFF"))

    async def file(self, kind: str, upload: Upload, caption: str = "") -> Message:
        """
        Send a file as a message of some kind, such as `video` or `animation`.
        """
        return await self._say(file_content(self.telegram.files, kind, upload, caption))

    async def location(self, latitude: float = 50.69, longitude: float = 3.17) -> Message:
        """
        Send a place.
        """
        return await self._say({"location": {"latitude": latitude, "longitude": longitude}})

    async def block(self) -> None:
        """
        Stop the bot.
        """
        self.chat.forbidden = "bot was blocked by the user"
        await self._membership("member", "kicked")

    async def unblock(self) -> None:
        """
        Let the bot in again.
        """
        self.chat.forbidden = None
        await self._membership("kicked", "member")

    async def upgrade(self) -> None:
        """
        Make a supergroup of the group that this client looks at; both chats say so.
        """
        old = self.chat
        self.chat = self.telegram.upgrade(old.id)
        user = self.customer.user
        add = self.telegram.messages.add
        notices = [
            add(old, user, {"migrate_to_chat_id": self.chat.id}),
            add(self.chat, user, {"migrate_from_chat_id": old.id}),
        ]
        await self._hand(*(("message", dict(notice)) for notice in notices))

    async def _say(self, content: Json) -> Message:
        user = self.customer.user
        raw = self.telegram.messages.add(self.chat, user, content, self.thread_id)
        await self._hand(("message", dict(raw)))
        return Message(raw)

    def _press(self, message: Message, data: str) -> tuple[str, Json]:
        query = self.telegram.queries.open(self.customer.id, self.chat.id)
        held = self.telegram.messages.find(self.chat.id, message.id)
        inaccessible = {"chat": self.chat.to_json(), "message_id": message.id, "date": 0}
        return "callback_query", {
            "id": query.id,
            "from": self.customer.user.to_json(),
            "message": inaccessible if held is None else dict(held),
            "chat_instance": str(self.chat.id),
            "data": data,
        }

    async def _membership(self, old: str, new: str) -> None:
        bot = self.telegram.bot.to_json()
        states = [
            {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
            for status in (old, new)
        ]
        change = {
            "chat": self.chat.to_json(),
            "from": self.customer.user.to_json(),
            "date": int(self.telegram.messages.now()),
            "old_chat_member": states[0],
            "new_chat_member": states[1],
        }
        await self._hand(("my_chat_member", change))
