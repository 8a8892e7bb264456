import pytest

from bot.preview.entities import detect
from bot.preview.refusal import Json


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("/start imap", "bot_command", "/start"),
        ("/help@mail_bot now", "bot_command", "/help@mail_bot"),
        ("ask @agent_anna please", "mention", "@agent_anna"),
        ("see https://www.ovh.com/mail?x=1.", "url", "https://www.ovh.com/mail?x=1"),
        ("server ssl0.ovh.net, port 993", "url", "ssl0.ovh.net"),
        ("I am anna@example.com", "email", "anna@example.com"),
        ("👍 #help", "hashtag", "#help"),
    ],
)
def test_what_becomes_live(text: str, kind: str, found: str) -> None:
    (entity,) = detect(text, [])
    units = text.encode("utf-16-le")[2 * entity["offset"] :][: 2 * entity["length"]]
    assert (entity["type"], units.decode("utf-16-le")) == (kind, found)


@pytest.mark.parametrize("text", ["465/587", "and/or", "POP3.", "a@b", "#1", "IMAP, SSL on"])
def test_what_does_not(text: str) -> None:
    assert detect(text, []) == []


def test_nothing_becomes_live_inside_code() -> None:
    code: Json = {"type": "code", "offset": 0, "length": 12}
    assert detect("ssl0.ovh.net", [code]) == [code]
