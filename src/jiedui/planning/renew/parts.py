"""A plan of a very large town, part after part, each with what the others do as given.

The town is cut (see ``cutting``), and at first all parts do what the first plan does. Then each is planned anew like a smaller town, under
its share of what the first plan leaves of limits and money, and with what parts before it left of theirs. In further rounds windows in
each use what is still left. Every step is a plan of the town.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from jiedui.planning.renew.accounts import account
from jiedui.planning.renew.answer import Decisions
from jiedui.planning.renew.columns import own_columns
from jiedui.planning.renew.cutting import cut, joined
from jiedui.planning.renew.decide import written
from jiedui.planning.renew.descent import REST, ROOM, Aim, Margins, descended
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.frame import Numbers
from jiedui.planning.renew.model import build
from jiedui.planning.renew.pins import Pin, pinned_town
from jiedui.planning.renew.rest import Rest, Share, share_of, sides_of
from jiedui.planning.renew.settling import Found, finished
from jiedui.planning.renew.start import first
from jiedui.planning.renew.town import Town
from jiedui.planning.renew.windows import Windows

#: The blocks of a part, at most, and of a town that is planned in parts, at least: where windows in the whole are still solved, they find more.
BLOCKS, LEAST = 40, 240
#: What a part may use beyond its share of what the first plan leaves, as a part of it: blocks are cleared whole.
MORE = 0.5
#: Seconds for the windows of a part in a round.
TURN = 40.0
#: What is decided by name, of each thing in the part that it is in.
NAMED = ("firms", "cleared", "plants", "sold", "newcomers", "stages", "hamlets")


def is_vast(town: Town) -> bool:
    """Whether a town is planned in parts."""
    return len(town.blocks) >= LEAST


def planned_in_parts(engine: Engine, aim: Aim, known: Found | None, clock: Clock) -> Iterator[Found]:
    """Plan after plan of the town of an engine, from a known one or a first one on; none where no part can begin."""
    town = engine.model.frame.town
    towns = cut(pinned_town(town, aim.pins), BLOCKS)
    within = aim.engine(joined(town, towns))
    begun = _known(within, known, clock) if known else None
    if begun is None:
        solved = first(within, clock.within(clock.left / 6), lambda: False)
        begun = finished(within, solved.values, clock) if solved else None
    if begun is None:
        return
    parts = Parts(within, towns, aim, begun)
    yield _found(engine, begun.decisions)
    for decisions in parts.planned(clock):
        yield _found(engine, decisions)
    for decisions in parts.bettered(clock):
        yield _found(engine, decisions)


def _known(engine: Engine, found: Found, clock: Clock) -> Found | None:
    """A plan completed in the program of the parts; None where something goes from one part to another."""
    values = np.nan_to_num(written(engine.model, found.decisions))
    taken = np.zeros(len(values), bool)
    taken[engine.model.columns.taken[engine.model.columns.taken >= 0]] = True
    with engine.narrowed(*engine.fixed(values, taken)):
        solved = engine.run(clock, 0.0)
    return finished(engine, solved.values, clock) if solved.found else None


def _found(engine: Engine, decisions: Decisions) -> Found:
    """Decisions as a plan of the whole town."""
    values = np.nan_to_num(written(engine.model, decisions))
    return Found(values, decisions, account(engine.model.frame.town, decisions))


@dataclass
class _Part:
    """A part: its town, what is decided in it, what that adds to the sums of the town, and its solution once it is planned."""

    town: Town
    decisions: Decisions
    share: Share
    values: Numbers | None = None


class Parts:
    """The parts of a town with the plan in hand; ``engine`` is that of the town in which nothing goes from one to another."""

    def __init__(self, engine: Engine, towns: Sequence[Town], aim: Aim, begun: Found) -> None:
        self._engine, self._aim, self._begun = engine, aim, begun.values
        self._quota = begun.decisions.quota_sold
        self._parts = [_begun(each, begun.decisions) for each in towns]

    def planned(self, clock: Clock) -> Iterator[Decisions]:
        """Part after part planned anew: what is decided in the town after each."""
        land = np.array([sum(block.land for block in part.town.blocks) for part in self._parts])
        for at, share in enumerate(land / land.sum()):
            if clock.over:
                return
            turn = clock.within(clock.left / (len(self._parts) - at))
            opened = min(1.0, float(land[: at + 1].sum() / land.sum() + MORE * share))
            engine, rest, aim = self._within(at, opened)
            margins = Margins(1 - (1 - ROOM) * share, 1 - (1 - REST) * share)
            for found in descended(engine, aim, turn, rest, margins):
                yield self._take(at, engine, found)

    def bettered(self, clock: Clock) -> Iterator[Decisions]:
        """Round after round windows in each part: what is decided in the town after each that is better."""
        while not clock.over:
            for at, part in enumerate(self._parts):
                if part.values is None:
                    part.values = self._values(at, clock)
                if part.values is None or clock.over:
                    return
                engine, _, _ = self._within(at)
                best = _bettered(engine, part.values, clock.within(TURN))
                if best:
                    yield self._take(at, engine, best)

    def _values(self, at: int, clock: Clock) -> Numbers | None:
        """The solution of a part that was not planned."""
        engine, _, _ = self._within(at)
        found = _known(engine, _found(engine, self._parts[at].decisions), clock)
        return found.values if found else None

    def _within(self, at: int, opened: float = 1.0) -> tuple[Engine, Rest, Aim]:
        """The engine of a part beside the others, under a part of what the first plan leaves."""
        part = self._parts[at]
        rest = sides_of(self._engine.model, [each.share for number, each in enumerate(self._parts) if number != at])
        if opened < 1:
            rest = rest.opened(self._engine.model, self._begun, opened)
        aim = replace(self._aim, pins=_pins_of(part.town, self._aim.pins))
        return aim.engine(part.town, rest), rest, aim

    def _take(self, at: int, engine: Engine, found: Found) -> Decisions:
        """Keep the plan of a part: what is decided in the town."""
        part, model = self._parts[at], engine.model
        part.decisions, part.values = found.decisions, found.values
        part.share = share_of(model, found.values, own_columns(model.columns, model.program.width))
        self._quota = found.decisions.quota_sold
        plans = [part.decisions for part in self._parts]
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


def _begun(town: Town, decisions: Decisions) -> _Part:
    """A part in which is done what was decided."""
    names = _names(town)
    of: dict[str, Any] = {
        name: {key: what for key, what in getattr(decisions, name).items() if key in names} for name in NAMED
    }
    own = Decisions(**of)
    model = build(town, pooled=True)
    values = np.nan_to_num(written(model, own))
    return _Part(town, own, share_of(model, values, own_columns(model.columns, model.program.width)))


def _pins_of(town: Town, pins: Sequence[Pin]) -> tuple[Pin, ...]:
    """The pins of what is in a part."""
    names = _names(town)
    return tuple(pin for pin in pins if pin.name in names)


def _names(town: Town) -> frozenset[str]:
    """What there is in a town, by name."""
    kinds = (town.firms, town.blocks, town.hamlets, town.sites)
    return frozenset(each.name for things in kinds for each in things)
