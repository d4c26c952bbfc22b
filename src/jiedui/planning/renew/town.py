"""A town as the plan takes it: enterprises, renewal blocks, hamlets, cluster sites, and the rules of the office.

Years are counted 1…``Rules.years``; year k is the calendar year ``Rules.first_year`` + k − 1, and year 0 is the state before
the plan. Money is in 万元, land in 亩, floor in 平方米, distance in 公里, energy in 吨标准煤, pollutants in 当量. What each
field does to the plan stands in ``docs/renewal.md``, rule by rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Square metres of one 亩: 2000/3.
MU = 2000 / 3

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Firm:
    """An enterprise: what it occupies and yields now, and what the rules let it do.

    ``floor`` is its old floor, ``need`` the floor it takes in a new plant. ``block`` is the renewal block that its land lies
    in, None outside all. ``targets`` are the blocks into whose plants it may move (their themes admit its industry).
    ``deadline`` is the last year in which it may still be at its old place without the year's end finding it there: by the end
    of that year it has left or closed; None where it may stay.
    """

    name: str
    block: str | None
    land: float
    floor: float
    need: float
    tax: float
    value_added: float
    jobs: int
    energy: float
    pollutants: float
    industry: str
    grade: str
    closable: bool
    targets: tuple[str, ...]
    deadline: int | None = None
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A renewal block (更新片区): one piece of industrial land that is cleared whole, then used slot by slot.

    ``land`` is divided into ``slots`` equal slots; a slot becomes a plant of ``slot_floor`` or is sold, and the slots that a
    site on the block needs stay free for it. ``clearing`` is the cost of clearing it beyond demolition (soil, survey,
    registration); ``old_floor`` all floor that is demolished, that of its firms included. ``earliest`` is the first year in
    which it can be cleared.
    """

    name: str
    land: float
    old_floor: float
    slots: int
    plot_ratio: float
    clearing: float
    earliest: int = 1
    shape: tuple[Point, ...] = ()

    @property
    def slot_land(self) -> float:
        """Land of one slot, in 亩."""
        return self.land / self.slots

    @property
    def slot_floor(self) -> float:
        """Floor of one plant, in 平方米: its land times the plot ratio."""
        return self.slot_land * MU * self.plot_ratio


@dataclass(frozen=True, slots=True)
class Hamlet:
    """A hamlet (自然村): moves whole to one site, or stays.

    ``reach`` gives the distance to each site within the radius. ``ready`` is the first year in which it may move (the consent
    of its households suffices), None while it does not. ``deadline`` is the year by whose end it must have moved (red line,
    hazard), None where it need not; both may lie beyond the years of the plan. ``block`` names the renewal block that cannot
    be cleared before it has moved. ``compensation`` is what its old houses cost the town.
    """

    name: str
    households: int
    homestead: float
    compensation: float
    reach: Mapping[str, float]
    ready: int | None = 1
    deadline: int | None = None
    block: str | None = None
    entry: int | None = None
    at: Point | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A building stage of a site: homes for so many households, its cost and its land."""

    homes: int
    cost: float
    land: float


@dataclass(frozen=True, slots=True)
class Site:
    """A cluster site (集聚区), built stage by stage in their order; later stages cost less a home.

    ``setup`` is spent with the first stage (roads, mains, the services). A site on ``block`` takes ``block_slots`` of its
    slots and no new building land; a site without takes the land of each stage as new building land.
    """

    name: str
    setup: float
    stages: tuple[Stage, ...]
    services: int
    earliest: int = 1
    block: str | None = None
    block_slots: int = 0
    entry: int | None = None
    at: Point | None = None

    @property
    def homes(self) -> int:
        """Homes of all stages."""
        return sum(stage.homes for stage in self.stages)


@dataclass(frozen=True, slots=True)
class Prices:
    """What things cost and bring; 万元 per the unit named."""

    move_firm: float = 0.06
    """Compensation for a firm that moves, per 平方米 of its old floor."""
    close_firm: float = 0.10
    """Compensation for a firm that closes, per 平方米 of its old floor."""
    demolish: float = 0.008
    """Demolition of a block, per 平方米 of old floor."""
    build: float = 0.20
    """A plant, per 平方米."""
    interim: float = 0.012
    """Rent of an interim place, per 平方米 of need and year."""
    rent: float = 0.016
    """Rent that a plant brings, per 平方米 let and year."""
    land_sale: float = 45.0
    """A sold slot, per 亩."""
    reclaim: float = 6.0
    """Reclamation of homestead land, per 亩."""
    quota: float = 30.0
    """Building-land quota sold, per 亩."""
    reclaim_grant: float = 3.0
    """Grant for reclaimed land, per 亩."""
    household_grant: float = 4.0
    """Grant for a household that moved."""


@dataclass(frozen=True, slots=True)
class Newcomers:
    """What firms that newly rent plants bring, per 平方米 let; ``a_year`` is the most that the market takes in a year."""

    a_year: float = 60_000.0
    tax: float = 0.045
    value_added: float = 0.16
    jobs: float = 0.012
    energy: float = 0.012
    pollutants: float = 0.002


@dataclass(frozen=True, slots=True)
class Moved:
    """What a firm is in a new plant, as a factor of what it was."""

    tax: float = 1.3
    value_added: float = 1.25
    energy: float = 0.9
    pollutants: float = 0.6


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of the office: horizon, limits, prices. Tuples by year hold one value a year, years 1…``years``."""

    first_year: int
    years: int
    budget: tuple[float, ...]
    energy_cap: tuple[float, ...]
    pollutants_cap: tuple[float, ...]
    debt_ceiling: float
    debt_rate: float
    discount: float
    tax_share: float
    jobs_a_year: float
    households_a_year: int
    interim_floor: float
    interim_years: int
    quota_advance: float
    quota_return: int = 3
    prices: Prices = field(default_factory=Prices)
    newcomers: Newcomers = field(default_factory=Newcomers)
    moved: Moved = field(default_factory=Moved)


@dataclass(frozen=True, slots=True)
class Town:
    """All that a plan of renewal and resettlement is made from."""

    name: str
    firms: tuple[Firm, ...]
    blocks: tuple[Block, ...]
    hamlets: tuple[Hamlet, ...]
    sites: tuple[Site, ...]
    rules: Rules
    other_land: float = 0.0
    """Industrial land outside the blocks that no listed firm occupies, in 亩."""

    @property
    def industrial_land(self) -> float:
        """All industrial land before the plan: blocks, firms outside them, and the rest, in 亩."""
        outside = sum(firm.land for firm in self.firms if firm.block is None)
        return sum(block.land for block in self.blocks) + outside + self.other_land
