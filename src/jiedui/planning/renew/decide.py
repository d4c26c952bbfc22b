"""Decisions read from a solution of the program, and a solution written from decisions to start from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.renew.answer import Decisions, FirmPath
from jiedui.planning.renew.columns import Grid
from jiedui.planning.renew.frame import Frame, Numbers, Places
from jiedui.planning.renew.model import Model
from jiedui.planning.renew.town import Town

#: Floor (m²) and quota (亩) below which nothing is let or sold.
NEGLIGIBLE = 1e-7


def decided(model: Model, values: Numbers, blocks: Places, let: Numbers) -> Decisions:
    """The decisions of a solution, with the block that each firm enters (−1: none) and the floor newly let by block and year."""
    town, columns = model.frame.town, model.columns
    names = [block.name for block in town.blocks]
    quota = _yearly(columns.quota, values)[0]
    return Decisions(
        firms=_firms(model, values, blocks),
        cleared={names[at]: int(year) for at, year in enumerate(years_of(columns.cleared, values)) if year},
        plants=_repeated(names, columns.plants, values),
        sold=_repeated(names, columns.sold, values),
        newcomers={names[at]: floor for at, floor in enumerate(map(tuple, let.tolist())) if any(floor)},
        stages=_stages(model, values),
        hamlets=_hamlets(model, values),
        quota_sold=tuple(quota.tolist()) if quota.any() else (),
    )


def taken_blocks(model: Model, values: Numbers) -> Places:
    """For each firm the block of its way, where its kind is itself; −1 where it enters none, or its kind is many."""
    kinds, found = model.frame.kinds, np.full(len(model.frame.firms.need), -1, np.int64)
    chosen = _at(model.columns.taken[:, -1:], values)[:, 0] > 0.5
    chosen &= kinds.single[kinds.way_kind]
    block = np.full(len(kinds.need), -1, np.int64)
    block[kinds.way_kind[chosen]] = kinds.way_block[chosen]
    found[:] = block[model.frame.firms.kind]
    return found


def _at(grid: Grid, values: Numbers) -> Numbers:
    """The values of a grid, 0 where there is no column."""
    return np.where(grid >= 0, values[grid], 0.0)


def years_of(grid: Grid, values: Numbers) -> Places:
    """The first year by which each thing of a grid is done; 0 for never."""
    done = _at(grid, values) > 0.5
    return np.where(done.any(axis=1), done.argmax(axis=1) + 1, 0)


def _yearly(grid: Grid, values: Numbers) -> Numbers:
    """What is added in each year, never less than nothing."""
    total = np.maximum.accumulate(_at(grid, values), axis=1)
    added = np.diff(total, axis=1, prepend=0.0)
    return np.where(added > NEGLIGIBLE, added, 0.0)


def newly(model: Model, values: Numbers) -> Numbers:
    """Floor newly let to newcomers: blocks × years."""
    return _yearly(model.columns.let, values)


def _repeated(names: list[str], grid: Grid, values: Numbers) -> dict[str, tuple[int, ...]]:
    """Years of slots by block, each year as often as slots are used in it."""
    counts = np.diff(np.maximum.accumulate(np.rint(_at(grid, values)), axis=1), axis=1, prepend=0.0).astype(int)
    years = np.arange(1, grid.shape[1] + 1)
    return {names[at]: tuple(np.repeat(years, each).tolist()) for at, each in enumerate(counts) if each.any()}


def _firms(model: Model, values: Numbers, blocks: Places) -> dict[str, FirmPath]:
    """The paths of the firms that do not stay."""
    town, columns = model.frame.town, model.columns
    closed, left, entered = (years_of(grid, values) for grid in (columns.closed, columns.left, columns.entered))
    found = {}
    for at, firm in enumerate(town.firms):
        if closed[at]:
            found[firm.name] = FirmPath(closed=int(closed[at]))
        elif left[at]:
            block = town.blocks[blocks[at]].name if blocks[at] >= 0 else None
            found[firm.name] = FirmPath(None, int(left[at]), block, int(entered[at]))
    return found


def _stages(model: Model, values: Numbers) -> dict[str, tuple[int, ...]]:
    """Years of the stages built, by site."""
    town, sites = model.frame.town, model.frame.sites
    years = years_of(model.columns.built, values)
    found: dict[str, tuple[int, ...]] = {}
    for at, year in enumerate(years):
        if year:
            name = town.sites[sites.stage_site[at]].name
            found[name] = (*found.get(name, ()), int(year))
    return found


def _hamlets(model: Model, values: Numbers) -> dict[str, tuple[str, int]]:
    """Site and year of the hamlets that move."""
    town, ways = model.frame.town, model.frame.ways
    years = years_of(model.columns.moved, values)
    return {
        town.hamlets[ways.hamlet[at]].name: (town.sites[ways.site[at]].name, int(years[at]))
        for at in np.flatnonzero(years)
    }


def written(model: Model, decisions: Decisions) -> Numbers:
    """The columns of decisions, by year; NaN for sums and for shares of kinds of many firms, which follow from the rest."""
    town, frame, columns = model.frame.town, model.frame, model.columns
    values = np.full(model.program.width, np.nan)
    paths = [decisions.firms.get(firm.name, FirmPath()) for firm in town.firms]
    _write(values, columns.closed, [path.closed for path in paths])
    _write(values, columns.left, [path.left for path in paths])
    _write(values, columns.entered, [path.entered for path in paths])
    _write(values, columns.cleared, [decisions.cleared.get(block.name) for block in town.blocks])
    _write(values, columns.moved, _ways_taken(frame, town, decisions))
    _write(values, columns.built, _stages_built(frame, town, decisions))
    for grid, done in ((columns.plants, decisions.plants), (columns.sold, decisions.sold)):
        _count(values, grid, [done.get(block.name, ()) for block in town.blocks])
    _write_taken(values, model, paths)
    return values


def _write(values: Numbers, grid: Grid, years: list[int | None]) -> None:
    """1 from the year on in which something is done, 0 before."""
    when = np.array([grid.shape[1] + 1 if year is None else year for year in years])
    done = np.arange(1, grid.shape[1] + 1) >= when[:, None]
    values[grid[grid >= 0]] = done[grid >= 0]


def _count(values: Numbers, grid: Grid, years: list[tuple[int, ...]]) -> None:
    """The number of slots used by each year."""
    counts = [[sum(year <= t for year in each) for t in range(1, grid.shape[1] + 1)] for each in years]
    by = np.array(counts).reshape(grid.shape)
    values[grid[grid >= 0]] = by[grid >= 0]


def _ways_taken(frame: Frame, town: Town, decisions: Decisions) -> list[int | None]:
    """The year of each way that a hamlet moves by."""
    found: list[int | None] = []
    for hamlet, site in zip(frame.ways.hamlet, frame.ways.site, strict=True):
        where, year = decisions.hamlets.get(town.hamlets[hamlet].name, ("", 0))
        found.append(year if where == town.sites[site].name else None)
    return found


def _stages_built(frame: Frame, town: Town, decisions: Decisions) -> list[int | None]:
    """The year of each stage."""
    found: list[int | None] = []
    for site, rank in zip(frame.sites.stage_site, frame.sites.stage_rank, strict=True):
        years = decisions.stages.get(town.sites[site].name, ())
        found.append(years[rank] if rank < len(years) else None)
    return found


def _write_taken(values: Numbers, model: Model, paths: list[FirmPath]) -> None:
    """The ways of firms that are a kind of their own."""
    frame, grid = model.frame, model.columns.taken
    at = {int(kind): path for kind, path in zip(frame.firms.kind, paths, strict=True)}
    names = [block.name for block in frame.town.blocks]
    single: NDArray[np.bool_] = frame.kinds.single[frame.kinds.way_kind]
    years: list[int | None] = []
    for kind, block in zip(frame.kinds.way_kind[single], frame.kinds.way_block[single], strict=True):
        path = at[int(kind)]
        years.append(path.entered if path.block == names[block] else None)
    _write(values, grid[single], years)
