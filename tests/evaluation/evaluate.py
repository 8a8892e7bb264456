"""
Measure the understanding: accuracy by intent and language, confusions, and confident mistakes.

`python -m tests.evaluation.evaluate [--mistakes]`; mistakes are those of the conversation,
with the open part only.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.dialogue.meaning import Command, Intent, Meaning
from bot.dialogue.state import State
from bot.facts import read_facts
from bot.understanding import Context, Understanding

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PARTS = ("tune", "check")
SLOTS = ("protocol", "security", "port", "host", "code", "program", "product")


@dataclass(frozen=True, slots=True)
class Result:
    """
    One text, the answer that it should get, and the one that it got.
    """

    row: dict[str, Any]
    intent: str
    ask: bool
    slots: dict[str, Any]

    @property
    def right(self) -> bool:
        """
        Whether the answer is the best one or another honest one.
        """
        return self.intent in {self.row["intent"], *self.row.get("also", ())}

    @property
    def exact(self) -> bool:
        """
        Whether the answer is the best one.
        """
        return bool(self.intent == self.row["intent"])


@dataclass(frozen=True, slots=True)
class Score:
    """
    Shares of the texts of one part, from 0 to 1.
    """

    right: float
    exact: float
    confidently_wrong: float
    asked: float


def load() -> Understanding:
    """
    Return the understanding as the bot has it.
    """
    return Understanding.load(ROOT / "locales", read_facts(ROOT / "config.yaml"))


def results(understanding: Understanding, part: str) -> list[Result]:
    """
    Ask about every text of a part.
    """
    found = []
    for row in _rows(part):
        summary = understanding.summary(row["text"], row["lang"])
        found.append(Result(row, str(summary.intent), summary.ask, dict(summary.slots)))
    return found


def _rows(part: str) -> Iterator[dict[str, Any]]:
    lines = (HERE / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    yield from map(json.loads, lines)


def heard(understanding: Understanding, part: str) -> list[Result]:
    """
    Read every text of a part as the conversation does, on its first screen.
    """
    found = []
    for row in _rows(part):
        screen = Context(State(locale=row["lang"]), (("unsure", "?"),))
        meaning = understanding.read(row["text"], screen)
        ask = meaning.ask or meaning.confidence == 0 or meaning.command is Command.TROUBLE
        found.append(Result(row, str(_intent(meaning)), ask, {}))
    return found


def _intent(meaning: Meaning) -> Intent:
    if meaning.command is Command.TICKET:
        return Intent.CANNOT_SEND
    if meaning.option:
        # Not knowing which protocol: the choice is explained.
        return Intent.POP_VS_IMAP
    return meaning.intent or Intent.OTHER


def score(found: Iterable[Result]) -> Score:
    """
    Return the shares; a wrong answer that asks first is not confident.
    """
    each = list(found)
    count = len(each) or 1
    return Score(
        sum(one.right for one in each) / count,
        sum(one.exact for one in each) / count,
        sum(not one.right and not one.ask for one in each) / count,
        sum(one.ask for one in each) / count,
    )


def table(found: list[Result], key: str) -> str:
    """
    Return one line for every intent or language.
    """
    lines = [f"{key:20} texts  right  exact  confidently wrong  asks"]
    for name in sorted({one.row[key] for one in found}):
        own = [one for one in found if one.row[key] == name]
        lines.append(f"{name:20} {len(own):5}  {_shares(score(own))}")
    lines.append(f"{'all':20} {len(found):5}  {_shares(score(found))}")
    return "\n".join(lines)


def _shares(value: Score) -> str:
    return (
        f"{value.right:5.1%}  {value.exact:5.1%}  {value.confidently_wrong:17.1%}"
        f"  {value.asked:4.0%}"
    )


def confusion(found: list[Result]) -> str:
    """
    Return which intents were taken for which, the most frequent first.
    """
    taken = Counter((one.row["intent"], one.intent) for one in found if not one.right)
    return "\n".join(
        f"{wanted:18} taken for {got:18} {count:3}" for (wanted, got), count in taken.most_common()
    )


def slots(found: list[Result]) -> str:
    """
    Return how many of the slots that a text plainly holds were found.
    """
    lines = []
    for name in SLOTS:
        wanted = [one for one in found if name in one.row.get("slots", {})]
        right = sum(_same(name, one) for one in wanted)
        if wanted:
            lines.append(f"{name:10} {right}/{len(wanted)}")
    return "\n".join(lines)


def _same(name: str, one: Result) -> bool:
    wanted = one.row["slots"][name]
    if name == "security":
        wanted = "off" if wanted == "none" else "on"
    if name == "protocol" and wanted == "smtp":
        return one.slots.get("direction") == "sending"
    return bool(one.slots.get(name) == wanted)


def main() -> int:
    """
    Print the report of both parts.
    """
    parser = argparse.ArgumentParser(prog="make evaluate")
    parser.add_argument("--mistakes", action="store_true", help="show those of the open part")
    parser.add_argument("--brief", action="store_true", help="the totals only")
    options = parser.parse_args()
    understanding = load()
    for part in PARTS:
        found = results(understanding, part)
        value = score(found)
        sys.stdout.write(
            f"{part}: {len(found)} texts, {value.right:.1%} right ({value.exact:.1%} exact), "
            f"{value.confidently_wrong:.1%} confidently wrong, {value.asked:.1%} ask first\n"
        )
        followed = heard(understanding, part)
        talk = score(followed)
        sys.stdout.write(
            f"{part}, on the first screen of the conversation: {talk.right:.1%} right, "
            f"{talk.confidently_wrong:.1%} confidently wrong\n"
        )
        if not options.brief:
            sys.stdout.write(f"\n{table(found, 'intent')}\n\n{table(found, 'lang')}\n")
            sys.stdout.write(f"\n{confusion(found)}\n\n{slots(found)}\n\n")
        if options.mistakes and part == "tune":
            for one in followed:
                if not one.right:
                    row = one.row
                    sys.stdout.write(
                        f"{row['lang']} {row['intent']} -> {one.intent}"
                        f"{' ?' if one.ask else ''} | {row['text']}\n"
                    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
