"""``jiedui plan transfer``: which eastern industries and firms suit a western county, as table, JSON, workbook or brief."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.cli.options import BookPlace, only_shown
from jiedui.cli.terminal import terminal

if TYPE_CHECKING:
    from jiedui.planning.transfer import Match
    from jiedui.planning.transfer.backtest import Outcome, Score


class Format(StrEnum):
    """The form of the plan."""

    TABLE = "table"
    JSON = "json"
    XLSX = "xlsx"
    DOCX = "docx"


def transfer(
    book: BookPlace,
    to: Annotated[str, typer.Option("--to", help="承接地：县，或市（其下各县）· the destination: a county, or a city")],
    origin: Annotated[
        str | None, typer.Option("--from", help="来源地，默认所有东部地区 · the origin, all eastern regions unasked")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", help="哪一年的企业台账，默认最近 · the year of the ledger, the latest unasked"),
    ] = None,
    policy: Annotated[str, typer.Option("--policy", help="承接办法 · the policy of transfer")] = "",
    scheme: Annotated[str, typer.Option("--scheme", help="亩均评价办法 · the scheme of grading")] = "",
    bound: Annotated[
        list[str] | None,
        typer.Option("--bound", help="权重上下限，如 劳动力=0.1..0.4，可多次 · bounds of a weight, repeatable"),
    ] = None,
    order: Annotated[
        str, typer.Option("--order", help="准则从重到轻，如 劳动力>厂房与用地 · criteria from the weightiest down")
    ] = "",
    weights: Annotated[
        int, typer.Option("--weights", min=100, max=100_000, help="抽多少组权重 · how many weights are drawn")
    ] = 10_000,
    first: Annotated[int, typer.Option("--first", min=1, max=100, help="说明前几个行业 · how many are explained")] = 5,
    form: Annotated[Format, typer.Option("--format", help="输出方式 · the form of the answer")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写入文件 · write to this file")] = None,
) -> None:
    """产业转移：哪些东部行业和企业适合哪个县，为什么，有多大把握 · which industries to court, why, how sure."""
    from jiedui.book import Book
    from jiedui.figures import find_region
    from jiedui.planning.transfer import match
    from jiedui.planning.transfer.backtest import backtest
    from jiedui.planning.transfer_reading import Wish, task

    with Book.open(book) as opened:
        at = find_region(opened, origin).id if origin else None
        wish = Wish(find_region(opened, to).id, at, year, policy, scheme, tuple(bound or ()), order, weights)
        made = task(opened, wish)
    found = match(made.inputs, made.policy, made.scheme, made.asked)
    _tell(found, backtest(made.inputs, made.policy, made.scheme, made.asked), form, output, first)
    console = terminal(stderr=True, soft_wrap=True)
    for problem in found.panel.problems:
        console.print(problem.words(), markup=False, highlight=False)


def _tell(found: Match, outcomes: Sequence[Outcome], form: Format, output: Path | None, first: int) -> None:
    """The plan in the form asked for; Refusal (figures-needs-file, figures-table-file) for a file without a name, or a table with one."""
    from jiedui.base.problems import refuse
    from jiedui.planning.transfer_export import values, write_xlsx
    from jiedui.web.transfer_brief import brief

    if form is Format.JSON:
        text = json.dumps(values(found, outcomes, first), ensure_ascii=False, indent=1, default=str)
        output.write_text(text, "utf-8") if output else typer.echo(text)
        return
    if form is Format.TABLE:
        only_shown(output)
        _tables(found, outcomes, first)
        return
    if output is None:
        raise refuse("figures-needs-file")
    if form is Format.XLSX:
        write_xlsx(found, outcomes, first, output)
    else:
        brief(found, outcomes).save(output)
    typer.echo(f"已写入 {output}")


def _tables(found: Match, outcomes: Sequence[Outcome], first: int) -> None:
    """The plan on the screen: each county's ranking and its first suggestions, who courts what, the back-test."""
    from rich.table import Column, Table
    from rich.text import Text

    from jiedui.planning.transfer.tables import courting, ranking, sheet

    console = terminal()
    for row, county in enumerate(found.panel.counties):
        titles = ("名次", "行业", "排第一", "进前五", "名次区间", "主要理由")
        grid = Table(*(Column(each, overflow="fold") for each in titles), title=f"{county.name}，{found.panel.year}年")
        for each in ranking(found, row):
            why = ""
            if each.rank <= first:
                why = "；".join(fact.words() for fact in sheet(found, row, each.column).carrying)
            shares = (f"{each.first:.0%}", f"{each.top:.0%}", f"{each.best}—{each.worst}")
            grid.add_row(*map(Text, (str(each.rank), f"{each.code} {each.name}", *shares, why)))
        console.print(grid)
    shared = courting(found)
    if shared:
        grid = Table("县", "行业", "在该县名次", title="各县分工")
        for each in shared:
            grid.add_row(*map(Text, (each.county, f"{each.code} {each.name}", str(each.rank))))
        console.print(grid)
    _tested(outcomes)


def _tested(outcomes: Sequence[Outcome]) -> None:
    """The back-test on the screen, with what it rests on."""
    from jiedui.planning.transfer.backtest import said, totals

    console = terminal()
    for outcome in outcomes:
        beside = f"；另有 {outcome.unforeseen} 个行业不在排序之内" if outcome.unforeseen else ""
        told = f"回测 {outcome.year}年 {outcome.county}，{outcome.leads} 条线索：{_scores(outcome.at)}{beside}"
        console.print(told, markup=False, highlight=False)
    if all_years := totals(outcomes):
        console.print(f"回测合计：{_scores(all_years)}", markup=False, highlight=False)
    if outcomes:
        console.print(said(outcomes), markup=False, highlight=False)


def _scores(scores: Sequence[Score]) -> str:
    """Scores in a line."""
    told = []
    for each in scores:
        (ours, size, chance), (low, high) = each.shares, each.interval
        told.append(
            f"前{each.first} 本排序 {each.hits}/{each.looked} 即 {ours:.0%}（{low:.0%}—{high:.0%}）、"
            f"按规模 {size:.0%}、随机 {chance:.0%}"
        )
    return "；".join(told)
