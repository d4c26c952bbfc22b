"""Flows between the two sides of a pair (往来): the indicators that are declared as such, each for its side of the pair.

A flow is counted for the western region where its ledger names western regions, for that is where the work is; a ledger
that names one region of either side, such as the postings' 挂职地区, for the region that receives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from jiedui.catalog import Indicator
from jiedui.figures.figures import Figures
from jiedui.figures.model import Figure, Scope


@dataclass(frozen=True, slots=True)
class Stream:
    """One flow of a pair: which way, of what, its figure, and the region for which it was counted."""

    to: str
    of: str
    figure: Figure
    region: int


def streams(figures: Figures, west: int, east: int, scope: Scope) -> list[Stream]:
    """The flows between the two regions in the scope's period, in the order of their declaration."""
    with figures.book.store.reading():
        wanted = [
            (each, each.flow, _side(figures, each, west, east))
            for each in figures.book.catalog.indicators.values()
            if each.flow is not None
        ]
        leaves = [query for each, _, side in wanted for query in figures.leaves(each, replace(scope, region=side), ())]
        figures.values(leaves)
        return [
            Stream(flow.to, flow.of, figures.indicator(each.name, replace(scope, region=side)), side)
            for each, flow, side in wanted
            if flow is not None
        ]


def _side(figures: Figures, declared: Indicator, west: int, east: int) -> int:
    """The region for which a flow is counted."""
    ledger = figures.book.catalog.ledgers.get(declared.ledger or "")
    western = ledger is not None and any(column.side == "west" for column in ledger.regions)
    receives = east if declared.flow and declared.flow.to == "east" else west
    return west if western else receives
