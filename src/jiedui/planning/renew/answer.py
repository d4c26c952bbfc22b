"""The answer to a town: who moves where and when, what is built, and the tables that follow from it.

``Decisions`` alone determine everything else; ``Accounts`` are the tables that a town reads, ``Plan`` binds them with what
was proven. A year None means never.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FirmPath:
    """What becomes of a firm: it closes in a year, or leaves in a year and enters a block in the same or a later one.

    ``left`` < ``entered`` means an interim place in the years from ``left`` up to the one before ``entered``.
    """

    closed: int | None = None
    left: int | None = None
    block: str | None = None
    entered: int | None = None

    @property
    def stays(self) -> bool:
        """Whether it is where it was when the plan ends."""
        return self.closed is None and self.left is None


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that is decided, by name.

    ``cleared``: year by block. ``plants`` and ``sold``: years of the plants built and of the slots sold, by block, one year a
    slot in ascending order. ``newcomers``: floor newly let in each year 1…T, by block. ``stages``: years of the stages built,
    by site, in the order of the stages. ``hamlets``: site and year by hamlet. ``quota_sold``: 亩 sold in each year 1…T. Firms,
    blocks, sites and hamlets that nothing happens to may be left out.
    """

    firms: Mapping[str, FirmPath] = field(default_factory=dict)
    cleared: Mapping[str, int] = field(default_factory=dict)
    plants: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    sold: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    newcomers: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    stages: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    hamlets: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    quota_sold: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Cash:
    """One year's cash, in 万元: what is spent, what comes in, and the debt and the cash at its end."""

    year: int
    firms_moved: float
    firms_closed: float
    clearing: float
    plants: float
    interim: float
    sites: float
    hamlets: float
    reclaiming: float
    interest: float
    budget: float
    grants: float
    land_sales: float
    quota_sales: float
    rents: float
    tax: float
    debt: float
    cash: float


@dataclass(frozen=True, slots=True)
class State:
    """The town at the end of a year; year 0 is before the plan. Cumulative where the word says so."""

    year: int
    tax: float
    value_added: float
    jobs: float
    energy: float
    pollutants: float
    industrial_land: float
    plant_floor: float
    let_floor: float
    interim_floor: float
    households_moved: int
    jobs_lost: float
    land_reclaimed: float
    land_taken: float
    quota_sold: float


@dataclass(frozen=True, slots=True)
class Measures:
    """The five things a plan is judged by; see ``docs/renewal.md``."""

    output: float
    cost: float
    housed: float
    distance: float
    jobs_lost: float


@dataclass(frozen=True, slots=True)
class Accounts:
    """The tables that follow from decisions: cash by year 1…T, states 0…T, measures."""

    cash: tuple[Cash, ...]
    states: tuple[State, ...]
    measures: Measures


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the order of objectives: the measure, the value reached, and the bound that no plan can pass."""

    measure: str
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """How far the bound stands from the value, relative to the larger of the two in size (0 where both are nought)."""
        size = max(abs(self.value), abs(self.bound))
        return abs(self.bound - self.value) / size if size else 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan for a town, with what was proven of it and the seconds it took."""

    town: str
    decisions: Decisions
    accounts: Accounts
    levels: tuple[Level, ...]
    seconds: float
    stopped: bool = False
