"""
What servers and programs answer, as `locales/replies.yaml` holds it.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.dialogue.meaning import Intent
from bot.understanding.document import RemedyName, read_document
from bot.understanding.phrase import is_phrase

FILE = "replies.yaml"
MAX_LEAN = 4

Lines = tuple[Annotated[str, AfterValidator(is_phrase)], ...]
Label = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
CodeName = Annotated[
    str,
    Field(pattern=r"^(\d{3}|\d{5}|[45](\.\d{1,3}){2,3}|0x[0-9a-f]{8}|\[[a-z/-]+\])$"),
]


class Sign(BaseModel):
    """
    One thing that a server or program says; every key is explained at the head of the file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    intent: Intent | None = None
    remedies: tuple[RemedyName, ...] = ()
    says: Lines = ()
    replies: Lines = ()
    codes: tuple[CodeName, ...] = ()
    leans: Mapping[Intent, Annotated[float, Field(gt=0, le=MAX_LEAN)]] = {}

    @model_validator(mode="after")
    def _decides_or_leans(self) -> Self:
        if (self.intent is None) == (not self.leans):
            msg = f"{self.id!r} needs either an intent or leans"
            raise ValueError(msg)
        return self


class Fields(BaseModel):
    """
    What the fields of a report are called, and the words for on and off in them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    port: Lines
    server: Lines
    protocol: Lines
    on: Lines
    off: Lines


class Signs(BaseModel):
    """
    All signs, the strongest first, with what helps to read a pasted report.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    signs: tuple[Sign, ...]
    units: Lines
    elsewhere: Lines
    report: Fields
    programs: Mapping[str, Lines]
    providers: tuple[Label, ...]

    @classmethod
    def read(cls, directory: Path, remedies: Collection[str] | None = None) -> Self:
        """
        Read and validate the file of a directory; `remedies` are those that its signs may name.

        Raises `LexiconError` for the first mistake.
        """
        return read_document(cls, directory / FILE, remedies)
