"""``jiedui plan renew``: the double wheel of a town as one plan — who moves where and when, what is built, what it costs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.cli.at_work import Stop, Telling, at_work
from jiedui.cli.options import BookPlace, Parameters, PlanRegion
from jiedui.cli.terminal import grid_of, number, terminal

if TYPE_CHECKING:
    from jiedui.planning.renew.answer import Plan
    from jiedui.planning.renew.frontier import Point
    from jiedui.planning.renew.pins import Pin
    from jiedui.planning.renew.saving import Origin
    from jiedui.planning.renew.town import Town


def renew(
    book: BookPlace,
    params: Parameters = None,
    region: PlanRegion = None,
    order: Annotated[
        str, typer.Option("--order", help="目标先后，如 output,cost；默认依参数文件 · measures in their order")
    ] = "",
    seconds: Annotated[float, typer.Option("--seconds", min=1, help="最多求解多少秒 · time to solve")] = 300.0,
    gap: Annotated[float, typer.Option("--gap", min=0, max=1, help="证明到多小的差距为止 · the gap to prove")] = 0.01,
    pin: Annotated[
        list[str] | None,
        typer.Option("--pin", help="固定项，可多次：片区@2、企业=留下、自然村=集聚区@3 · what is held fast"),
    ] = None,
    between: Annotated[
        str, typer.Option("--frontier", help="两个目标之间的一组方案，如 output,cost · plans between two measures")
    ] = "",
    count: Annotated[int, typer.Option("--plans", min=3, max=50, help="前沿上几个方案 · plans of the frontier")] = 9,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写入 .json 或 .xlsx · write to a .json or .xlsx file")
    ] = None,
) -> None:
    """工改+宅改：一个方案排好企业、片区、自然村和资金 · one plan for industry and homesteads.

    Progress is told on the error stream; Ctrl-C stops and gives the best plan so far. Where there is no plan, the smallest
    relaxation that would mend it is told, or the rules that conflict. A plan is of one town: --region names it where the book
    holds several.
    """
    from jiedui.base.problems import Refusal
    from jiedui.book import Book
    from jiedui.book.location import locate
    from jiedui.figures import find_region
    from jiedui.planning.renew.mending import mended
    from jiedui.planning.renew.pins import read_pin
    from jiedui.planning.renew.saving import Origin
    from jiedui.planning.renew.solve import plan
    from jiedui.planning.town_reading import office_params, path_of, read_params, read_town

    chosen = read_params(params or office_params(locate(book)))
    measures = measures_of(order) or chosen.objectives.order
    with Book.open(book) as opened:
        reading = read_town(opened, chosen, find_region(opened, region).id if region else None)
        place = path_of(opened, reading.region)
    town = reading.sound
    pins = [read_pin(town, text) for text in pin or ()]
    origin = Origin(place, chosen, tuple(each.words for each in pins))
    if between:
        _frontier(town, measures_of(between), count, (seconds, gap), pins, origin, output)
        return

    def work(telling: Telling, stop: Stop) -> Plan:
        """The plan, or why there is none."""
        try:
            return plan(
                town,
                measures,
                seconds=seconds,
                gap=gap,
                slack=chosen.objectives.slack,
                pins=pins,
                progress=telling.heard,
                stop=stop,
            )
        except Refusal as refusal:
            raise mended(refusal, town, pins, seconds, stop) from refusal

    _tell(town, at_work(work), origin, output)


def measures_of(text: str) -> tuple[str, ...]:
    """The measures of a list; Refusal for one that is unknown or stands twice."""
    from jiedui.base.problems import refuse
    from jiedui.planning.renew.model import ORDER

    names = tuple(name.strip() for name in text.replace("，", ",").split(",") if name.strip())
    if len(set(names)) != len(names) or not set(names) <= set(ORDER):
        raise refuse("renew-measures", text=text, known="、".join(ORDER))
    return names


def _frontier(
    town: Town,
    between: tuple[str, ...],
    count: int,
    limits: tuple[float, float],
    pins: Sequence[Pin],
    origin: Origin,
    output: Path | None,
) -> None:
    """The plans between two measures, each examined, as a table and as JSON."""
    from jiedui.base.problems import Refusal, refuse
    from jiedui.planning.proof import breaches
    from jiedui.planning.renew.frontier import frontier
    from jiedui.planning.renew.mending import mended
    from jiedui.planning.renew.saving import plan_body
    from jiedui.planning.renew.tables import MEASURES

    if len(between) != 2:
        raise refuse("renew-frontier")
    first, second = between

    def work(telling: Telling, stop: Stop) -> tuple[Point, ...]:
        """The plans, or why there is none."""
        try:
            return frontier(
                town,
                first,
                second,
                count=count,
                seconds=limits[0],
                gap=limits[1],
                pins=pins,
                progress=telling.heard,
                begun=telling.begun,
                stop=stop,
            )
        except Refusal as refusal:
            raise mended(refusal, town, pins, limits[0], stop) from refusal

    points = at_work(work)
    grid = grid_of("方案", *(f"{MEASURES[name][0]}（{MEASURES[name][1]}）" for name in between), "差距", "核对")
    for place, point in enumerate(points, 1):
        measures, level = point.plan.accounts.measures, point.plan.levels
        values = (f"{getattr(measures, name):,.2f}" for name in between)
        sound = "无误" if not breaches(town, point.plan.decisions) else "有误"
        grid.add_row(str(place), *values, f"{level[0].gap:.2%}" if level else "—", sound)
    terminal().print(grid)
    if output:
        plans = [plan_body(point.plan, origin) for point in points]
        output.write_text(json.dumps({"between": between, "plans": plans}, ensure_ascii=False, indent=1), "utf-8")
        typer.echo(f"已写入 {output}")


def _tell(town: Town, plan: Plan, origin: Origin, output: Path | None) -> None:
    """The plan on the screen; in full in the file."""
    from jiedui.planning.renew.saving import plan_to_json
    from jiedui.planning.renew_export import write_xlsx

    _show(town, plan)
    if output is None:
        return
    if output.suffix == ".xlsx":
        write_xlsx(town, plan, origin.region, output)
    else:
        output.write_text(plan_to_json(plan, origin), "utf-8")
    typer.echo(f"已写入 {output}")


def _show(town: Town, plan: Plan) -> None:
    """What was reached, before and after, cash, land, what binds, and how long the calendar is."""
    from jiedui.planning.proof import examine
    from jiedui.planning.renew.tables import tables

    made, console = tables(town, plan), terminal()
    grid = grid_of(
        "目标", "方案", "界", "差距", title=f"{plan.town}：{plan.seconds:.0f} 秒{'，中途停止' if plan.stopped else ''}"
    )
    for row in made.levels:
        grid.add_row(f"{row.what}（{row.unit}）", f"{row.value:,.2f}", f"{row.bound:,.2f}", f"{row.gap:.2%}")
    console.print(grid)
    grid = grid_of("指标", "现状", "方案末年", title="前后对比")
    for change in (*made.measures, *made.changes):
        grid.add_row(f"{change.what}（{change.unit}）", f"{change.before:,.2f}", f"{change.after:,.2f}")
    console.print(grid)
    for title, rows in (("资金（万元）", made.cash), ("用地平衡（亩）", made.land)):
        grid = grid_of("项目", *map(str, made.years), title=title)
        for item in rows:
            grid.add_row(item.what, *(number(value, ",.0f") for value in item.values))
        console.print(grid)
    grid = grid_of("紧约束", "对象", "年份", "余量", title="哪些规则卡住了方案")
    for bind in made.binds:
        year = str(town.rules.first_year + bind.year - 1)
        grid.add_row(bind.words, bind.entity, year, f"{number(bind.slack, ',.1f')} {bind.unit}")
    console.print(grid)
    proof = examine(town, plan)
    told = f"{proof.figures} 个数重算无误" if proof.holds else f"独立核对发现 {len(proof.findings)} 处不符"
    typer.echo(f"日历 {len(made.calendar)} 项（见输出文件）；{told}。")
