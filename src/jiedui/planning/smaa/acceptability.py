r"""Stochastic multicriteria acceptability analysis (SMAA-2, Lahdelma & Salminen 2001) of the industries of every county.

    score       s_i(w, ξ) = Σ_k w_k ξ_ik,    w even over the admitted weights, ξ_ik even over the measure's span
    acceptability  b_i^r  = the share of (w, ξ) for which i has rank r among the county's industries
    central weights  w_i  = the mean of the weights for which i is first
    confidence       p_i  = the share of ξ for which i is first under its central weights

Scores are float32. Weights are worked on in groups that share a table of measures: products so small go through BLAS
without being packed, and in the table only what is not known is written anew. A block of groups is small enough for the
processor's cache; where counties are many, other processes take their share. Industries that are equal in all that counts
take each other's place in turn. Of others whose scores are equal the one with the higher measures on the whole goes first;
where only rounding makes them equal, under one weight in 100,000, it may be the other.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from jiedui.planning.smaa.equals import Equals, equals, turns
from jiedui.planning.smaa.lanes import laid_out
from jiedui.planning.smaa.sharing import share

Mask = NDArray[np.bool_]
Singles = NDArray[np.float32]
Ranks = NDArray[np.uint16]
Indices = NDArray[np.intp]

#: Ranks counted one by one over all weights; a top of so many is what an office looks at.
TOP = 5
#: Weights of a group where all is known, and groups that are worked on at once.
GROUP, GROUPS = 20, 20
#: Weights whose industries are ranked throughout at once: so few that the allocator keeps the room and no page is mapped anew.
ROWS = 50
#: The bits that a score leaves free at its end as a long number.
PLACES = (1 << 29) - 1
#: Bytes that are taken and given back once: from then on the C library keeps what is given back, up to twice as much, and no
#: page is mapped anew for each county.
KEPT = 1 << 22
#: What 24 bits that are drawn are worth each.
BIT = np.float32(2**-24)
#: Scores of a part of the counties, which one process works on; scores that are worth starting another process.
PART, MANY = 100_000_000, 500_000_000
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
    ``turns`` the turn of each weight among equals. ``counting`` are the criteria that have weights, ``free`` is whether
    equal scores of industries that differ are mere chance. Every ``step``-th is ranked throughout, of others only the first ranks
    are told. ``together`` weights share a draw of what is not known.
    """

    rows: Singles
    turned: NDArray[np.float64]
    turns: NDArray[np.float64]
    counting: Mask
    free: bool
    count: int
    step: int
    together: int


@dataclass(frozen=True)
class _County:
    """The allowed industries of one county by place: of equal scores that of the lower place goes first.

    ``columns`` are their columns, ``equal`` those that cannot be told apart. ``low``, least measures as criteria ×
    industries, has them as they are laid out, which is in the order of ``places``; ``cells`` are where in it something is
    not known, ``least`` and ``spread`` what that is at least, and how much more for each ``BIT`` drawn.
    """

    number: int
    columns: Indices
    places: Indices
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
    np.empty(KEPT, np.uint8)
    met = _weights(part.weights, part.ranked, part.together)
    best, mean, worst, score = np.full((4, *shape), np.nan, np.float32)
    central = np.full((*shape, criteria), np.nan, np.float32)
    ranks = np.zeros((*shape, TOP), np.float32)
    found = Acceptability(ranks, best, mean, worst, score, central, -(-met.count // met.step))
    for number in np.flatnonzero(part.admitted.any(axis=1)):
        dice = np.random.SFC64((part.seed, part.first + int(number)))
        _fill(found, _county(part, int(number), met), met, dice)
    return found


def _county(part: _Part, number: int, weights: _Weights) -> _County:
    """The allowed industries of a county, those with the highest measures on the whole in the first places."""
    columns = np.flatnonzero(part.admitted[number])
    low, high = part.low[number, columns], part.high[number, columns]
    order = np.argsort(-(low + high).sum(axis=1), kind="stable")
    least = np.ascontiguousarray(low[order].T, dtype=np.float32)
    spread = np.ascontiguousarray(high[order].T - least, dtype=np.float32)
    equal = equals(least[weights.counting], spread[weights.counting])
    places = laid_out(least[weights.counting]) if weights.free else np.arange(len(order))
    cells = np.flatnonzero(spread)
    known = least.ravel()[cells], spread.ravel()[cells] * BIT
    criterion, place = np.divmod(cells, len(order))
    cells = criterion * len(order) + places.argsort()[place]
    return _County(number, columns[order], places, least[:, places], cells, *known, equal)


def _weights(weights: Singles, ranked: int, together: int) -> _Weights:
    """The weights, made ready for every county."""
    count = len(weights)
    spare = np.zeros((GROUPS * max(GROUP, together), weights.shape[1]), np.float32)
    rows = np.concatenate([weights, spare], dtype=np.float32)
    step = max(1, -(-count // max(1, ranked)))
    turned = np.ascontiguousarray(weights.T, dtype=np.float64)
    counting = weights.max(axis=0, initial=0) > np.finfo(np.float32).eps
    return _Weights(rows, turned, turns(count), counting, _free(weights[:, counting]), count, step, together)


def _free(weights: Singles) -> bool:
    """Whether weights are such that hardly any measures but the same have equal scores: in all directions, in no steps."""
    some = weights[:100]
    whole = weights.astype(np.float64)
    return bool(np.linalg.matrix_rank(whole.T @ whole) == weights.shape[1] and len(np.unique(some)) > some.size / 2)


def _fill(found: Acceptability, county: _County, weights: _Weights, dice: np.random.SFC64) -> None:
    """Count one county, block by block."""
    size, count, step = len(county.columns), weights.count, weights.step
    group = weights.together if len(county.cells) else GROUP
    block = GROUPS * group
    tables = np.repeat(county.low[None], GROUPS if len(county.cells) else 1, axis=0)
    room = np.empty((GROUPS, group, size), np.float32)
    tops = np.empty((min(TOP, size), count), np.intp)
    kept = np.empty((found.ranked, size), np.float32)
    starts = np.arange(block) * size
    for start in range(0, count, block):
        _draw(county, tables, dice)
        np.matmul(weights.rows[start : start + block].reshape(GROUPS, group, -1), tables, out=room)
        scores = room.reshape(block, size)[: count - start]
        first = -(-start // step)
        chosen = scores[first * step - start :: step]
        kept[first : first + len(chosen)] = chosen
        _best(scores, starts[: len(scores)], tops[:, start : start + block])
    tops = county.places[tops]
    if county.equal is not None:
        tops = county.equal.moved(tops, weights.turns[None, :])
    _note(found, county, weights.turned, tops)
    _note_ranks(found, county, kept, weights.turns[::step])


def _draw(county: _County, tables: Singles, dice: np.random.SFC64) -> None:
    """Draw what is not known of a county anew in each table: the upper 24 of every 32 bits that are drawn."""
    groups, cells = len(tables), len(county.cells)
    if cells:
        bits = dice.random_raw(-(-groups * cells // 2)).view(np.uint32)[: groups * cells].reshape(groups, cells)
        drawn = np.right_shift(bits, 8, out=bits).astype(np.float32)
        drawn *= county.spread
        drawn += county.least
        tables.reshape(groups, -1)[:, county.cells] = drawn


def _best(scores: Singles, starts: Indices, tops: Indices) -> None:
    """Put the industries with the best scores, one after the other, into ``tops``; the scores are used up.

    The bits of a score that is not negative, read as a whole number, are in the order of scores, and compared sooner.
    """
    numbers = scores.view(np.int32)
    flat = numbers.reshape(-1)
    for rank, top in enumerate(tops):
        numbers.argmax(axis=1, out=top)
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
    at, (count, size) = (county.number, county.columns), scores.shape
    ranks = np.empty(scores.shape, np.uint16)
    behind = PLACES - county.places - np.arange(min(ROWS, count))[:, None] * size
    for start in range(0, count, ROWS):
        rows = slice(start, start + ROWS)
        _rank(scores[rows], ranks[rows], behind, county.equal, turns[rows])
    found.mean[at] = ranks.sum(axis=0, dtype=np.uint32) / count
    found.score[county.number, county.columns[county.places]] = scores.sum(axis=0, dtype=np.float64) / count
    lower, upper = (max(0, math.ceil(share * count - 1e-9) - 1) for share in (LOWER, UPPER))
    ordered = np.sort(np.ascontiguousarray(ranks.T), axis=1)  # of short numbers sorting is faster than parting
    found.best[at], found.worst[at] = ordered[:, lower], ordered[:, upper]


def _rank(scores: Singles, ranks: Ranks, behind: Indices, equal: Equals | None, turns: NDArray[np.float64]) -> None:
    """Put the rank of the industry in each place under each weight into ``ranks``.

    A score as a long number leaves 29 bits free at its end; with the place in ``ranks`` in them, counted from behind, one
    sort of plain numbers ranks them all. Of equal ones that with the lower place goes first.
    """
    rows, size = scores.shape
    numbers = scores.astype(np.float64)
    keys = numbers.view(np.int64)
    keys |= behind[:rows]
    numbers.sort(axis=1)
    keys &= PLACES
    np.subtract(PLACES, keys, out=keys)
    if equal is not None:
        begins = np.arange(rows)[:, None] * size
        keys = begins + equal.moved(keys - begins, turns[:, None])
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
