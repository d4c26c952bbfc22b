"""How well a checker did: its answers against the right ones, both as JSON keeps them.

value F1      statements found at their place with the right dimension and bounds
verdict F1    macro F1 of the four verdicts over all statements; what is missed or made up counts against
false alarms  true statements, and things that are no statement, called contradicted, over all true statements
catch         false statements called contradicted, or otherwise rightly, over all false ones
confirmed     false statements called confirmed, over all false ones
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Claim = Mapping[str, Any]
VERDICTS = ("confirmed", "contradicted", "unsupported", "unverifiable")


def paired(
    right: Sequence[Claim], found: Sequence[Claim]
) -> tuple[list[tuple[Claim, Claim]], list[Claim], list[Claim]]:
    """Each right answer with the found one that overlaps it most, one to one; those missed; those made up."""
    overlaps = (
        (min(one["end"], other["end"]) - max(one["start"], other["start"]), i, j)
        for i, one in enumerate(right)
        for j, other in enumerate(found)
    )
    pairs: dict[int, int] = {}
    for _, i, j in sorted((each for each in overlaps if each[0] > 0), reverse=True):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    missed = [each for i, each in enumerate(right) if i not in pairs]
    taken = set(pairs.values())
    return [(right[i], found[j]) for i, j in pairs.items()], missed, [e for j, e in enumerate(found) if j not in taken]


def same_value(right: Claim, found: Claim) -> bool:
    """Whether dimension and bounds agree; of a masked number there are none."""
    if right["dimension"] is None:
        return True
    return right["dimension"] == found["dimension"] and all(_near(right[key], found[key]) for key in ("low", "high"))


def _near(one: Any, other: Any) -> bool:
    """Whether two bounds agree to one part in a hundred thousand."""
    if one is None or other is None:
        return one is other
    return abs(float(one) - float(other)) <= 1e-5 * max(abs(float(one)), abs(float(other)), 1e-9)


def rightly(right: Claim, verdict: str) -> bool:
    """Whether a verdict is right."""
    return verdict == right["verdict"] or verdict in right.get("accepted", ())


@dataclass
class Score:
    """What has been counted of some reports; ``faults`` counts (fault, caught) of false statements."""

    right: int = 0
    found: int = 0
    values: int = 0
    true: int = 0
    false: int = 0
    alarms: int = 0
    caught: int = 0
    believed: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    faults: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def add(self, right: Sequence[Claim], found: Sequence[Claim]) -> None:
        """Count one report."""
        pairs, missed, made_up = paired(right, found)
        self.right += len(right)
        self.found += len(found)
        for one, other in pairs:
            self._pair(one, other)
        for each in missed:
            self.missing[each["verdict"]] += 1
            self._fault(each, caught=False)
        for each in made_up:
            self.extra[each["verdict"]] += 1
            self.alarms += each["verdict"] == "contradicted"
        self.true += sum(each["verdict"] == "confirmed" for each in right)
        self.false += sum(each["verdict"] == "contradicted" for each in right)

    def _pair(self, right: Claim, found: Claim) -> None:
        """Count one statement that was found."""
        verdict = found["verdict"]
        well = rightly(right, verdict)
        self.values += same_value(right, found)
        if well:
            self.hits[right["verdict"]] += 1
        else:
            self.missing[right["verdict"]] += 1
            self.extra[verdict] += 1
        self.alarms += (right["verdict"], verdict) == ("confirmed", "contradicted")
        self.believed += (right["verdict"], verdict) == ("contradicted", "confirmed")
        self._fault(right, caught=well)

    def _fault(self, right: Claim, *, caught: bool) -> None:
        """Count one false statement by what is wrong with it."""
        if right["verdict"] == "contradicted":
            self.caught += caught
            self.faults[right["fault"] or "book changed", caught] += 1

    @property
    def value_f1(self) -> float:
        """F1 of statements with the right value."""
        return _f1(self.values, self.found - self.values, self.right - self.values)

    @property
    def verdict_f1(self) -> float:
        """Macro F1 of the verdicts that occur."""
        occurring = [each for each in VERDICTS if self.hits[each] + self.missing[each]]
        told = [_f1(self.hits[each], self.extra[each], self.missing[each]) for each in occurring]
        return sum(told) / len(told) if told else 0.0

    def figures(self) -> dict[str, float]:
        """The five figures."""
        return {
            "value F1": self.value_f1,
            "verdict F1": self.verdict_f1,
            "false alarms": self.alarms / self.true if self.true else 0.0,
            "catch": self.caught / self.false if self.false else 0.0,
            "confirmed": self.believed / self.false if self.false else 0.0,
        }


def _f1(hits: int, extra: int, missing: int) -> float:
    """F1 of so many right, made up and missed."""
    return 2 * hits / (2 * hits + extra + missing) if hits else 0.0


def turned(
    right: Sequence[Claim], before: Sequence[Claim], after: Sequence[Claim], again: Sequence[Claim]
) -> list[tuple[Claim, str, str]]:
    """The statements whose verdict an edit changed that must change nothing.

    ``right`` and ``again`` are the answers of the two printings, the same statements in the same or another order; found
    statements are matched with them, and the statement is known by its number among them, its ``key``.
    """
    first = {one["key"]: other["verdict"] for one, other in paired(right, before)[0]}
    second = {one["key"]: other["verdict"] for one, other in paired(again, after)[0]}
    told = {each["key"]: each for each in again}
    return [
        (told[key], first.get(key, "missing"), second.get(key, "missing"))
        for key in told
        if first.get(key, "missing") != second.get(key, "missing")
    ]
