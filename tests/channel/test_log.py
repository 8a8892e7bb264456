import json
import logging
import shlex
from collections.abc import Iterator

import pytest

from bot.channel.log import Logfmt, set_up_logging

TOKEN = "4711:AAF-secret_part"


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield root
    root.handlers[:], level = before
    root.setLevel(level)


def line(event: str, *arguments: object, **extra: object) -> str:
    record = logging.LogRecord("bot.x", logging.INFO, "p", 1, event, arguments, None)
    record.created = 1_800_000_000.0625
    record.__dict__.update(extra)
    return Logfmt((TOKEN,)).format(record)


def test_an_event_is_one_line_of_pairs() -> None:
    written = line("call failed", method="sendMessage", attempts=3, place="bot/x.py:7")
    assert written == (
        "time=2027-01-15T08:00:00.062Z level=info logger=bot.x"
        ' event="call failed" method=sendMessage attempts=3 place=bot/x.py:7'
    )
    assert len(shlex.split(written)) == 7


@pytest.mark.parametrize(
    "text", ['a "quoted" word', "two\nlines", "a=b c", "", "\ud800", "é\x1b[2J"]
)
def test_nothing_breaks_out_of_its_value(text: str) -> None:
    written = line("odd", reason=text)
    assert written.isascii()
    assert written.isprintable()
    assert json.loads(written.partition(" reason=")[2]) == text


@pytest.mark.usefixtures("root_logger")
def test_the_log_is_clean_wherever_the_token_stands(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging((TOKEN,))
    logger = logging.getLogger("bot.anything")
    logger.warning("refused %s", TOKEN, stack_info=True)
    logger.warning("%d is not for %s", "wrong", TOKEN)
    logger.warning("refused", extra={"reason": f"the token {TOKEN}"})
    logging.getLogger("httpx").info("POST /bot%s/getMe", TOKEN)
    out, err = capsys.readouterr()
    assert "secret_part" not in out + err
    assert 'event="refused <token>"' in err
    assert "POST" not in err
    assert err.count("\n") == 3


@pytest.mark.usefixtures("root_logger")
def test_an_exception_is_named_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(())
    try:
        int("my address is at home")
    except ValueError:
        logging.getLogger("asyncio").exception("failed")
    err = capsys.readouterr().err
    assert "event=failed error=ValueError place=test_log.py:" in err
    assert "address" not in err
    assert err.count("\n") == 1
