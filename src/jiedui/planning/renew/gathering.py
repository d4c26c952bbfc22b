"""The town with firms that are alike taken together, so that its program is small.

Firms of the same block, targets and deadline that may or may not close are one firm that stands for all of them: it occupies
and yields what they do together, and what it does, each of them does. A plan of the town so gathered is a plan of the town,
but for the block that each firm enters, which is found afterwards. Little is lost by it: the best plans treat firms alike
that the rules treat alike (the linear program of the standard town loses one part in a thousand).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from jiedui.planning.renew.frame import Numbers, Places
from jiedui.planning.renew.model import Model
from jiedui.planning.renew.town import Firm, Town


@dataclass(frozen=True)
class Gathered:
    """The smaller town; ``stands`` is, for each firm of the whole town, the place of the one that stands for it."""

    town: Town
    stands: Places


def gathered(town: Town, apart: Collection[str] = ()) -> Gathered:
    """Take firms together that are alike, but for those that are to stay apart, by name."""
    keys: dict[object, int] = {}
    stands = [keys.setdefault(firm.name if firm.name in apart else _alike(firm), len(keys)) for firm in town.firms]
    groups: list[list[Firm]] = [[] for _ in keys]
    for firm, group in zip(town.firms, stands, strict=True):
        groups[group].append(firm)
    return Gathered(replace(town, firms=tuple(map(_together, groups))), np.array(stands, np.int64))


def _alike(firm: Firm) -> object:
    """What firms have in common that the rules treat alike."""
    return firm.block, frozenset(firm.targets), firm.deadline, firm.closable


def _together(firms: list[Firm]) -> Firm:
    """One firm for several, by the name of the first."""
    return replace(
        firms[0],
        land=sum(firm.land for firm in firms),
        floor=sum(firm.floor for firm in firms),
        need=sum(firm.need for firm in firms),
        tax=sum(firm.tax for firm in firms),
        value_added=sum(firm.value_added for firm in firms),
        jobs=sum(firm.jobs for firm in firms),
        energy=sum(firm.energy for firm in firms),
        pollutants=sum(firm.pollutants for firm in firms),
    )


def spread(values: Numbers, few: Model, stands: Places, model: Model) -> Numbers:
    """The whole columns of a town's program from a solution of the program of the gathered one; 0 elsewhere.

    The gathered town may lack ways of hamlets: they are not taken.
    """
    found = np.zeros(model.program.width)
    columns, fewer = model.columns, few.columns
    known, way = _same_ways(few, model)
    pairs = [
        (columns.closed, fewer.closed[stands]),
        (columns.left, fewer.left[stands]),
        (columns.entered, fewer.entered[stands]),
        (columns.cleared, fewer.cleared),
        (columns.plants, fewer.plants),
        (columns.sold, fewer.sold),
        (columns.built, fewer.built),
        (columns.moved[known], fewer.moved[way]),
    ]
    for grid, source in pairs:
        found[grid[grid >= 0]] = np.rint(values[source[grid >= 0]])
    return found


def _same_ways(few: Model, model: Model) -> tuple[Places, Places]:
    """The ways of hamlets that are in both programs: their places in the town's, and in the gathered one's."""
    place = {way: at for at, way in enumerate(zip(few.frame.ways.hamlet, few.frame.ways.site, strict=True))}
    ways = enumerate(zip(model.frame.ways.hamlet, model.frame.ways.site, strict=True))
    both = [(at, place[way]) for at, way in ways if way in place]
    own, other = np.array(both, np.int64).reshape(-1, 2).T
    return own, other
