r"""Shift–share (偏离—份额分析, Dunn 1960): how much of an industry's growth in a place is the economy's, the industry's, the place's.

    whole     = before × (growth of all)
    mix       = before × (growth of the industry everywhere − growth of all)
    local     = before × (growth of the industry here − growth of the industry everywhere)

The three add up to what the industry here gained or lost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jiedui.planning.transfer.complexity import Matrix


@dataclass(frozen=True)
class Shift:
    """The three parts by place × industry; NaN where nothing was before."""

    whole: Matrix
    mix: Matrix
    local: Matrix


def shift_share(before: Matrix, after: Matrix) -> Shift:
    """The parts of the change from one matrix of places × industries to the other, both of the same industries."""
    with np.errstate(divide="ignore", invalid="ignore"):
        grown = after.sum() / before.sum() - 1
        industries = after.sum(axis=0) / before.sum(axis=0) - 1
        own = np.where(before > 0, after / before - 1, np.nan)
        return Shift(before * grown, before * (industries - grown), before * (own - industries))
