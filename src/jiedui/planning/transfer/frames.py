"""What a plan of transfer is made from: places, firms by year, resources, leads, contacts; from a book or from anywhere.

Numbers are in the units of the ledgers' cells: land in 亩, floor in 平方米, energy in 吨标准煤, money in 万元 (prices of
resources in 元 a unit). Every record knows its entry, so that each fact can name where it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jiedui.planning.grade.firms import Firms

#: Factors of the ledger of resources by what they offer.
LABOUR, LAND, PLANT, QUOTA, MATERIAL, LOGISTICS, SUPPLIER = (
    "劳动力", "工业用地", "标准厂房", "能耗指标", "原料", "物流", "配套企业",
)  # fmt: skip
#: Stages in which a firm has taken root, stages on the way there, the one that ended, and the one that each begins at.
ROOTED, SIGNED, ENDED, FOUND = ("开工", "投产"), ("签约", "开工", "投产"), "终止", "线索"


@dataclass(frozen=True, slots=True)
class Place:
    """A region: ``path`` are the ids from the top down to itself, ``names`` the names along it."""

    id: int
    name: str
    level: str
    side: str | None
    path: tuple[int, ...]
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Supply:
    """One entry of the ledger of resources."""

    id: int
    region: int
    year: int
    factor: str
    detail: str
    quantity: float
    unit: str
    price: float | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """One entry of the ledger of leads: who from where to where, the year it was found, how far it came.

    ``since`` are the stages that it came to since, in their order, each with its year.
    """

    id: int
    firm: int
    name: str
    industry: str
    origin: int
    region: int
    year: int
    stage: str
    since: tuple[tuple[str, int], ...] = ()

    def until(self, year: int) -> Lead:
        """The lead as it stood at the end of that year."""
        reached = [each for each in self.since if each[1] <= year]
        return replace(self, stage=reached[-1][0] if reached else FOUND, since=tuple(reached))


@dataclass(frozen=True, slots=True)
class Contact:
    """A visit to a firm, or a pairing agreement between regions: what shows that two sides talk.

    ``entry`` names it (``visit:3``); ``firm`` is the firm visited, ``west`` the region of an agreement.
    """

    entry: str
    year: int
    east: int | None = None
    west: int | None = None
    firm: int | None = None


@dataclass(frozen=True)
class Settled:
    """The firms of one year, each with the region of its seat (a place's id; None where that is unknown)."""

    firms: Firms
    regions: Sequence[int | None]


@dataclass(frozen=True)
class Inputs:
    """All that a plan is made from."""

    places: Mapping[int, Place]
    years: Mapping[int, Settled]
    supplies: Sequence[Supply] = ()
    leads: Sequence[Lead] = ()
    contacts: Sequence[Contact] = ()

    def within(self, region: int | None, place: int) -> bool:
        """Whether the region is the place or lies below it."""
        return region is not None and region in self.places and place in self.places[region].path

    def until(self, year: int) -> Inputs:
        """What was known at the end of that year: later firms, resources, leads, stages and contacts left out."""
        return Inputs(
            self.places,
            {each: settled for each, settled in self.years.items() if each <= year},
            [each for each in self.supplies if each.year <= year],
            [each.until(year) for each in self.leads if each.year <= year],
            [each for each in self.contacts if each.year <= year],
        )

    def counties(self, place: int) -> list[Place]:
        """The place itself when it is a county or below; else the counties below it."""
        own = self.places[place]
        if own.level not in ("省", "市"):
            return [own]
        return [each for each in self.places.values() if each.level == "县" and place in each.path]

    def county_of(self, region: int) -> int:
        """The county above a region, or the region itself without one; what lies above may be out of sight."""
        path = self.places[region].path
        return next((id for id in path if id in self.places and self.places[id].level == "县"), region)


def offered(inputs: Inputs, place: int, year: int, factor: str, excluded: Sequence[str] = ()) -> list[Supply]:
    """What a place offers of a factor: of its latest year, not later than ``year``.

    For each detail the place's own entry counts; only without one are the entries of places below added up, so that
    what a county and its towns both list is not counted twice. What names a red line is left out.
    """
    found = [
        each
        for each in inputs.supplies
        if each.factor == factor and each.year <= year and inputs.within(each.region, place)
    ]
    latest = max((each.year for each in found), default=0)
    open_ = [each for each in found if each.year == latest and not any(word in each.detail for word in excluded)]
    own = {each.detail for each in open_ if each.region == place}
    return [each for each in open_ if each.region == place or each.detail not in own]
