import io
import json
from typing import Any

import pytest

from bot.cli.main import main


def answers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lines: bytes
) -> tuple[int, list[dict[str, Any]], str]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
    status = main(["understand"])
    written = capsys.readouterr()
    return status, [json.loads(line) for line in written.out.splitlines()], written.err


def test_json_lines_are_answered_one_by_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = b'{"text": "erreur 535", "lang": "fr"}\n\n{"text": "relay access denied"}\n'
    status, found, error = answers(monkeypatch, capsys, lines)
    assert (status, error) == (0, "")
    assert [each["intent"] for each in found] == ["login_failed", "cannot_send"]
    assert all(set(each) == {"intent", "confidence", "slots", "evidence", "ask"} for each in found)


@pytest.mark.parametrize("line", [b"nonsense", b"[]", b"{}", b'{"text": "x", "lang": 1}', b"\xff"])
def test_a_wrong_line_is_told_and_the_others_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: bytes
) -> None:
    status, found, error = answers(monkeypatch, capsys, line + b'\n{"text": "hallo"}\n')
    assert status == 1
    assert len(found) == 1
    assert error.startswith("line 1: ")


def test_explain_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["understand", "--explain", "imap met ssl0.ovh.net, erreur 535"]) == 0
    out = capsys.readouterr().out
    assert "login_failed" in out
    assert "sign login" in out
