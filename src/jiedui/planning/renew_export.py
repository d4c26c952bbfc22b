"""A plan of renewal as a workbook: what was reached, calendar, cash, before and after, land, what binds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jiedui.book.outtake.stream import Cell, SheetOut, write_workbook
from jiedui.planning.renew.answer import Plan
from jiedui.planning.renew.tables import Tables, Yearly, tables
from jiedui.planning.renew.town import Town


def write_xlsx(town: Town, plan: Plan, region: str, path: Path) -> None:
    """Write the workbook of a plan for a region, which is named from the top down; no text in it is a formula."""
    made = tables(town, plan)
    years = tuple(f"{year}年" for year in made.years)
    widths = (28, 12, *(14 for _ in years))
    write_workbook(
        path,
        [
            SheetOut("目标", ("指标", "单位", "方案", "已证明的界", "差距"), _levels(made), (34, 12, 16, 16, 10)),
            SheetOut("前后对比", ("指标", "单位", "现状", "方案末年"), _changes(made), (34, 14, 18, 18)),
            SheetOut(
                "日历",
                ("年份", "类别", "名称", "事项", "去向", "数量", "单位"),
                _calendar(made),
                (8, 8, 36, 20, 20, 14, 8),
            ),
            SheetOut("资金", ("项目", "单位", *years), _yearly(made.cash), widths),
            SheetOut("用地平衡", ("项目", "单位", *years), _yearly(made.land), widths),
            SheetOut(
                "紧约束",
                ("规则", "对象", "年份", "数值", "上限", "余量", "单位"),
                _binds(town, made),
                (22, 24, 8, 16, 16, 14, 14),
            ),
            SheetOut("来源", ("项目", "内容"), _sources(plan, region), (20, 60)),
        ],
    )


def _levels(made: Tables) -> Iterator[Sequence[Cell]]:
    """What was reached and proven."""
    for row in made.levels:
        yield row.what, row.unit, row.value, row.bound, f"{row.gap:.2%}"


def _changes(made: Tables) -> Iterator[Sequence[Cell]]:
    """Measures, then states."""
    for row in (*made.measures, *made.changes):
        yield row.what, row.unit, row.before, row.after


def _calendar(made: Tables) -> Iterator[Sequence[Cell]]:
    """One line an event."""
    for row in made.calendar:
        yield row.year, row.kind, row.name, row.what, row.where, row.amount, row.unit


def _yearly(rows: Sequence[Yearly]) -> Iterator[Sequence[Cell]]:
    """One line an item, a column a year."""
    for row in rows:
        yield row.what, row.unit, *row.values


def _binds(town: Town, made: Tables) -> Iterator[Sequence[Cell]]:
    """What binds, by calendar year."""
    for row in made.binds:
        year = town.rules.first_year + row.year - 1
        yield row.words, row.entity, year, row.value, row.limit, row.slack, row.unit


def _sources(plan: Plan, region: str) -> Iterator[Sequence[Cell]]:
    """Where the plan comes from."""
    yield "城镇", plan.town
    yield "台账所属地区", region
    yield "求解用时（秒）", round(plan.seconds, 1)
    yield "是否中途停止", "是" if plan.stopped else "否"
