"""The town with firms that are alike taken together, so that its program is small.

Firms of the same block, targets and deadline that may or may not close are one firm that stands for all of them: it occupies
and yields what they do together, and what it does, each of them does. A plan of the town so gathered is a plan of the town,
but for the block that each firm enters, which is found afterwards. Little is lost by it: the best plans treat firms alike
that the rules treat alike (the linear program of the standard town loses one part in a thousand).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from jiedui.planning.renew.answer import Decisions
from jiedui.planning.renew.town import Firm, Town


@dataclass(frozen=True)
class Gathered:
    """The smaller town; ``members`` are the names of the firms that each of its firms stands for."""

    town: Town
    members: Mapping[str, tuple[str, ...]]

    def spread(self, decisions: Decisions) -> Decisions:
        """Decisions on the gathered firms as decisions on each of them, without the block that it enters."""
        paths = decisions.firms.items()
        return replace(
            decisions,
            firms={name: replace(path, block=None) for stands, path in paths for name in self.members[stands]},
        )


def gathered(town: Town, apart: Collection[str] = ()) -> Gathered:
    """Take firms together that are alike, but for those that are to stay apart, by name."""
    groups: dict[object, list[Firm]] = defaultdict(list)
    for firm in town.firms:
        groups[firm.name if firm.name in apart else _alike(firm)].append(firm)
    members = {firms[0].name: tuple(firm.name for firm in firms) for firms in groups.values()}
    return Gathered(replace(town, firms=tuple(map(_together, groups.values()))), members)


def likened(town: Town, least: float) -> Town:
    """The town in which firms can enter what others can that have nearly the same targets.

    Target sets are taken together whose share in common is at least so much of both: those of most need first. It is a relaxation.
    """
    need: dict[frozenset[str], float] = defaultdict(float)
    for firm in town.firms:
        need[frozenset(firm.targets)] += firm.need
    together: dict[frozenset[str], list[frozenset[str]]] = {}
    for targets in sorted(need, key=lambda each: (-need[each], sorted(each))):
        nearest = max(together, key=lambda each: _common(each, targets), default=targets)
        together.setdefault(nearest if _common(nearest, targets) >= least else targets, []).append(targets)
    at = {block.name: number for number, block in enumerate(town.blocks)}
    wide = {
        targets: tuple(sorted(frozenset().union(*group), key=at.__getitem__))
        for group in together.values()
        for targets in group
    }
    return replace(town, firms=tuple(replace(firm, targets=wide[frozenset(firm.targets)]) for firm in town.firms))


def _common(one: frozenset[str], other: frozenset[str]) -> float:
    """What two sets have in common, as a share of both."""
    return len(one & other) / len(one | other) if one and other else float(one == other)


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
