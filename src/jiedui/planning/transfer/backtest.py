"""The forecast held against what came (回测): how many leads of a year the ranking of the year before would have named.

For every year with leads of its own, industries are ranked for each county from what was known at the end of the year
before; precision at k is the share of the first k that a lead of the year came from. Beside it: ranking by size (staff
of the origin's firms), and the expectation of a ranking at random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from jiedui.base.problems import Refusal
from jiedui.catalog.industries import bare, find_industry
from jiedui.catalog.schemes import Scheme
from jiedui.catalog.transfers import TransferPolicy
from jiedui.planning.transfer.frames import Inputs
from jiedui.planning.transfer.matching import Asked, Match, match

#: The firsts that are counted.
FIRSTS = (1, 3, 5)
#: Weights drawn for a past year.
WEIGHTS = 2000


@dataclass(frozen=True, slots=True)
class Outcome:
    """One county in one past year: industries ranked, those that leads came from, and precision at k of three rankings."""

    year: int
    county: str
    ranked: int
    came: tuple[str, ...]
    unforeseen: int
    at: tuple[tuple[int, float, float, float], ...]


def backtest(inputs: Inputs, policy: TransferPolicy, scheme: Scheme, asked: Asked) -> list[Outcome]:
    """The outcomes of every year up to the one asked for, that has firms the year before and leads of its own."""
    found: list[Outcome] = []
    for year in sorted({lead.year for lead in inputs.leads if lead.year <= asked.year}):
        if year - 1 in inputs.years:
            then = replace(asked, year=year - 1, weights=min(asked.weights, WEIGHTS))
            try:
                made = match(inputs.until(year - 1), policy, scheme, then)
            except Refusal:
                continue  # the origin had no firms in the year before: nothing could have been foreseen
            found += _outcomes(inputs, made, year)
    return found


def _outcomes(inputs: Inputs, made: Match, year: int) -> list[Outcome]:
    """The outcomes of the counties of one forecast."""
    found = []
    for number, county in enumerate(made.panel.counties):
        leads = [lead for lead in inputs.leads if lead.year == year and inputs.within(lead.region, county.id)]
        came = [bare(lead.industry) for lead in leads if find_industry(lead.industry)]
        ranking = [made.panel.codes[at] for at in made.ranking(number)]
        if came and ranking:
            found.append(_outcome(made, year, county.name, ranking, came))
    return found


def _outcome(made: Match, year: int, county: str, ranking: Sequence[str], came: Sequence[str]) -> Outcome:
    """One county."""
    wanted = set(came) & set(ranking)
    sizes = _sizes(made)
    by_size = sorted(ranking, key=lambda code: -sizes[code])
    at = tuple(
        (first, precision(ranking, wanted, first), precision(by_size, wanted, first), len(wanted) / len(ranking))
        for first in FIRSTS
    )
    return Outcome(year, county, len(ranking), tuple(sorted(wanted)), len(set(came) - wanted), at)


def precision(ranking: Sequence[str], wanted: set[str], first: int) -> float:
    """The share of the first k that are wanted; of a ranking shorter than k, of all of it."""
    head = ranking[:first]
    return sum(code in wanted for code in head) / len(head)


def _sizes(made: Match) -> dict[str, float]:
    """The staff of the origin's firms by industry; firms that do not tell count nothing."""
    staff = np.nan_to_num(made.panel.firms.number("staff"))
    return {
        code: float(staff[made.panel.members[code]].sum()) if code in made.panel.members else 0.0
        for code in made.panel.codes
    }
