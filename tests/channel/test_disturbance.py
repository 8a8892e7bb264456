"""
Conversations while a disturbance stands, with every room as it is shipped.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from bot.channel.address import Address
from bot.channel.conversation import Conversation
from bot.channel.incoming import Incoming, Text
from bot.dialogue.disturbance import Disturbance, DisturbanceKind
from bot.dialogue.event import Tapped
from bot.facts import Facts
from bot.i18n import Catalogs
from bot.understanding import Understanding

UNTIL = datetime(2026, 11, 25, 18, tzinfo=UTC)


def disturbed(kind: DisturbanceKind) -> Disturbance:
    return Disturbance(kind, "", UNTIL, date(2026, 11, 25))


SENDING, ALL = disturbed(DisturbanceKind.SENDING), disturbed(DisturbanceKind.ALL)


@pytest.fixture(scope="module")
def understanding(root: Path, facts: Facts) -> Understanding:
    return Understanding.load(root / "locales", facts)


@pytest.fixture(scope="module")
def shipped(root: Path) -> Catalogs:
    return Catalogs.load(root / "locales")


class Chat:
    def __init__(self, conversation: Conversation, language: str) -> None:
        self._conversation = conversation
        self._language = language
        self._kept: str | None = None
        self._buttons: dict[str, str] = {}
        self.screen = ""

    def happen(self, content: Text | Tapped) -> str:
        incoming = Incoming(
            1, "message", Address(7), content, language=self._language, message=3, editable=True
        )
        decision = self._conversation.decide(self._kept, incoming)
        self._kept = decision.outcome.session or self._kept
        self.screen = decision.screen
        said = decision.outcome.outgoing[-1].parameters
        rows = cast("Any", said["reply_markup"])["inline_keyboard"]
        self._buttons = {
            each["text"]: each["callback_data"]
            for row in rows
            for each in row
            if "callback_data" in each
        }
        return str(said["text"])

    def send(self, text: str) -> str:
        return self.happen(Text(text))

    def click(self, label: str) -> str:
        return self.happen(Tapped(self._conversation.codec.parse(self._buttons[label])))


@pytest.fixture
def rooms(facts: Facts, shipped: Catalogs, understanding: Understanding) -> Conversation:
    return Conversation(facts, shipped, understanding)


@pytest.mark.parametrize(
    ("language", "complaint", "notice"),
    [
        ("nl", "ik kan niet verzenden", "U hoeft niets te veranderen"),
        ("en", "I can't send any mail", "You don’t need to change anything"),
        ("fr", "je ne peux pas envoyer de mail", "Vous n’avez rien à modifier"),
        ("de", "ich kann keine Mails senden", "Sie brauchen nichts zu ändern"),
        ("es", "no puedo enviar correos", "No necesita cambiar nada"),
        ("it", "non riesco a inviare la posta", "Non deve cambiare nulla"),
        ("pl", "nie mogę wysyłać poczty", "Nie trzeba niczego zmieniać"),
        ("pt", "não consigo enviar e-mails", "Não precisa de alterar nada"),
    ],
)
def test_who_says_that_sending_fails_reads_the_notice_first(
    rooms: Conversation, language: str, complaint: str, notice: str
) -> None:
    rooms.disturbances = (SENDING,)
    chat = Chat(rooms, language)
    assert notice in chat.send(complaint)
    assert chat.screen == "disturbance"


@pytest.mark.parametrize(
    "error",
    [
        "550 relay not permitted",
        "535 5.7.8 Error: authentication failed",
        "the server says: connection timed out on port 25",
    ],
)
def test_a_pasted_error_changes_no_settings_and_no_password(
    rooms: Conversation, error: str
) -> None:
    chat = Chat(rooms, "en")
    assert "no settings, no password" not in chat.send(error)
    rooms.disturbances = (SENDING,)
    assert "no settings, no password" in chat.send(error)
    assert "no settings, no password" in chat.send("it still doesn't work")


def test_a_whole_conversation_before_during_and_after(rooms: Conversation) -> None:
    chat = Chat(rooms, "en")
    assert "What is going wrong?" in chat.send("it doesn't work")
    assert "webmail" in chat.click("I can’t send")
    rooms.disturbances = (SENDING,)
    assert "Sending e-mail is disrupted" in chat.send("yes")
    chat.send("next")
    assert chat.screen == "disturbance"
    assert "Your settings: IMAP with SSL" in (card := chat.send("imap ssl"))
    assert card.startswith("⚠️ <b>Sending e-mail is disrupted")
    assert "What is going wrong?" in chat.click("It doesn’t work")
    assert "Sending e-mail is disrupted" in chat.send("sending")
    rooms.disturbances = ()
    assert "Can you send from webmail?" in chat.send("it still doesn't work")


def test_who_asks_whether_there_is_a_disturbance_is_told(rooms: Conversation) -> None:
    rooms.disturbances = (ALL,)
    chat = Chat(rooms, "nl")
    assert chat.send("is er een storing?").startswith("⚠️ <b>Er is op dit moment een storing")
    assert chat.screen == "symptom"
