"""Published instances of siting (single-source capacitated facility location), beside the solvers handed the plain model.

    python benchmarks/siting.py [FOLDER [holmberg yang1 | holmberg/30 …]] [--seconds 60] [--peers highs cbc] [--all]

FOLDER holds a folder a set, with files p1, p2, … and ``os``, the published optima. Without ``--all`` every seventh
instance of a set is taken; without a folder, some drawn at random, held against the best cost that any solver found. The
peers get rows (1), (2) and x_ij ≤ y_j: ``highs`` is HiGHS by itself, ``cbc`` is CBC
through PuLP, which is what spopt builds on; spopt has no model of its own with costs of opening and single sources.
Times are processor seconds, for machines are shared; a limit is on the clock. A time marked > ended without a proof.
"""

from __future__ import annotations

import argparse
import math
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jiedui.planning.highs import Limits, Program
from jiedui.planning.siting import Siting, solve

#: A gap below this is closed: the published costs are whole numbers.
CLOSED = 1e-6


@dataclass(frozen=True)
class Ran:
    """What a solver came to: cost, bound, processor seconds."""

    cost: float
    bound: float
    seconds: float

    @property
    def proven(self) -> bool:
        """Whether the cost is proven to be the least."""
        return self.cost - self.bound <= CLOSED * abs(self.cost)


def read(path: Path) -> Siting:
    """An instance: sites and hamlets, capacities, costs of opening, demands, a row of costs for each hamlet."""
    words = path.read_text("utf-8").split()
    sites, hamlets = int(words[0]), int(words[1])
    numbers = np.array(words[2:], float)
    capacity, opening, demand, serving = np.split(numbers, [sites, 2 * sites, 2 * sites + hamlets])
    return Siting(capacity.astype(int), opening, demand.astype(int), serving.reshape(hamlets, sites))


def ours(problem: Siting, seconds: float) -> tuple[float, float]:
    """This product's."""
    sited = solve(problem, seconds=seconds)
    assert not sited.found or math.isclose(problem.cost(sited.site_of), sited.cost)
    return sited.cost, sited.bound


def highs(problem: Siting, seconds: float) -> tuple[float, float]:
    """HiGHS handed the direct formulation."""
    hamlets, sites = problem.serving.shape
    program, links = Program(), np.arange(hamlets * sites)
    hamlet, site = np.divmod(links, sites)
    program.add_columns(0, 1, problem.serving.ravel(), integer=True)
    opened = np.arange(sites) + program.add_columns(0, 1, problem.opening, integer=True).start
    program.add_rows(1, 1, (hamlet, links, 1), count=hamlets)
    filled = np.concatenate([problem.demand[hamlet], -problem.capacity])
    rows = np.concatenate([site, np.arange(sites)])
    program.add_rows(-np.inf, 0, (rows, np.concatenate([links, opened]), filled), count=sites)
    signs = np.repeat([1.0, -1.0], len(links))
    columns = np.concatenate([links, opened[site]])
    program.add_rows(-np.inf, 0, (np.tile(links, 2), columns, signs), count=len(links))
    solved = program.solve(Limits(seconds=seconds))
    return solved.value, solved.bound


def cbc(problem: Siting, seconds: float) -> tuple[float, float]:
    """CBC handed the direct formulation through PuLP; it reports a bound only by being done."""
    import pulp  # noqa: PLC0415 - a peer need not be installed for the others

    hamlets, sites = problem.serving.shape
    model = pulp.LpProblem("siting", pulp.LpMinimize)
    moved = pulp.LpVariable.dicts("x", (range(hamlets), range(sites)), cat="Binary")
    opened = pulp.LpVariable.dicts("y", range(sites), cat="Binary")
    served = (problem.serving[i, j] * moved[i][j] for i in range(hamlets) for j in range(sites))
    model += pulp.lpSum(served) + pulp.lpSum(problem.opening[j] * opened[j] for j in range(sites))
    for i in range(hamlets):
        model += pulp.lpSum(moved[i].values()) == 1
    for j in range(sites):
        filled = pulp.lpSum(int(problem.demand[i]) * moved[i][j] for i in range(hamlets))
        model += filled <= int(problem.capacity[j]) * opened[j]
        for i in range(hamlets):
            model += moved[i][j] <= opened[j]
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, gapRel=0, threads=1))
    found = model.sol_status in {pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible}
    cost = float(pulp.value(model.objective)) if found else math.inf
    return cost, cost if model.sol_status == pulp.LpSolutionOptimal else -math.inf


SOLVERS: dict[str, Callable[[Siting, float], tuple[float, float]]] = {"ours": ours, "highs": highs, "cbc": cbc}


def processor() -> float:
    """Processor seconds of this process and of those it started."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def run(solver: str, problem: Siting, seconds: float) -> Ran:
    """One solver at one instance."""
    start = processor()
    cost, bound = SOLVERS[solver](problem, seconds)
    return Ran(cost, bound, processor() - start)


def chosen(folder: Path, names: list[str], *, whole: bool) -> list[tuple[str, Siting, float]]:
    """The instances asked for, with their published optima."""
    found = []
    for name in names or sorted(path.name for path in folder.iterdir() if (path / "os").exists()):
        group, _, one = name.partition("/")
        optima = [float(word) for word in (folder / group / "os").read_text("utf-8").split()]
        numbers = [int(one)] if one else range(1, len(optima) + 1, 1 if whole else 7)
        found += [(f"{group}/{at}", read(folder / group / f"p{at}"), optima[at - 1]) for at in numbers]
    return found


def drawn() -> list[tuple[str, Siting, float]]:
    """Instances drawn at random in a square, with three times the room that is needed; their optima are not known."""
    found = []
    for seed, (hamlets, sites) in enumerate([(40, 10), (80, 20), (120, 25)]):
        dice = np.random.default_rng(seed)
        at, to = dice.uniform(0, 300, (hamlets, 2)), dice.uniform(0, 300, (sites, 2))
        demand, capacity = dice.integers(5, 60, hamlets), dice.integers(50, 300, sites)
        capacity = capacity * 3 * demand.sum() // capacity.sum()
        opening = np.round(dice.uniform(300, 600, sites))
        distance = np.hypot(*(at[:, None] - to[None]).transpose(2, 0, 1))
        found.append((f"drawn {seed}", Siting(capacity, opening, demand, np.round(distance)), math.nan))
    return found


def cell(ran: Ran, optimum: float) -> str:
    """Above the optimum, in percent; the proven gap; seconds."""
    above = 100 * (ran.cost - optimum) / optimum
    gap = 100 * max(ran.cost - ran.bound, 0) / ran.cost if math.isfinite(ran.cost) else math.inf
    return f"{above:8.3f} {gap:8.3f} {' ' if ran.proven else '>'}{ran.seconds:7.2f}"


def summary(results: dict[str, list[Ran]], optima: list[float]) -> None:
    """Medians, sums and what was reached."""
    for solver, runs in results.items():
        seconds = [ran.seconds for ran in runs]
        reached = sum(ran.cost <= optimum * (1 + CLOSED) for ran, optimum in zip(runs, optima, strict=True))
        worst = max((ran.cost - optimum) / optimum for ran, optimum in zip(runs, optima, strict=True))
        ratios = [ran.seconds / own.seconds for ran, own in zip(runs, results["ours"], strict=True)]
        print(
            f"{solver:6} median {statistics.median(seconds):.2f} s, all {sum(seconds):.0f} s "
            f"({sum(seconds) / sum(own.seconds for own in results['ours']):.1f} times ours, "
            f"median of ratios {statistics.median(ratios):.1f}); optimum reached {reached} of {len(runs)}, "
            f"proven {sum(ran.proven for ran in runs)}, worst {100 * worst:.3f} % above"
        )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--peers", nargs="*", choices=("highs", "cbc"), default=["highs", "cbc"])
    parser.add_argument("--all", action="store_true", dest="whole")
    given = parser.parse_args()
    solvers = ["ours", *given.peers]
    results: dict[str, list[Ran]] = {solver: [] for solver in solvers}
    optima = []
    print(f"{'':12} {'optimum':>8} " + " ".join(f"{solver:>7}: above %   gap %  seconds"[-26:] for solver in solvers))
    instances = chosen(given.folder, given.names, whole=given.whole) if given.folder else drawn()
    for name, problem, published in instances:
        ran = {solver: run(solver, problem, given.seconds) for solver in solvers}
        optima.append(min(one.cost for one in ran.values()) if math.isnan(published) else published)
        for solver in solvers:
            results[solver].append(ran[solver])
        cells = " ".join(cell(ran[solver], optima[-1]) for solver in solvers)
        print(f"{name:12} {optima[-1]:8.0f} {cells}", flush=True)
    summary(results, optima)


if __name__ == "__main__":
    main()
