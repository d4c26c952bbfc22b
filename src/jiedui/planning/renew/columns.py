"""The columns of the program: what is decided, each *by year t*, and the sums that follow.

A grid has a row for each firm, block, way or stage and a column for each year; it holds the place of the column in the
program, −1 where the thing cannot have happened by that year. Since each is cumulative, a column is never less than the
one of the year before.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.highs import Program
from jiedui.planning.renew.frame import Firms, Frame, Places

#: Places of columns in the program: things × years.
Grid = NDArray[np.int64]
INF = np.inf


@dataclass(frozen=True)
class Columns:
    """Grids of columns.

    Whole: firms ``closed``, ``left`` (the same columns as ``entered`` where a firm has no reason to leave earlier) and
    ``entered``; blocks ``cleared``, ``plants``, ``sold``; stages ``built``; hamlets ``moved`` over their ways. ``taken`` is
    the share of a kind's need that has entered by a way, whole for a kind of one firm. Not whole: floor ``let`` to newcomers by block.

    Sums, one row each: ``quota`` sold; ``interim`` need in interim places; ``housed_floor`` need entered, ``let_floor`` let to newcomers;
    ``tax`` above today's; ``households`` and ``homestead`` moved; ``jobs_closed``; ``outlay`` spent once, less what
    comes in once; ``position``, ``debt`` of the year; ``lost`` jobs of the year.
    """

    closed: Grid
    left: Grid
    entered: Grid
    taken: Grid
    cleared: Grid
    plants: Grid
    sold: Grid
    let: Grid
    built: Grid
    moved: Grid
    quota: Grid
    interim: Grid
    housed_floor: Grid
    let_floor: Grid
    tax: Grid
    households: Grid
    homestead: Grid
    jobs_closed: Grid
    outlay: Grid
    position: Grid
    debt: Grid
    lost: Grid

    def whole(self) -> tuple[Grid, ...]:
        """The grids of things that are done or not."""
        return self.closed, self.left, self.entered, self.cleared, self.plants, self.sold, self.built, self.moved

    def cumulative(self) -> tuple[Grid, ...]:
        """The grids that never fall from a year to the next."""
        return (*self.whole(), self.taken, self.let, self.quota)


def add_columns(program: Program, frame: Frame) -> Columns:
    """Put the columns into an empty program, all with cost 0."""
    firms, kinds, blocks, sites, ways, years = (
        frame.firms,
        frame.kinds,
        frame.blocks,
        frame.sites,
        frame.ways,
        frame.years,
    )

    def grid(first: Places, upper: float | NDArray[np.generic] = 1, *, whole: bool | NDArray[np.bool_] = True) -> Grid:
        return _grid(program, years, first, upper, whole)

    def sums(lower: float = 0.0, upper: float = INF) -> Grid:
        return _grid(program, years, np.ones(1, np.int64), upper, False, lower)  # noqa: FBT003 - a sum is not whole

    entered = grid(firms.first)
    grids = {
        "closed": grid(np.where(firms.closable, 1, years + 1)),
        "left": _left(program, frame, entered),
        "entered": entered,
        "taken": grid(kinds.way_first, whole=kinds.single[kinds.way_kind]),
        "cleared": grid(blocks.earliest),
        "plants": grid(blocks.earliest + 1, blocks.slots),
        "sold": grid(blocks.earliest + 1, blocks.slots),
        "let": grid(blocks.earliest + 1, blocks.slots * blocks.slot_floor, whole=False),
        "built": grid(sites.earliest[sites.stage_site]),
        "moved": grid(ways.first),
        "tax": sums(-INF),
        "outlay": sums(-INF),
        "position": sums(-INF),
        "lost": sums(upper=float(firms.jobs.sum())),
    }
    rest = {each.name: sums() for each in fields(Columns) if each.name not in grids}
    return Columns(**grids, **rest)


def _grid(
    program: Program,
    years: int,
    first: Places,
    upper: float | NDArray[np.generic],
    whole: bool | NDArray[np.bool_],
    lower: float = 0.0,
) -> Grid:
    """Columns for the years from ``first`` on; bounds are numbers, or arrays over the things."""
    exists = np.arange(1, years + 1) >= first[:, None]
    tops = np.broadcast_to(np.asarray(upper, np.float64).reshape(-1, 1), exists.shape)[exists]
    integer = np.broadcast_to(np.asarray(whole).reshape(-1, 1), exists.shape)[exists]
    found = np.full(exists.shape, -1, np.int64)
    if tops.size:
        at = program.add_columns(np.full(tops.size, lower), tops, np.zeros(tops.size), integer=integer)
        found[exists] = np.arange(at.start, at.stop)
    return found


def early(firms: Firms, years: int) -> NDArray[np.bool_]:
    """Firms that may have to leave before a plant is ready: those on a block, and those with a deadline.

    No other gains by an interim place: it costs rent, brings the compensation forward, and frees nothing that is needed.
    """
    return (firms.block >= 0) | (firms.deadline <= years)


def own_columns(columns: Columns, width: int) -> NDArray[np.bool_]:
    """The columns of firms, blocks, sites and hamlets."""
    found = np.zeros(width, bool)
    for grid in (*columns.whole(), columns.taken, columns.let):
        found[grid[grid >= 0]] = True
    return found


def _left(program: Program, frame: Frame, entered: Grid) -> Grid:
    """By when a firm has left: columns of its own for firms that may leave early, else those of entering."""
    years, firms = frame.years, frame.firms
    first = np.maximum(1, firms.first - frame.town.rules.interim_years)
    able = early(firms, years) & (firms.first <= years)
    own = _grid(program, years, np.where(able, first, years + 1), 1, True)  # noqa: FBT003 - whole
    return np.where(able[:, None], own, entered)
