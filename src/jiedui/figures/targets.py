"""Targets (目标任务): what was set for an indicator, a region and a year, and the rate of completion.

The target of a period is that of the one calendar year in which it lies, however much of the year it covers. A region's
own target counts; where it has none, but every region directly below it has one (set or added up in the same way), their
sum does. For everything (no region) the regions at the top count that are not of the eastern side. Ratios, least and
greatest values are never added up. The rate is done ÷ target, never capped, and None for a target of 0.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from jiedui.base.problems import Place, Problem
from jiedui.base.units import unit
from jiedui.book import Book
from jiedui.book.layout import LIVE
from jiedui.catalog import Indicator, parse_measure
from jiedui.figures.model import EntryId

LEDGER = "target"


@dataclass(frozen=True, slots=True)
class Target:
    """What was set, in the base unit of the indicator, and the entries that say so."""

    value: Fraction
    records: tuple[EntryId, ...]


class Targets:
    """The targets of one year, by indicator and region; ``problems`` tells of those whose unit does not fit."""

    def __init__(self, book: Book, year: int) -> None:
        """Read the targets of the year."""
        self.problems: list[Problem] = []
        self._regions = book.regions
        self._set: dict[str, dict[int, Target]] = defaultdict(dict)
        places = book.catalog.ledgers[LEDGER].column("value").places
        columns = ("indicator", "region", "value", "unit")
        for entry, word, region, raw, unit_name in book.rows(LEDGER, columns, f'{LIVE} AND "year" = ?', (year,)):
            indicator = book.catalog.indicator(str(word or ""))
            if indicator and isinstance(region, int) and isinstance(raw, int):
                value = Fraction(raw, 10**places)
                self._add(indicator, region, f"{LEDGER}:{entry}", value, str(unit_name or indicator.unit))

    def _add(self, indicator: Indicator, region: int, entry: EntryId, value: Fraction, named: str) -> None:
        """Keep one target, or the problem that its unit makes."""
        theirs, own = unit(named), unit(indicator.unit)
        if {theirs.dimension, own.dimension} in _ALIKE or theirs.dimension == own.dimension:
            based = value * theirs.factor / base_factor(indicator)
            self._set[indicator.name][region] = Target(based, (entry,))
            return
        details = {"entry": entry, "unit": named, "indicator": indicator.title, "own": indicator.unit}
        self.problems.append(Problem("figures-target-unit", Place(), details))

    def of(self, indicator: Indicator, region: int | None) -> Target | None:
        """The target of the indicator for the region; None when none is set."""
        if not self._set.get(indicator.name):
            return None
        if region is None:
            return self._total(indicator, self._tops())
        own = self._set[indicator.name].get(region)
        return own or self._total(indicator, [each.id for each in self._regions.children.get(region, ())])

    def _tops(self) -> list[int]:
        """The regions at the top that are not of the eastern side."""
        return [region.id for region in self._regions.children.get(None, ()) if region.side != "东部"]

    def _total(self, indicator: Indicator, regions: list[int]) -> Target | None:
        """The sum of the targets of all those regions; None unless each has one and they may be added."""
        adding = indicator.ratio is None and parse_measure(indicator.measure).aggregate not in ("min", "max")
        parts = [self.of(indicator, region) for region in regions] if adding else []
        found = [part for part in parts if part]
        if not found or len(found) < len(parts):
            return None
        return Target(
            sum((part.value for part in found), Fraction(0)), tuple(r for part in found for r in part.records)
        )


#: Dimensions that a target may mix: 人 and 人次 are both counted.
_ALIKE = ({"count", "visits"},)


def base_factor(indicator: Indicator) -> Fraction:
    """How many units of its dimension the base unit of an indicator is: 1 but for what is kept in its own unit."""
    own = unit(indicator.unit)
    return Fraction(1) if own.dimension in ("money", "ratio") else own.factor
