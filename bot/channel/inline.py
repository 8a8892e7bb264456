"""
Chats that the bot is not in: what is typed after its name there, and the taps below its cards.

All of it is best effort: nothing is stored, and nothing waits for it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.answers.reply import Reply
from bot.channel.api import TokenRefused, call
from bot.channel.conversation import Conversation
from bot.channel.incoming import Inquiry, Mention, Press
from bot.channel.lanes import LaneFullError, Lanes
from bot.channel.metrics import Metrics
from bot.channel.quarantine import blame
from bot.channel.refusal import Fate, code, judge
from bot.channel.rendering import keyboard
from bot.desk.inline import Article
from bot.dialogue.disturbance import Disturbance

logger = logging.getLogger(__name__)

QUERIES_AT_ONCE = 8
TAPS_AT_ONCE = 8
MOST_WAITING = 1000
MOST_TAPS = 5
PATIENCE = 5.0
CACHED, CACHED_WHILE_DISTURBED = 300, 30


class Inline:
    """
    Answers inline queries and guest messages, and turns a tapped message into the next one.

    Of the queries of one user only the newest is answered: people type letter by letter. `later`
    runs work beside everything else; `disturbances` are those that stand.
    """

    def __init__(
        self,
        bot: Bot,
        conversation: Conversation,
        metrics: Metrics,
        later: Callable[[Coroutine[Any, Any, None]], None],
        disturbances: Callable[[], tuple[Disturbance, ...]],
    ) -> None:
        self._bot = bot
        self._conversation = conversation
        self._metrics = metrics
        self._later = later
        self._disturbances = disturbances
        self._newest: dict[int, Inquiry] = {}
        self._served: set[int] = set()
        self._queries = asyncio.Semaphore(QUERIES_AT_ONCE)
        self._taps = asyncio.Semaphore(TAPS_AT_ONCE)
        self._waiting_taps = self._waiting_mentions = 0
        self._lanes = Lanes(MOST_TAPS)

    def take(self, incoming: Inquiry | Mention | Press) -> None:
        """
        Answer soon, or not at all where too much waits.
        """
        if isinstance(incoming, Press):
            if self._waiting_taps < MOST_WAITING:
                self._waiting_taps += 1
                self._later(self._pressed(incoming))
                return
        elif isinstance(incoming, Mention):
            if self._waiting_mentions < MOST_WAITING:
                self._waiting_mentions += 1
                self._later(self._mentioned(incoming))
                return
        elif incoming.user in self._served:
            self._newest[incoming.user] = incoming
            return
        elif len(self._served) < MOST_WAITING:
            self._newest[incoming.user] = incoming
            self._served.add(incoming.user)
            self._later(self._serve(incoming.user))
            return
        self._metrics.ignored.labels("flood").inc()

    async def _serve(self, user: int) -> None:
        while user in self._newest:
            async with self._queries:
                await self._tried(self._answer, self._newest.pop(user))
        self._served.discard(user)

    async def _answer(self, inquiry: Inquiry) -> None:
        standing = self._disturbances()
        articles = self._conversation.articles.find(
            inquiry.text, inquiry.language, self._bot.username, standing
        )
        await self._call(
            "answerInlineQuery",
            {
                "inline_query_id": inquiry.query,
                "results": [_result(each) for each in articles],
                "is_personal": True,
                "cache_time": CACHED_WHILE_DISTURBED if standing else CACHED,
            },
        )

    async def _mentioned(self, mention: Mention) -> None:
        try:
            async with self._queries:
                await self._tried(self._answer_guest, mention)
        finally:
            self._waiting_mentions -= 1

    async def _answer_guest(self, mention: Mention) -> None:
        article = self._conversation.articles.answer(
            mention.text, mention.language, self._bot.username, self._disturbances()
        )
        answer: dict[str, object] = {"guest_query_id": mention.query, "result": _result(article)}
        await self._call("answerGuestQuery", answer)

    async def _pressed(self, press: Press) -> None:
        try:
            await self._lanes.run(press.message, lambda: self._tapped(press))
        except LaneFullError:
            self._metrics.ignored.labels("flood").inc()
        finally:
            self._waiting_taps -= 1

    async def _tapped(self, press: Press) -> None:
        async with self._taps:
            await self._tried(self._edit, press)

    async def _edit(self, press: Press) -> None:
        became = self._conversation.sharing.tapped(
            press.tap, press.language, self._bot.username, self._disturbances()
        )
        answer: dict[str, object] = {"callback_query_id": press.query}
        if isinstance(became, Reply):
            message = {"inline_message_id": press.message, **_content(became)}
            await self._call("editMessageText", message)
        else:
            answer["url"] = became
        await self._call("answerCallbackQuery", answer)

    async def _tried(self, work: Callable[[Any], Awaitable[None]], incoming: object) -> None:
        try:
            await work(incoming)
        except Exception as error:  # noqa: BLE001 - nobody would hear of it
            self._metrics.errors.labels("inline").inc()
            logger.warning("inline failed", extra=blame(error))

    async def _call(self, method: str, parameters: dict[str, object]) -> None:
        try:
            await call(self._bot, method, parameters, read_timeout=PATIENCE)
        except (TelegramError, TokenRefused) as error:
            if judge(error).fate is not Fate.DONE:
                self._metrics.refusals.labels(method, code(error)).inc()
                logger.debug("inline refused", extra={"error": type(error).__name__})


def _result(article: Article) -> dict[str, object]:
    content = _content(article.reply)
    markup = content.pop("reply_markup")
    text = content.pop("text")
    return {
        "type": "article",
        "id": article.id,
        "title": article.title,
        "description": article.description,
        "input_message_content": {"message_text": text, **content},
        "reply_markup": markup,
    }


def _content(reply: Reply) -> dict[str, object]:
    return {
        "text": reply.html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": keyboard(reply),
    }
