"""A bound for a town of any size: with prices on what is shared, each firm, hamlet, site and block is decided by itself.

Sums over the town, floor of plants and homes of sites are bought at prices instead of being limited (Lagrangian relaxation; Geoffrion,
1974). What is left falls apart: a block with what stands on it, and each firm and hamlet elsewhere, takes the cheapest of its ways, which are
few enough to be tried. Whatever the prices, no plan costs less; with those of a linear program of a smaller town it is nearly as much.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from jiedui.planning.renew.columns import Columns, Grid, own_columns
from jiedui.planning.renew.engine import Engine
from jiedui.planning.renew.frame import Frame, Numbers, Places
from jiedui.planning.renew.model import Model

INF = np.inf
#: How often rows are looked through for bounds: each may wait for those of a year before.
PASSES = 20


@dataclass(frozen=True)
class Prices:
    """What the rows of sums cost, the floor of blocks (by name and year), and a unit of the measures that are kept."""

    sums: Numbers
    floor: Mapping[str, Numbers]
    kept: Mapping[str, float]


def nothing_priced(model: Model) -> Prices:
    """No prices: what is shared is free."""
    years = np.zeros(model.frame.years)
    return Prices(np.zeros(len(model.sums)), {block.name: years for block in model.frame.town.blocks}, {})


def prices_of(engine: Engine, duals: Numbers) -> Prices:
    """The prices of a linear program of a town of the same rules, by its duals."""
    model, unit = engine.model, engine.unit
    rows = np.concatenate([named.rows for named in model.named if named.rule == "floor"] or [np.zeros(0, np.int64)])
    floor = (duals[rows] / unit).reshape(-1, model.frame.years)
    names = [block.name for block in model.frame.town.blocks]
    kept = {name: float(duals[row]) / unit / most for name, (row, most) in engine.kept.items()}
    return Prices(duals[model.sums] / unit, dict(zip(names, floor, strict=True)), kept)


def bound_of(engine: Engine, prices: Prices) -> float:
    """The cost that no plan can undercut, in the units of the engine's program; −inf where the prices prove nothing."""
    model, frame = engine.model, engine.model.frame
    matrix = model.program.matrix()
    lower, upper = model.program.row_bounds(np.arange(model.program.height))
    duals = np.zeros(model.program.height)
    duals[model.sums] = prices.sums
    for named in model.named:
        if named.rule == "floor":
            duals[named.rows] = np.concatenate([prices.floor[block.name] for block in frame.town.blocks])
    for name, (row, most) in engine.kept.items():
        duals[row] = prices.kept.get(name, 0.0) * most
    duals = np.where(np.isinf(np.where(duals > 0, lower, upper)), 0.0, duals)
    costs = engine.costs - duals @ matrix
    costs, duals = _with_homes(model, matrix, costs, duals)
    sides = float(duals @ np.where(duals == 0, 0.0, np.where(duals > 0, lower, upper)))
    return (sides + _of_town(engine, matrix, costs) + _of_things(engine, costs)) * engine.unit


def _with_homes(model: Model, matrix: sparse.csr_matrix, costs: Numbers, duals: Numbers) -> tuple[Numbers, Numbers]:
    """Homes at the highest price at which no site gains by being built: what its stages cost, by home."""
    sites, years = model.frame.sites, model.frame.years
    rows = np.concatenate([named.rows for named in model.named if named.rule == "site"] or [np.zeros(0, np.int64)])
    whole = _from_year(model.columns.built, costs)
    price = np.zeros((len(sites.block), years))
    for site, first in enumerate(sites.first_stage):
        own = slice(first, first + int((sites.stage_site == site).sum()))
        homes = np.cumsum(sites.stage_homes[own])
        if len(homes):
            each = (np.cumsum(np.maximum(whole[own], 0.0), axis=0) / homes[:, None]).min(axis=0)
            price[site] = np.minimum.accumulate(each)
    price = np.where(np.isfinite(price), price, price.max(axis=1, where=np.isfinite(price), initial=0.0)[:, None])
    falls = price - np.append(price[:, 1:], np.zeros((len(price), 1)), axis=1)
    duals = duals.copy()
    duals[rows] = -np.maximum(falls, 0.0).ravel()
    return costs - duals[rows] @ matrix[rows], duals


def _from_year(grid: Grid, costs: Numbers) -> Numbers:
    """What it costs to do each thing of a grid in each year: it is done from then on. Infinite where it cannot be."""
    there = grid >= 0
    by = np.where(there, costs[grid], 0.0)
    return np.where(there, np.cumsum(by[:, ::-1], axis=1)[:, ::-1], INF)


def _of_things(engine: Engine, costs: Numbers) -> float:
    """The least that blocks with all on them, firms, hamlets and sites cost."""
    model = engine.model
    frame, columns, years = model.frame, model.columns, model.frame.years
    firms = _of_firms(frame, columns, costs)
    hamlets = _of_hamlets(frame, columns, costs)
    sites = _of_sites(frame, columns, costs)
    total = 0.0
    cleared = np.zeros((len(frame.blocks.slots), years + 1))
    for (stays, gone), block in ((firms, frame.firms.block), (hamlets, frame.ways.block)):
        total += float(np.minimum(stays, gone[:, -1])[block < 0].sum())
        on = block >= 0
        either = np.minimum(stays, gone[:, -1])[on, None]
        np.add.at(cleared, block[on], np.concatenate([gone[on], either], axis=1))
    for site, (anytime, after) in enumerate(zip(*sites, strict=True)):
        if frame.sites.block[site] < 0:
            total += anytime
        else:
            cleared[frame.sites.block[site]] += after
    cleared += _of_land(frame, columns, costs)
    return total + float(cleared.min(axis=1).sum())


def _of_land(frame: Frame, columns: Columns, costs: Numbers) -> Numbers:
    """Blocks × (years of clearing, and never): clearing, slots each used in the best way afterwards, and floor let."""
    slots = frame.blocks.slots[:, None]
    clearing = _from_year(columns.cleared, costs)
    use = np.minimum(_from_year(columns.plants, costs), _from_year(columns.sold, costs))
    let = _from_year(columns.let, costs) * frame.blocks.slot_floor[:, None]
    gain = slots * (_after(np.minimum(use, 0.0)) + _after(np.minimum(let, 0.0)))
    return np.concatenate([clearing + gain, np.zeros((len(slots), 1))], axis=1)


def _after(by_year: Numbers) -> Numbers:
    """The least of all later years, 0 where there is none."""
    least = np.minimum.accumulate(by_year[:, ::-1], axis=1)[:, ::-1]
    return np.concatenate([least[:, 1:], np.zeros((len(least), 1))], axis=1)


def _of_firms(frame: Frame, columns: Columns, costs: Numbers) -> tuple[Numbers, Numbers]:
    """What it costs that a firm stays, and that it is gone by each year."""
    firms, kinds, years = frame.firms, frame.kinds, frame.years
    ways = _from_year(columns.taken, costs)
    floor = np.full((len(kinds.need), years), INF)
    np.minimum.at(floor, kinds.way_kind, ways)
    sizes = np.bincount(firms.kind, minlength=len(kinds.need))
    need = kinds.need[firms.kind]
    share = np.divide(firms.need, need, out=1 / sizes[firms.kind], where=need > 0)
    enter = _from_year(columns.entered, costs) + share[:, None] * floor[firms.kind]
    apart = (columns.left != columns.entered).any(axis=1)
    leave = np.where(apart[:, None], _from_year(columns.left, costs), 0.0)
    soonest = np.full_like(enter, INF)
    for wait in range(frame.town.rules.interim_years + 1):
        if wait < years:
            late = enter[:, wait:] + leave[:, : years - wait]
            at = soonest[:, : years - wait]
            np.minimum(at, late if wait == 0 else np.where(apart[:, None], late, INF), out=at)
    gone = np.minimum(_from_year(columns.closed, costs), soonest)
    gone = np.minimum.accumulate(gone, axis=1)
    return _by_deadline(gone, firms.deadline, years)


def _of_hamlets(frame: Frame, columns: Columns, costs: Numbers) -> tuple[Numbers, Numbers]:
    """What it costs that a hamlet stays, and that it has moved by each year."""
    moves = np.full((len(frame.ways.households), frame.years), INF)
    np.minimum.at(moves, frame.ways.hamlet, _from_year(columns.moved, costs))
    return _by_deadline(np.minimum.accumulate(moves, axis=1), frame.ways.deadline, frame.years)


def _by_deadline(gone: Numbers, deadline: Places, years: int) -> tuple[Numbers, Numbers]:
    """Staying, for what may, and being gone by each year, with what must be gone by a deadline gone by then."""
    due = deadline <= years
    last = np.minimum(deadline, years) - 1
    by = np.minimum(np.arange(years), last[:, None])
    return np.where(due, INF, 0.0), np.take_along_axis(gone, by, axis=1)


def _of_sites(frame: Frame, columns: Columns, costs: Numbers) -> tuple[Numbers, Numbers]:
    """The least that the stages of each site cost; and after each year of clearing, and never (0)."""
    sites, years = frame.sites, frame.years
    whole = _from_year(columns.built, costs)
    found = np.zeros((len(sites.block), years + 1))
    for site, first in enumerate(sites.first_stage):
        later = np.zeros(years + 1)
        for stage in range(first + int((sites.stage_site == site).sum()) - 1, first - 1, -1):
            best = np.minimum(whole[stage] + np.minimum(later[:-1], 0.0), INF)
            later = np.append(np.minimum.accumulate(best[::-1])[::-1], 0.0)
            later = np.minimum(later, 0.0)
        found[site] = later
    after = np.concatenate([found[:, 1:], np.zeros((len(found), 1))], axis=1)
    return found[:, 0], after


def _of_town(engine: Engine, matrix: sparse.csr_matrix, costs: Numbers) -> float:
    """The least that the columns of the town cost, each within the bounds that the rows of sums imply."""
    model = engine.model
    sides = model.program.row_bounds(model.sums)
    lower, upper = implied(matrix[model.sums], sides, (engine.lower, engine.upper))
    town, quota = ~own_columns(model.columns, len(costs)) & (costs != 0), model.columns.quota[0]
    town[quota] = False
    at = np.where(costs > 0, lower, upper)
    sold = min(0.0, float(_from_year(quota[None], costs).min())) * float(upper[quota].max(initial=0.0))
    return float((costs[town] * at[town]).sum()) + sold


def implied(
    rows: sparse.csr_matrix, sides: tuple[Numbers, Numbers], bounds: tuple[Numbers, Numbers]
) -> tuple[Numbers, Numbers]:
    """Bounds of columns, with finite ones that rows imply in the place of infinite ones."""
    lower, upper = (each.copy() for each in bounds)
    for _ in range(PASSES):
        before = np.isinf(lower).sum() + np.isinf(upper).sum()
        for row in range(rows.shape[0]):
            at = slice(rows.indptr[row], rows.indptr[row + 1])
            columns, weights = rows.indices[at], rows.data[at]
            if np.isinf(lower[columns]).any() or np.isinf(upper[columns]).any():
                _tighten(columns, weights, (sides[0][row], sides[1][row]), lower, upper)
        if np.isinf(lower).sum() + np.isinf(upper).sum() == before:
            break
    return lower, upper


def _tighten(columns: Places, weights: Numbers, sides: tuple[float, float], lower: Numbers, upper: Numbers) -> None:
    """Finite bounds for the columns of a row where it implies some: its other columns leave so much for each."""
    for sign, side in ((1.0, sides[1]), (-1.0, -sides[0])):
        if np.isinf(side):
            continue
        signed = sign * weights
        least = np.where(signed > 0, signed * lower[columns], signed * upper[columns])
        open_ended = np.isinf(least)
        if open_ended.sum() > 1:
            continue
        total = float(least[~open_ended].sum())
        for which in np.flatnonzero(open_ended) if open_ended.any() else range(len(columns)):
            column, weight = columns[which], signed[which]
            room = (side - total + (0.0 if open_ended[which] else least[which])) / weight
            if weight > 0 and np.isinf(upper[column]):
                upper[column] = room
            elif weight < 0 and np.isinf(lower[column]):
                lower[column] = room
