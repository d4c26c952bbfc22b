"""The parameter file of a plan (``renew.toml``): the years, the money, the limits, the norms, the order of objectives.

Everything that the ledgers do not say. Money is 万元, land 亩, floor 平方米, distance 公里; a list by year has one value a year
of the plan. Whatever is left out has the value given here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from jiedui.catalog.faults import Fault, raise_any
from jiedui.catalog.model import Declaration, Word
from jiedui.planning.renew.town import Moved, Newcomers, Prices

Measure = Literal["output", "cost", "housed", "distance", "jobs_lost"]
#: A number that is not below 0, one above 0, a share from 0 to 1, and a count of years.
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Above = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1)]
Years = Annotated[int, Field(ge=0)]


class Horizon(Declaration):
    """The years of the plan, and the year of the enterprise ledger that it starts from."""

    first_year: Annotated[int, Field(ge=1990, le=2100)] = 2025
    years: Annotated[int, Field(ge=1, le=30)] = 8
    base_year: int | None = None

    @property
    def base(self) -> int:
        """The year of the enterprise ledger: the one before the plan, unless another is named."""
        return self.first_year - 1 if self.base_year is None else self.base_year


class Money(Declaration):
    """The budget of each year, the debt, and what the town keeps of the tax."""

    budget: tuple[Amount, ...] = (60_000.0,) * 8
    debt_ceiling: Amount = 120_000.0
    debt_rate: Share = 0.042
    discount: Share = 0.05
    tax_share: Share = 0.35


class Limits(Declaration):
    """What a year may ask of the town; ``energy`` and ``pollutants`` are the caps of each year as shares of today's."""

    energy: tuple[Above, ...] = (1.0, 1.0, 0.99, 0.98, 0.97, 0.96, 0.95, 0.94)
    pollutants: tuple[Above, ...] = (1.0, 0.98, 0.95, 0.92, 0.89, 0.86, 0.83, 0.80)
    jobs_a_year: Amount = 900.0
    households_a_year: Years = 1_100
    interim_floor: Amount = 60_000.0
    interim_years: Years = 2
    quota_advance: Amount = 200.0
    quota_return: Years = 3


class Norms(Declaration):
    """The norms by which ledgers become a plan.

    ``plot_ratio`` is the least of a renewed block, ``need`` the floor in a new plant over the old one where a firm named
    none, ``move_radius`` how far a firm moves. ``reclaimed_floor`` is the floor a household of old houses where no ledger
    tells. ``household_share`` is what households pay of their homes, ``stage_homes`` the homes of a stage,
    ``stage_saving`` what a home of a stage costs less than one of the stage before.
    """

    plot_ratio: Above = 1.5
    need: Above = 0.9
    move_radius: Above = 6.0
    radius: Above = 3.5
    detour: Annotated[float, Field(ge=1)] = 1.3
    consent: Share = 0.8
    old_house: Amount = 0.055
    house_floor: Above = 210.0
    home_cost: Amount = 111.0
    household_share: Share = 0.7
    stage_homes: Annotated[int, Field(ge=1)] = 120
    stage_saving: Annotated[float, Field(ge=0, lt=1)] = 0.04
    block_clearing: Amount = 6.0


class Firms(Declaration):
    """The rules of enterprises: the scheme by which they are graded, what each grade may do, the end of 散乱污."""

    scheme: str = ""
    closable: tuple[Word, ...] = ("C", "D")
    admitted: tuple[Word, ...] = ("A", "B", "C", "T")
    scattered_by: int | None = None


class Objectives(Declaration):
    """The measures in the order in which they matter, and the share of each that a later one may cost."""

    order: tuple[Measure, ...] = ("output", "housed", "cost", "jobs_lost", "distance")
    slack: Share = 0.01


#: The themes of blocks, and the classes of GB/T 4754 that each takes in (beginnings of codes).
THEMES: Mapping[str, tuple[str, ...]] = {
    "电机电器": ("381", "382", "385", "387"),
    "塑料制品": ("29",),
    "装备制造": ("34", "35"),
    "金属制品": ("31", "32", "33"),
    "木业家居": ("20", "21"),
    "电子信息": ("39",),
    "纺织服装": ("17", "18"),
    "汽车零部件": ("36", "37"),
}


class Params(Declaration):
    """A whole parameter file."""

    plan: Horizon = Horizon()
    money: Money = Money()
    limits: Limits = Limits()
    norms: Norms = Norms()
    firms: Firms = Firms()
    objectives: Objectives = Objectives()
    prices: Prices = Prices()
    newcomers: Newcomers = Newcomers()
    moved: Moved = Moved()
    themes: Mapping[Word, tuple[Word, ...]] = Field(default_factory=lambda: dict(THEMES))

    @property
    def scattered_by(self) -> int:
        """The year by whose end the scattered firms are gone: the third of the plan, unless another is named."""
        named = self.firms.scattered_by
        return min(self.plan.first_year + 2, self.last_year) if named is None else named

    @property
    def last_year(self) -> int:
        """The last year of the plan."""
        return self.plan.first_year + self.plan.years - 1

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        """Lists by year have a value a year, prices and factors are not below 0, an objective is named once."""
        raise_any([*_year_faults(self), *_amount_faults(self), *_order_faults(self)])
        return self


def _year_faults(params: Params) -> Iterator[Fault]:
    """Lists by year with too many or too few values."""
    years = params.plan.years
    for section, key in (("money", "budget"), ("limits", "energy"), ("limits", "pollutants")):
        values = getattr(getattr(params, section), key)
        if len(values) != years:
            yield Fault("renew-years", (section, key), {"key": key, "count": len(values), "years": years})


def _amount_faults(params: Params) -> Iterator[Fault]:
    """Prices and factors below 0."""
    for section in ("prices", "newcomers", "moved"):
        record = getattr(params, section)
        for each in fields(record):
            value = getattr(record, each.name)
            if not value >= 0:
                yield Fault("renew-negative", (section, each.name), {"key": each.name, "value": value})


def _order_faults(params: Params) -> Iterator[Fault]:
    """An empty order, or a measure twice in it; a deadline outside the plan."""
    order = params.objectives.order
    if not order or len(set(order)) != len(order):
        yield Fault("renew-order", ("objectives", "order"), {"order": "、".join(order)})
    if not params.plan.first_year <= params.scattered_by <= params.last_year:
        details = {"year": params.scattered_by, "first": params.plan.first_year, "last": params.last_year}
        yield Fault("renew-year-outside", ("firms", "scattered_by"), details)
