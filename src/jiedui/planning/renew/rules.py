"""The rules of ``docs/renewal.md`` as rows, under their names there.

``keep``, the first years of ``clear``, ``slots`` and ``site``, and the reach and readiness of ``hamlet`` are kept by columns
that are not there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.renew.columns import Columns, Grid
from jiedui.planning.renew.frame import Frame, Numbers, Places
from jiedui.planning.renew.rows import INF, Rows, Term, before


def numbered(*shape: int) -> NDArray[np.int64]:
    """The numbers of rows of a shape."""
    return np.arange(int(np.prod(shape))).reshape(shape)


def add_rules(rows: Rows, frame: Frame, columns: Columns) -> None:
    """All rules but those on sums of the town."""
    _grow(rows, columns)
    _path(rows, frame, columns)
    _deadline(rows, frame, columns)
    _taken(rows, frame, columns)
    _clear(rows, frame, columns)
    _slots(rows, frame, columns)
    _floor(rows, frame, columns)
    _stages(rows, frame, columns)
    _homes(rows, frame, columns)
    _hamlet(rows, frame, columns)


def _grow(rows: Rows, columns: Columns) -> None:
    """What is done by a year is done by the next."""
    pairs = [np.stack([grid[:, :-1].ravel(), grid[:, 1:].ravel()]) for grid in columns.cumulative()]
    earlier, later = np.unique(np.concatenate(pairs, axis=1), axis=1)
    earlier, later = earlier[earlier >= 0], later[earlier >= 0]
    at = np.arange(len(earlier))
    rows.add("", -INF, 0, [(at, earlier, 1), (at, later, -1)], shape=earlier.shape)


def _path(rows: Rows, frame: Frame, columns: Columns) -> None:
    """A firm enters after it left, soon enough, and never both leaves and closes."""
    left, entered, years = columns.left, columns.entered, frame.years
    own = np.flatnonzero((left != entered).any(axis=1))
    who, grid = own[:, None], numbered(len(own), years)
    year = np.arange(1, years + 1)
    rows.add("", 0, INF, [(grid, left[own], 1), (grid, entered[own], -1)], shape=grid.shape)
    due = entered[own][:, np.minimum(year + frame.town.rules.interim_years, years) - 1]
    rows.add(
        "path", -INF, 0, [(grid, left[own], 1), (grid, due, -1)], shape=grid.shape, entity="firms", who=who, year=year
    )
    both = np.flatnonzero((columns.closed[:, -1] >= 0) & (left[:, -1] >= 0))
    at = np.arange(len(both))
    rows.add("", -INF, 1, [(at, columns.closed[both, -1], 1), (at, left[both, -1], 1)], shape=both.shape)


def _deadline(rows: Rows, frame: Frame, columns: Columns) -> None:
    """A firm with a deadline has left or closed by it."""
    due = np.flatnonzero(frame.firms.deadline <= frame.years)
    year = frame.firms.deadline[due]
    at = np.arange(len(due))
    terms: list[Term] = [(at, columns.closed[due, year - 1], 1), (at, columns.left[due, year - 1], 1)]
    rows.add("deadline", 1, INF, terms, shape=due.shape, entity="firms", who=due, year=year)


def _taken(rows: Rows, frame: Frame, columns: Columns) -> None:
    """The shares of a kind's need by way are those of its firms that have entered."""
    firms, kinds = frame.firms, frame.kinds
    grid = numbered(len(kinds.need), frame.years)
    sizes = np.bincount(firms.kind, minlength=len(kinds.need))
    need = kinds.need[firms.kind]
    share = np.divide(firms.need, need, out=1 / sizes[firms.kind], where=need > 0)
    terms: list[Term] = [(grid[kinds.way_kind], columns.taken, 1), (grid[firms.kind], columns.entered, -share[:, None])]
    rows.add("", 0, 0, terms, shape=grid.shape)


def _clear(rows: Rows, frame: Frame, columns: Columns) -> None:
    """A block is cleared only when each of its firms has left or closed, and each of its hamlets has moved."""
    firms, ways, year = frame.firms, frame.ways, np.arange(1, frame.years + 1)
    own = np.flatnonzero(firms.block >= 0)
    grid = numbered(len(own), frame.years)
    cleared = columns.cleared[firms.block[own]]
    terms: list[Term] = [(grid, cleared, 1), (grid, columns.left[own], -1), (grid, columns.closed[own], -1)]
    rows.add("clear", -INF, 0, terms, shape=grid.shape, entity="firms", who=own[:, None], year=year)
    hamlets = np.flatnonzero(ways.block >= 0)
    grid = numbered(len(hamlets), frame.years)
    of = np.flatnonzero(ways.block[ways.hamlet] >= 0)
    at = grid[np.searchsorted(hamlets, ways.hamlet[of])]
    terms = [(grid, columns.cleared[ways.block[hamlets]], 1), (at, columns.moved[of], -1)]
    rows.add("clear", -INF, 0, terms, shape=grid.shape, entity="hamlets", who=hamlets[:, None], year=year)


def _slots(rows: Rows, frame: Frame, columns: Columns) -> None:
    """Slots are used after the year of clearing, and no more than there are."""
    blocks, sites = frame.blocks, frame.sites
    grid, year = numbered(len(blocks.slots), frame.years), np.arange(1, frame.years + 1)
    cleared = before(columns.cleared)
    on = np.flatnonzero((sites.block >= 0) & _staged(frame))
    first = columns.built[sites.first_stage[on]]
    terms: list[Term] = [
        (grid, columns.plants, 1),
        (grid, columns.sold, 1),
        (grid[sites.block[on]], first, sites.block_slots[on][:, None]),
        (grid, cleared, -blocks.slots[:, None]),
    ]
    who = np.arange(len(blocks.slots))[:, None]
    rows.add("slots", -INF, 0, terms, shape=grid.shape, entity="blocks", who=who, year=year)
    grid = numbered(len(on), frame.years)
    terms = [(grid, first, 1), (grid, cleared[sites.block[on]], -1)]
    rows.add("slots", -INF, 0, terms, shape=grid.shape, entity="sites", who=on[:, None], year=year)


def _staged(frame: Frame) -> NDArray[np.bool_]:
    """Sites that have stages at all."""
    return np.bincount(frame.sites.stage_site, minlength=len(frame.sites.block)) > 0


def _floor(rows: Rows, frame: Frame, columns: Columns) -> None:
    """Floor taken by firms and let to newcomers is that of plants completed."""
    kinds, blocks = frame.kinds, frame.blocks
    grid = numbered(len(blocks.slots), frame.years)
    terms: list[Term] = [
        (grid[kinds.way_block], columns.taken, kinds.need[kinds.way_kind][:, None]),
        (grid, columns.let, 1),
        (grid, columns.plants, -blocks.slot_floor[:, None]),
    ]
    who, year = np.arange(len(blocks.slots))[:, None], np.arange(1, frame.years + 1)
    rows.add("floor", -INF, 0, terms, shape=grid.shape, entity="blocks", who=who, year=year)


def _stages(rows: Rows, frame: Frame, columns: Columns) -> None:
    """Stages are built in their order."""
    later = np.flatnonzero(frame.sites.stage_rank > 0)
    grid = numbered(len(later), frame.years)
    terms: list[Term] = [(grid, columns.built[later], 1), (grid, columns.built[later - 1], -1)]
    rows.add("", -INF, 0, terms, shape=grid.shape)


def _homes(rows: Rows, frame: Frame, columns: Columns) -> None:
    """Households moved in are housed."""
    sites, ways = frame.sites, frame.ways
    grid = numbered(len(sites.block), frame.years)
    terms: list[Term] = [
        (grid[ways.site], columns.moved, ways.households[ways.hamlet][:, None]),
        (grid[sites.stage_site], columns.built, -sites.stage_homes[:, None]),
    ]
    who, year = np.arange(len(sites.block))[:, None], np.arange(1, frame.years + 1)
    rows.add("site", -INF, 0, terms, shape=grid.shape, entity="sites", who=who, year=year)


def _hamlet(rows: Rows, frame: Frame, columns: Columns) -> None:
    """A hamlet moves once, and by its deadline."""
    ways, last = frame.ways, columns.moved[:, -1]
    rows.add("", -INF, 1, [(ways.hamlet, last, 1)], shape=ways.households.shape)
    due = np.flatnonzero(ways.deadline <= frame.years)
    of = np.flatnonzero(ways.deadline[ways.hamlet] <= frame.years)
    at = np.searchsorted(due, ways.hamlet[of])
    terms: list[Term] = [(at, columns.moved[of, ways.deadline[ways.hamlet[of]] - 1], 1)]
    rows.add("must", 1, INF, terms, shape=due.shape, entity="hamlets", who=due, year=ways.deadline[due])


def links(frame: Frame, columns: Columns) -> tuple[Grid, Grid]:
    """Pairs of columns of which the first is never more than the second, implied by the rules for whole numbers only.

    A hamlet moves to a site only when its first stage is built; floor is taken in a block only when it was cleared before. There
    are many, and few are needed: they become rows when a linear program breaks them.
    """
    first = columns.built[frame.sites.first_stage[frame.ways.site]]
    cleared = before(columns.cleared)[frame.kinds.way_block]
    less = np.concatenate([columns.moved.ravel(), columns.taken.ravel()])
    more = np.concatenate([first.ravel(), cleared.ravel()])
    known = (less >= 0) & (more >= 0)
    return less[known], more[known]


def ties(frame: Frame, columns: Columns) -> tuple[Places, Grid, Numbers]:
    """Entries of rows, at most 0 each: a firm has entered only when one of the blocks that it could enter was cleared before.

    Links say so of the floor of its kind, of which a firm that can go to one or two blocks may be a small part. So a block is known to
    wait for the blocks that its firms must go to, where floor alone asks for as little of their clearing as the firms need of their plants.
    """
    kinds, entered = frame.kinds, columns.entered
    pairs = np.argwhere(frame.firms.kind[:, None] == kinds.way_kind)
    cleared = before(columns.cleared)[kinds.way_block[pairs[:, 1]]]
    cleared = np.where(entered[pairs[:, 0]] >= 0, cleared, -1)
    there, some = entered >= 0, cleared >= 0
    number = np.where(there, np.cumsum(there.ravel()).reshape(there.shape) - 1, -1)
    row = np.concatenate([number[there], number[pairs[:, 0]][some]])
    return row, np.concatenate([entered[there], cleared[some]]), np.repeat([1.0, -1.0], [there.sum(), some.sum()])
