"""
`understand`: what texts mean, as JSON lines; `--explain` says why, for a person.
"""

import json
import sys
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from bot.cli.failure import FAILED
from bot.cli.wiring import LOCALES
from bot.facts import read_facts
from bot.settings import config_path
from bot.understanding import Understanding
from bot.understanding.summary import Summary


def run(arguments: Namespace, environment: Mapping[str, str]) -> int:
    """
    Read `{"text", "lang"?}` lines on stdin and print one JSON line each; 1 if a line was wrong.
    """
    understanding = Understanding.load(LOCALES, read_facts(config_path(environment)))
    if arguments.explain is not None:
        sys.stdout.write(explained(understanding.summary(arguments.explain)))
        return 0
    wrong = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            text, locale = _read(line)
        except ValueError as error:
            sys.stderr.write(f"line {number}: {error}\n")
            wrong += 1
            continue
        answer = as_json(understanding.summary(text, locale))
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return FAILED if wrong else 0


def _read(line: bytes) -> tuple[str, str | None]:
    """
    Return text and language of one line; raises ValueError with the reason.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        msg = "is not JSON"
        raise ValueError(msg) from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        msg = 'needs an object with a "text"'
        raise ValueError(msg)  # noqa: TRY004 - the line is wrong, not our code
    locale = row.get("lang")
    if locale is not None and not isinstance(locale, str):
        msg = '"lang" must be a language such as "nl"'
        raise ValueError(msg)
    return row["text"], locale


def as_json(summary: Summary) -> dict[str, Any]:
    """
    Return a summary as the values of one JSON line.
    """
    return {
        "intent": summary.intent.value,
        "confidence": summary.confidence,
        "slots": dict(summary.slots),
        "evidence": list(summary.evidence),
        "ask": summary.ask,
    }


def explained(summary: Summary) -> str:
    """
    Return the lines that say what was understood, and why.
    """
    sure = "would ask first" if summary.ask else "sure enough to answer"
    lines = [f"intent:    {summary.intent} ({summary.confidence:.0%}, {sure})"]
    if summary.remedies:
        lines.append(f"causes:    {', '.join(summary.remedies)}")
    if summary.slots:
        told = ", ".join(f"{name} {value}" for name, value in summary.slots.items())
        lines.append(f"slots:     {told}")
    if summary.evidence:
        lines.append(f"evidence:  {' | '.join(summary.evidence)}")
    lines += ["why:", *(f"  {reason}" for reason in summary.reasons)]
    return "\n".join(lines) + "\n"
