"""A block for each firm, when a solution has decided only the years and the floor of each kind.

A program of its own places them: each firm that enters takes its need in one of the blocks of its kind from its year to the
last, newcomers the floor that the solution let by each year, and no block holds more than its plants. What finds no room is
as little as can be: firms first, then newcomers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jiedui.planning.highs import Limits, Program
from jiedui.planning.renew.columns import Grid
from jiedui.planning.renew.decide import years_of
from jiedui.planning.renew.engine import Clock
from jiedui.planning.renew.frame import Frame, Numbers, Places
from jiedui.planning.renew.model import Model

#: Floor (m²) by which sums in float64 may seem to exceed a plant.
NEAR = 1e-6
#: Seconds to place all firms, at most.
SECONDS = 5.0
#: What a m² of a firm without a block costs, where a m² that newcomers lack costs 1.
FIRM = 10.0


@dataclass(frozen=True)
class Placing:
    """The block of each firm that enters (−1: none), the firms for which none was found, and floor newly let by block and year."""

    blocks: Places
    without: Places
    let: Numbers


def placed(model: Model, values: Numbers, clock: Clock) -> Placing:
    """Find the blocks, or as many as were found when time was over."""
    frame, columns = model.frame, model.columns
    entered = years_of(columns.entered, values)
    room = _filled(columns.plants, values) * frame.blocks.slot_floor[:, None]
    wanted = _filled(columns.let, values).sum(axis=0)
    firm, block = _pairs(frame, entered, room)
    going = np.flatnonzero(entered)
    blocks = np.full(len(entered), -1, np.int64)
    limits = Limits(clock.within(SECONDS).left)
    solved = _program(frame, entered, (firm, block), room, wanted).solve(limits, stop=clock.asked)
    if not solved.found:
        return Placing(blocks, going, np.zeros(room.shape))
    taken = np.flatnonzero(solved.values[: len(firm)] > 0.5)
    blocks[firm[taken]] = block[taken]
    let = solved.values[len(firm) : len(firm) + room.size].reshape(room.shape)
    return Placing(blocks, going[blocks[going] < 0], np.where(let > NEAR, let, 0.0))


def _filled(grid: Grid, values: Numbers) -> Numbers:
    """The values of a grid, whole ones rounded by NEAR; 0 where there is no column."""
    found = np.where(grid >= 0, values[grid], 0.0)
    return np.where(np.abs(found - np.rint(found)) < NEAR, np.rint(found), found)


def _pairs(frame: Frame, entered: Places, room: Numbers) -> tuple[Places, Places]:
    """Firms that enter and the blocks of their kind that have plants enough for them, from their year to the last."""
    kinds, firms = frame.kinds, frame.firms
    least = np.minimum.accumulate(room[:, ::-1], axis=1)[:, ::-1]
    starts = np.searchsorted(kinds.way_kind, np.arange(len(kinds.need) + 1))
    found = [
        (firm, block)
        for firm in np.flatnonzero(entered)
        for block in kinds.way_block[slice(*starts[firms.kind[firm] : firms.kind[firm] + 2])]
        if least[block, entered[firm] - 1] >= firms.need[firm] - NEAR
    ]
    return tuple(np.array(found, np.int64).reshape(-1, 2).T)  # type: ignore[return-value] # two rows


def _program(frame: Frame, entered: Places, pairs: tuple[Places, Places], room: Numbers, wanted: Numbers) -> Program:
    """The columns are the pairs, floor newly let by block and year, firms without a block, and what newcomers lack by year."""
    firm, need, going = pairs[0], frame.firms.need, np.flatnonzero(entered)
    program = Program()
    program.add_columns(0, 1, 0, integer=True, count=len(firm))
    let = program.add_columns(0, frame.town.rules.newcomers.a_year, 0, count=room.size)
    without = program.add_columns(0, 1, FIRM * np.maximum(need[going], 1.0))
    lacking = program.add_columns(0, np.inf, 1, count=room.shape[1])
    row = np.concatenate([np.searchsorted(going, firm), np.arange(len(going))])
    column = np.concatenate([np.arange(len(firm)), np.arange(without.start, without.stop)])
    program.add_rows(1, 1, (row, column, 1), count=len(going))
    _floor(program, frame, entered, pairs, room)
    _newcomers(program, frame, let, lacking, wanted)
    return program


def _floor(program: Program, frame: Frame, entered: Places, pairs: tuple[Places, Places], room: Numbers) -> None:
    """Firms from their year on, and newcomers let by each year, have room in every block."""
    (firm, block), years = pairs, room.shape[1]
    at, year = np.nonzero(np.arange(1, years + 1) >= entered[firm][:, None])
    let = np.arange(room.size)
    by, earlier = np.nonzero(np.tri(years, dtype=bool))
    first = let[::years, None]
    entries = (
        np.concatenate([block[at] * years + year, (first + by).ravel()]),
        np.concatenate([at, (len(firm) + first + earlier).ravel()]),
        np.concatenate([frame.firms.need[firm[at]], np.ones(len(first) * len(by))]),
    )
    program.add_rows(-np.inf, room.ravel(), entries)


def _newcomers(program: Program, frame: Frame, let: slice, lacking: slice, wanted: Numbers) -> None:
    """Newcomers get what is wanted by each year, or lack it, but no more: they use energy. The market takes so much in a year."""
    years = len(wanted)
    each = np.arange(let.start, let.stop)
    year = (each - let.start) % years
    by, at = np.nonzero(np.arange(years)[:, None] >= year)
    entries = (np.concatenate([by, np.arange(years)]), np.concatenate([each[at], lacking.start + np.arange(years)]), 1)
    program.add_rows(wanted, wanted, entries)
    program.add_rows(-np.inf, frame.town.rules.newcomers.a_year, (year, each, 1), count=years)
