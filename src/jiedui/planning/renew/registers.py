"""What the planning ledgers say of a town, entry by entry, before anything is made of it.

The units are those of the ledgers: land 亩, floor 平方米, money 万元, energy 吨标准煤, pollutants 当量. Years are calendar
years. A cell left empty is None (or the empty text or tuple); ``entry`` is the number of the entry in the book, None for a
town that was never in one. Geometry is GeoJSON or WKT in WGS 84, as the ledger keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel of land (地块)."""

    code: str
    region: str
    area: float
    use: str
    block: str = ""
    plot_ratio: float | None = None
    geometry: str = ""
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise (企业) in the year that the plan starts from; ``grade`` is what the ledger says, not what was graded.

    ``need`` is the floor that the firm wants in a new plant. A firm that was struck off the roster is no longer scattered.
    """

    firm: str
    land: float
    floor: float | None = None
    tax: float | None = None
    value_added: float | None = None
    staff: int | None = None
    energy: float | None = None
    pollutants: float | None = None
    sales: float | None = None
    rnd: float | None = None
    industry: str = ""
    parcel: str = ""
    grade: str = ""
    scattered: bool = False
    disposal: str = ""
    struck_off: bool = False
    need: float | None = None
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class RenewalBlock:
    """A renewal block (更新片区): its plot ratio, slots and themes as planned, what clearing it costs, and from when."""

    name: str
    region: str
    plot_ratio: float
    slots: int
    themes: tuple[str, ...] = ()
    clearing: float | None = None
    earliest: int | None = None
    geometry: str = ""
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Village:
    """A hamlet (自然村). ``floor`` is that of its old houses, ``consent_year`` the one in which consent is expected.

    ``must_by`` is the year by whose end it must have moved; ``block`` the renewal block that it stands in.
    """

    name: str
    region: str
    households: int
    homestead: float
    people: int | None = None
    consenting: int | None = None
    floor: float | None = None
    consent_year: int | None = None
    must_by: int | None = None
    block: str = ""
    geometry: str = ""
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """A household (农户) of a hamlet; ``consents`` is None where it was not asked."""

    code: str
    head: str
    hamlet: str
    people: int
    floor: float | None = None
    consents: bool | None = None
    priority: str = ""
    wishes: tuple[str, ...] = ()
    group: str = ""
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster site (集聚区). ``stages`` are the homes of each building stage; none means stages of the usual size."""

    name: str
    region: str
    capacity: int
    area: float
    setup_cost: float | None = None
    unit_cost: float | None = None
    services: tuple[str, ...] = ()
    available_from: int | None = None
    stages: tuple[int, ...] = ()
    block: str = ""
    block_slots: int | None = None
    geometry: str = ""
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Registers:
    """All planning ledgers of one town."""

    town: str
    parcels: tuple[Parcel, ...]
    enterprises: tuple[Enterprise, ...]
    blocks: tuple[RenewalBlock, ...]
    hamlets: tuple[Village, ...]
    households: tuple[Household, ...]
    sites: tuple[Cluster, ...]
