"""
A knowledge file: YAML, validated, with the place of a mistake.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ValidationError, ValidationInfo
from yaml.nodes import MappingNode, Node, SequenceNode

# Makes strings only, so that the keys `yes`, `no`, `on` and `off` stay words.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Document = TypeVar("Document", bound=BaseModel)


class LexiconError(Exception):
    """
    A knowledge file that cannot be used: file, line (from 1), dotted key, and why.
    """

    def __init__(self, file: Path, line: int, key: str, why: str) -> None:
        place = f" {key}" if key else ""
        super().__init__(f"{file}:{line}:{place}: {why}")
        self.file, self.line, self.key, self.why = file, line, key, why


def remedy_name(name: str, info: ValidationInfo) -> str:
    """
    Check the name of a remedy, where it is known which there are.
    """
    if info.context is not None and name not in info.context:
        msg = f"the configuration has no remedy {name!r}"
        raise ValueError(msg)
    return name


RemedyName = Annotated[str, AfterValidator(remedy_name)]


def read_document(
    kind: type[Document], path: Path, remedies: Collection[str] | None = None
) -> Document:
    """
    Read and validate one file; `remedies` are those that it may name.

    Raises `LexiconError` for the first mistake in it.
    """
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise LexiconError(
            path, mark.line + 1 if mark else 1, "", f"not YAML: {error.problem}"
        ) from None
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise LexiconError(path, 1, "", f"cannot be read: {error}") from None
    _refuse_repeated(path, root, "")
    try:
        return kind.model_validate(_plain(root), context=remedies)
    except ValidationError as error:
        first = error.errors()[0]
        line, key = _place(root, first["loc"])
        why = first["msg"].removeprefix("Value error, ")
        raise LexiconError(path, line, key, why) from None


def _plain(node: Node | None) -> object:
    if isinstance(node, MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value if node is not None else None


def _refuse_repeated(path: Path, node: Node | None, key: str) -> None:
    if not isinstance(node, MappingNode):
        return
    seen: set[str] = set()
    for name, value in node.value:
        inner = f"{key}.{name.value}".lstrip(".")
        if name.value in seen:
            raise LexiconError(path, name.start_mark.line + 1, inner, "this key stands here twice")
        seen.add(name.value)
        _refuse_repeated(path, value, inner)


def _place(root: Node | None, steps: tuple[int | str, ...]) -> tuple[int, str]:
    node, line, key = root, 1, []
    for step in steps:
        if step != "[key]":
            key.append(str(step))
        if isinstance(node, MappingNode):
            for name, value in node.value:
                if name.value == str(step):
                    line, node = name.start_mark.line + 1, value
        elif isinstance(node, SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line, ".".join(key)
