"""A renewal plan of an invented town: seconds to build, the gap proven over time, memory; beside bare HiGHS on the direct program.

``python benchmarks/renewal.py [scale] [seconds] [order]`` — the standard town (scale 1), 300 seconds and the first level unasked. The direct
program follows every firm into every block and is handed to HiGHS as it is, for the same time.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable

from jiedui.base.problems import Refusal
from jiedui.planning.highs import Limits
from jiedui.planning.proof import examine
from jiedui.planning.renew.answer import Level
from jiedui.planning.renew.engine import Engine
from jiedui.planning.renew.making import make_town
from jiedui.planning.renew.model import build
from jiedui.planning.renew.solve import Told, plan

#: Moments at which the gap is told, in seconds; the end is told as well.
MOMENTS = (60.0, 300.0, 600.0)


def apart(work: Callable[..., None], *words: object) -> None:
    """Run in a process of its own, so that its memory is its own."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=words)
    process.start()
    process.join()


def memory() -> str:
    """The most memory that the process held."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"


def ours(scale: float, seconds: float, order: tuple[str, ...]) -> None:
    """The planner."""
    town, began = make_town(scale), time.monotonic()
    model = build(town, pooled=True)
    print(f"built in {time.monotonic() - began:.1f} s: {model.program.width:,} columns, {model.program.height:,} rows")
    waiting, best = list(MOMENTS), {}

    def tell(told: Told) -> None:
        while waiting and told.seconds >= waiting[0]:
            print(f"  at {waiting.pop(0):.0f} s: {line(best)}", flush=True)
        best[told.measure] = (told.value, told.bound)

    try:
        found = plan(town, order, seconds=seconds, progress=tell)
    except Refusal as refusal:
        print(f"  {refusal}")
        return
    reached = "; ".join(
        f"{each.measure} {each.value:,.2f}, bound {each.bound:,.2f}, gap {each.gap:.2%}" for each in found.levels
    )
    print(f"  at {found.seconds:.0f} s: {reached}")
    used = time.process_time()
    print(
        f"  processor {used:.0f} s, memory {memory()}, checker: {'holds' if examine(town, found).holds else 'BROKEN'}"
    )


def line(best: dict[str, tuple[float | None, float | None]]) -> str:
    """Value, bound and gap of the level at hand."""
    if not best:
        return "nothing yet"
    name, (value, bound) = list(best.items())[-1]
    gap = f", gap {Level(name, value, bound).gap:.2%}" if value is not None and bound is not None else ""
    return f"{name} {value}, bound {bound}{gap}"


def bare(scale: float, seconds: float, name: str) -> None:
    """HiGHS on the direct program of the first level."""
    town, began = make_town(scale), time.monotonic()
    engine = Engine(build(town))
    engine.aim(name)
    print(f"direct program built in {time.monotonic() - began:.1f} s: {engine.program.width:,} columns")
    solved = engine.program.solve(Limits(seconds, 0.01, threads=2))
    value = f"{engine.measured(solved.value):,.2f}" if solved.found else "no plan"
    bound = f"{engine.measured(solved.bound):,.2f}"
    print(f"  bare HiGHS, {seconds:.0f} s: {value}, bound {bound}, gap {solved.gap:.2%}, memory {memory()}")


def main() -> None:
    """Measure and print."""
    words = dict(enumerate(sys.argv[1:]))
    scale, seconds = float(words.get(0, "1")), float(words.get(1, "300"))
    order = tuple(words.get(2, "output").split(","))
    apart(ours, scale, seconds, order)
    apart(bare, scale, seconds, order[0])


if __name__ == "__main__":
    main()
