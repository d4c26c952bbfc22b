"""A plan of a large town in a minute: gathered and housed it is small enough for a dive; what the dive decides is spread again.

Limits on money, interim places and jobs are kept somewhat lower in the dive, so that firms and hamlets can be made whole at
its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from jiedui.planning.highs import Solved
from jiedui.planning.renew.answer import Decisions
from jiedui.planning.renew.decide import decided, written
from jiedui.planning.renew.diving import Bottom, Root, dive, settle
from jiedui.planning.renew.engine import Clock, Engine
from jiedui.planning.renew.gathering import gathered, likened
from jiedui.planning.renew.housing import housed
from jiedui.planning.renew.model import build
from jiedui.planning.renew.pins import Pin, hold, pinned_town
from jiedui.planning.renew.rest import Rest
from jiedui.planning.renew.settling import Found, finished
from jiedui.planning.renew.town import Town
from jiedui.planning.renew.windows import Windows

#: The part of the limits that the dive keeps to, and the settlement of what it left open; what is left of them then is for
#: firms that find no block.
ROOM, REST = 0.97, 0.985
#: The part of the floor of plants that is filled: firms are whole, and blocks are found for them afterwards.
FLOOR = 0.99
#: The shares of a whole above which things are rounded up together, one for each dive.
UPS = (0.5, 0.3, 0.6)
#: A dive and its settlement take at least so many times as long as the linear program that it begins from.
TIMES = 3
#: How many years at the end are left to the settlement.
LAST = 2
#: Seconds for the settlement of what the dive left open (more while nothing is found), and the gap that it is solved to.
SETTLING, GAP = 15.0, 0.002
#: Seconds for the windows that better it, and the gap that is enough for them.
BETTERING, ENOUGH = 45.0, 0.004
#: Targets of firms are taken together in a rough program where they have so much in common.
ALIKE = 0.5
#: The measures for whose sake hamlets move that need not.
OF_HAMLETS = frozenset({"housed"})


@dataclass(frozen=True)
class Aim:
    """What a plan is to be good by, the values of other measures to be met, and the pins."""

    name: str
    required: Mapping[str, float]
    pins: Sequence[Pin]

    @property
    def apart(self) -> frozenset[str]:
        """The names of what is pinned."""
        return frozenset(pin.name for pin in self.pins)

    @property
    def of_hamlets(self) -> bool:
        """Whether hamlets move for the sake of a measure."""
        return not OF_HAMLETS.isdisjoint({self.name, *self.required})

    def engine(self, town: Town, rest: Rest | None = None, limit: float = 1.0, *, tied: bool = False) -> Engine:
        """The program of a gathered town, or of a part of one, aimed at the measure; ``tied`` is that with ties of firms as rows."""
        model = build(pinned_town(town, self.pins), pooled=True)
        engine = Engine(rest.around(model, limit) if rest else model)
        hold(engine.model, self.pins, engine.lower, engine.upper)
        engine.widen()
        for other, value in self.required.items():
            engine.keep(other, value)
        if tied:
            engine.tie()
        engine.aim(self.name)
        return engine


@dataclass(frozen=True)
class Margins:
    """The parts of the limits that a dive keeps to, and the settlement of what it left open; that of the time for a dive."""

    room: float = ROOM
    rest: float = REST
    time: float = 0.6


def rough_of(town: Town, aim: Aim, alike: float = ALIKE) -> Engine:
    """The program of a town as rough as it can be and still tell what things are worth; rougher where less need be ``alike``."""
    few = housed(town, aim.apart, all_of_them=aim.of_hamlets)
    return aim.engine(gathered(likened(few, alike), aim.apart).town)


def descended(
    engine: Engine, aim: Aim, clock: Clock, rest: Rest | None = None, margins: Margins | None = None
) -> Iterator[Found]:
    """Plan after plan, each better by a measure, of the first dive that ends in one; none where there is none, or time is short.

    ``engine`` is that of the whole town, or of a part of one beside its ``rest``, aimed at the measure.
    """
    for settled in _dives(engine.model.frame.town, aim, clock, rest, margins or Margins()):
        none = True
        for each in (_completed(engine, decisions, clock) for decisions in settled):
            if each:
                none = False
                yield each
        if not none:
            return


def _dives(town: Town, aim: Aim, clock: Clock, rest: Rest | None, margins: Margins) -> Iterator[Iterator[Decisions]]:
    """What is decided in dive after dive, but for the blocks of firms: better and better in each."""
    few = gathered(housed(town, aim.apart, all_of_them=aim.of_hamlets), aim.apart)
    steep, whole = (
        aim.engine(with_less(few.town, part), rest, part, tied=True) for part in (margins.room, margins.rest)
    )
    solved = steep.linear(clock.within(clock.left / TIMES))
    if not solved.found:
        return
    root = Root(solved.values, steep.program.basis())
    for up in UPS:
        bottom = dive(steep, root, up, LAST, clock.within(margins.time * clock.left))
        if bottom and (bottom.years or up == UPS[-1]):
            yield (few.spread(_decided(whole, settled)) for settled in _settled(whole, bottom, clock))


def _settled(engine: Engine, bottom: Bottom, clock: Clock) -> Iterator[Solved]:
    """The whole program near the bottom of a dive; where that is too much at once, or limits are exceeded, windows led by it go on."""
    best = settle(engine, bottom, clock, GAP, SETTLING)
    if not best.found:
        return
    yield best
    bound = engine.cost_of(bottom.values) if engine.broken(best.values) else best.bound
    enough = bound + ENOUGH * abs(bound)
    windows = Windows(engine, best.values)
    windows.root = bottom.values
    yield from windows.turns(clock.within(BETTERING), lambda: engine.cost_of(windows.best) <= enough)


def _decided(engine: Engine, solved: Solved) -> Decisions:
    """What a solution by kinds decides, but for blocks of firms and the floor let in them."""
    frame = engine.model.frame
    nowhere = np.full(len(frame.firms.need), -1, np.int64)
    return decided(engine.model, solved.values, nowhere, np.zeros((len(frame.blocks.slots), frame.years)))


def with_less(town: Town, part: float) -> Town:
    """The town with a part of its limits, and with less floor in a plant for the same money."""
    rules = town.rules
    lower = replace(
        rules,
        debt_ceiling=part * rules.debt_ceiling,
        interim_floor=part * rules.interim_floor,
        jobs_a_year=part * rules.jobs_a_year,
        prices=replace(rules.prices, build=rules.prices.build / FLOOR),
    )
    blocks = tuple(replace(block, plot_ratio=FLOOR * block.plot_ratio) for block in town.blocks)
    return replace(town, rules=lower, blocks=blocks)


def _completed(engine: Engine, decisions: Decisions, clock: Clock) -> Found | None:
    """The plan of these decisions, if there is one: the shares of kinds in blocks and the sums follow from them."""
    values = written(engine.model, decisions)
    taken = engine.model.columns.taken
    free = np.zeros(len(values), bool)
    free[taken[taken >= 0]] = True
    with engine.narrowed(*engine.fixed(np.where(np.isnan(values), 0.0, values), free)):
        solved = engine.run(clock.within(SETTLING), GAP)
    return finished(engine, solved.values, clock) if solved.found else None
