"""Complexity and relatedness beside the package ecomplexity, and the ranks of industries under many weights.

The package works on the same matrix in the same run; what both say must agree to 1e-9. For SMAA every county ranks all
industries under every weight; the first five ranks and central weights are counted over all weights, rank intervals over
every so many of them, as in a plan of that size. The second line has a twentieth of the measures unknown, drawn anew for
every twenty weights.
"""

from __future__ import annotations

import os
import resource
import sys
import time
import warnings

import numpy as np
from scipy import sparse

from jiedui.planning.smaa.acceptability import Singles, acceptability
from jiedui.planning.transfer.complexity import complexity, density, presence, proximity, quotients
from jiedui.planning.transfer.matching import RANKED, TOGETHER
from jiedui.planning.transfer.weights import draw, rules

PLACES, MADE = 3000, 1000
COUNTIES, INDUSTRIES, CRITERIA, WEIGHTS = 3000, 400, 14, 10_000


def jobs() -> np.ndarray:
    """Places × industries, a tenth of the cells filled, more in places and industries that come first."""
    dice = np.random.default_rng(5)
    likely = np.outer(np.linspace(0.3, 0.02, PLACES), np.linspace(1, 0.2, MADE))
    found = dice.lognormal(3, 1, (PLACES, MADE)) * (dice.random((PLACES, MADE)) < likely)
    found[np.arange(PLACES), np.arange(PLACES) % MADE] += 1
    return found


def ours(made: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """ECI, PCI and relatedness density."""
    there = presence(quotients(sparse.csr_array(made)))
    found = complexity(there)
    return found.eci, found.pci, density(there, proximity(there))


def measure_complexity() -> None:
    """Both, on the same matrix."""
    import pandas as pd  # noqa: PLC0415 - only here, and only where the peers are installed
    from ecomplexity import ecomplexity  # noqa: PLC0415

    made = jobs()
    row, column = np.indices(made.shape)
    table = pd.DataFrame({"year": 2024, "place": row.ravel(), "industry": column.ravel(), "jobs": made.ravel()})
    names = {"time": "year", "loc": "place", "prod": "industry", "val": "jobs"}
    start = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = ecomplexity(table, names, check_logsupermodularity=False, verbose=False)
    peer = time.perf_counter() - start
    start = time.perf_counter()
    eci, pci, near = ours(made)
    own = time.perf_counter() - start
    told = told.sort_values(["place", "industry"])
    expected = {name: told[name].to_numpy().reshape(made.shape) for name in ("eci", "pci", "density")}
    apart = max(
        np.abs(eci - expected["eci"][:, 0]).max(),
        np.abs(pci - expected["pci"][0]).max(),
        np.abs(near - expected["density"]).max(),
    )
    print(f"{PLACES:,} × {MADE:,}: {own:.2f} s, ecomplexity {peer:.1f} s: {peer / own:.0f} times (limit 10)")
    print(f"the farthest that any index is apart: {apart:.1e} (limit 1e-9)")


def _busy() -> float:
    """Processor time of this process and of those that have helped it."""
    return sum(os.times()[:4])


def measure_acceptability(unknown: float) -> None:
    """The ranks of industries in every county."""
    dice = np.random.default_rng(6)
    low: Singles = dice.random((COUNTIES, INDUSTRIES, CRITERIA), dtype=np.float32)
    high = low
    if unknown:
        open_ = dice.random(low.shape, dtype=np.float32) < unknown
        low, high = np.where(open_, np.float32(0), low), np.where(open_, np.float32(1), low)
    weights = draw(rules([str(at) for at in range(CRITERIA)], {}, ()), WEIGHTS, 1)
    start, busy = time.perf_counter(), _busy()
    found = acceptability(low, high, weights, ranked=RANKED // (COUNTIES * INDUSTRIES), together=TOGETHER)
    wall, busy = time.perf_counter() - start, _busy() - busy
    memory = (
        sum(resource.getrusage(each).ru_maxrss for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024**2
    )
    print(
        f"{COUNTIES:,} × {INDUSTRIES} pairs, {WEIGHTS:,} weights ({found.ranked} ranked throughout), {unknown:.0%} unknown:"
        f" {wall:.1f} s, {busy / len(os.sched_getaffinity(0)):.1f} s of each processor, {memory:.1f} GB (limit 10 s, 2 GB)"
    )


def main() -> None:
    """Measure and print; with an argument only what it names."""
    asked = sys.argv[1:] or ["smaa", "complexity"]
    if "smaa" in asked:
        measure_acceptability(0)
        measure_acceptability(0.05)
    if "complexity" in asked:
        measure_complexity()


if __name__ == "__main__":
    main()
