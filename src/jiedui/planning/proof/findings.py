"""What the checker finds: one value for each rule that is broken and for each figure that is not what it should be."""

from __future__ import annotations

from dataclasses import dataclass

from jiedui.base.problems import Language, Place, Problem
from jiedui.planning.proof.titles import titled

#: Numbers nearer to each other than this share of the larger (of 1 where both are smaller) are equal.
NEAR = 1e-6

Value = float | str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    ``rule`` is the name in the table of rules, or the table of the accounts that a wrong figure stands in (``cash``,
    ``state``, ``measures``, ``levels``); ``kind`` is the code of its wording. ``entity`` is the firm, block, hamlet, site,
    column or measure; ``year`` is None where none is meant. ``expected`` is the limit or the value that should stand there.
    """

    rule: str
    kind: str
    entity: str
    year: int | None
    expected: Value
    found: Value

    @property
    def by(self) -> float | None:
        """By how much, where both are numbers."""
        if isinstance(self.expected, str | None) or isinstance(self.found, str | None):
            return None
        return abs(self.found - self.expected)

    def problem(self, language: Language = "zh") -> Problem:
        """The finding as a problem of the catalogue, with what it names called as in the language."""
        shown = {"expected": _shown(self.expected), "found": _shown(self.found), "by": _shown(self.by)}
        entity = titled(self.entity, language)
        return Problem(self.kind, Place(), {"entity": entity, "year": _shown(self.year), **shown})

    def words(self, language: Language = "zh") -> str:
        """The finding as a sentence."""
        return f"[{self.rule}] {self.problem(language).message(language)}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What the examination of a plan found; ``figures`` counts the figures that were worked out again."""

    findings: tuple[Finding, ...]
    figures: int

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def close(found: float, expected: float) -> bool:
    """Whether two numbers are equal; no number is equal to what is not one."""
    return abs(found - expected) <= NEAR * max(1.0, abs(found), abs(expected))


def within(found: float, limit: float) -> bool:
    """Whether a number keeps to a limit from above; what is not a number does not."""
    return found <= limit or close(found, limit)


def _shown(value: Value) -> str:
    """A value as the sentence has it; a dash for none."""
    if value is None:
        return "—"
    return value if isinstance(value, str) else f"{value:.10g}"
