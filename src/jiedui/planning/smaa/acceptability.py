r"""Stochastic multicriteria acceptability analysis (SMAA-2, Lahdelma & Salminen 2001) of the industries of every county.

    score       s_i(w, ξ) = Σ_k w_k ξ_ik,    w even over the admitted weights, ξ_ik even over the measure's span
    acceptability  b_i^r  = the share of (w, ξ) for which i has rank r among the county's industries
    central weights  w_i  = the mean of the weights for which i is first
    confidence       p_i  = the share of ξ for which i is first under its central weights

Scores are float32. Weights are worked on in groups that share a table of measures: products so small go through BLAS
without being packed, and in the table only what is not known is written anew. A block of groups is small enough for the
processor's cache; where counties are many, other processes take their share. Industries that are equal in all that counts
take each other's place in turn.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.smaa.equals import Equals, equals, turns
from jiedui.planning.smaa.sharing import share

Mask = NDArray[np.bool_]
Singles = NDArray[np.float32]
Ranks = NDArray[np.uint16]
Indices = NDArray[np.intp]

#: Ranks counted one by one over all weights; a top of so many is what an office looks at.
TOP = 5
#: Weights of a group where all is known, and groups that are worked on at once.
GROUP, GROUPS = 20, 25
#: Weights whose industries are ranked throughout at once: so few that the allocator keeps the room and no page is mapped anew.
ROWS = 50
#: Scores of a part of the counties, which one process works on; scores that are worth starting another process.
PART, MANY = 50_000_000, 500_000_000
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
class _Part:
    """Some of the counties, from the county ``first`` on, and what is asked of them: as in :func:`acceptability`."""

    first: int
    low: Singles
    high: Singles
    admitted: Mask
    weights: Singles
    seed: int
    ranked: int
    together: int


@dataclass(frozen=True)
class _Weights:
    """The weights as all counties meet them.

    ``rows`` has rows of zeros after the last of ``count``, so that every block is whole; ``turned`` is criteria × weights,
    ``turns`` the turn of each weight among equals. Every ``step``-th is ranked throughout, of others only the first ranks
    are told. ``together`` weights share a draw of what is not known.
    """

    rows: Singles
    turned: NDArray[np.float64]
    turns: NDArray[np.float64]
    count: int
    step: int
    together: int


@dataclass(frozen=True)
class _County:
    """The allowed industries of one county: their places, and least measures as criteria × industries.

    ``cells`` are the places in ``low`` of what is not known, ``least`` and ``spread`` what each is at least and how much
    more it can be; ``equal`` the industries that cannot be told apart.
    """

    number: int
    columns: Indices
    low: Singles
    cells: Indices
    least: Singles
    spread: Singles
    equal: Equals | None


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

    Every rank is counted over ``ranked`` weights at most (all of them unless told), evenly taken: the first ranks, and
    central weights, always over all. What is not known is drawn anew for every weight, or for so many weights
    ``together``: with 20, acceptabilities of 10,000 weights rest on 500 draws of it, and it takes a fraction of the time.
    """
    counties, industries, _ = low.shape
    admitted = np.ones((counties, industries), bool) if allowed is None else allowed
    ranked = len(weights) if ranked is None else ranked
    scores = max(1, industries * len(weights))
    size = max(1, PART // scores)
    cuts = [slice(first, first + size) for first in range(0, max(1, counties), size)]
    parts = [_Part(cut.start, low[cut], high[cut], admitted[cut], weights, seed, ranked, together) for cut in cuts]
    helpers = min(len(os.sched_getaffinity(0)) - 1, counties * scores // MANY)
    return _joined(share(_accept, parts, helpers))


def _joined(found: list[Acceptability]) -> Acceptability:
    """The acceptabilities of all counties from those of parts."""
    names = [each.name for each in fields(Acceptability) if each.name != "ranked"]
    joined = {name: np.concatenate([getattr(each, name) for each in found]) for name in names}
    return Acceptability(**joined, ranked=found[0].ranked)


def _accept(part: _Part) -> Acceptability:
    """The acceptabilities of some counties."""
    *shape, criteria = part.low.shape
    met = _weights(part.weights, part.ranked, part.together)
    best, mean, worst, score = np.full((4, *shape), np.nan, np.float32)
    central = np.full((*shape, criteria), np.nan, np.float32)
    ranks = np.zeros((*shape, TOP), np.float32)
    found = Acceptability(ranks, best, mean, worst, score, central, -(-met.count // met.step))
    counting = part.weights.max(axis=0, initial=0) > np.finfo(np.float32).eps
    for number in np.flatnonzero(part.admitted.any(axis=1)):
        dice = np.random.Generator(np.random.SFC64((part.seed, part.first + int(number))))
        _fill(found, _county(part, int(number), counting), met, dice)
    return found


def _county(part: _Part, number: int, counting: Mask) -> _County:
    """The allowed industries of a county; where the best stand in front they are found sooner."""
    columns = np.flatnonzero(part.admitted[number])
    low, high = part.low[number, columns], part.high[number, columns]
    order = np.argsort(-(low + high).sum(axis=1), kind="stable")
    least = np.ascontiguousarray(low[order].T, dtype=np.float32)
    spread = np.ascontiguousarray(high[order].T - least, dtype=np.float32)
    cells = np.flatnonzero(spread)
    equal = equals(least[counting], spread[counting])
    return _County(number, columns[order], least, cells, least.ravel()[cells], spread.ravel()[cells], equal)


def _weights(weights: Singles, ranked: int, together: int) -> _Weights:
    """The weights, made ready for every county."""
    count = len(weights)
    spare = np.zeros((GROUPS * max(GROUP, together), weights.shape[1]), np.float32)
    rows = np.concatenate([weights, spare], dtype=np.float32)
    step = max(1, -(-count // max(1, ranked)))
    turned = np.ascontiguousarray(weights.T, dtype=np.float64)
    return _Weights(rows, turned, turns(count), count, step, together)


def _fill(found: Acceptability, county: _County, weights: _Weights, dice: np.random.Generator) -> None:
    """Count one county, block by block."""
    size, count, step = len(county.columns), weights.count, weights.step
    group = weights.together if len(county.cells) else GROUP
    block = GROUPS * group
    tables = np.repeat(county.low[None], GROUPS if len(county.cells) else 1, axis=0)
    room = np.empty((GROUPS, group, size), np.float32)
    tops = np.empty((min(TOP, size), count), np.intp)
    kept = np.empty((found.ranked, size), np.float32)
    for start in range(0, count, block):
        _draw(county, tables, dice)
        np.matmul(weights.rows[start : start + block].reshape(GROUPS, group, -1), tables, out=room)
        scores = room.reshape(block, size)[: count - start]
        first = -(-start // step)
        chosen = scores[first * step - start :: step]
        kept[first : first + len(chosen)] = chosen
        _best(scores, tops[:, start : start + block])
    if county.equal is not None:
        tops = county.equal.moved(tops, weights.turns[None, :])
    _note(found, county, weights.turned, tops)
    _note_ranks(found, county, kept, weights.turns[::step])


def _draw(county: _County, tables: Singles, dice: np.random.Generator) -> None:
    """Draw what is not known of a county anew in each table."""
    if len(county.cells):
        drawn = dice.random((len(tables), len(county.cells)), dtype=np.float32)
        drawn *= county.spread
        drawn += county.least
        tables.reshape(len(tables), -1)[:, county.cells] = drawn


def _best(scores: Singles, tops: Indices) -> None:
    """Put the industries with the best scores, one after the other, into ``tops``; the scores are used up."""
    flat, starts = scores.reshape(-1), np.arange(len(scores)) * scores.shape[1]
    for rank, top in enumerate(tops):
        scores.argmax(axis=1, out=top)
        if rank + 1 < len(tops):
            flat[starts + top] = -1


def _note(found: Acceptability, county: _County, weights: NDArray[np.float64], tops: Indices) -> None:
    """The first ranks and the central weights of one county; ``weights`` are criteria × weights here."""
    size, count = len(county.columns), tops.shape[1]
    at = (tops + np.arange(len(tops))[:, None] * size).ravel()
    ranks = np.bincount(at, minlength=len(tops) * size).reshape(len(tops), size)
    found.ranks[county.number, county.columns, : len(tops)] = ranks.T / count
    sums = np.array([np.bincount(tops[0], each, size) for each in weights])
    with np.errstate(invalid="ignore"):
        found.central[county.number, county.columns] = (sums / ranks[0]).T


def _note_ranks(found: Acceptability, county: _County, scores: Singles, turns: NDArray[np.float64]) -> None:
    """The rank intervals of one county, from the scores under the weights that are ranked throughout."""
    at, count = (county.number, county.columns), len(scores)
    ranks = np.empty(scores.shape, np.uint16)
    for start in range(0, count, ROWS):
        rows = slice(start, start + ROWS)
        _rank(scores[rows], ranks[rows], county.equal, turns[rows])
    found.mean[at] = ranks.sum(axis=0, dtype=np.uint64) / count
    found.score[at] = scores.sum(axis=0, dtype=np.float64) / count
    lower, upper = (max(0, math.ceil(share * count - 1e-9) - 1) for share in (LOWER, UPPER))
    ordered = np.sort(np.ascontiguousarray(ranks.T), axis=1)  # of short numbers sorting is faster than parting
    found.best[at], found.worst[at] = ordered[:, lower], ordered[:, upper]


def _rank(scores: Singles, ranks: Ranks, equal: Equals | None, turns: NDArray[np.float64]) -> None:
    """Put the rank of each industry under each weight into ``ranks``.

    A score as a long number leaves 29 bits free at its end; with the industry's place in them, one sort of plain numbers
    ranks them all. Of equal ones that with the lower place goes first, as in ``_best``.
    """
    rows, size = scores.shape
    last = size - 1 + np.arange(rows)[:, None] * size
    numbers = scores.astype(np.float64)
    keys = numbers.view(np.int64)
    keys |= np.arange(size)[::-1]
    numbers.sort(axis=1)
    keys &= 0xFFFF
    np.subtract(last, keys, out=keys)
    if equal is not None:
        begins = last - (size - 1)
        keys[:] = begins + equal.moved(keys - begins, turns[:, None])
    ranks.reshape(-1)[keys] = np.arange(size, 0, -1, dtype=np.uint16)


def confidence(low: Singles, high: Singles, central: Singles, industry: int, draws: int = 1000, seed: int = 0) -> float:
    """How often an industry (row of industries × criteria) is first under those weights, over what is not known."""
    dice = np.random.default_rng(seed)
    base, spread = low @ central, high - low
    wide = np.argwhere(spread > 0)
    scores = np.repeat(base[None, :], draws, axis=0).astype(np.float64)
    for row, criterion in wide:
        scores[:, row] += central[criterion] * spread[row, criterion] * dice.random(draws)
    return float((scores.argmax(axis=1) == industry).mean())
