"""Regions compared (地区比较): rank, gap to the best, target, gap to the partner; as a table and as bars."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.book.pairs import partners
from jiedui.book.regions import Region
from jiedui.catalog import Indicator
from jiedui.figures import Figure, find_indicator
from jiedui.figures.comparison import Standing, standings, tells_of
from jiedui.figures.show import shown
from jiedui.figures.tables import standings_table
from jiedui.web.desk import Desk, page
from jiedui.web.pages.asked import Asked, asked, region_words
from jiedui.web.pages.charts import chart
from jiedui.web.pages.downloads import table_file, wanted_form
from jiedui.web.pages.figures.dictionary import status
from jiedui.web.pages.figures.told import PARTLY, scoped, stamp

#: Regions compared at most, and bars drawn at most.
MOST, DRAWN = 500, 40
#: The tiers of regions by number, as the register calls them, with the English word.
TIERS: Mapping[int, tuple[str, str]] = {
    1: ("省", "provinces"),
    2: ("市", "cities"),
    3: ("县", "counties"),
    4: ("镇", "towns"),
    5: ("村", "villages"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One region of the comparison in words."""

    standing: Standing
    region: str
    value: str
    link: str
    gap: str
    target: str
    rate: str
    partner: str
    partner_value: str
    partner_link: str
    partner_gap: str


@page()
def compare(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Regions of one level below the scope's region, compared by one indicator."""
    where = asked(request, desk)
    catalog = desk.book.catalog
    declared = find_indicator(catalog, request.GET.get("indicator") or next(iter(_offered(desk))).name)
    context: dict[str, Any] = {"declared": declared, "indicators": _offered(desk), "rows": [], "tiers": {}}
    if where.problems:
        return render(request, "figures/compare.html", scoped(desk, where, **context), status=status(where.problems))
    tiers = _tiers(desk, where)
    tier = _tier(request.GET.get("tier", ""), tiers)
    regions = tiers.get(tier, [])[:MOST]
    placed = standings(
        desk.figures, declared, where.scope, [each.id for each in regions], _paired(desk, declared, regions)
    )
    figure = desk.figures.indicator(declared.name, where.scope)
    form = wanted_form(request)
    if form:
        table = standings_table(desk.book, figure, placed, stamp(desk))
        return table_file(table, form, f"{declared.title}地区比较-{figure.where}")
    context |= {"tier": tier, "tiers": {each: TIERS.get(each, ("", "")) for each in tiers}}
    context |= {"rows": _rows(desk, placed, figure, where)}
    context |= _drawn(desk, declared, placed, figure.unit) | {"cut": len(tiers.get(tier, [])) - len(regions)}
    return render(request, "figures/compare.html", scoped(desk, where, **context))


def _offered(desk: Desk) -> list[Indicator]:
    """The indicators by which regions may be compared, the headline ones first."""
    found = [each for each in desk.book.catalog.indicators_reported if regional(desk, each)]
    return sorted(found, key=lambda each: not each.headline)


def regional(desk: Desk, declared: Indicator) -> bool:
    """Whether the indicator lies in regions at all."""
    if declared.ratio is not None:
        return all(regional(desk, desk.book.catalog.indicators[name]) for name in declared.ratio)
    return bool(desk.book.catalog.ledgers[declared.ledger or ""].regions)


def _tiers(desk: Desk, where: Asked) -> dict[int, list[Region]]:
    """The regions below that of the scope which the user may look at, by tier; western ones where none is named."""
    top, view = where.scope.region, desk.book.view
    found: dict[int, list[Region]] = {}
    for region in desk.book.regions.values():
        below = region.side != "东部" if top is None else top in region.path and region.id != top
        if below and view.region(region.id):
            found.setdefault(region.tier, []).append(region)
    return dict(sorted(found.items()))


def _tier(text: str, tiers: Mapping[int, list[Region]]) -> int:
    """The tier asked for; without a word the first one that has several regions."""
    if text.isascii() and text.isdigit() and int(text) in tiers:
        return int(text)
    return next((tier for tier, regions in tiers.items() if len(regions) > 1), next(iter(tiers), 0))


def _paired(desk: Desk, declared: Indicator, regions: list[Region]) -> dict[int, int]:
    """The closest partner of each region at its own level, where the indicator speaks of that side."""
    tree, view, catalog = desk.book.regions, desk.book.view, desk.book.catalog
    found: dict[int, int] = {}
    for region, others in partners(desk.book, [each.id for each in regions]).items():
        for other in others:
            level = tree[other].tier == tree[region].tier
            if level and view.region(other) and tells_of(catalog, declared, tree[other].side):
                found.setdefault(region, other)
    return found


def _rows(desk: Desk, placed: list[Standing], figure: Figure, where: Asked) -> list[Row]:
    """The regions in words."""
    word, tree, view = region_words(desk), desk.book.regions, desk.book.view

    def called(region: int) -> str:
        return tree[region].name if view.within(region) else f"{tree[region].name}{PARTLY}"

    def records(region: int) -> str:
        return where.of(word(region), "figures-records", figure.name)

    return [_row(each, figure.unit, called, records) for each in placed]


def _row(standing: Standing, unit: str, called: Callable[[int], str], records: Callable[[int], str]) -> Row:
    """One region in words, its numbers leading to their records."""
    partner = standing.partner
    return Row(
        standing,
        called(standing.region),
        str(shown(standing.result.value, unit)),
        records(standing.region),
        str(shown(standing.gap, unit)) if standing.gap is not None else "",
        str(shown(standing.target, unit)) if standing.target is not None else "",
        str(shown(standing.completion, "1")) if standing.completion is not None else "",
        called(partner) if partner is not None else "",
        str(shown(standing.partner_value, unit)) if partner is not None else "",
        records(partner) if partner is not None else "",
        str(shown(standing.partner_gap, unit)) if standing.partner_gap is not None else "",
    )


def _drawn(desk: Desk, declared: Indicator, placed: list[Standing], unit: str) -> dict[str, Any]:
    """The bars, the best on top; none where no region has anything."""
    tree = desk.book.regions
    drawn = placed[:DRAWN]
    if not drawn:
        return {"chart": None, "blank": False}
    labels = [tree[each.region].name for each in drawn]
    values = [each.result.value for each in drawn]
    if not any(each.result.value for each in placed):
        return {"chart": None, "blank": True}
    return {"chart": chart(f"{declared.title}，各地区", labels, values, unit, "across"), "blank": False}
