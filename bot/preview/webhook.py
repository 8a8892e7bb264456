"""
Delivers updates to the bot's webhook, as Telegram does.
"""

import asyncio
import json
from collections import deque
from contextlib import suppress

import aiohttp

from bot.preview.refusal import Json, Lost, Refused
from bot.preview.telegram import LocalTelegram
from bot.preview.updates import Webhook

_NOT_IN_A_RESPONSE = frozenset({"deletewebhook", "setwebhook", "close", "logout"})
_LONGEST_PAUSE = 60.0


class Deliveries:
    """
    Posts updates in lanes: taps in one lane per person, messages in one lane per chat.

    Within a lane the next update waits until the bot has taken the one before; lanes run side by
    side, on at most as many connections as the webhook allows. A refused update is tried again at
    once, then after 2, 4, 8… seconds, or when `Retry-After` says. `second` is the length of such a
    second, so that tests need not wait.
    """

    def __init__(self, telegram: LocalTelegram, *, second: float = 1.0) -> None:
        """
        Deliver for this Telegram, once started.
        """
        self._telegram = telegram
        self._second = second
        self._lanes: dict[tuple[str, int], deque[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore()

    async def start(self) -> None:
        """
        Begin to deliver, what waits already included.
        """
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=60)
        )
        self._telegram.updates.courier = self
        self.webhook_changed()

    async def stop(self) -> None:
        """
        Stop delivering; what was not taken stays in the queue.
        """
        self._telegram.updates.courier = None
        tasks = self._cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def webhook_changed(self) -> None:
        """
        Begin anew with the webhook as it is now.
        """
        self._cancel()
        webhook = self._telegram.updates.webhook
        if webhook is None:
            return
        self._slots = asyncio.Semaphore(webhook.max_connections)
        for update in list(self._telegram.updates.pending.values()):
            self.take(update)

    def take(self, update: Json) -> None:
        """
        Put an update at the end of its lane.
        """
        webhook = self._telegram.updates.webhook
        if webhook is None or self._session is None:
            return
        key = _lane(update)
        lane = self._lanes.get(key)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[key] = lane = deque([update])
        task = asyncio.create_task(self._run(key, lane, webhook, self._session))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _cancel(self) -> list[asyncio.Task[None]]:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        self._lanes.clear()
        return tasks

    async def _run(
        self,
        key: tuple[str, int],
        lane: deque[Json],
        webhook: Webhook,
        session: aiohttp.ClientSession,
    ) -> None:
        slots = self._slots
        while lane:
            update = lane[0]
            fails = 0
            while update["update_id"] in self._telegram.updates.pending:
                async with slots:
                    pause = await self._deliver(update, webhook, session)
                if pause is None:
                    self._telegram.updates.confirm(update["update_id"])
                    break
                wait = pause or (min(2.0**fails, _LONGEST_PAUSE) if fails else 0.0)
                fails += 1
                await asyncio.sleep(wait * self._second)
            lane.popleft()
        if self._lanes.get(key) is lane:
            del self._lanes[key]

    async def _deliver(
        self, update: Json, webhook: Webhook, session: aiohttp.ClientSession
    ) -> float | None:
        """
        Post an update; return None when it was taken, else the pause that was asked for.
        """
        headers = {"Content-Type": "application/json"}
        if webhook.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret_token
        body = json.dumps(update, separators=(",", ":")).encode()
        try:
            async with session.post(
                webhook.url, data=body, headers=headers, allow_redirects=False
            ) as response:
                content = await response.read()
                if response.ok:
                    await self._obey(content)
                    return None
                words = f"Wrong response from the webhook: {response.status} {response.reason}"
                retry_after = response.headers.get("Retry-After", "")
        except (aiohttp.ClientError, TimeoutError) as error:
            words, retry_after = f"Webhook connection closed: {type(error).__name__}", ""
        self._telegram.updates.delivery_failed(words)
        return float(retry_after) if retry_after.isdecimal() else 0.0

    async def _obey(self, content: bytes) -> None:
        """
        Carry out the call that a webhook's response may hold; nobody hears how it went.
        """
        if not content.startswith(b"{"):
            return
        try:
            call = json.loads(content)
        except ValueError:
            return
        method = str(call.pop("method", ""))
        if not method or method.lower().startswith("get") or method.lower() in _NOT_IN_A_RESPONSE:
            return
        with suppress(Refused, Lost):
            await self._telegram.call(method, call)


def _lane(update: Json) -> tuple[str, int]:
    for kind, payload in update.items():
        if kind == "callback_query":
            return "user", payload["from"]["id"]
        if isinstance(payload, dict) and "chat" in payload:
            return "chat", payload["chat"]["id"]
    return "update", update["update_id"]
