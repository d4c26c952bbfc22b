"""From open sites to an answer: hamlets placed in the order of what waiting would cost, then moved and exchanged."""

from __future__ import annotations

import numpy as np

from jiedui.planning.siting.problem import Mask, Numbers, Siting, Whole


def placed(problem: Siting, sites: Mask, loads: Mask) -> Whole | None:
    """Each hamlet at one of the sites; None when some find no room.

    Hamlets that ``loads`` (site × hamlet) places at just one site stay there; of the others, the one that would lose most
    by its second choice goes first. Should that leave one without room, the largest go first, wherever ``loads`` has them.
    """
    inside = loads & sites[:, None]
    kept = np.where(inside.sum(axis=0) == 1, inside.argmax(axis=0), -1)
    site_of = _filled(problem, sites, kept, largest=False)
    return _filled(problem, sites, np.full(len(kept), -1), largest=True) if site_of is None else site_of


def _filled(problem: Siting, sites: Mask, site_of: Whole, *, largest: bool) -> Whole | None:
    """The answer with the hamlets that have no site yet (−1) placed one after the other; None when one finds no room."""
    there = site_of >= 0
    load = np.bincount(site_of[there], problem.demand[there], len(sites)).astype(np.int64)
    room, waiting = problem.capacity - load, np.flatnonzero(~there)
    site_of = site_of.astype(np.int64)
    while waiting.size:
        fits = sites & (problem.demand[waiting, None] <= room) & problem.allowed[waiting]
        if not fits.any(axis=1).all():
            return None
        choices = np.where(fits, problem.serving[waiting], np.inf)
        first = int((problem.demand[waiting] if largest else _regret(choices)).argmax())
        hamlet, site = int(waiting[first]), int(choices[first].argmin())
        site_of[hamlet] = site
        room[site] -= problem.demand[hamlet]
        waiting = np.delete(waiting, first)
    return site_of


def _regret(choices: Numbers) -> Numbers:
    """What the second choice of each hamlet (row) costs more than the first: infinite where there is none."""
    two = np.sort(choices, axis=1)[:, :2]
    return np.asarray(two[:, -1] - two[:, 0] if choices.shape[1] > 1 else np.full(len(choices), np.inf))


def improved(problem: Siting, site_of: Whole) -> Whole:
    """The answer after the best moves and exchanges of hamlets among its open sites, until none is a gain."""
    site_of = site_of.copy()
    while _move(problem, site_of) or _exchange(problem, site_of):
        pass
    return site_of


def _room(problem: Siting, site_of: Whole) -> Whole:
    """The homes left at each site; none where it is closed."""
    load = np.bincount(site_of, weights=problem.demand, minlength=len(problem.capacity)).astype(np.int64)
    opened = np.bincount(site_of, minlength=len(problem.capacity)) > 0
    return np.where(opened, problem.capacity - load, -1)


def _move(problem: Siting, site_of: Whole) -> bool:
    """Move the hamlet that gains most by it; whether one did."""
    now = problem.serving[np.arange(len(site_of)), site_of]
    gains = np.where(problem.demand[:, None] <= _room(problem, site_of), now[:, None] - problem.serving, -np.inf)
    hamlet, site = np.unravel_index(int(gains.argmax()), gains.shape)
    if gains[hamlet, site] <= 1e-9:
        return False
    site_of[hamlet] = site
    return True


def _exchange(problem: Siting, site_of: Whole) -> bool:
    """Let the two hamlets change sites that gain most by it; whether two did."""
    there = problem.serving[:, site_of]
    now = np.diagonal(there)
    room = _room(problem, site_of)[site_of]
    grown = problem.demand[:, None] - problem.demand[None, :]
    fits = (grown <= room[None, :]) & (-grown <= room[:, None])
    gains = np.where(fits, now[:, None] + now[None, :] - there - there.T, -np.inf)
    one, other = np.unravel_index(int(gains.argmax()), gains.shape)
    if gains[one, other] <= 1e-9:
        return False
    site_of[one], site_of[other] = site_of[other], site_of[one]
    return True
