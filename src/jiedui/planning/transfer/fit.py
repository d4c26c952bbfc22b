r"""Fit at the destination (承接条件), by county × industry; each measure from 0 to 1, a span where it is not known.

    labour    =  min(1, labour ÷ (firms × need))      the number of firms hoped for that the county could man
    space     =  the greater of the same for standard plants (floor) and for industrial land
    quota     =  the same for the energy quota
    material  =  1 where the county has a material that the industry works on, 0 where it works on others, else ½
    access    =  min(1, logistics ÷ what counts as full)
    cost      =  the share of the origin's cost of labour, floor and land a year that the county's prices save

A factor for which a county has no entry is unknown, an entry of 0 is nothing. More of a factor never lowers a measure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jiedui.catalog.industries import bare
from jiedui.catalog.transfers import Material, TransferPolicy
from jiedui.planning.grade.firms import Mask, Numbers
from jiedui.planning.transfer.complexity import Matrix
from jiedui.planning.transfer.frames import LABOUR, LAND, LOGISTICS, MATERIAL, PLANT, QUOTA, Supply, offered
from jiedui.planning.transfer.needs import COLUMNS, Need
from jiedui.planning.transfer.panel import Panel
from jiedui.planning.transfer.spans import Span, between, known

#: Factors whose prices on both sides make the saving: those that are paid for every year, and land over the years of its use.
PRICED = (LABOUR, PLANT, LAND)


@dataclass(frozen=True)
class Fit:
    """The measures by county × industry, and what they are made of: the entries by county and factor, their sums."""

    spans: dict[str, Span]
    offers: Sequence[Mapping[str, Sequence[Supply]]]
    sums: Mapping[str, Numbers]
    prices: Mapping[str, tuple[float, Numbers]]


def fit(panel: Panel, policy: TransferPolicy, needs: Mapping[str, Need]) -> Fit:
    """How well every county suits every industry."""
    factors = (*COLUMNS, MATERIAL, LOGISTICS)
    offers = [
        {factor: offered(panel.inputs, county.id, panel.year, factor, policy.excluded) for factor in factors}
        for county in panel.counties
    ]
    sums = {factor: _sums(offers, factor) for factor in (*COLUMNS, LOGISTICS)}
    prices = {factor: _prices(panel, offers, factor) for factor in PRICED}
    met = {factor: _met(sums[factor], needs[factor], policy.firms) for factor in COLUMNS}
    plants, land = met[PLANT], met[LAND]
    shape = (len(panel.counties), len(panel.codes))
    access = np.broadcast_to(np.minimum(1, sums[LOGISTICS] / float(policy.access))[:, None], shape)
    spans = {
        "labour": met[LABOUR],
        "space": Span(np.maximum(plants.low, land.low), np.maximum(plants.high, land.high)),
        "quota": met[QUOTA],
        "material": known(_material(panel, policy.materials, offers)),
        "access": known(np.array(access)),
        "cost": known(_saved(needs, prices, policy.land_years)),
    }
    return Fit(spans, offers, sums, prices)


def _sums(offers: Sequence[Mapping[str, Sequence[Supply]]], factor: str) -> Numbers:
    """How much of a factor each county offers; NaN where it has no entry."""
    found = [[each.quantity for each in offer[factor]] for offer in offers]
    return np.array([sum(each) if each else np.nan for each in found], dtype=np.float64)


def _met(supply: Numbers, need: Need, firms: int) -> Span:
    """The share of the firms hoped for that the supply is enough for, by county × industry."""
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.minimum(1, supply[:, None] / (firms * need.high[None, :]))
        most = np.minimum(1, supply[:, None] / (firms * need.low[None, :]))
    return between(least, most)


def _material(panel: Panel, materials: Sequence[Material], offers: Sequence[Mapping[str, Sequence[Supply]]]) -> Matrix:
    """Whether the county has what the industry works on; NaN for counties that tell of no material at all."""
    found = np.full((len(offers), len(panel.codes)), 0.5)
    works = np.array(
        [[code.startswith(tuple(map(bare, each.industries))) for code in panel.codes] for each in materials], dtype=bool
    )
    for at, offer in enumerate(offers):
        entries = [each for each in offer[MATERIAL] if each.quantity > 0]
        has = np.array([any(word in each.detail for each in entries for word in one.words) for one in materials], bool)
        if len(materials):
            needing = works.any(axis=0)
            found[at, needing] = 0.0 if offer[MATERIAL] else np.nan
            found[at, (works & has[:, None]).any(axis=0)] = 1.0
    return found


def _price(entries: Sequence[Supply]) -> float:
    """The mean price of entries, weighted by quantity; NaN without any."""
    priced = [(each.price, each.quantity) for each in entries if each.price is not None and each.quantity > 0]
    if not priced:
        return float("nan")
    return sum(price * quantity for price, quantity in priced) / sum(quantity for _, quantity in priced)


def _prices(panel: Panel, offers: Sequence[Mapping[str, Sequence[Supply]]], factor: str) -> tuple[float, Numbers]:
    """The price at the origin and in each county."""
    origin = [each for place in panel.origins for each in offered(panel.inputs, place, panel.year, factor)]
    return _price(origin), np.array([_price(offer[factor]) for offer in offers])


def _saved(needs: Mapping[str, Need], prices: Mapping[str, tuple[float, Numbers]], land_years: int) -> Matrix:
    """What a county saves of the origin's cost, over the factors that have prices on both sides; NaN without any."""
    counties, industries = len(prices[LABOUR][1]), len(needs[LABOUR].median)
    here, there = np.zeros((counties, industries)), np.zeros((counties, industries))
    for factor, (origin, local) in prices.items():
        years = land_years if factor == LAND else 1
        both: Mask = np.isfinite(local)[:, None] & np.isfinite(needs[factor].median)[None, :] & np.isfinite(origin)
        amount = np.broadcast_to(needs[factor].median / years, both.shape)
        there += np.where(both, amount * origin, 0)
        here += np.where(both, amount * np.nan_to_num(local)[:, None], 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(there > 0, np.clip(1 - here / there, 0, 1), np.nan)
