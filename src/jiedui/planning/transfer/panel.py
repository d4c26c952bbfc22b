"""Inputs as arrays: which industries and counties are matched, the eastern firms by industry, and what is wrong with them.

A firm whose cells cannot be right (no industry that exists, land that is not above 0, tax below 0) is left out of the
measures, and that is a problem at its entry; a county that offers nothing is a problem too, and stays, with all of its
fit unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from jiedui.base.problems import Place as At
from jiedui.base.problems import Problem
from jiedui.catalog.industries import bare, find_industry
from jiedui.planning.grade.firms import Firms, Mask, Numbers
from jiedui.planning.transfer.frames import ENDED, Inputs, Place

Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Panel:
    """What is matched: industries by code, counties, and the origin's firms of the year.

    ``members`` are, by industry, the indices of its firms; ``problems`` what was left out or is lacking.
    """

    inputs: Inputs
    year: int
    origins: tuple[int, ...]
    codes: tuple[str, ...]
    counties: tuple[Place, ...]
    firms: Firms
    seats: Sequence[int | None]
    problems: tuple[Problem, ...]

    @cached_property
    def members(self) -> Mapping[str, Indices]:
        """The indices of the firms of each code that firms bear."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, code in enumerate(self.firms.text("industry")):
            found[bare(code or "")].append(at)
        return {code: np.array(rows, dtype=np.intp) for code, rows in found.items()}

    @cached_property
    def column(self) -> Mapping[str, int]:
        """The place of each code among the industries."""
        return {code: at for at, code in enumerate(self.codes)}

    def below(self, code: str) -> Indices:
        """The firms whose code is this one or lies below it."""
        found = [rows for own, rows in self.members.items() if own.startswith(code)]
        return np.concatenate(found) if found else np.array([], dtype=np.intp)

    def earlier(self, back: int) -> tuple[Firms, Sequence[int | None]] | None:
        """The origin's firms of a year before, sound ones only; None where that year was not entered."""
        settled = self.inputs.years.get(self.year - back)
        return None if settled is None else sound(self.inputs, settled.firms, settled.regions, self.origins)[:2]


def panel(inputs: Inputs, counties: Sequence[Place], origins: Sequence[int], year: int) -> Panel:
    """The panel of the counties and the origin's firms of that year; industries are those of firms and of leads."""
    settled = inputs.years[year]
    firms, seats, problems = sound(inputs, settled.firms, settled.regions, origins)
    codes = {bare(code) for code in firms.text("industry") if code}
    for lead in inputs.leads:
        if not _from(inputs, lead.origin, origins):
            continue
        if find_industry(lead.industry):
            codes.add(bare(lead.industry))
        elif lead.stage != ENDED:
            problems.append(_unknown(f"lead:{lead.id}", lead.name, lead.industry))
    problems += _without(inputs, counties)
    return Panel(inputs, year, tuple(origins), tuple(sorted(codes)), tuple(counties), firms, seats, tuple(problems))


def sound(
    inputs: Inputs, firms: Firms, regions: Sequence[int | None], origins: Sequence[int]
) -> tuple[Firms, Sequence[int | None], list[Problem]]:
    """The firms seated in the origins that can be measured, their seats, and a problem for each other one."""
    problems = [
        problem for at in range(len(firms)) if _seated(inputs, regions[at], origins) for problem in _wrong(firms, at)
    ]
    broken = {problem.place.file for problem in problems}
    kept = np.array(
        [
            _seated(inputs, region, origins) and f"enterprise:{id}" not in broken
            for id, region in zip(firms.ids, regions, strict=True)
        ],
        dtype=bool,
    )
    return chosen(firms, kept), [region for region, keep in zip(regions, kept, strict=True) if keep], problems


def chosen(firms: Firms, kept: Mask) -> Firms:
    """Those of the firms."""
    at = np.flatnonzero(kept).tolist()
    numbers: dict[str, Numbers] = {name: cells[kept] for name, cells in firms.numbers.items()}
    texts = {name: [cells[each] for each in at] for name, cells in firms.texts.items()}
    organisations = [firms.organisations[each] for each in at] if firms.organisations else []
    return Firms(
        firms.year,
        [firms.ids[each] for each in at],
        [firms.names[each] for each in at],
        numbers,
        texts,
        firms.labels,
        organisations,
    )


def _seated(inputs: Inputs, region: int | None, origins: Sequence[int]) -> bool:
    """Whether the firm's seat lies in one of the origins."""
    return region is not None and _from(inputs, region, origins)


def _from(inputs: Inputs, region: int, origins: Sequence[int]) -> bool:
    """Whether the region is one of the origins or lies below one."""
    return any(inputs.within(region, origin) for origin in origins)


def _wrong(firms: Firms, at: int) -> Iterator[Problem]:
    """What is wrong with one firm."""
    entry, name = f"enterprise:{firms.ids[at]}", firms.names[at]
    code = firms.text("industry")[at] or ""
    if find_industry(code) is None:
        yield _unknown(entry, name, code)
    land, tax = float(firms.number("land")[at]), float(firms.number("tax")[at])
    if not land > 0:
        yield Problem("transfer-land", At(file=entry, column="用地面积"), {"name": name})
    if tax < 0:
        yield Problem("transfer-negative", At(file=entry, column="税收"), {"name": name, "column": "税收"})


def _unknown(entry: str, name: str, code: str) -> Problem:
    """An entry whose industry is none of the national table."""
    return Problem("transfer-industry", At(file=entry, column="行业代码"), {"name": name, "code": code or "（空）"})


def _without(inputs: Inputs, counties: Sequence[Place]) -> Iterator[Problem]:
    """Counties for which no resource is entered."""
    for county in counties:
        if not any(inputs.within(supply.region, county.id) for supply in inputs.supplies):
            yield Problem("transfer-no-resources", At(file=f"region:{county.id}"), {"name": county.name})
