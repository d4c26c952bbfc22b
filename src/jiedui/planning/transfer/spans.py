"""Measures as spans from the least to the most that they can be: equal where a thing is known, apart where it is not.

What is not known at all spans everything from 0 to 1, so that it widens what follows from it instead of counting as 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jiedui.planning.transfer.complexity import Matrix


@dataclass(frozen=True)
class Span:
    """The least and the most of a measure, of any shape, within 0 … 1."""

    low: Matrix
    high: Matrix


def known(values: Matrix) -> Span:
    """Values that are known where they are numbers, and not at all where they are NaN."""
    return Span(np.where(np.isnan(values), 0.0, values), np.where(np.isnan(values), 1.0, values))


def partly(values: Matrix, share: Matrix) -> Span:
    """Means known for a share of what they are means of; the rest can be anything from 0 to 1."""
    part = np.nan_to_num(share)
    inner = np.nan_to_num(values) * part
    return Span(inner, inner + 1 - part)


def half(ratios: Matrix) -> Matrix:
    """A ratio from 0 to ∞ put on 0 … 1 as r ÷ (1 + r): one half where it is 1, and independent of what else is compared."""
    with np.errstate(invalid="ignore"):
        return np.where(np.isinf(ratios), 1.0, ratios / (1 + ratios))


def between(one: Matrix, other: Matrix) -> Span:
    """The span of two bounds, whichever is the greater; NaN bounds are 0 and 1."""
    return Span(
        np.where(np.isnan(one) | np.isnan(other), 0.0, np.fmin(one, other)),
        np.where(np.isnan(one) | np.isnan(other), 1.0, np.fmax(one, other)),
    )
