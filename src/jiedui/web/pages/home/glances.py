"""The charts of the home page, each with its table: money by month, sales by channel, completion by region or indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jiedui.catalog import Indicator
from jiedui.figures import FigureLine
from jiedui.figures.comparison import paces
from jiedui.figures.figures import base_unit
from jiedui.figures.pace import Pace
from jiedui.figures.show import shown
from jiedui.figures.ways import ways
from jiedui.web.desk import Desk
from jiedui.web.pages.asked import Asked, region_words
from jiedui.web.pages.charts import Chart, Layer, chart, stacked
from jiedui.web.pages.figures.told import numbers, parts
from jiedui.web.pages.home.sides import Sides

#: What is drawn: indicators and the way in which each is broken down, where the office keeps them.
DRAWN = (("fiscal_aid", "month"), ("purchase_amount", "channel"))
#: How a figure keeps up with the year, as the legend says it.
STATES: tuple[tuple[Pace, str], ...] = (("done", "已完成"), ("level", "跟上序时"), ("late", "滞后"))
#: Regions in the chart of completion at most.
MOST = 40


@dataclass(frozen=True, slots=True)
class Glance:
    """A chart and its table: the headings in both languages, and rows of a name, cells, and the link of the first cell."""

    chart: Chart
    headings: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, Sequence[str], str]]


def glances(desk: Desk, sides: Sides, lines: Sequence[FigureLine], gone: Fraction) -> Iterator[Glance]:
    """The charts for which there is anything to draw."""
    catalog = desk.book.catalog
    for name, by in DRAWN:
        declared = catalog.indicators.get(name)
        if declared and by in ways(catalog, declared):
            yield from _broken_down(desk, sides.of(name), declared, by)
    by_region = list(_by_region(desk, sides.own, gone))
    yield from by_region or _by_indicator(sides, lines, gone)


def _broken_down(desk: Desk, where: Asked, declared: Indicator, by: str) -> Iterator[Glance]:
    """An indicator by month, or by the values of a column."""
    groups = desk.figures.indicator_by(declared.name, where.scope, by)
    if not any(result.rows for _, result in groups):
        return
    title = f"{declared.title}，按{ways(desk.book.catalog, declared)[by]}"
    figure = desk.figures.indicator(declared.name, where.scope)
    drawn = chart(title, *numbers(groups), base_unit(declared), "bar" if by == "month" else "across")
    rows = [(part.key, (part.value, str(part.rows)), part.link) for part in parts(groups, figure, where, by)]
    yield Glance(drawn, (("项目", "Item"), ("数值", "Value"), ("记录数", "Entries")), rows)


def _by_region(desk: Desk, where: Asked, gone: Fraction) -> Iterator[Glance]:
    """How many headline figures of each region below are done, on course, late; where targets are set for them."""
    tree, view, word = desk.book.regions, desk.book.view, region_words(desk)
    below = [each.id for each in tree.children.get(where.scope.region, ()) if view.region(each.id)][:MOST]
    found = {region: counts for region, counts in paces(desk.figures, where.scope, below, gone).items() if counts}
    if not found:
        return
    names = [tree[region].name for region in found]
    layers = [Layer(title, state, [counts[state] for counts in found.values()]) for state, title in STATES]
    rows = [
        (tree[region].name, [str(counts[state]) for state, _ in STATES], where.of(word(region), "home"))
        for region, counts in found.items()
    ]
    headings = (("地区", "Region"), ("已完成", "Done"), ("跟上序时", "On course"), ("滞后", "Late"))
    yield Glance(stacked("各地区主要指标完成情况", names, layers, "项"), headings, rows)


def _by_indicator(sides: Sides, lines: Sequence[FigureLine], gone: Fraction) -> Iterator[Glance]:
    """The rates of completion of the headline figures, beside the share of the year gone."""
    kept = [line for line in lines if line.completion is not None]
    if not kept:
        return
    titles, rates = [line.figure.title for line in kept], [line.completion for line in kept]
    drawn = chart("主要指标完成率", titles, rates, "1", "across", mark=("序时进度", gone))
    rows = [
        (
            line.figure.title,
            (str(shown(line.completion, "1")),),
            sides.of(line.figure.name).link("figures-one", line.figure.name),
        )
        for line in kept
    ]
    yield Glance(drawn, (("指标", "Figure"), ("完成率", "Rate")), rows)
