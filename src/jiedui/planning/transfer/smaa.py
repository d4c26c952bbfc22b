r"""Stochastic multicriteria acceptability analysis (SMAA-2, Lahdelma & Salminen 2001) of the industries of every county.

    score       s_i(w, ξ) = Σ_k w_k ξ_ik,    w even over the admitted weights, ξ_ik even over the measure's span
    acceptability  b_i^r  = the share of (w, ξ) for which i has rank r among the county's industries
    central weights  w_i  = the mean of the weights for which i is first
    confidence       p_i  = the share of ξ for which i is first under its central weights

Scores are float32; of equal ones each goes before the other equally often, since every block of weights meets the
industries in another order. Blocks are small enough for the processor's cache, counties go to threads.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from jiedui.planning.grade.firms import Mask

Singles = NDArray[np.float32]
Ranks = NDArray[np.uint16]

#: Ranks counted one by one over all weights; a top of so many is what an office looks at.
TOP = 5
#: Weights that are worked on at once.
BLOCK = 500
#: The quantiles of the rank interval.
LOWER, UPPER = 0.05, 0.95


@dataclass(frozen=True)
class Acceptability:
    """What weights say of each county × industry; pairs that are ruled out have zeros, NaN ranks and central weights.

    ``ranks`` (… × TOP) are the acceptabilities of the first ranks; ``best`` and ``worst`` the rank interval, ``mean``
    the mean rank and ``score`` the mean score, over the weights that were ranked throughout (``ranked`` of them).
    """

    ranks: Singles
    best: Singles
    mean: Singles
    worst: Singles
    score: Singles
    central: Singles
    ranked: int

    @property
    def first(self) -> Singles:
        """How often each is first."""
        return self.ranks[..., 0]

    @property
    def top(self) -> Singles:
        """How often each is among the first."""
        return np.asarray(self.ranks.sum(axis=-1))


@dataclass(frozen=True)
class _County:
    """The allowed industries of one county: their places, least measures and spans (criteria × industries).

    ``unknown`` are the criteria whose measure is not known for one of them at least; ``together`` weights share a draw.
    """

    number: int
    columns: NDArray[np.intp]
    low: Singles
    spread: Singles
    unknown: NDArray[np.intp]
    together: int


def acceptability(
    low: Singles,
    high: Singles,
    weights: Singles,
    allowed: Mask | None = None,
    *,
    seed: int = 0,
    ranked: int | None = None,
    together: int = 1,
) -> Acceptability:
    """The acceptabilities of counties × industries × criteria under weights (rows).

    Every rank is counted over the first ``ranked`` weights (all of them unless told): the first ranks, and central
    weights, always over all. What is not known is drawn anew for every weight, or for so many weights ``together``: with
    20, acceptabilities of 10,000 weights rest on 500 draws of it, and it takes a third of the time.
    """
    counties, industries, criteria = low.shape
    full = len(weights) if ranked is None else min(ranked, len(weights))
    shape = (counties, industries)
    best, mean, worst, score = np.full((4, *shape), np.nan, np.float32)
    central = np.full((*shape, criteria), np.nan, np.float32)
    ranks = np.zeros((*shape, TOP), np.float32)
    found = Acceptability(ranks, best, mean, worst, score, central, full)
    admitted = np.ones(shape, bool) if allowed is None else allowed
    singles = np.ascontiguousarray(weights, dtype=np.float32)
    turned = np.ascontiguousarray(weights.T, dtype=np.float64)

    def work(number: int) -> None:
        columns = np.flatnonzero(admitted[number])
        least = np.ascontiguousarray(low[number, columns].T, dtype=np.float32)
        spread = np.ascontiguousarray((high[number, columns] - low[number, columns]).T, dtype=np.float32)
        county = _County(number, columns, least, spread, np.flatnonzero(spread.any(axis=1)), together)
        _fill(found, county, singles, turned, np.random.Generator(np.random.SFC64((seed, number))))

    _spread(work, [number for number in range(counties) if admitted[number].any()])
    return found


def _spread(work: Callable[[int], None], numbers: list[int]) -> None:
    """Do the work of all counties, in as many threads as there are processors; each calls BLAS in one thread of its own."""
    with threadpool_limits(1, "blas"), ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        list(pool.map(work, numbers))


def _fill(
    found: Acceptability, county: _County, weights: Singles, turned: NDArray[np.float64], dice: np.random.Generator
) -> None:
    """Count one county; ``turned`` are the weights as criteria × weights."""
    size, count = len(county.columns), len(weights)
    tops = np.empty((min(TOP, size), count), np.intp)
    ranks, sums = np.empty((min(found.ranked, count), size), np.uint16), np.zeros(size)
    room = np.empty((min(BLOCK, count), size), np.float32)
    for start in range(0, count, BLOCK):
        block = weights[start : start + BLOCK]
        order = dice.permutation(size)
        scores = _scores(county, block, order, dice, room[: len(block)])
        within = min(found.ranked - start, len(block))
        if within > 0:
            _rank(scores[:within], order, ranks[start : start + within])
            sums[order] += scores[:within].sum(axis=0, dtype=np.float64)
        _best(scores, order, tops[:, start : start + BLOCK])
    _note(found, county, turned, tops)
    if found.ranked:
        _note_ranks(found, county, ranks, sums)


def _scores(
    county: _County, weights: Singles, order: NDArray[np.intp], dice: np.random.Generator, scores: Singles
) -> Singles:
    """The scores of a block, in the room given: weights × industries in that order."""
    low = np.ascontiguousarray(county.low[:, order])
    if county.together > 1 and len(county.unknown) and len(weights) % county.together == 0:
        _shared(county, weights, (low, np.argsort(order)), dice, scores)
        return scores
    np.matmul(weights, low, out=scores)
    for criterion in county.unknown:
        spread = county.spread[criterion, order]
        at = np.flatnonzero(spread)
        drawn = dice.random((len(weights), len(at)), dtype=np.float32)
        drawn *= spread[at]
        drawn *= weights[:, criterion, None]
        scores[:, at] += drawn
    return scores


def _shared(
    county: _County,
    weights: Singles,
    ordered: tuple[Singles, NDArray[np.intp]],
    dice: np.random.Generator,
    scores: Singles,
) -> None:
    """Put the scores of a block into ``scores``, with one draw of what is not known for so many weights together.

    ``ordered`` are the least measures in the order of the block, and the place of each industry in it.
    """
    low, place = ordered
    groups = len(weights) // county.together
    criteria, industries = np.nonzero(county.spread)
    drawn = dice.random((groups, len(criteria)), dtype=np.float32)
    drawn *= county.spread[criteria, industries]
    tables = np.repeat(low[None], groups, axis=0)
    tables[:, criteria, place[industries]] += drawn
    np.matmul(weights.reshape(groups, county.together, -1), tables, out=scores.reshape(groups, county.together, -1))


def _best(scores: Singles, order: NDArray[np.intp], tops: NDArray[np.intp]) -> None:
    """Put the industries with the best scores, one after the other, into ``tops``; the scores are used up."""
    flat, starts = scores.reshape(-1), np.arange(len(scores)) * scores.shape[1]
    for rank, top in enumerate(tops):
        scores.argmax(axis=1, out=top)
        if rank + 1 < len(tops):
            flat[starts + top] = -1
    tops[:] = order[tops]


def _rank(scores: Singles, order: NDArray[np.intp], ranks: Ranks) -> None:
    """Put the rank of each industry under each weight into ``ranks``.

    A score that is not negative sorts like its bits as a whole number; with the industry's place in the bits below, one
    sort of whole numbers ranks them all.
    """
    size = scores.shape[1]
    keys = scores.view(np.int32).astype(np.int64) << 16
    keys |= np.arange(size)
    keys.sort(axis=1)
    keys &= 0xFFFF
    np.put_along_axis(ranks, order[keys], np.arange(size, 0, -1, dtype=np.uint16)[None, :], axis=1)


def _note(found: Acceptability, county: _County, weights: NDArray[np.float64], tops: NDArray[np.intp]) -> None:
    """The first ranks and the central weights of one county; ``weights`` are criteria × weights here."""
    size, count = len(county.columns), tops.shape[1]
    at = (tops + np.arange(len(tops))[:, None] * size).ravel()
    ranks = np.bincount(at, minlength=len(tops) * size).reshape(len(tops), size)
    found.ranks[county.number, county.columns, : len(tops)] = ranks.T / count
    sums = np.array([np.bincount(tops[0], each, size) for each in weights])
    with np.errstate(invalid="ignore"):
        found.central[county.number, county.columns] = (sums / ranks[0]).T


def _note_ranks(found: Acceptability, county: _County, ranks: Ranks, sums: NDArray[np.float64]) -> None:
    """The rank intervals of one county."""
    at, count = (county.number, county.columns), len(ranks)
    found.mean[at], found.score[at] = ranks.mean(axis=0), sums / count
    lower, upper = (max(0, math.ceil(share * count - 1e-9) - 1) for share in (LOWER, UPPER))
    ordered = np.sort(np.ascontiguousarray(ranks.T), axis=1)  # of short numbers sorting is faster than parting
    found.best[at], found.worst[at] = ordered[:, lower], ordered[:, upper]


def confidence(low: Singles, high: Singles, central: Singles, industry: int, draws: int = 1000, seed: int = 0) -> float:
    """How often an industry (row of industries × criteria) is first under those weights, over what is not known."""
    dice = np.random.default_rng(seed)
    base, spread = low @ central, high - low
    wide = np.argwhere(spread > 0)
    scores = np.repeat(base[None, :], draws, axis=0).astype(np.float64)
    for row, criterion in wide:
        scores[:, row] += central[criterion] * spread[row, criterion] * dice.random(draws)
    return float((scores.argmax(axis=1) == industry).mean())
