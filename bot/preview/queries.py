"""
The taps and inline queries that wait for the bot's answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from bot.preview import limits
from bot.preview.events import Answered, Watchers
from bot.preview.parameters import Parameters
from bot.preview.refusal import Json, bad_request

_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Query:
    """
    A tap or an inline query: who, and in which chat, None when the bot cannot see it.
    """

    id: str
    user_id: int
    chat_id: int | None


class Queries:
    """
    The open queries; `inline_answers` holds the results of those that were answered.

    `guest_answers` holds the one result of each guest query, by the query's id.
    """

    def __init__(self, watchers: Watchers) -> None:
        """
        Start without queries.
        """
        self._open: dict[str, Query] = {}
        self._watchers = watchers
        self._last = 0
        self.inline_answers: dict[str, list[Json]] = {}
        self.guest_answers: dict[str, Json] = {}
        self.methods: dict[str, Callable[[Parameters], object]] = {
            "answercallbackquery": self._answer_callback,
            "answerinlinequery": self._answer_inline,
            "answerguestquery": self._answer_guest,
        }

    def open(self, user_id: int, chat_id: int | None) -> Query:
        """
        Open a query and return it.
        """
        self._last += 1
        query = Query(str(4_000_000_000_000_000_000 + self._last), user_id, chat_id)
        self._open[query.id] = query
        if len(self._open) > 2 * _REMEMBERED:
            for old in list(islice(self._open, _REMEMBERED)):
                del self._open[old]
        return query

    def expire(self) -> None:
        """
        Let every open query be too old to be answered.
        """
        self._open.clear()

    def _find(self, query_id: str) -> Query:
        query = self._open.get(query_id)
        if query is None:
            raise bad_request(_TOO_OLD)
        return query

    def _answer_callback(self, parameters: Parameters) -> bool:
        query = self._find(parameters.text("callback_query_id"))
        text = parameters.text("text")
        if len(text) > limits.CALLBACK_ANSWER:
            msg = "MESSAGE_TOO_LONG"
            raise bad_request(msg)
        url = parameters.text("url")
        if url and not url.startswith(("https://t.me/", "tg://")):
            msg = "URL_INVALID"
            raise bad_request(msg)
        if query.chat_id is not None:
            alert = parameters.flag("show_alert")
            self._watchers.emit(
                query.chat_id, Answered(query.user_id, query.id, text, alert=alert, url=url)
            )
        return True

    def _answer_inline(self, parameters: Parameters) -> bool:
        query = self._find(parameters.text("inline_query_id"))
        results = parameters.json("results", "inline query results")
        if not isinstance(results, list) or not all(isinstance(one, dict) for one in results):
            msg = "expected an Array of InlineQueryResult"
            raise bad_request(msg)
        if len(results) > limits.INLINE_RESULTS:
            msg = "RESULTS_TOO_MUCH"
            raise bad_request(msg)
        numbers = [str(result.get("id")) for result in results]
        if len(set(numbers)) < len(numbers):
            msg = "RESULT_ID_DUPLICATE"
            raise bad_request(msg)
        self.inline_answers[query.id] = results
        return True

    def _answer_guest(self, parameters: Parameters) -> Json:
        query = self._find(parameters.text("guest_query_id"))
        if query.id in self.guest_answers:
            raise bad_request(_TOO_OLD)
        result = parameters.json("result", "inline query result")
        if not isinstance(result, dict) or not result.get("id"):
            msg = "expected an InlineQueryResult"
            raise bad_request(msg)
        self.guest_answers[query.id] = result
        return {"inline_message_id": f"guest{query.id}"}
