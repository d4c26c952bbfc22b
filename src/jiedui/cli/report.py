"""``jiedui report``: reports written out of a book, and the sources of the figures in one."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jiedui.cli.options import BookPlace
from jiedui.cli.speaking import Commands

report = Commands(help="写报告 · write reports out of a book")


class Format(StrEnum):
    """How sources are told."""

    TABLE = "table"
    JSON = "json"


@report.command()
def summary(
    book: BookPlace,
    output: Annotated[Path, typer.Option("--output", "-o", help="写成的 Word 文件 · the .docx to write")],
    region: Annotated[str | None, typer.Option(help="地区：名称、代码或别名，含其下级 · with all below it")] = None,
    period: Annotated[
        str | None, typer.Option(help="时期，如 2022、2022-03；挂职报告写到期末为止 · the period")
    ] = None,
    person: Annotated[str | None, typer.Option(help="挂职干部姓名 · whose secondment")] = None,
    kind: Annotated[
        str, typer.Option(help="哪种报告（见 report kinds），默认年度总结或挂职总结 · the kind, see `report kinds`")
    ] = "",
    day: Annotated[str | None, typer.Option("--date", help="落款日期，默认期末 · its date")] = None,
    org: Annotated[str, typer.Option(help="署名单位 · the office that signs")] = "",
    head: Annotated[str | None, typer.Option("--head", help="红头：发文机关标志 · the red head")] = None,
    number: Annotated[str, typer.Option("--number", help="红头：发文字号 · the document's number")] = "",
    to: Annotated[str | None, typer.Option("--to", help="主送机关 · to whom it goes")] = None,
) -> None:
    """由账册写一份报告，每个数都附来源 · a report of some kind, every figure with its source."""
    from jiedui.base.periods import parse_period
    from jiedui.base.problems import refuse
    from jiedui.book import Book
    from jiedui.figures import Figures
    from jiedui.figures.years import nothing_then
    from jiedui.reports.layout import RedHead
    from jiedui.reports.writing.document import Dress, read_sources, write_docx
    from jiedui.reports.writing.summaries import Wanted

    if output.suffix.lower() != ".docx":
        raise refuse("report-not-word", file=output)
    dated = parse_period(day).end if day else None
    told = parse_period(period, dated) if period else None
    dress = Dress(RedHead(head, number) if head else None, f"{to}：" if to else None)
    with Book.open(book) as opened:
        figures = Figures(opened)
        written = write_docx(figures, Wanted(kind, region, told, person, dated, org), dress)
        figures.close()
        odd = nothing_then(opened, told, opened.clock().date())
    output.write_bytes(written)
    typer.echo(f"已写入 {output}：{len(list(read_sources(output)))} 个数，各附来源")
    if odd:
        typer.echo(f"注意：{odd.words()}", err=True)


@report.command()
def kinds(
    book: Annotated[str | None, typer.Option("--book", envvar="JIEDUI_BOOK", help="账册 · the book")] = None,
) -> None:
    """能写哪些报告：内置的和本单位的模板 · the kinds of report, the office's own among them."""
    from jiedui.book.location import locate
    from jiedui.catalog.templates import report_templates

    folder = locate(book).catalog if book else None
    for template in report_templates(folder).values():
        about = {"region": "地区、时期", "posting": "挂职干部"}.get(template.about or "", "Word 模板")
        typer.echo(f"{template.title}（{template.name}）：{about}")


@report.command()
def sources(
    file: Annotated[Path, typer.Argument(help="由账册写成的 Word 报告 · a report written out of a book")],
    form: Annotated[Format, typer.Option("--format", help="输出方式 · output")] = Format.TABLE,
) -> None:
    """列出报告中每个数的来源 · where each figure of a report comes from."""
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    from jiedui.reports.writing import read_sources

    found = list(read_sources(file))
    if form is Format.JSON:
        typer.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
        return
    headings = (Column(each, overflow="fold") for each in ("文中", "数据", "口径", "范围", "记录数", "账册日志"))
    grid = Table(*headings, title=f"{file.name}：{len(found)} 个数", show_lines=True)
    for each in found:
        told = each.source
        cells = (told.title, told.definition, told.scope, str(told.rows), told.head[:12]) if told else (each.title, "")
        grid.add_row(*map(Text, (each.text, *cells)))
    Console().print(grid)


@report.command()
def refresh(
    file: Annotated[Path, typer.Argument(help="由账册写成、有人改过的 Word 报告 · a report that people have edited")],
    book: BookPlace,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到另一个文件，默认写回原文件 · another file to write")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="输出方式 · output")] = Format.TABLE,
) -> None:
    """只更新报告里与账册相连的数，别的一字不动 · bring the bound figures up to date, and nothing else."""
    from jiedui.book import Book
    from jiedui.figures import Figures
    from jiedui.reports.writing.refresh import refresh as bring

    with Book.open(book) as opened:
        figures = Figures(opened)
        done = bring(figures, file)
        figures.close()
    _replace(output or file, done.data)
    if form is Format.JSON:
        told = [{"code": each.code, "message": each.message()} for each in done.problems]
        body = {"moved": [asdict(each) for each in done.moved], "unchanged": done.unchanged, "problems": told}
        typer.echo(json.dumps(body, ensure_ascii=False, indent=1))
        return
    typer.echo(f"{output or file}：{len(done.moved)} 个数有变动，{done.unchanged} 个未变")
    for each in done.moved:
        typer.echo(f"  {each.title}（{each.scope}）：{each.old} → {each.new}")
    for problem in done.problems:
        typer.echo(f"  {problem.message()}")


def _replace(file: Path, data: bytes) -> None:
    """Write the file whole or not at all."""
    import tempfile

    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as written:
        written.write(data)
    Path(written.name).replace(file)
