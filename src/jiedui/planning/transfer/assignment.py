r"""Which county of a city courts which industry, so that they do not all court the same one; an assignment program.

    maximise   Σ v_ci x_ci                          v: the mean score under the admitted weights
    subject to Σ_c x_ci ≤ copies                    an industry goes to so many counties at most
               Σ_i x_ci ≤ each                      a county courts so many industries at most
               Σ_i u_cif x_ci ≤ 1                   u: the share of county c's factor f that one firm of i takes at the least
               x_ci ∈ {0, 1},  0 where ruled out

Factors are labour, the energy quota, and room: of room a firm takes the smaller of its shares of plants and of land, which
is on the safe side where some take plants and others land. What is not known takes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from jiedui.planning.grade.firms import Mask, Numbers
from jiedui.planning.transfer.complexity import Matrix
from jiedui.planning.transfer.frames import LABOUR, LAND, PLANT, QUOTA
from jiedui.planning.transfer.matching import Match
from jiedui.planning.transfer.panel import Indices

#: Seconds that the solver may take; what it has then is told with the gap that is left.
SECONDS = 20.0


@dataclass(frozen=True)
class Assignment:
    """The pairs chosen (county, industry), their value, and the gap to the best that could be (0: proven)."""

    pairs: tuple[tuple[int, int], ...]
    value: float
    gap: float


def assigned(match: Match, *, each: int = 3, copies: int = 1) -> Assignment:
    """The assignment of the industries of a plan to its counties."""
    score = np.nan_to_num(match.accepted.score.astype(np.float64))
    return assign(score, match.measures.allowed, _uses(match), each=each, copies=copies)


def _uses(match: Match) -> dict[str, Matrix]:
    """The share of each factor that one firm takes, by county × industry; NaN where it is not known."""
    needs, sums = match.measures.needs, match.measures.fit.sums
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = {factor: needs[factor].low[None, :] / sums[factor][:, None] for factor in (LABOUR, QUOTA, PLANT, LAND)}
    return {LABOUR: shares[LABOUR], QUOTA: shares[QUOTA], "room": np.fmin(shares[PLANT], shares[LAND])}


def assign(value: Matrix, allowed: Mask, uses: Mapping[str, Matrix], *, each: int = 3, copies: int = 1) -> Assignment:
    """The best assignment of industries (columns) to counties (rows)."""
    fitting = allowed & (value > 0)
    for share in uses.values():
        fitting &= ~(share > 1)
    counties, industries = np.nonzero(fitting)
    if not len(counties):
        return Assignment((), 0.0, 0.0)
    worth = value[counties, industries]
    rows = [_rows(industries, value.shape[1]), _rows(counties, value.shape[0])]
    most = [np.full(value.shape[1], float(copies)), np.full(value.shape[0], float(each))]
    for share in uses.values():
        rows.append(_rows(counties, value.shape[0], np.nan_to_num(share[counties, industries])))
        most.append(np.ones(value.shape[0]))
    limits = LinearConstraint(sparse.vstack(rows).tocsr(), ub=np.concatenate(most))
    whole = np.ones(len(worth))
    found = milp(-worth, constraints=limits, integrality=whole, bounds=Bounds(0, 1), options={"time_limit": SECONDS})
    kept = np.flatnonzero(found.x > 0.5) if found.x is not None else np.array([], dtype=np.intp)
    pairs = tuple((int(counties[at]), int(industries[at])) for at in kept)
    return Assignment(pairs, float(worth[kept].sum()), float(found.mip_gap or 0.0))


def _rows(group: Indices, size: int, amounts: Numbers | None = None) -> sparse.csr_array:
    """One row a group, with the amounts of its pairs (1 unless told)."""
    count = len(group)
    cells = np.ones(count) if amounts is None else amounts
    return sparse.csr_array((cells, (group, np.arange(count))), shape=(size, count))
