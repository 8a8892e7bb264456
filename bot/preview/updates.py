"""
The queue of updates that the bot has not confirmed, and who fetches it.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from bot.preview import limits
from bot.preview.events import Watchers
from bot.preview.parameters import Parameters
from bot.preview.refusal import Json, bad_request, conflict

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "guest_message",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    }
)
DEFAULT_KINDS = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
"""
What a bot gets that did not say what it wants.
"""

_OTHER_POLLER = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_PATIENCE = 2


@dataclass(frozen=True, slots=True)
class Webhook:
    """
    Where updates are delivered to.
    """

    url: str
    secret_token: str = ""
    max_connections: int = 40


class Courier(Protocol):
    """
    Who delivers updates to the webhook.
    """

    def take(self, update: Json) -> None:
        """
        Deliver a new update.
        """

    def webhook_changed(self) -> None:
        """
        Look at the webhook again: it was set, changed or deleted.
        """


class Updates:
    """
    The queue, polling, and the webhook's registration.

    `last_error` is when (seconds) and why a delivery to the webhook failed last.
    """

    def __init__(
        self, watchers: Watchers, clock: Callable[[], float], first_id: int = 700_000_001
    ) -> None:
        """
        Start with an empty queue.
        """
        self.pending: dict[int, Json] = {}
        self.webhook: Webhook | None = None
        self.courier: Courier | None = None
        self._allowed: frozenset[str] = DEFAULT_KINDS
        self._watchers = watchers
        self._clock = clock
        self._next_id = first_id
        self._poll: asyncio.Future[None] | None = None
        self._last_offset: int | None = None
        self._repeats = 0
        self.last_error: tuple[int, str] | None = None
        self.methods = {
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._get_webhook_info,
        }

    def stamp(self, kind: str, payload: Json) -> Json:
        """
        Return an update with the next number, without queueing it.
        """
        update = {"update_id": self._next_id, kind: payload}
        self._next_id += 1
        return update

    def push(self, kind: str, payload: Json) -> Json:
        """
        Queue an update for the bot, unless it did not ask for this kind, and return it.
        """
        update = self.stamp(kind, payload)
        if kind not in self._allowed:
            return update
        self.pending[update["update_id"]] = update
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        if self.webhook is not None and self.courier is not None:
            self.courier.take(update)
        self._watchers.stir()
        return update

    def confirm(self, update_id: int) -> None:
        """
        Forget an update that the bot has.
        """
        self.pending.pop(update_id, None)
        self._watchers.stir()

    def delivery_failed(self, words: str) -> None:
        """
        Note why the last delivery to the webhook failed.
        """
        self.last_error = (int(self._clock()), words)
        self._watchers.stir()

    async def _get_updates(self, parameters: Parameters) -> list[Json]:
        if self.webhook is not None:
            raise conflict(_WEBHOOK_ACTIVE)
        self._end_poll(_OTHER_POLLER)
        offset = parameters.integer("offset")
        limit = parameters.integer("limit", limits.UPDATES)
        limit = limit if 0 < limit < limits.UPDATES else limits.UPDATES
        timeout = min(max(parameters.integer("timeout"), 0), limits.POLL_SECONDS)
        self._allow(parameters)
        self._confirm_below(offset)
        if not self.pending and timeout and not await self._news(timeout):
            return []
        if not self.pending:
            return []
        # A bot that does not move its offset is soon handed one update at a time.
        self._repeats = self._repeats + 1 if offset == self._last_offset else 0
        self._last_offset = offset
        if self._repeats >= _PATIENCE:
            limit = 1
        return list(islice(self.pending.values(), limit))

    async def _news(self, seconds: int) -> bool:
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = poll
        self._watchers.stir()
        try:
            await asyncio.wait_for(poll, seconds)
        except TimeoutError:
            return False
        finally:
            if self._poll is poll:
                self._poll = None
        return True

    @property
    def polled(self) -> bool:
        """
        Tell whether a long poll waits right now.
        """
        return self._poll is not None

    def _end_poll(self, words: str) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict(words))
        self._poll = None

    def _confirm_below(self, offset: int) -> None:
        numbers = list(self.pending)
        old = numbers[:offset] if offset < 0 else [number for number in numbers if number < offset]
        for number in old:
            del self.pending[number]
        if old:
            self._watchers.stir()

    def _allow(self, parameters: Parameters) -> None:
        kinds = parameters.json("allowed_updates", "allowed updates")
        if kinds is None:
            return
        if not isinstance(kinds, list):
            msg = "can't parse allowed updates: expected an Array of String"
            raise bad_request(msg)
        self._allowed = frozenset(kind for kind in KINDS if kind in kinds) or DEFAULT_KINDS

    def _drop(self, parameters: Parameters) -> None:
        if parameters.flag("drop_pending_updates"):
            self.pending.clear()

    def _set_webhook(self, parameters: Parameters) -> bool:
        url = parameters.text("url")
        if not url:
            return self._delete_webhook(parameters)
        if not re.match(r"https?://[^\s/]+", url):
            msg = "bad webhook: An HTTPS URL must be provided for webhook"
            raise bad_request(msg)
        secret = parameters.text("secret_token")
        if not re.fullmatch(rf"[A-Za-z0-9_-]{{0,{limits.SECRET_TOKEN}}}", secret):
            msg = "secret token contains unallowed characters"
            raise bad_request(msg)
        connections = parameters.integer("max_connections", 40)
        self._allow(parameters)
        self._drop(parameters)
        self._end_poll("terminated by setWebhook request")
        self.webhook = Webhook(url, secret, min(max(connections, 1), limits.WEBHOOK_CONNECTIONS))
        self.last_error = None
        return self._announce()

    def _delete_webhook(self, parameters: Parameters) -> bool:
        self._drop(parameters)
        self.webhook = None
        return self._announce()

    def _announce(self) -> bool:
        if self.courier is not None:
            self.courier.webhook_changed()
        return True

    def _get_webhook_info(self, _: Parameters) -> Json:
        info: Json = {
            "url": self.webhook.url if self.webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
        }
        if self.webhook is not None:
            info["max_connections"] = self.webhook.max_connections
            if self.last_error is not None:
                info["last_error_date"], info["last_error_message"] = self.last_error
        if self._allowed != DEFAULT_KINDS:
            info["allowed_updates"] = sorted(self._allowed)
        return info
