r"""The forecast held against what came (回测): how many leads of a year the ranking of the year before would have named.

For every year with leads of its own, industries are ranked for each county from what was known at the end of the year
before; precision at k is the share of the first k that a lead of the year came from. Beside it: ranking by size (staff
of the origin's firms), and the expectation of a ranking at random. A share of few is not sure; its interval is Wilson's

    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n),    z = 1.96 for 95 % (Wilson 1927)

which takes the n firsts as independent. Those of one ranking are not quite, so that it is rather too narrow than too wide.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from jiedui.base.problems import Language, Refusal
from jiedui.catalog.industries import bare, find_industry
from jiedui.catalog.schemes import Scheme
from jiedui.catalog.transfers import TransferPolicy
from jiedui.planning.transfer.frames import Inputs
from jiedui.planning.transfer.matching import Asked, Match, match

#: The firsts that are counted.
FIRSTS = (1, 3, 5)
#: Weights drawn for a past year.
WEIGHTS = 2000


#: The normal quantile of an interval of 95 %.
SURE = 1.959964


@dataclass(frozen=True, slots=True)
class Score:
    """The first ``first`` of rankings: how many industries those are in all, how many of them leads came from, by ranking.

    ``chance`` is the number that a ranking at random is expected to hit.
    """

    first: int
    looked: int
    hits: int
    by_size: int
    chance: float

    @property
    def shares(self) -> tuple[float, float, float]:
        """Precision of the ranking, of that by size, of one at random."""
        return self.hits / self.looked, self.by_size / self.looked, self.chance / self.looked

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the ranking's precision."""
        return wilson(self.hits, self.looked)

    @property
    def tells(self) -> bool:
        """Whether the ranking is surely better, or surely worse, than one at random."""
        low, high = self.interval
        return not low <= self.shares[2] <= high


@dataclass(frozen=True, slots=True)
class Outcome:
    """One county in one past year: industries ranked, leads, the ranked industries that they came from, the scores.

    ``unforeseen`` is the number of industries that leads came from and that were not ranked at all.
    """

    year: int
    county: str
    ranked: int
    leads: int
    came: tuple[str, ...]
    unforeseen: int
    at: tuple[Score, ...]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    share, spread = hits / of, SURE**2 / of
    half = SURE * math.sqrt(share * (1 - share) / of + spread / of / 4)
    low, high = ((share + spread / 2 + way * half) / (1 + spread) for way in (-1, 1))
    return max(0.0, low), min(1.0, high)


def together(outcomes: Sequence[Outcome]) -> tuple[Score, ...]:
    """The scores of all outcomes taken together, for each of the firsts."""
    return tuple(
        Score(
            first,
            sum(score.looked for score in scores),
            sum(score.hits for score in scores),
            sum(score.by_size for score in scores),
            sum(score.chance for score in scores),
        )
        for first, scores in zip(FIRSTS, zip(*(each.at for each in outcomes), strict=True), strict=False)
    )


def totals(outcomes: Sequence[Outcome]) -> tuple[Score, ...]:
    """What stands under a list of outcomes: their scores together; nothing under one alone."""
    return together(outcomes) if len(outcomes) > 1 else ()


def said(outcomes: Sequence[Outcome], language: Language = "zh") -> str:
    """What the outcomes rest on, and what they prove, in a sentence or two."""
    leads, rankings = sum(each.leads for each in outcomes), len(outcomes)
    telling = [score for score in together(outcomes) if score.tells]
    if language == "zh":
        rests = f"共{leads}条线索、{rankings}份排序；区间为95%（Wilson）。"
        firsts = "、".join(f"前{score.first}" for score in telling)
        return rests + (f"合计{firsts}与随机有别。" if telling else "合计各区间都含随机值：不足以说明本排序好于随机。")
    rests = f"{leads} leads and {rankings} rankings; intervals of 95% (Wilson). "
    firsts = ", ".join(str(score.first) for score in telling)
    return rests + (
        f"In all, the first {firsts} differ from chance."
        if telling
        else "In all, every interval holds chance: nothing proves the ranking better than chance."
    )


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
    """One county; ``came`` are the industries of its leads, lead by lead."""
    wanted = set(came) & set(ranking)
    sizes = _sizes(made)
    by_size = sorted(ranking, key=lambda code: -sizes[code])
    at = tuple(score(ranking, by_size, wanted, first) for first in FIRSTS)
    return Outcome(year, county, len(ranking), len(came), tuple(sorted(wanted)), len(set(came) - wanted), at)


def score(ranking: Sequence[str], by_size: Sequence[str], wanted: set[str], first: int) -> Score:
    """The score of two rankings of the same industries; of one shorter than ``first``, over all of it."""
    looked = min(first, len(ranking))
    hits, by_size_hits = (len(wanted.intersection(each[:first])) for each in (ranking, by_size))
    return Score(first, looked, hits, by_size_hits, looked * len(wanted) / len(ranking))


def _sizes(made: Match) -> dict[str, float]:
    """The staff of the origin's firms by industry; firms that do not tell count nothing."""
    staff = np.nan_to_num(made.panel.firms.number("staff"))
    return {
        code: float(staff[made.panel.members[code]].sum()) if code in made.panel.members else 0.0
        for code in made.panel.codes
    }
