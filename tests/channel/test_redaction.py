import pytest

from bot.channel.redaction import Redaction

TOKEN = "4711:AAF-secret_part"


@pytest.mark.parametrize(
    "text",
    [
        f"The token `{TOKEN}` was rejected",
        f"POST https://api.telegram.org/bot{TOKEN}/getMe",
        f"POST https://api.telegram.org/file/bot{TOKEN}/photos/1.jpg",
        "POST /bot4711%3AAAF-secret_part/getMe",
        "another one: 123456789:AAF-secret_part-that-is-not-configured",
        "the secret hook-secret_part",
    ],
)
def test_nothing_that_looks_like_a_token_passes(text: str) -> None:
    cleaned = Redaction((TOKEN, "hook-secret_part", "")).clean(text)
    assert "secret_part" not in cleaned
    assert "<token>" in cleaned


@pytest.mark.parametrize("text", ["at 12:30", "127.0.0.1:8080", "step.py:12", "robot 7:e"])
def test_other_text_passes_unchanged(text: str) -> None:
    assert Redaction((TOKEN,)).clean(text) == text
