"""
What is counted and measured, for whoever watches the bot.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import generate_latest

from bot.store import Backlog

TURN_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)
DESK_SECONDS = (0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0)
SEND_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """
    Counts for one process, in a registry of its own.

    Labels are words of ours, never anything that a customer chose. The gauges of the database speak
    for all processes that share it.
    """

    def __init__(self) -> None:
        registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._registry = registry
        self.updates = Counter("bot_updates", "Updates that came in", ["kind"], registry=registry)
        self.ignored = Counter(
            "bot_updates_ignored", "Updates without a turn", ["reason"], registry=registry
        )
        self.answers = Counter(
            "bot_answers", "Turns that said something", ["screen", "locale"], registry=registry
        )
        self.errors = Counter("bot_errors", "What failed on our side", ["kind"], registry=registry)
        self.refusals = Counter(
            "bot_refusals",
            "Calls that Telegram refused or that did not get through",
            ["method", "code"],
            registry=registry,
        )
        self.turn_seconds = Histogram(
            "bot_turn_seconds",
            "From an update's arrival until its turn is committed",
            registry=registry,
            buckets=TURN_SECONDS,
        )
        self.send_seconds = Histogram(
            "bot_send_seconds",
            "How long a call that sends a message takes",
            registry=registry,
            buckets=SEND_SECONDS,
        )
        self.desk_seconds = Histogram(
            "bot_desk_seconds",
            "How long a message to the staff waits for its turn",
            registry=registry,
            buckets=DESK_SECONDS,
        )
        self._chats = Gauge(
            "bot_chats_in_turn", "Conversations whose updates run or wait", registry=registry
        )
        self._sending = Gauge(
            "bot_messages_in_hand", "Messages that this process is sending", registry=registry
        )
        self._outbox = Gauge(
            "bot_outbox_messages", "Messages that are not sent yet", registry=registry
        )
        self._oldest = Gauge(
            "bot_outbox_oldest_seconds", "Age of the oldest of them", registry=registry
        )
        self._aside = Gauge("bot_set_aside_updates", "Updates set aside", registry=registry)

    def page(self, chats: int, sending: int, backlog: Backlog | None, now: float) -> bytes:
        """
        Return everything in Prometheus's text format.

        `chats` and `sending` are this process's own, `backlog` the database's (None while it is
        away: then its gauges are not numbers), `now` the time in seconds since 1970.
        """
        self._chats.set(chats)
        self._sending.set(sending)
        unknown = float("nan")
        oldest = unknown
        if backlog is not None:
            oldest = 0.0 if backlog.oldest is None else max(now - backlog.oldest, 0.0)
        self._outbox.set(unknown if backlog is None else backlog.messages)
        self._oldest.set(oldest)
        self._aside.set(unknown if backlog is None else backlog.aside)
        return generate_latest(self._registry)
