"""
What is wrong with a configuration, said so that an operator can mend it.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One mistake: where it stands, which key and value it concerns, and why it is one.

    `line` counts from 1; 0 means the file as a whole. `key` is dotted, with list positions
    counted from 0 (`products.0.code`).
    """

    file: Path
    line: int
    key: str
    value: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        what = f"{self.key} = {self.value}" if self.value else self.key
        return ": ".join(part for part in (place, what, self.reason) if part)


class ConfigError(Exception):
    """
    A configuration that cannot be used; carries every problem that was found.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
