"""The sums over the town as rows: states that follow from the decisions, and the limits set on them, year by year.

Things that are paid once are in one sum of outlays *by year t*, so that a move has one entry in it; rents, interim rents and
tax are paid year after year and enter the position of the year.
"""

from __future__ import annotations

import numpy as np

from jiedui.planning.renew.columns import Columns, Grid
from jiedui.planning.renew.frame import Frame
from jiedui.planning.renew.rows import INF, Rows, Term, before


def add_sums(rows: Rows, frame: Frame, columns: Columns) -> None:
    """All sums, then the rules on them."""
    _define(rows, columns.interim, _interim(frame, columns))
    _define(rows, columns.housed_floor, [_by_year(columns.entered, frame.firms.need)])
    _define(rows, columns.let_floor, [_by_year(columns.let, np.ones(len(columns.let)))])
    _define(rows, columns.tax, yielded(frame, columns, "tax"))
    _define(rows, columns.households, [_by_way(frame, columns, frame.ways.households)])
    _define(rows, columns.homestead, [_by_way(frame, columns, frame.ways.homestead)])
    _define(rows, columns.jobs_closed, [_by_year(columns.closed, frame.firms.jobs)])
    _define(rows, columns.outlay, _outlay(frame, columns))
    _limits(rows, frame, columns)
    _jobs(rows, frame, columns)
    _land(rows, frame, columns)
    _position(rows, frame, columns)


def _years(grid: Grid) -> Grid:
    """The number of each year's row."""
    return np.arange(grid.shape[1])


def _by_year(grid: Grid, weight: np.typing.NDArray[np.float64]) -> Term:
    """A weighted sum over the things of a grid, in each year."""
    return _years(grid), grid, weight[:, None]


def _by_way(frame: Frame, columns: Columns, weight: np.typing.NDArray[np.float64]) -> Term:
    """A sum over hamlets moved."""
    return _by_year(columns.moved, weight[frame.ways.hamlet])


def _define(rows: Rows, total: Grid, terms: list[Term]) -> None:
    """The columns of a sum equal their terms."""
    rows.add("", 0, 0, [(_years(total), total[0], -1), *terms], shape=(total.shape[1],))


def _limit(rows: Rows, rule: str, limit: object, terms: list[Term], years: int) -> None:
    """A sum of each year is at most its limit."""
    upper = np.broadcast_to(np.asarray(limit, np.float64), years)
    rows.add(rule, -INF, upper, terms, shape=(years,), year=np.arange(1, years + 1))


def _interim(frame: Frame, columns: Columns) -> list[Term]:
    """Needs of firms that left and have not entered."""
    own = np.flatnonzero((columns.left != columns.entered).any(axis=1))
    need = frame.firms.need[own]
    return [_by_year(columns.left[own], need), _by_year(columns.entered[own], -need)]


def yielded(frame: Frame, columns: Columns, what: str) -> list[Term]:
    """The change since year 0 of what firms and newcomers yield or use: tax, value_added, energy or pollutants."""
    of, rules = getattr(frame.firms, what), frame.town.rules
    gain = of * (getattr(rules.moved, what) - 1)
    new = np.array([getattr(rules.newcomers, what)])
    return [_by_year(columns.entered, gain), _by_year(columns.closed, -of), _by_year(columns.let_floor, new)]


def _outlay(frame: Frame, columns: Columns) -> list[Term]:
    """What is spent once, by year t, less what comes in once."""
    prices, blocks, ways = frame.town.rules.prices, frame.blocks, frame.ways
    hamlets = ways.compensation + (prices.reclaim - prices.reclaim_grant) * ways.homestead
    return [
        _by_year(columns.left, prices.move_firm * frame.firms.floor),
        _by_year(columns.closed, prices.close_firm * frame.firms.floor),
        _by_year(columns.cleared, blocks.clearing),
        _by_year(columns.plants, prices.build * blocks.slot_floor),
        _by_year(columns.sold, -prices.land_sale * blocks.slot_land),
        _by_year(columns.built, frame.sites.stage_cost),
        _by_way(frame, columns, hamlets - prices.household_grant * ways.households),
        _by_year(columns.quota, np.array([-prices.quota])),
    ]


def _limits(rows: Rows, frame: Frame, columns: Columns) -> None:
    """Interim places, the market, the pace, energy and pollutants."""
    rules, years, at = frame.town.rules, frame.years, _years(columns.interim)
    _limit(rows, "interim", rules.interim_floor, [(at, columns.interim[0], 1)], years)
    let, moved = columns.let_floor, columns.households
    _limit(rows, "market", rules.newcomers.a_year, [(at, let[0], 1), (at, before(let)[0], -1)], years)
    _limit(rows, "pace", rules.households_a_year, [(at, moved[0], 1), (at, before(moved)[0], -1)], years)
    for what, caps in (("energy", rules.energy_cap), ("pollutants", rules.pollutants_cap)):
        room = np.asarray(caps) - getattr(frame.firms, what).sum()
        _limit(rows, what, room, yielded(frame, columns, what), years)


def _jobs(rows: Rows, frame: Frame, columns: Columns) -> None:
    """Jobs of firms closed in a year less those of newcomers: lost, and limited."""
    rules, at = frame.town.rules, _years(columns.lost)
    closed, let, each = columns.jobs_closed, columns.let_floor, rules.newcomers.jobs
    loss: list[Term] = [
        (at, closed[0], 1),
        (at, before(closed)[0], -1),
        (at, let[0], -each),
        (at, before(let)[0], each),
    ]
    rows.add("", -INF, 0, [*loss, (at, columns.lost[0], -1)], shape=at.shape)
    _limit(rows, "jobs", rules.jobs_a_year, loss, frame.years)


def _land(rows: Rows, frame: Frame, columns: Columns) -> None:
    """New building land and quota sold are covered by homesteads reclaimed, early use returned in time."""
    rules, sites, years = frame.town.rules, frame.sites, frame.years
    at = np.arange(years)
    new = np.where(sites.block[sites.stage_site] < 0, sites.stage_land, 0)
    use: list[Term] = [_by_year(columns.built, new), (at, columns.quota[0], 1)]
    reclaimed = before(columns.homestead)[0]
    later = columns.homestead[0][np.minimum(at + rules.quota_return, years) - 1]
    later = np.where(at + rules.quota_return > 0, later, -1)
    _limit(rows, "land", rules.quota_advance, [*use, (at, reclaimed, -1)], years)
    _limit(rows, "land", 0, [*use, (at, later, -1)], years)
    _limit(rows, "land", 0, [(at, columns.quota[0], 1), (at, reclaimed, -1)], years)


def _position(rows: Rows, frame: Frame, columns: Columns) -> None:
    """The position of each year from the one before; debt is what it lacks, and is limited."""
    rules, prices, at = frame.town.rules, frame.town.rules.prices, _years(columns.debt)
    position, outlay = columns.position[0], columns.outlay[0]
    terms: list[Term] = [
        (at, position, 1),
        (at, before(columns.position)[0], -1),
        (at, outlay, 1),
        (at, before(columns.outlay)[0], -1),
        (at, columns.interim[0], prices.interim),
        (at, before(columns.housed_floor)[0], -prices.rent),
        (at, before(columns.let_floor)[0], -prices.rent),
        (at, columns.tax[0], -rules.tax_share),
        (at, before(columns.debt)[0], rules.debt_rate),
    ]
    rows.add("", np.asarray(rules.budget), np.asarray(rules.budget), terms, shape=at.shape)
    rows.add("", 0, INF, [(at, position, 1), (at, columns.debt[0], 1)], shape=at.shape)
    _limit(rows, "debt", rules.debt_ceiling, [(at, columns.debt[0], 1)], frame.years)
