"""
From a YAML file to validated facts, every mistake with its line.
"""

from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.facts.contradiction import Place, contradictions
from bot.facts.problem import ConfigError, Problem
from bot.facts.provider import Facts

# The same in C, where PyYAML was built with it, reads a file ten times as fast.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_facts(path: Path) -> Facts:
    """
    Read and validate a configuration file.

    Raises `ConfigError` with every problem: file, line, key, value and reason.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not UTF-8 text"
        raise ConfigError((Problem(path, 0, "", "", f"cannot be read: {reason}"),)) from None
    root = _compose(path, text)
    twice = _repeated_keys(path, root)
    if twice:
        raise ConfigError(tuple(twice))
    try:
        facts = Facts.model_validate(yaml.load(text, Loader=LOADER))  # noqa: S506 - a safe one
    except ValidationError as error:
        raise ConfigError(_problems(path, root, error.errors())) from None
    contradicting = tuple(
        _problem(path, root, place, reason) for place, reason in contradictions(facts)
    )
    if contradicting:
        raise ConfigError(contradicting)
    return facts


def _problems(path: Path, root: Node, errors: list[ErrorDetails]) -> tuple[Problem, ...]:
    """
    Say one thing of each value, even where it could have had several forms.
    """
    found: dict[tuple[int, str], Problem] = {}
    for details in errors:
        if _only_follows(details, errors):
            continue
        reason = details["msg"].removeprefix("Value error, ")
        missing = details["type"] == "missing"
        problem = _problem(path, root, details["loc"], reason, missing=missing)
        found.setdefault((problem.line, problem.key), problem)
    return tuple(found.values())


def _only_follows(details: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """
    Whether a list is called too short only because its entries are wrong.
    """
    place = details["loc"]
    inside = any(each["loc"][: len(place)] == place for each in errors if each is not details)
    return details["type"] == "too_short" and inside


def _compose(path: Path, text: str) -> Node:
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ConfigError((Problem(path, line, "", "", f"not YAML: {error.problem}"),)) from None
    except yaml.YAMLError as error:
        reason = f"not YAML: {str(error).splitlines()[0]}"
        raise ConfigError((Problem(path, 0, "", "", reason),)) from None
    if not isinstance(root, MappingNode):
        reason = "must hold keys and values"
        raise ConfigError((Problem(path, 1, "", "", reason),))
    return root


def _repeated_keys(path: Path, node: Node, key: str = "") -> list[Problem]:
    problems: list[Problem] = []
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for name, value in node.value:
            inner = f"{key}.{name.value}".lstrip(".")
            if name.value in seen:
                line = name.start_mark.line + 1
                problems.append(Problem(path, line, inner, "", "this key stands here twice"))
            seen.add(name.value)
            problems += _repeated_keys(path, value, inner)
    if isinstance(node, SequenceNode):
        for position, item in enumerate(node.value):
            problems += _repeated_keys(path, item, f"{key}.{position}")
    return problems


def _problem(
    path: Path, root: Node, place: Place, reason: str, *, missing: bool = False
) -> Problem:
    node = root
    key: list[str] = []
    line = root.start_mark.line + 1
    for step in place:
        found = _child(node, step)
        if found is None:
            if missing:
                key.append(str(step))
            continue
        line, node = found
        key.append(str(step))
    value = node.value if isinstance(node, ScalarNode) else ""
    return Problem(path, line, ".".join(key), repr(value) if value else "", reason)


def _child(node: Node, step: int | str) -> tuple[int, Node] | None:
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if name.value == str(step):
                return name.start_mark.line + 1, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    return None
