r"""Pressure at the origin (转出压力), by industry, from its eastern firms; each measure from 0 to 1, weighted by land.

    yield   =  Σ land · max(0, 1 − score ÷ line) ÷ Σ land       how far firms fall short of the line of their grade
    energy  =  half( (energy ÷ value added) ÷ that of all firms )
    fall    =  the share of land whose firms have a worse grade than some years before
    shift   =  half( growth of all ÷ growth of the industry ), of sales, as the ratio of two years

A firm with a veto falls short altogether. Land of firms that lack a value widens the span by its share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jiedui.catalog.industries import bare
from jiedui.catalog.schemes import Scheme
from jiedui.planning.grade.firms import Firms, Mask, Numbers
from jiedui.planning.grade.grading import Graded, grade
from jiedui.planning.transfer.panel import Panel
from jiedui.planning.transfer.shift import Shift, shift_share
from jiedui.planning.transfer.spans import Span, half, known, partly

#: The years that a fall of the grade is looked for.
BACK = 3


@dataclass(frozen=True)
class Pressure:
    """The measures by industry, and by firm the shortfall and the earlier grade that they are made of."""

    spans: dict[str, Span]
    graded: Graded
    line: float | None
    shortfall: Numbers
    before: Sequence[str]
    intensity: Numbers
    all_intensity: float
    shift: Shift | None
    growth: Numbers
    all_growth: float


def pressure(panel: Panel, scheme: Scheme, line: str) -> Pressure:
    """The pressure on every industry of the panel."""
    graded = graded_of(panel, scheme, 0)
    least = graded.least(line) if line in scheme.grades else None
    short = _shortfall(graded, least)
    before = _before(panel, scheme)
    fallen = _fallen(graded, before)
    intensity, whole = _intensity(panel)
    shift, growth, all_growth = _growth(panel)
    spans = {
        "yield": _mean(panel, short),
        "energy": known(half(intensity / whole)),
        "fall": _mean(panel, fallen),
        "shift": known(half((1 + all_growth) / (1 + growth))),
    }
    return Pressure(spans, graded, least, short, before, intensity, whole, shift, growth, all_growth)


def graded_of(panel: Panel, scheme: Scheme, back: int) -> Graded:
    """The origin's firms graded, of the year or of one before; means of the year before it where the scheme asks."""
    firms = panel.firms if back == 0 else (panel.earlier(back) or (None,))[0]
    last = (panel.earlier(back + 1) or (None,))[0]
    return grade(scheme, firms if firms is not None else panel.firms, last)


def _shortfall(graded: Graded, least: float | None) -> Numbers:
    """By firm how far its score is below the line, as a share of it; 1 under a veto, NaN without a score."""
    if least is None or not least > 0:
        return np.full(len(graded.firms), np.nan)
    vetoed = np.array([reason.startswith("一票否决") for reason in graded.reasons], bool)
    with np.errstate(invalid="ignore"):
        return np.where(vetoed, 1.0, np.clip(1 - graded.scores / least, 0, 1))


def _before(panel: Panel, scheme: Scheme) -> list[str]:
    """By firm the grade that it had in the earliest of some years before; empty where it had none."""
    found: dict[int, str] = {}
    for back in range(1, BACK + 1):
        if panel.earlier(back) is None:
            continue
        graded = graded_of(panel, scheme, back)
        pairs = zip(graded.firms.organisations, graded.grades, strict=False)
        found |= {firm: given for firm, given in pairs if given in scheme.grades}
    return [found.get(firm, "") for firm in panel.firms.organisations] or [""] * len(panel.firms)


def _fallen(graded: Graded, before: Sequence[str]) -> Numbers:
    """By firm 1 where its grade is worse than before, 0 where not, NaN where one of the two is lacking."""
    order = {given: at for at, given in enumerate(graded.scheme.grades)}
    return np.array(
        [
            float(order[now] > order[then]) if now in order and then in order else np.nan
            for now, then in zip(graded.grades, before, strict=True)
        ]
    )


def _mean(panel: Panel, values: Numbers) -> Span:
    """By industry the mean over its firms, weighted by land; firms without a value widen it."""
    land = panel.firms.number("land")
    means, shares = np.full(len(panel.codes), np.nan), np.zeros(len(panel.codes))
    for at, code in enumerate(panel.codes):
        rows = panel.members.get(code)
        if rows is not None:
            told = rows[np.isfinite(values[rows])]
            if len(told):
                means[at] = np.average(values[told], weights=land[told])
                shares[at] = land[told].sum() / land[rows].sum()
    return partly(means, shares)


def _sums(panel: Panel, firms: Firms, *columns: str) -> Numbers:
    """By industry (rows) the sums of columns over the firms that have all of them."""
    cells = np.column_stack([firms.number(column) for column in columns])
    full: Mask = np.asarray(np.isfinite(cells).all(axis=1))
    found = np.zeros((len(panel.codes), len(columns)))
    for at, code in enumerate(firms.text("industry")):
        place = panel.column.get(bare(code or ""))
        if place is not None and full[at]:
            found[place] += cells[at]
    return found


def _intensity(panel: Panel) -> tuple[Numbers, float]:
    """Energy a unit of value added by industry, and of all firms."""
    sums = _sums(panel, panel.firms, "energy", "value_added")
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(sums[:, 1] > 0, sums[:, 0] / sums[:, 1], np.nan)
        whole = sums[:, 0].sum() / sums[:, 1].sum()
    return each, float(whole)


def _growth(panel: Panel) -> tuple[Shift | None, Numbers, float]:
    """The shift–share of sales since the year before (rows: origin, elsewhere), the origin's growth by industry, that of all.

    None and NaN without a year before.
    """
    earlier, settled = panel.earlier(1), panel.inputs.years
    if earlier is None:
        return None, np.full(len(panel.codes), np.nan), float("nan")
    own = [_sums(panel, firms, "sales")[:, 0] for firms in (earlier[0], panel.firms)]
    every = [_sums(panel, settled[year].firms, "sales")[:, 0] for year in (panel.year - 1, panel.year)]
    before, after = (np.vstack([here, np.maximum(whole - here, 0)]) for here, whole in zip(own, every, strict=True))
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.where((own[0] > 0) & (own[1] > 0), own[1] / own[0] - 1, np.nan)
        return shift_share(before, after), growth, float(after.sum() / before.sum() - 1)
