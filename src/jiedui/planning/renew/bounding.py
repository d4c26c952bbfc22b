"""A second run beside the search: the whole program in the hands of the mixed-integer solver, for its bound alone.

It has its own program and its own thread, and cuts and branches while the search looks for better plans on the other core.
"""

from __future__ import annotations

import math
import threading

from jiedui.planning.renew.engine import Clock, Engine


class Bounding:
    """The bound of one level, as it is proven; ``stop`` ends it."""

    def __init__(self, engine: Engine, clock: Clock, gap: float) -> None:
        self._engine, self._gap = engine, gap
        self._ended = threading.Event()
        self._clock = Clock(clock.until, lambda: self._ended.is_set() or clock.stopped)
        self._cost = -math.inf
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def cost(self) -> float:
        """The cost that no plan can undercut, −inf before one is proven."""
        return self._cost

    def stop(self) -> float:
        """End the run: the last bound."""
        self._ended.set()
        self._thread.join()
        return self._cost

    def _run(self) -> None:
        """Run until stopped."""

        def heard(_seconds: float, bound: float, _value: float) -> None:
            self._proven(bound)

        solved = self._engine.run(self._clock, self._gap, progress=heard)
        self._proven(solved.bound)

    def _proven(self, bound: float) -> None:
        """Keep a bound that is better."""
        if math.isfinite(bound):
            self._cost = max(self._cost, bound)
