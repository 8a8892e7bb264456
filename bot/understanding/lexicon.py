"""
The word lists of one language, as `locales/<lang>/words.yaml` holds them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from yaml.nodes import MappingNode, Node, SequenceNode

from bot.dialogue.flow import FLOW
from bot.dialogue.meaning import Command
from bot.dialogue.state import Ssl, Symptom
from bot.understanding.phrase import parse

FILE = "words.yaml"
# Makes strings only, so that the keys `yes`, `no`, `on` and `off` stay words.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
OPTIONS = frozenset(choice.id for screen in FLOW.values() for choice in screen.choices)


class LexiconError(Exception):
    """
    A word list that cannot be used: file, line (from 1), dotted key, and why.
    """

    def __init__(self, file: Path, line: int, key: str, why: str) -> None:
        place = f" {key}" if key else ""
        super().__init__(f"{file}:{line}:{place}: {why}")
        self.file, self.line, self.key, self.why = file, line, key, why


def _is_phrase(line: str) -> str:
    parse(line)
    return line


def _is_option(name: str) -> str:
    if name not in OPTIONS:
        msg = f"no button is called {name!r}"
        raise ValueError(msg)
    return name


def _by_name(kind: type[Command] | type[Symptom] | type[Ssl], name: str) -> str:
    if name not in {each.name.lower() for each in kind}:
        names = ", ".join(sorted(each.name.lower() for each in kind))
        msg = f"must be one of {names}"
        raise ValueError(msg)
    return name


Lines = tuple[Annotated[str, AfterValidator(_is_phrase)], ...]
CommandName = Annotated[str, AfterValidator(lambda name: _by_name(Command, name))]
SymptomName = Annotated[str, AfterValidator(lambda name: _by_name(Symptom, name))]
SslName = Annotated[str, AfterValidator(lambda name: _by_name(Ssl, name))]
OptionName = Annotated[str, AfterValidator(_is_option)]


class Lexicon(BaseModel):
    """
    The word lists of one language; every key is explained at the head of its file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: Lines
    function_words: Lines
    speakers: Lines = ()
    yes: Lines
    no: Lines
    unsure: Lines
    negation: Lines
    fine: Lines
    trouble: Lines
    conjunctions: Lines
    contrasts: Lines
    elsewhere: Lines
    port: Lines
    password: Lines
    password_states: Lines
    commands: Mapping[CommandName, Lines]
    topics: Mapping[SymptomName, Lines]
    symptoms: Mapping[SymptomName, Lines]
    ssl: Mapping[SslName, Lines]
    options: Mapping[OptionName, Lines]
    regions: Mapping[str, Lines] = {}

    @classmethod
    def read(cls, path: Path) -> Self:
        """
        Read and validate one file.

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
            return cls.model_validate(yaml.load(text, Loader=_LOADER))  # noqa: S506 - strings only
        except ValidationError as error:
            first = error.errors()[0]
            line, key = _place(root, first["loc"])
            why = first["msg"].removeprefix("Value error, ")
            raise LexiconError(path, line, key, why) from None


def read_all(directory: Path) -> dict[str, Lexicon]:
    """
    Read `<lang>/words.yaml` of every language under a directory, sorted by language.
    """
    paths = sorted(directory.glob(f"*/{FILE}"))
    if not paths:
        raise LexiconError(directory, 1, "", f"holds no <language>/{FILE}")
    return {path.parent.name: Lexicon.read(path) for path in paths}


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
