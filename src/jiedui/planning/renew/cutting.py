"""A large town cut into parts that have little to do with each other, each a town of its own under the rules of the whole.

Blocks that the same firms could enter, and sites that the same hamlets could go to, belong together; what belongs together least is
cut, half by half (spectral bisection; Fiedler, *A property of eigenvectors of nonnegative symmetric matrices*, 1975). What
a firm or a hamlet could do in another part is given up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.renew.frame import Numbers
from jiedui.planning.renew.town import Firm, Hamlet, Town

#: How much a hamlet ties its block to the sites in its reach, where a firm ties a block to another by 1: a block is not
#: cleared before its hamlets have moved.
HAMLET = 30.0
#: As much more where it has a deadline: it must find a site in its part.
DUE = 100.0
#: What ties everything to everything, so that no town falls apart by itself.
LOOSE = 1e-6


def cut(town: Town, blocks: int) -> tuple[Town, ...]:
    """The parts, of at most so many blocks each; one with all of the town where it has no more."""
    things = [block.name for block in town.blocks] + [site.name for site in town.sites if not site.block]
    at = {name: number for number, name in enumerate(things)}
    at |= {site.name: at[site.block] for site in town.sites if site.block}
    weight = (np.arange(len(things)) < len(town.blocks)).astype(np.float64)
    halves = _halved(_ties(town, at, len(things)), weight, np.arange(len(things)), blocks)
    part_of = {int(thing): part for part, own in enumerate(halves) for thing in own}
    of, count = {name: part_of[number] for name, number in at.items()}, len(halves)
    firms = [_of_firm(firm, of) for firm in town.firms]
    hamlets = [_of_hamlet(hamlet, of) for hamlet in town.hamlets]
    return tuple(_part(town, part, of, firms, hamlets) for part in range(count))


def joined(town: Town, parts: Sequence[Town]) -> Town:
    """The town as its parts have it: nothing goes from one to another."""
    firms = {firm.name: firm for part in parts for firm in part.firms}
    hamlets = {hamlet.name: hamlet for part in parts for hamlet in part.hamlets}
    return replace(
        town,
        firms=tuple(firms[firm.name] for firm in town.firms),
        hamlets=tuple(hamlets[hamlet.name] for hamlet in town.hamlets),
    )


def _ties(town: Town, at: Mapping[str, int], things: int) -> Numbers:
    """How much blocks and sites have to do with each other; a site on a block is one with it."""
    ties = np.full((things, things), LOOSE)
    targets = Counter(firm.targets for firm in town.firms)
    pairs: Iterator[tuple[str, str, float]] = (
        (one, other, count / len(names))
        for names, count in targets.items()
        for one, other in combinations(sorted(set(names)), 2)
    )
    own = ((firm.block, name, 1.0) for firm in town.firms if firm.block for name in set(firm.targets) - {firm.block})
    hamlets = (pair for hamlet in town.hamlets for pair in _tied(hamlet))
    for one, other, much in (*pairs, *own, *hamlets):
        ties[at[one], at[other]] += much
        ties[at[other], at[one]] += much
    return ties


def _tied(hamlet: Hamlet) -> Iterator[tuple[str, str, float]]:
    """What a hamlet ties: its block to the sites in its reach, else those to each other."""
    if hamlet.block:
        much = HAMLET * (1.0 if hamlet.deadline is None else DUE) / max(1, len(hamlet.reach))
        yield from ((hamlet.block, site, much) for site in hamlet.reach)
    else:
        yield from ((one, other, 1.0) for one, other in combinations(hamlet.reach, 2))


def _halved(ties: Numbers, weight: Numbers, own: NDArray[np.int64], most: int) -> list[NDArray[np.int64]]:
    """The things by part: halved until no part weighs more than it may."""
    if weight[own].sum() <= most:
        return [own]
    inner = ties[np.ix_(own, own)] * (1 - np.eye(len(own)))
    degree = inner.sum(axis=1)
    _, vectors = np.linalg.eigh(np.diag(degree) - inner)
    order = own[np.argsort(vectors[:, 1], kind="stable")]
    parts = -(-weight[own].sum() // most)
    share = weight[own].sum() * (parts // 2) / parts
    half = int(np.searchsorted(np.cumsum(weight[order]), share)) + 1
    return _halved(ties, weight, order[:half], most) + _halved(ties, weight, order[half:], most)


def _most(names: Iterable[str], of: Mapping[str, int]) -> int:
    """The part of most of them; the first where there are none."""
    counts = Counter(of[name] for name in names)
    return min(counts, key=lambda part: (-counts[part], part)) if counts else 0


def _of_firm(firm: Firm, of: Mapping[str, int]) -> int:
    """The part of a firm: that of its block, else of most of its targets."""
    return of[firm.block] if firm.block else _most(firm.targets, of)


def _of_hamlet(hamlet: Hamlet, of: Mapping[str, int]) -> int:
    """The part of a hamlet: that of its block, else of most sites in its reach."""
    return of[hamlet.block] if hamlet.block else _most(hamlet.reach, of)


def _part(town: Town, part: int, of: Mapping[str, int], firms: list[int], hamlets: list[int]) -> Town:
    """One part. Its other land is all land of the town that is not its own, so that yields are per 亩 of the whole."""
    found = replace(
        town,
        firms=tuple(
            replace(firm, targets=tuple(name for name in firm.targets if of[name] == part))
            for firm, own in zip(town.firms, firms, strict=True)
            if own == part
        ),
        blocks=tuple(block for block in town.blocks if of[block.name] == part),
        hamlets=tuple(
            replace(hamlet, reach={name: km for name, km in hamlet.reach.items() if of[name] == part})
            for hamlet, own in zip(town.hamlets, hamlets, strict=True)
            if own == part
        ),
        sites=tuple(site for site in town.sites if of[site.name] == part),
        other_land=0.0,
    )
    return replace(found, other_land=town.industrial_land - found.industrial_land)
