r"""Linkage at the destination (产业联系), by county × industry, from the firms that are there already.

    location  =  half( location quotient of the industry's group in the county )
    related   =  relatedness density of the industry in the county
    chain     =  the share of the industry's declared links whose other end is in the county, ½ without any link

The matrix of counties × industries counts firms: enterprises of the year's ledger on either side, and leads that took
root. A county in which no firm is known has unknown linkage; with fewer than three counties relatedness is unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from jiedui.catalog.industries import bare, find_industry
from jiedui.catalog.transfers import Link, TransferPolicy
from jiedui.planning.transfer.complexity import Complexity, Matrix, complexity, density, presence, proximity, quotients
from jiedui.planning.transfer.frames import ROOTED, SUPPLIER, offered
from jiedui.planning.transfer.panel import Panel
from jiedui.planning.transfer.spans import Span, half, known

#: Fewer counties than this tell nothing of what goes with what.
FEW = 3


@dataclass(frozen=True)
class Presence:
    """Who is where: the counties (ids) and codes of the matrix, and by cell the entries that it counts."""

    counties: tuple[int, ...]
    codes: tuple[str, ...]
    entries: dict[tuple[int, str], list[str]]

    def matrix(self, digits: int) -> tuple[sparse.csr_array, tuple[str, ...]]:
        """The counts with codes cut to so many digits."""
        codes = tuple(sorted({code[:digits] for code in self.codes}))
        column, row = {code: at for at, code in enumerate(codes)}, {id: at for at, id in enumerate(self.counties)}
        cells = [(row[id], column[code[:digits]], len(found)) for (id, code), found in self.entries.items()]
        rows, columns, counts = (
            (np.array(each) for each in zip(*cells, strict=True)) if cells else (np.array([], int),) * 3
        )
        shape = (len(self.counties), len(codes))
        return sparse.csr_array((counts.astype(np.float64), (rows, columns)), shape=shape), codes

    @cached_property
    def by_county(self) -> dict[int, list[tuple[str, list[str]]]]:
        """What each county has: codes with their entries."""
        found: dict[int, list[tuple[str, list[str]]]] = defaultdict(list)
        for (id, code), entries in self.entries.items():
            found[id].append((code, entries))
        return dict(found)

    def at(self, county: int, code: str) -> list[str]:
        """The entries in a county of all industries below a code."""
        return [entry for own, found in self.by_county.get(county, ()) if own.startswith(code) for entry in found]


@dataclass(frozen=True)
class Linkage:
    """The measures by county × industry, and what they are made of."""

    spans: dict[str, Span]
    presence: Presence
    quotients: Matrix
    complexity: Complexity
    codes: tuple[str, ...]


def linkage(panel: Panel, policy: TransferPolicy) -> Linkage:
    """The linkage of every county with every industry."""
    there = present(panel)
    rows = {id: at for at, id in enumerate(there.counties)}
    at = np.array([rows.get(panel.inputs.county_of(county.id), -1) for county in panel.counties])
    groups, group_codes = there.matrix(3)
    local = _picked(
        quotients(groups).toarray() if groups.nnz else groups.toarray(), at, _columns(panel, group_codes, 3), 0.0
    )
    classes, codes = there.matrix(4)
    enough = len(there.counties) >= FEW
    seen = presence(quotients(classes)) if classes.nnz else classes
    near = density(seen, proximity(seen)) if enough else np.full(classes.shape, np.nan)
    spans = {
        "location": known(half(local)),
        "related": known(_picked(near, at, _columns(panel, codes, 4), np.nan)),
        "chain": known(_chain(panel, policy.links, there)),
    }
    undefined = np.full(classes.shape[1], np.nan)
    whole = complexity(seen) if enough else Complexity(undefined[:0], undefined, undefined[:0], undefined)
    return Linkage(spans, there, local, whole, codes)


def present(panel: Panel) -> Presence:
    """The firms of the year and the leads that took root, by county and code; the same firm once."""
    inputs = panel.inputs
    entries: dict[tuple[int, str], list[str]] = {}
    counted: set[int] = set()
    settled = inputs.years[panel.year]
    firms, organisations = settled.firms, settled.firms.organisations
    for at, (region, code) in enumerate(zip(settled.regions, firms.text("industry"), strict=True)):
        if region in inputs.places and find_industry(code or ""):
            key = (inputs.county_of(int(region or 0)), bare(code or ""))
            entries.setdefault(key, []).append(f"enterprise:{firms.ids[at]}")
            counted.add(organisations[at] if organisations else -1)
    for lead in inputs.leads:
        if (
            lead.stage in ROOTED
            and lead.firm not in counted
            and lead.region in inputs.places
            and find_industry(lead.industry)
        ):
            entries.setdefault((inputs.county_of(lead.region), bare(lead.industry)), []).append(f"lead:{lead.id}")
    counties = tuple(sorted({county for county, _ in entries}))
    return Presence(counties, tuple(sorted({code for _, code in entries})), entries)


def _columns(panel: Panel, codes: Sequence[str], digits: int) -> Sequence[int]:
    """Where each industry of the panel stands among the codes; −1 where it does not."""
    place = {code: at for at, code in enumerate(codes)}
    return [place.get(code[:digits], -1) for code in panel.codes]


def _picked(matrix: Matrix, rows: Matrix, columns: Sequence[int], absent: float) -> Matrix:
    """The cells of counties and industries; ``absent`` for industries that nobody has, NaN for counties without firms."""
    found = np.full((len(rows), len(columns)), np.nan)
    for at, row in enumerate(rows):
        if row >= 0:
            found[at] = [matrix[row, column] if column >= 0 else absent for column in columns]
    return found


def _chain(panel: Panel, links: Sequence[Link], there: Presence) -> Matrix:
    """The share of links whose other end is there; NaN for counties that show no firm at all."""
    ends = [[end for end, _, _ in neighbours(code, links)] for code in panel.codes]
    wanted = {end for each in ends for end in each}
    found = np.full((len(panel.counties), len(panel.codes)), 0.5)
    for row, county in enumerate(panel.counties):
        suppliers = _suppliers(panel, row)
        has = {end for end in wanted if _found(panel, there, row, suppliers, end)}
        empty = not suppliers and panel.inputs.county_of(county.id) not in there.by_county
        for column, each in enumerate(ends):
            if each:
                found[row, column] = np.nan if empty else sum(end in has for end in each) / len(each)
    return found


def neighbours(code: str, links: Sequence[Link]) -> list[tuple[str, str, bool]]:
    """The other ends of an industry's links: code, what goes over the link, whether it comes from there."""
    up = [(bare(link.of), link.what, True) for link in links if code.startswith(bare(link.to))]
    return [*up, *((bare(link.to), link.what, False) for link in links if code.startswith(bare(link.of)))]


def found_at(panel: Panel, there: Presence, county: int, code: str) -> list[str]:
    """The entries that show an industry in a county: firms, rooted leads, supporting firms among its resources."""
    return _found(panel, there, county, _suppliers(panel, county), code)


def _found(panel: Panel, there: Presence, county: int, suppliers: Sequence[tuple[int, str]], code: str) -> list[str]:
    """The same, with the supporting firms at hand."""
    listed = [f"resource:{id}" for id, detail in suppliers if _names(detail, code)]
    return [*there.at(panel.inputs.county_of(panel.counties[county].id), code), *listed]


def _suppliers(panel: Panel, county: int) -> list[tuple[int, str]]:
    """The supporting firms (配套企业) that a county lists."""
    listed = offered(panel.inputs, panel.counties[county].id, panel.year, SUPPLIER)
    return [(each.id, each.detail) for each in listed if each.quantity > 0]


def _names(detail: str, code: str) -> bool:
    """Whether the words name the industry: by its code, or one below it, at the beginning; or by its name."""
    found = find_industry(code)
    return bare(detail).startswith(code) or bool(found and found.name in detail)
