"""Whether an answer is well formed: only then do the rules and the sums have a meaning."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from jiedui.planning.proof.findings import NEAR, Finding
from jiedui.planning.renew.answer import Decisions
from jiedui.planning.renew.town import Town


def form(town: Town, decisions: Decisions) -> Iterator[Finding]:
    """All names known, years in 1…T, years of slots ascending, one finite value for each year, no more stages than exist."""
    yield from _names(town, decisions)
    for name, year in _years(decisions):
        if year not in range(1, town.rules.years + 1):
            yield Finding("form", "proof-form-year", name, None, town.rules.years, year)
    for name, years in (*decisions.plants.items(), *decisions.sold.items()):
        if list(years) != sorted(years):
            yield Finding("form", "proof-form-order", name, None, None, "、".join(map(str, years)))
    for name, floors in decisions.newcomers.items():
        yield from _row(name, floors, town.rules.years)
    yield from _quota(decisions.quota_sold, town.rules.years)
    for site in town.sites:
        built = len(decisions.stages.get(site.name, ()))
        if built > len(site.stages):
            yield Finding("form", "proof-form-stages", site.name, None, len(site.stages), built)


def _quota(sold: Sequence[float], years: int) -> Iterator[Finding]:
    """The quota sold by year, which may be left out; never negative."""
    if sold:
        yield from _row("quota_sold", sold, years)
    for number, value in enumerate(sold, 1):
        if value < -NEAR:
            yield Finding("form", "proof-form-quota", "quota_sold", number, 0.0, value)


def _names(town: Town, decisions: Decisions) -> Iterator[Finding]:
    """What the answer names that the town does not have."""
    firms, blocks = {firm.name for firm in town.firms}, {block.name for block in town.blocks}
    hamlets, sites = {hamlet.name for hamlet in town.hamlets}, {site.name for site in town.sites}
    entered = [path.block for path in decisions.firms.values() if path.block is not None]
    reached = [site for site, _ in decisions.hamlets.values()]
    used = (*decisions.cleared, *decisions.plants, *decisions.sold, *decisions.newcomers, *entered)
    for known, names in (
        (firms, decisions.firms),
        (blocks, used),
        (hamlets, decisions.hamlets),
        (sites, (*decisions.stages, *reached)),
    ):
        for name in dict.fromkeys(names):
            if name not in known:
                yield Finding("form", "proof-form-name", name, None, None, None)


def _years(decisions: Decisions) -> Iterator[tuple[str, int]]:
    """Every year that the answer names, with whose it is."""
    for name, path in decisions.firms.items():
        yield from ((name, year) for year in (path.closed, path.left, path.entered) if year is not None)
    yield from decisions.cleared.items()
    for table in (decisions.plants, decisions.sold, decisions.stages):
        yield from ((name, year) for name, years in table.items() for year in years)
    yield from ((name, year) for name, (_, year) in decisions.hamlets.items())


def _row(name: str, values: Sequence[float], years: int) -> Iterable[Finding]:
    """A row by year has a finite value for each."""
    if len(values) != years:
        yield Finding("form", "proof-form-length", name, None, years, len(values))
    for number, value in enumerate(values, 1):
        if not math.isfinite(value):
            yield Finding("form", "proof-form-number", name, number, None, str(value))
