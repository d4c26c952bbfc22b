"""``jiedui report``: summaries written from the book, and the sources of their figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from jiedui.base.problems import refuse
from jiedui.cli.options import BookPlace

if TYPE_CHECKING:
    from jiedui.book import Book
    from jiedui.reports.writing import Summary

commands = typer.Typer(no_args_is_help=True, help="报告：撰写总结、查看数据来源 · summaries and their sources")


@commands.command()
def summary(
    book: BookPlace,
    output: Annotated[Path, typer.Option("--output", "-o", help="写入 .docx · write to this .docx")],
    region: Annotated[str | None, typer.Option(help="地区 · the region")] = None,
    period: Annotated[str | None, typer.Option(help="期间，如 2022；挂职总结可不填 · the period")] = None,
    person: Annotated[str | None, typer.Option(help="挂职干部姓名，写挂职总结 · whose secondment")] = None,
    day: Annotated[str | None, typer.Option("--date", help="成文日期，如 2022-12-31 · its date")] = None,
    org: Annotated[str, typer.Option(help="署名单位 · who signs")] = "",
) -> None:
    """写年度协作总结或挂职总结，每个数字都附来源 · write a summary with every figure bound to its source."""
    from jiedui.book import Book
    from jiedui.reports.writing.rendering import render

    with Book.open(book) as opened:
        made = _made(opened, region, period, person, day, org)
    output.write_bytes(render(made))
    told = f"已写入 {output}：{len(made.figures)} 个数字，来源见附件《数据来源表》。"
    Console(soft_wrap=True).print(told, highlight=False)


def _made(book: Book, region: str | None, period: str | None, person: str | None, day: str | None, org: str) -> Summary:
    """The summary asked for."""
    from datetime import date

    from jiedui.base.periods import parse_period
    from jiedui.figures import Figures
    from jiedui.figures.names import find_region
    from jiedui.reports.writing import secondment_summary, yearly_summary

    if not region:
        raise refuse("report-needs-region")
    place = find_region(book, region)
    clock = parse_period(day).end if day else None
    told = parse_period(period, clock) if period else None
    figures = Figures(book)
    try:
        if person:
            return secondment_summary(figures, place, person, clock or date.today(), told)  # noqa: DTZ011 - the office's day
        if told is None:
            raise refuse("report-needs-period")
        return yearly_summary(figures, place, told, clock or told.end, org)
    finally:
        figures.close()


@commands.command()
def sources(file: Annotated[Path, typer.Argument(help="jiedui 写的 .docx · a report that Jiedui wrote")]) -> None:
    """列出文档里每个数字的口径、范围、记录数和日志 · the source of every bound figure."""
    from rich.table import Table
    from rich.text import Text

    from jiedui.reports.writing.rendering import sources_of

    table = Table("数字", "指标", "口径", "范围", "记录数", "日志")
    for words, source in sources_of(file):
        if source is None:
            table.add_row(Text(words), "来源已丢失", "", "", "", "")
        else:
            told = (source.title, source.definition, source.scope, str(source.rows), source.head[:12])
            table.add_row(Text(words), *map(Text, told))
    Console().print(table)
