"""Problems are values: a code from one catalogue, the place it stands at, and words in Chinese and English.

An error in *data* is a :class:`Problem`, collected and returned with all the others. An error in a *request* (no such
book, a period that cannot be read) is a :class:`Refusal`, an exception that carries problems and an exit code.
The catalogue of codes is ``problems/*.toml``, one file a room; a code is written there before it is used.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["zh", "en"]
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem stands: a file, a sheet, a row (1-based, as the sheet shows it), a column heading, a line."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    line: int | None = None

    def words(self, language: Language = "zh") -> str:
        """The place in words: ``账.xlsx › 资金台账 › 第 7 行 › 金额``."""
        numbered = {"zh": ("第 {} 行", "第 {} 行"), "en": ("row {}", "line {}")}[language]
        parts = [
            self.file,
            self.sheet,
            numbered[0].format(self.row) if self.row is not None else None,
            numbered[1].format(self.line) if self.line is not None else None,
            self.column,
        ]
        return " › ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem: its severity and its wording, with ``{names}`` filled from the problem's details."""

    name: str
    severity: Severity
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: what is wrong (``code``), where (``place``), and the details that its wording names."""

    code: str
    place: Place = Place()
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Whether it stops the work (error), should be looked at (warning), or is only told (note)."""
        return codes()[self.code].severity

    def message(self, language: Language = "zh") -> str:
        """What is wrong, in the user's language, without the place."""
        wording = codes()[self.code]
        return (wording.zh if language == "zh" else wording.en).format(**self.details)

    def words(self, language: Language = "zh") -> str:
        """Place and message on one line."""
        place = self.place.words(language)
        return f"{place}：{self.message(language)}" if place else self.message(language)


class Refusal(Exception):
    """A request that cannot be served: one or more problems; the command line exits with ``exit_code``."""

    exit_code = 2

    def __init__(self, *problems: Problem) -> None:
        """Take the problems that stand in the way."""
        self.problems = problems
        super().__init__("\n".join(problem.words() for problem in problems))


def refuse(code: str, place: Place | None = None, **details: object) -> Refusal:
    """The refusal that one problem makes; to be raised by the caller."""
    return Refusal(Problem(code, place or Place(), details))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those of the problems that stop the work."""
    return [problem for problem in problems if problem.severity == "error"]


@cache
def codes() -> Mapping[str, Code]:
    """The catalogue of codes by name, read once from ``problems/*.toml``.

    Raises ValueError when two files give one code, or a wording names different details in the two languages.
    """
    found: dict[str, Code] = {}
    folder = files("jiedui.base") / "problems"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        for name, body in tomllib.loads(file.read_text("utf-8")).items():
            if name in found:
                raise ValueError(f"{file.name}: {name} is declared twice")
            code = Code(name, body.get("severity", "error"), body["zh"], body["en"])
            if _fields(code.zh) != _fields(code.en):
                raise ValueError(f"{file.name}: {name} names different details in Chinese and English")
            found[name] = code
    return found


def _fields(wording: str) -> set[str]:
    """The names in braces of one wording; ``rule_zh`` and ``rule_en`` are one detail in two languages."""
    names = (name for _, name, _, _ in string.Formatter().parse(wording) if name)
    return {name.removesuffix("_zh").removesuffix("_en") for name in names}
