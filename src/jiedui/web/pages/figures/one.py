"""One indicator: its definition, its value for a scope, broken down, over the years, on both sides of the pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.base.periods import Period
from jiedui.book.pairs import partners
from jiedui.catalog import Indicator
from jiedui.figures import FigureLine, find_indicator
from jiedui.figures.breakdown import Group
from jiedui.figures.comparison import spread, tells_of
from jiedui.figures.figures import base_unit
from jiedui.figures.show import shown
from jiedui.figures.tables import breakdown_table, figure_table
from jiedui.figures.ways import ways
from jiedui.web.desk import Desk, page
from jiedui.web.pages.asked import Asked, asked, region_words
from jiedui.web.pages.charts import Kind, chart
from jiedui.web.pages.downloads import table_file, wanted_form
from jiedui.web.pages.figures.dictionary import ground, status
from jiedui.web.pages.figures.told import PARTLY, Part, numbers, parts, scoped, stamp, told

#: Parts of a breakdown that the page shows, and the chart; all of them are in the download.
SHOWN, DRAWN = 200, 30
#: Years of the series.
SPAN = 8


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the pair: the region, the value in words (None: the ledger does not name regions of that side)."""

    region: str
    side: str | None
    value: str | None
    link: str
    own: bool


@page()
def one(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """The page of an indicator."""
    where = asked(request, desk)
    declared = find_indicator(desk.book.catalog, name)
    context: dict[str, Any] = {
        "declared": declared,
        "ground": ground(desk.book.catalog, declared),
        "line": None,
        "series": [],
    }
    if where.problems:
        return render(request, "figures/one.html", scoped(desk, where, **context), status=status(where.problems))
    line = desk.figures.line(declared.name, where.scope)
    offered = ways(desk.book.catalog, declared)
    by = _by(request, offered, where)
    groups = desk.figures.indicator_by(declared.name, where.scope, by) if by else []
    form = wanted_form(request)
    if form:
        return _file(desk, line, groups, offered.get(by, ""), form)
    context |= _broken_down(line, groups, where, by, offered)
    context |= _series(desk, declared, where) if "year" in offered else {}
    context |= {"line": told(line, where), "figure": line.figure, "sides": _sides(desk, declared, where)}
    context |= {"two": _two(line, where), "told_parts": _declared_words(desk, declared)}
    return render(request, "figures/one.html", scoped(desk, where, **context))


def _by(request: HttpRequest, offered: Mapping[str, str], where: Asked) -> str:
    """What the address wants it broken down by; without a word months of one year, else what is offered first."""
    wanted = request.GET.get("by", "")
    if wanted in offered:
        return wanted
    period = where.scope.period
    within = period is not None and period.start.year == period.end.year
    return next(iter(offered if within else [by for by in ("year", *offered) if by in offered]), "")


def _file(desk: Desk, line: FigureLine, groups: list[Group], title: str, form: Any) -> HttpResponse:
    """The figure broken down as a file; alone where it cannot be broken down."""
    at, figure = stamp(desk), line.figure
    table = breakdown_table(figure, groups, title, at) if groups else figure_table(line, at)
    return table_file(table, form, f"{figure.title}-{figure.where}")


def _broken_down(
    line: FigureLine, groups: list[Group], where: Asked, by: str, offered: Mapping[str, str]
) -> dict[str, Any]:
    """The breakdown with its chart."""
    drawn = groups if by in ("month", "quarter", "year") else groups[:DRAWN]
    kind: Kind = "bar" if by in ("month", "quarter", "year") else "across"
    title = f"{line.figure.title}，按{offered.get(by, '')}"
    return {
        "by": by,
        "by_title": offered.get(by, ""),
        "offered": offered,
        "parts": parts(groups[:SHOWN], line.figure, where, by),
        "more": max(len(groups) - SHOWN, 0),
        "chart": chart(title, *numbers(drawn), line.figure.unit, kind) if len(drawn) > 1 else None,
    }


def _series(desk: Desk, declared: Indicator, where: Asked) -> dict[str, Any]:
    """The indicator over the years up to the one that is asked about."""
    last = where.scope.period.end.year if where.scope.period else where.day.year
    first = max(where.years[0] if where.years else last, last - SPAN + 1)
    if first >= last:
        return {"series": []}
    scope = replace(where.scope, period=Period(date(first, 1, 1), date(last, 12, 31)))
    groups = desk.figures.indicator_by(declared.name, scope, "year")
    unit = base_unit(declared)
    series = [
        Part(
            key,
            str(shown(result.value, unit)),
            result.rows,
            replace(where, period=key).link("figures-records", declared.name),
        )
        for key, result in groups
    ]
    return {"series": series, "series_chart": chart(f"{declared.title}，历年", *numbers(groups), unit, "line")}


def _sides(desk: Desk, declared: Indicator, where: Asked) -> list[Side]:
    """The region and its partners, each with the figure."""
    region, tree, view = where.scope.region, desk.book.regions, desk.book.view
    if region is None:
        return []
    others = [other for other in partners(desk.book, [region])[region] if view.region(other)]
    found = spread(desk.figures, [declared], replace(where.scope, region=None), [region, *others])[declared.name]
    unit, word = base_unit(declared), region_words(desk)
    sides = []
    for id in (region, *others) if others else ():
        known = tells_of(desk.book.catalog, declared, tree[id].side)
        value = str(shown(found[id].value, unit)) if known else None
        link = where.of(word(id), "figures-one", declared.name)
        name = tree[id].name if view.within(id) else f"{tree[id].name}{PARTLY}"
        sides.append(Side(name, tree[id].side, value, link, own=id == region))
    return sides


def _two(line: FigureLine, where: Asked) -> list[Any]:
    """The two figures of a ratio."""
    return [told(FigureLine(each), where) for each in (line.figure.numerator, line.figure.denominator) if each]


def _declared_words(desk: Desk, declared: Indicator) -> list[tuple[tuple[str, str], str]]:
    """What else the declaration says, each with its heading in both languages."""
    ledger = desk.book.catalog.ledgers.get(declared.ledger or "")
    dated = ledger.column(declared.date or ledger.date or "").title if ledger and (declared.date or ledger.date) else ""
    rows = [
        (("也叫", "Also called"), "、".join(declared.aliases)),
        (("报告里怎么说", "As reports say it"), "、".join(each.replace(" ", "…") for each in declared.phrases)),
        (("量词", "Measure words"), "、".join(dict.fromkeys((declared.unit, *declared.units)))),
        (("按哪个日期计", "Counted by"), dated),
        (
            ("流量或存量", "Flow or stock"),
            "存量：期末仍在的" if declared.stock else "流量：期内发生的" if dated else "",
        ),
    ]
    return [(heading, words) for heading, words in rows if words]
