import logging
from collections.abc import Iterator

import pytest

from bot.channel.redaction import Redaction, set_up_logging

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


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield root
    root.handlers[:], level = before
    root.setLevel(level)


@pytest.mark.usefixtures("root_logger")
def test_the_log_is_clean_wherever_the_token_stands(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging((TOKEN,))
    logger = logging.getLogger("bot.anything")
    logger.warning("refused %s", TOKEN, stack_info=True)
    logger.warning("%d is not for %s", "wrong", TOKEN)
    try:
        int(TOKEN)
    except ValueError:
        logger.exception("failed")
    logging.getLogger("httpx").info("POST /bot%s/getMe", TOKEN)
    out, err = capsys.readouterr()
    assert "secret_part" not in out + err
    assert "refused <token>" in err
    assert "ValueError: invalid literal" in err
    assert "POST" not in err


def test_a_record_with_a_traceback_text_is_cleaned_too() -> None:
    record = logging.LogRecord("n", logging.ERROR, "p", 1, "m", (), None)
    record.exc_text = f"Traceback {TOKEN}"
    assert Redaction((TOKEN,)).filter(record)
    assert record.exc_text == "Traceback <token>"
