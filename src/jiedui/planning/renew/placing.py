"""A block for each firm, when a solution has decided only the years and the floor of each kind.

The firms with the most need are placed first, each in the block where most of the flow of its kind is not yet used up,
among those with room from its year to the last. Newcomers then take what room is left, as much as the solution let.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jiedui.planning.renew.columns import Grid
from jiedui.planning.renew.decide import years_of
from jiedui.planning.renew.frame import Numbers, Places
from jiedui.planning.renew.model import Model

#: Floor (m²) by which sums in float64 may seem to exceed a plant.
NEAR = 1e-6


@dataclass(frozen=True)
class Placing:
    """The block of each firm that enters (−1: none), the firms for which none was found, and floor let by block and year."""

    blocks: Places
    without: Places
    let: Numbers


def placed(model: Model, values: Numbers) -> Placing:
    """Find the blocks."""
    frame = model.frame
    kinds, firms = frame.kinds, frame.firms
    entered = years_of(model.columns.entered, values)
    room = _filled(model.columns.plants, values) * frame.blocks.slot_floor[:, None]
    flow = _filled(model.columns.taken, values) * kinds.need[kinds.way_kind][:, None]
    blocks, without = np.full(len(entered), -1, np.int64), []
    starts = np.searchsorted(kinds.way_kind, np.arange(len(kinds.need) + 1))
    for firm in sorted(np.flatnonzero(entered), key=lambda at: (-firms.need[at], entered[at])):
        kind, first = firms.kind[firm], entered[firm] - 1
        way = _way(room[:, first:], flow[:, first], kinds.way_block, slice(*starts[kind : kind + 2]), firms.need[firm])
        if way is None:
            without.append(firm)
            continue
        blocks[firm] = kinds.way_block[way]
        room[blocks[firm], first:] -= firms.need[firm]
        flow[way, first:] -= firms.need[firm]
    wanted = _filled(model.columns.let_floor, values)[0]
    return Placing(blocks, np.array(without, np.int64), _let(room, wanted, frame.town.rules.newcomers.a_year))


def _filled(grid: Grid, values: Numbers) -> Numbers:
    """The values of a grid, whole ones rounded by NEAR; 0 where there is no column."""
    found = np.where(grid >= 0, values[grid], 0.0)
    return np.where(np.abs(found - np.rint(found)) < NEAR, np.rint(found), found)


def _way(room: Numbers, flow: Numbers, way_block: Places, ways: slice, need: float) -> int | None:
    """The way to a block with room in all years, with the most flow of the kind left."""
    fits = (room[way_block[ways]] >= need - NEAR).all(axis=1)
    if not fits.any():
        return None
    return int(ways.start + np.argmax(np.where(fits, flow[ways], -np.inf)))


def _let(room: Numbers, wanted: Numbers, market: float) -> Numbers:
    """Floor newly let by block and year: what is wanted in all by each year, no more than the market takes in it, where it stays free."""
    free = np.maximum(np.minimum.accumulate(room[:, ::-1], axis=1)[:, ::-1], 0.0)
    let = np.zeros(room.shape)
    for year in range(room.shape[1]):
        by_now = let[:, :year].sum(axis=1)
        spare = np.maximum(free[:, year] - by_now, 0.0)
        before = np.cumsum(spare) - spare
        more = min(market, max(0.0, wanted[year] - by_now.sum()))
        let[:, year] = np.clip(more - before, 0.0, spare)
    return let
