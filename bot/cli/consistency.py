"""
Whether the configuration fits the code and the languages that are there.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

import yaml
from pydantic import BaseModel
from yaml.nodes import MappingNode, Node, SequenceNode

from bot.answers.steps import STEPS
from bot.dialogue.diagnosis import CAUSES
from bot.facts import Facts, Problem
from bot.facts.text import Localized


def inconsistencies(path: Path, facts: Facts, locales: Collection[str]) -> tuple[Problem, ...]:
    """
    Return what the configuration at `path` names but nobody knows, or must name but does not.
    """
    found = [*_languages(facts, locales), *_remedies(facts), *_programs(facts)]
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if root is None:
        return ()
    return tuple(
        Problem(path, _line(root, key.split(".")), key, repr(value) if value else "", reason)
        for key, value, reason in found
    )


def _languages(facts: Facts, locales: Collection[str]) -> Iterator[tuple[str, str, str]]:
    reason = f"no such language; there are: {', '.join(sorted(locales))}"
    default = facts.provider.default_locale
    if default not in locales:
        yield "provider.default_locale", default, reason
    staff = facts.desk.locale
    if staff is not None and staff not in locales:
        yield "desk.locale", staff, reason
    for key in _localized(facts, ""):
        if key.rpartition(".")[2] not in locales:
            yield key, "", reason


def _remedies(facts: Facts) -> Iterator[tuple[str, str, str]]:
    known = {cause.remedy for causes in CAUSES.values() for cause in causes}
    for remedy in sorted(known - facts.remedies.keys()):
        yield f"remedies.{remedy}", "", "is missing: every remedy needs its code"
    for remedy in sorted(facts.remedies.keys() - known):
        yield f"remedies.{remedy}", facts.remedies[remedy], "no symptom leads to this remedy"


def _programs(facts: Facts) -> Iterator[tuple[str, str, str]]:
    reason = f"no such instructions; there are: {', '.join(sorted(STEPS))}"
    for index, program in enumerate(facts.programs):
        if program.steps not in STEPS:
            yield f"programs.{index}.steps", program.steps, reason


def _localized(value: object, key: str) -> Iterator[str]:
    if isinstance(value, Localized):
        if isinstance(value.root, dict):
            yield from (f"{key}.{locale}" for locale in value.root)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _localized(getattr(value, name), f"{key}.{name}".lstrip("."))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _localized(item, f"{key}.{index}")


def _line(node: Node, steps: list[str]) -> int:
    """
    Return the line of the key, or of the last one on the way that is there.
    """
    line = node.start_mark.line + 1
    for step in steps:
        if isinstance(node, MappingNode):
            found = next(((name, each) for name, each in node.value if name.value == step), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, SequenceNode):
            node = node.value[int(step)]
            line = node.start_mark.line + 1
    return line
