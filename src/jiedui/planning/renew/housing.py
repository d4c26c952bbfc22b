"""One site for each hamlet that may have to move, chosen before the years are: a small facility location program.

Each stage costs what it costs, with the worth of the land or the slots that it takes; distances decide between sites that
cost the same. What a hamlet does later is only when, and whether at all.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.highs import Limits, Program
from jiedui.planning.renew.frame import Frame, Numbers, framed
from jiedui.planning.renew.town import Town

#: Seconds for the choice, at most, and the gap that it is content with.
SECONDS, GAP = 30.0, 0.05
#: Costs (万元) of a kilometre of a hamlet's way, which only decides between equals, and of a household without a site: of one
#: that need not move, and of one that may have to.
KILOMETRE, WITHOUT, HOMELESS = 0.001, 100.0, 1_000.0


def housed(town: Town, apart: Collection[str] = (), *, all_of_them: bool) -> Town:
    """The town in which every hamlet has one site in reach, or none: those on a block or with a deadline, or all of them.

    Where no choice is found in time all keep their reach. A hamlet without deadline that stands on no block need not move; it has no site unless all are asked for. Hamlets that
    are to stay ``apart``, by name, keep their reach.
    """
    frame = framed(town, pooled=True)
    ways = frame.ways
    wanted = all_of_them | _may_have_to(frame)
    open_ways = np.flatnonzero(
        _straight(frame)
        & wanted[ways.hamlet]
        & (_soonest(frame) <= np.minimum(ways.deadline[ways.hamlet], frame.years))
    )
    chosen = _chosen(frame, open_ways)
    if chosen is None:
        return town
    sites = {int(ways.hamlet[way]): town.sites[ways.site[way]].name for way in chosen}
    return replace(
        town,
        hamlets=tuple(
            hamlet
            if hamlet.name in apart
            else replace(hamlet, reach={sites[at]: hamlet.reach[sites[at]]} if at in sites else {})
            for at, hamlet in enumerate(town.hamlets)
        ),
    )


def _chosen(frame: Frame, open_ways: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """The ways taken, of those open; None where no choice was found in time."""
    program, ways, stages = Program(), frame.ways, frame.sites.stage_site
    hamlet, site = ways.hamlet[open_ways], ways.site[open_ways]
    there, at = np.unique(hamlet, return_inverse=True)
    households = ways.households[there]
    take = np.arange(len(open_ways))
    program.add_columns(0, 1, KILOMETRE * ways.distance[open_ways], integer=True)
    built = program.add_columns(0, 1, _worth(frame), integer=True)
    without = program.add_columns(0, 1, np.where(_may_have_to(frame), HOMELESS, WITHOUT)[there] * households)
    stage, lack = np.arange(built.start, built.stop), np.arange(without.start, without.stop)
    program.add_rows(1, 1, (np.append(at, np.arange(len(there))), np.append(take, lack), 1), count=len(there))
    homes = (
        np.append(site, stages),
        np.append(take, stage),
        np.append(ways.households[hamlet], -frame.sites.stage_homes),
    )
    program.add_rows(-np.inf, 0, homes, count=len(frame.sites.block))
    _below(program, take, stage[frame.sites.first_stage[site]])
    later = np.flatnonzero(frame.sites.stage_rank > 0)
    _below(program, stage[later], stage[later - 1])
    solved = program.solve(Limits(SECONDS, GAP))
    return open_ways[solved.values[take] > 0.5] if solved.found else None


def _may_have_to(frame: Frame) -> NDArray[np.bool_]:
    """Hamlets that may have to move: on a block, or with a deadline."""
    return (frame.ways.block >= 0) | (frame.ways.deadline <= frame.years)


def _straight(frame: Frame) -> NDArray[np.bool_]:
    """Ways but those of hamlets on a block to sites on another, where they have others: the blocks might wait for each other."""
    ways = frame.ways
    off = frame.sites.block[ways.site] < 0
    others = np.bincount(ways.hamlet, off, len(ways.households)) > 0
    return off | ~(others & (ways.block >= 0))[ways.hamlet]


def _soonest(frame: Frame) -> NDArray[np.int64]:
    """The first year of each way: on a block that the hamlets on it or a firm that neither moves nor closes keep from being cleared, later or never."""
    ways, firms, never = frame.ways, frame.firms, frame.years + 1
    moves = np.full(len(ways.households), never)
    np.minimum.at(moves, ways.hamlet, ways.first)
    cleared = frame.blocks.earliest.copy()
    on = ways.block >= 0
    np.maximum.at(cleared, ways.block[on], moves[on])
    stuck = (firms.block >= 0) & ~firms.closable & (firms.first > frame.years)
    cleared[firms.block[stuck]] = never
    block = frame.sites.block[ways.site]
    return np.where(block >= 0, np.maximum(ways.first, np.append(cleared, 0)[block] + 1), ways.first)


def _worth(frame: Frame) -> Numbers:
    """What each stage costs with the land or the slots that it takes."""
    sites, prices = frame.sites, frame.town.rules.prices
    block, first = sites.block[sites.stage_site], sites.stage_rank == 0
    slots = (
        sites.block_slots[sites.stage_site] * np.append(frame.blocks.slot_land, 0.0)[block] * prices.land_sale * first
    )
    return np.asarray(sites.stage_cost + np.where(block < 0, sites.stage_land * prices.quota, slots))


def _below(program: Program, less: NDArray[np.int64], more: NDArray[np.int64]) -> None:
    """Rows: the first column of each pair is never more than the second."""
    at = np.arange(len(less))
    entries = (np.append(at, at), np.append(less, more), np.repeat([1.0, -1.0], len(at)))
    program.add_rows(-np.inf, 0, entries, count=len(at))
