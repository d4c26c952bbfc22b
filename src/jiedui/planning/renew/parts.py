"""A plan of a very large town, part after part, each with what the others do as given.

The town is cut (see ``cutting``), and a rough linear program of all of it tells what each part takes of money, interim places, land and
all else that is shared. Then each part is planned like a smaller town, beside what the parts before it do and what the linear program
gives to those after it. In further rounds windows in each part use what is still left.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from jiedui.planning.renew.accounts import account
from jiedui.planning.renew.answer import Decisions
from jiedui.planning.renew.columns import own_columns
from jiedui.planning.renew.cutting import cut, joined
from jiedui.planning.renew.decide import written
from jiedui.planning.renew.descent import REST, ROOM, TIMES, Aim, Margins, descended, rough_of, with_less
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.frame import Numbers
from jiedui.planning.renew.pins import Pin, pinned_town
from jiedui.planning.renew.pricing import Prices, bound_of, prices_of
from jiedui.planning.renew.rest import Rest, Share, share_of, shares_of, sides_of
from jiedui.planning.renew.settling import Found, finished
from jiedui.planning.renew.start import first
from jiedui.planning.renew.town import Town
from jiedui.planning.renew.windows import Windows

#: The blocks of a part, at most, and of a town that is planned in parts, at least: where windows in the whole are still solved, they find more.
BLOCKS, LEAST = 40, 80
#: What it costs to break a rule of the linear program by all of it, where it leaves no plan: not every hamlet may find a site in it.
PENALTY = 1e5
#: One of more columns takes too long: then targets of firms are taken together that have anything in common.
WIDE, ANYHOW = 60_000, 1e-9
#: The part of the time in which all parts are planned.
PLANNING = 0.75
#: Seconds for a plan of a part from below, where none from above was found.
FROM_BELOW = 30.0
#: Seconds for the windows of a part in a round.
TURN = 40.0
#: What is decided by name, of each thing in the part that it is in.
NAMED = ("firms", "cleared", "plants", "sold", "newcomers", "stages", "hamlets")


def is_vast(town: Town) -> bool:
    """Whether a town is planned in parts."""
    return len(town.blocks) >= LEAST


def planned_in_parts(engine: Engine, aim: Aim, clock: Clock, proven: Callable[[float], None]) -> Iterator[Found]:
    """Plan after plan of the town of an engine; none where some part has none beside the others.

    A cost that no plan can undercut is told on the way.
    """
    town = engine.model.frame.town
    towns = cut(pinned_town(town, aim.pins), BLOCKS)
    parts = Parts(aim.engine(joined(town, towns)), towns, aim)
    prices = parts.give(clock.within(clock.left / TIMES))
    if prices is None:
        return
    proven(bound_of(engine, prices))
    for decisions in parts.planned(clock.within(PLANNING * clock.left), clock):
        yield _found(engine, decisions)
    for decisions in parts.bettered(clock):
        yield _found(engine, decisions)


def _found(engine: Engine, decisions: Decisions) -> Found:
    """Decisions as a plan of the whole town."""
    values = np.nan_to_num(written(engine.model, decisions))
    return Found(values, decisions, account(engine.model.frame.town, decisions))


@dataclass
class _Part:
    """A part: its town, what it adds to the sums of the town, and what is decided in it once it is planned, with the solution.

    Before, ``share`` is what is given to it.
    """

    town: Town
    share: Share
    decisions: Decisions | None = None
    values: Numbers | None = None


class Parts:
    """The parts of a town; ``engine`` is that of the town in which nothing goes from one to another."""

    def __init__(self, engine: Engine, towns: Sequence[Town], aim: Aim) -> None:
        self._engine, self._aim, self._towns = engine, aim, towns
        self._parts: list[_Part] = []
        self._quota: tuple[float, ...] = ()
        self._used: Numbers | None = None

    def planned(self, soon: Clock, clock: Clock) -> Iterator[Decisions]:
        """Part after part planned soon: what is decided in the town when all are, as it gets better.

        Each may take up to twice its part of the time, for most need less. One that no plan was found for is planned again after the
        others, and then from below if need be: nothing where that fails too.
        """
        waiting = deque((at, False) for at in range(len(self._parts)))
        while waiting:
            at, again = waiting.popleft()
            turn = soon.within(2 * soon.left / (len(waiting) + 2))
            for engine, found in self._plans(at, turn, clock, below=again):
                self._take(at, engine, found)
                if all(part.decisions for part in self._parts):
                    yield self._decided()
            if self._parts[at].decisions is None:
                if again:
                    return
                waiting.append((at, True))

    def give(self, clock: Clock) -> Prices | None:
        """Give to each part what it takes in a rough linear program of all: its prices, None where time is too short for it."""
        rough = self._rough()
        solved = rough.inner(clock)
        if not solved.found:
            rough.soften(PENALTY)
            solved = rough.inner(clock)
        if not solved.found:
            return None
        shares = shares_of(rough.model, solved.values, self._towns)
        self._used = np.asarray(rough.program.matrix()[rough.model.sums] @ solved.values)
        self._parts = [_Part(town, share) for town, share in zip(self._towns, shares, strict=True)]
        return prices_of(rough, solved.duals)

    def _rough(self) -> Engine:
        """The linear program of all parts, within a part of the limits."""
        town = with_less(self._engine.model.frame.town, ROOM)
        rough = rough_of(town, self._aim)
        return rough if rough.program.width <= WIDE else rough_of(town, self._aim, ANYHOW)

    def _plans(self, at: int, turn: Clock, clock: Clock, *, below: bool) -> Iterator[tuple[Engine, Found]]:
        """The plans of a part, better and better: from above; where there is none ``below`` asks for one from there.

        Of the limits, and of what none was given, each may use so much more as it and those planned before it are of the town.
        """
        land = np.array([sum(block.land for block in part.town.blocks) for part in self._parts])
        before = float(land[[part.decisions is not None for part in self._parts]].sum() / land.sum())
        after = before + float(land[at] / land.sum())
        room, last = (1 - (1 - ROOM) * (1 - done) for done in (before, after))
        margins = Margins(room, room + (REST - ROOM) * (after - before))
        engine, rest, aim = self._within(at, last, after)
        least = math.inf
        for found in descended(engine, aim, turn, rest, margins):
            cost = engine.cost_of(found.values)
            if cost < least:
                least = cost
                yield engine, found
        if below and math.isinf(least):
            solved = first(engine, clock.within(FROM_BELOW), lambda: False)
            found_below = finished(engine, solved.values, clock) if solved else None
            if found_below:
                yield engine, found_below

    def bettered(self, clock: Clock) -> Iterator[Decisions]:
        """Round after round windows in each part: what is decided in the town after each that is better; nothing before all are planned."""
        if any(part.values is None for part in self._parts):
            return
        while not clock.over and self._parts:
            for at, part in enumerate(self._parts):
                if part.values is None or clock.over:
                    return
                engine, _, _ = self._within(at)
                best = _bettered(engine, part.values, clock.within(TURN))
                if best:
                    self._take(at, engine, best)
                    yield self._decided()

    def _within(self, at: int, limit: float = 1.0, part: float = 1.0) -> tuple[Engine, Rest, Aim]:
        """The engine of a part beside the others, under a part of the limits that have a margin, and with a part of what none was given."""
        town, others = self._parts[at].town, [other.share for number, other in enumerate(self._parts) if number != at]
        rest = sides_of(self._engine.model, others, self._used, part)
        aim = replace(self._aim, pins=_pins_of(town, self._aim.pins))
        return aim.engine(town, rest, limit), rest, aim

    def _take(self, at: int, engine: Engine, found: Found) -> None:
        """Keep the plan of a part."""
        part, model = self._parts[at], engine.model
        part.decisions, part.values = found.decisions, found.values
        part.share = share_of(model, found.values, own_columns(model.columns, model.program.width))
        self._quota = found.decisions.quota_sold

    def _decided(self) -> Decisions:
        """What is decided in the town."""
        plans = [part.decisions for part in self._parts if part.decisions]
        merged = {name: {key: value for plan in plans for key, value in getattr(plan, name).items()} for name in NAMED}
        return Decisions(**merged, quota_sold=self._quota)


def _bettered(engine: Engine, values: Numbers, clock: Clock) -> Found | None:
    """The best plan of a part that windows find."""
    windows, best = Windows(engine, values), None
    windows.root = engine.inner(clock).values
    for better in windows.turns(clock, lambda: False):
        found = finished(engine, better.values, clock)
        best = found or best
    return best


def _pins_of(town: Town, pins: Sequence[Pin]) -> tuple[Pin, ...]:
    """The pins of what is in a part."""
    names = _names(town)
    return tuple(pin for pin in pins if pin.name in names)


def _names(town: Town) -> frozenset[str]:
    """What there is in a town, by name."""
    kinds = (town.firms, town.blocks, town.hamlets, town.sites)
    return frozenset(each.name for things in kinds for each in things)
