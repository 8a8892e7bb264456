"""
The word lists of one language, as `locales/<lang>/words.yaml` holds them.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict

from bot.dialogue.flow import FLOW
from bot.dialogue.meaning import Command
from bot.dialogue.state import Ssl, Symptom
from bot.understanding.document import LexiconError, RemedyName, read_document
from bot.understanding.phrase import is_phrase

__all__ = ["FILE", "Lexicon", "LexiconError", "read_all"]

FILE = "words.yaml"
OPTIONS = frozenset(choice.id for screen in FLOW.values() for choice in screen.choices)


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


Lines = tuple[Annotated[str, AfterValidator(is_phrase)], ...]
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
    causes: Mapping[RemedyName, Lines] = {}
    symptoms: Mapping[SymptomName, Lines]
    ssl: Mapping[SslName, Lines]
    options: Mapping[OptionName, Lines]
    regions: Mapping[str, Lines] = {}

    @classmethod
    def read(cls, path: Path, remedies: Collection[str] | None = None) -> Self:
        """
        Read and validate one file; `remedies` are those that its causes may name.

        Raises `LexiconError` for the first mistake in it.
        """
        return read_document(cls, path, remedies)


def read_all(directory: Path, remedies: Collection[str] | None = None) -> dict[str, Lexicon]:
    """
    Read `<lang>/words.yaml` of every language under a directory, sorted by language.
    """
    paths = sorted(directory.glob(f"*/{FILE}"))
    if not paths:
        raise LexiconError(directory, 1, "", f"holds no <language>/{FILE}")
    return {path.parent.name: Lexicon.read(path, remedies) for path in paths}
