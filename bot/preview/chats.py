"""
The chats that the bot knows, and the people in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.preview.parameters import Parameters
from bot.preview.refusal import Json, Refused, bad_request, forbidden

_FULL: Mapping[str, object] = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}
_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_manage_topics",
)
ADMINISTRATORS = frozenset({"creator", "administrator"})


@dataclass(slots=True)
class User:
    """
    A person, or the bot.
    """

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    is_bot: bool = False

    def to_json(self) -> Json:
        """
        Return the User of the Bot API.
        """
        view: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            view["username"] = self.username
        if self.language_code:
            view["language_code"] = self.language_code
        return view


@dataclass(slots=True)
class Topic:
    """
    A topic of a forum.
    """

    name: str
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """
    A chat: `private`, `group` or `supergroup`; a forum is a supergroup with topics.

    `forbidden` holds Telegram's words while the bot may not write here. `members` maps user ids to
    their status; `bot_status` is the bot's own.
    """

    id: int
    type: str
    title: str
    username: str | None = None
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)
    bot_status: str = "member"
    forbidden: str | None = None
    upgraded_to: int | None = None

    def to_json(self) -> Json:
        """
        Return the Chat of the Bot API.
        """
        name = "first_name" if self.type == "private" else "title"
        view: Json = {"id": self.id, "type": self.type, name: self.title}
        if self.username:
            view["username"] = self.username
        if self.is_forum:
            view["is_forum"] = True
        return view


class Chats:
    """
    All chats and users by number, with the methods of the Bot API about them.
    """

    def __init__(self, bot: User) -> None:
        """
        Start with nobody but the bot.
        """
        self.bot = bot
        self.users: dict[int, User] = {bot.id: bot}
        self._chats: dict[int, Chat] = {}
        self._names: dict[str, int] = {}
        self._next_topic = 2
        self.methods = {
            "getchat": self._get_chat,
            "getchatmember": self._get_member,
            "getchatadministrators": self._get_administrators,
        }

    def __contains__(self, chat_id: int) -> bool:
        """
        Tell whether there is such a chat.
        """
        return chat_id in self._chats

    def add(self, chat: Chat) -> Chat:
        """
        Take a chat in.
        """
        self._chats[chat.id] = chat
        if chat.username:
            self._names[f"@{chat.username.lower()}"] = chat.id
        return chat

    def greet(self, user: User) -> Chat:
        """
        Take a person in who opened the private chat with the bot, and return that chat.
        """
        self.users[user.id] = user
        known = self._chats.get(user.id)
        if known is not None:
            return known
        return self.add(Chat(user.id, "private", user.first_name, user.username))

    def get(self, chat_id: int) -> Chat:
        """
        Return a chat, or raise KeyError.
        """
        return self._chats[chat_id]

    def find(self, parameters: Parameters, name: str = "chat_id") -> Chat:
        """
        Return the chat that a call names, or raise Refused.
        """
        named = parameters.chat_id(name)
        number = self._names.get(named.lower()) if isinstance(named, str) else named
        chat = self._chats.get(number) if number is not None else None
        if chat is None:
            msg = "chat not found"
            raise bad_request(msg)
        if chat.upgraded_to is not None:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat.upgraded_to},
            )
        return chat

    def writable(self, parameters: Parameters) -> Chat:
        """
        Return the chat that a call may write to, or raise Refused.
        """
        chat = self.find(parameters)
        if chat.forbidden is not None:
            raise forbidden(chat.forbidden)
        return chat

    def thread(self, chat: Chat, parameters: Parameters) -> int | None:
        """
        Return the topic that a call names, None for the general one, or raise Refused.
        """
        thread_id = parameters.integer("message_thread_id")
        if not thread_id:
            return None
        topic = chat.topics.get(thread_id)
        if topic is None:
            msg = "message thread not found"
            raise bad_request(msg)
        if topic.closed and chat.bot_status not in ADMINISTRATORS:
            msg = "TOPIC_CLOSED"
            raise bad_request(msg)
        return thread_id

    def open_topic(self, chat: Chat, name: str) -> int:
        """
        Open a topic in a forum and return its thread id.
        """
        thread_id = self._next_topic
        self._next_topic += 1
        chat.topics[thread_id] = Topic(name)
        return thread_id

    def upgrade(self, chat_id: int) -> Chat:
        """
        Make a supergroup of a group; the old number answers with the new one from now on.
        """
        old = self._chats[chat_id]
        new = Chat(
            -1_000_000_000_000 + chat_id,
            "supergroup",
            old.title,
            members=dict(old.members),
            bot_status=old.bot_status,
        )
        old.upgraded_to = new.id
        return self.add(new)

    def status(self, chat: Chat, user_id: int) -> str:
        """
        Return a user's status in a chat.
        """
        if user_id == self.bot.id:
            return chat.bot_status
        if chat.type == "private":
            return "member" if user_id == chat.id else "left"
        return chat.members.get(user_id, "left")

    def is_administrator(self, chat: Chat, user_id: int) -> bool:
        """
        Tell whether a user has an administrator's rights in a group.
        """
        return self.status(chat, user_id) in ADMINISTRATORS

    def _get_chat(self, parameters: Parameters) -> Json:
        return {**self.find(parameters).to_json(), **_FULL}

    def _member(self, chat: Chat, user_id: int) -> Json:
        status = self.status(chat, user_id)
        member: Json = {"user": self.users[user_id].to_json(), "status": status}
        if status in ADMINISTRATORS:
            member["is_anonymous"] = False
        if status == "administrator":
            member |= {"can_be_edited": False} | dict.fromkeys(_RIGHTS, True)
        return member

    def _get_member(self, parameters: Parameters) -> Json:
        chat = self.find(parameters)
        user_id = parameters.integer("user_id")
        if user_id not in self.users:
            msg = "PARTICIPANT_ID_INVALID"
            raise bad_request(msg)
        return self._member(chat, user_id)

    def _get_administrators(self, parameters: Parameters) -> list[Json]:
        chat = self.find(parameters)
        if chat.type == "private":
            msg = "there are no administrators in the private chat"
            raise bad_request(msg)
        people = [*chat.members, self.bot.id]
        return [
            self._member(chat, user_id)
            for user_id in people
            if self.is_administrator(chat, user_id)
        ]
