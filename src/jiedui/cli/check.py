"""``jiedui check``: a report against the book, statement by statement."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.cli.options import BookPlace
from jiedui.cli.terminal import terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from jiedui.reports.check.session import Report
    from jiedui.reports.docx_text import ReportText


class Format(StrEnum):
    """How the verdicts are told."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


#: The colour of a verdict in a terminal; its symbol and word are told beside it.
COLOURS = {"confirmed": "green", "contradicted": "red", "unsupported": "yellow", "unverifiable": "bright_black"}


def check(
    files: Annotated[
        list[Path], typer.Argument(help="报告：.docx .txt .md，几份一起则互相比对 · the report, or several as one set")
    ],
    book: BookPlace,
    form: Annotated[Format, typer.Option("--format", help="输出方式 · output")] = Format.TEXT,
    period: Annotated[str | None, typer.Option(help="报告期间，如 2022、2022H1 · what time it is about")] = None,
    region: Annotated[str | None, typer.Option(help="报告地区 · what region it is about")] = None,
    day: Annotated[str | None, typer.Option("--date", help="报告日期，如 2022-12-30 · its date")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="写入文件，几份则写入文件夹 · write to this file, several to this folder"),
    ] = None,
) -> None:
    """对照账册逐条核对报告 · check a report against the book, statement by statement."""
    from jiedui.base.collecting import paused_collector
    from jiedui.base.periods import parse_period
    from jiedui.book import Book
    from jiedui.reports.check.session import Checker

    clock = parse_period(day).end if day else None
    told = parse_period(period, clock) if period else None
    with paused_collector(), Book.open(book) as opened:
        checker = Checker(opened)
        reports = [
            checker.check(file.name, source.text, period=told, region=region, clock=clock, tables=source.tables)
            for file in files
            for source in (_read(file),)
        ]
        checker.close()
    if len(reports) == 1:
        _tell(reports[0], form, files[0], output)
    else:
        _tell_set(reports, form, files, output)


def _read(file: Path) -> ReportText:
    """The text of a report; what is wrong with it is told."""
    from jiedui.reports.docx_text import read_report

    source = read_report(file)
    for problem in source.problems:
        terminal(stderr=True, soft_wrap=True).print(problem.words(), markup=False, highlight=False)
    return source


def _tell_set(reports: Sequence[Report], form: Format, files: Sequence[Path], folder: Path | None) -> None:
    """Several reports, each in the form asked for, and what one tells otherwise than another."""
    from jiedui.reports.check.answer import answers
    from jiedui.reports.check.together import differences

    found = differences(reports)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    if form is Format.JSON:
        told = json.dumps(answers(reports, found), ensure_ascii=False, indent=1)
        _write(told, folder / "核对.json" if folder else None)
        return
    for report, file in zip(reports, files, strict=True):
        _tell(report, form, file, folder / f"{file.stem}-核对.{form.value}" if folder else None)
    for each in found:
        terminal(soft_wrap=True).print(f"! {each.message}", markup=False, highlight=False)


def _tell(report: Report, form: Format, file: Path, output: Path | None) -> None:
    """The checked report in the form asked for."""
    if form is Format.JSON:
        from jiedui.reports.check.answer import answer

        _write(json.dumps(answer(report), ensure_ascii=False, indent=1), output)
    elif form is Format.TEXT:
        table(report)
    elif form is Format.DOCX:
        _annotate(report, file, output)
    elif form is Format.PDF:
        _print(report, output or file.with_name(f"{file.stem}-核对.pdf"))
    else:
        from jiedui.reports.check.page import page

        _write(page(report), output or file.with_name(f"{file.stem}-核对.html"))


def _print(report: Report, target: Path) -> None:
    """The page of the report, printed: its first page is the summary."""
    from jiedui.reports.check.page import page
    from jiedui.reports.printing import print_pdf

    print_pdf(page(report), target)
    typer.echo(f"已写入 {target}")


def _annotate(report: Report, file: Path, output: Path | None) -> None:
    """The report's own Word document with one comment a statement."""
    from jiedui.reports.check.page import notes
    from jiedui.reports.docx_comments import annotate

    target = output or file.with_name(f"{file.stem}-核对.docx")
    annotate(file, target, notes(report))
    typer.echo(f"已写入 {target}")


def _write(text: str, output: Path | None) -> None:
    """Text to the file, or to the terminal when none is named."""
    if output is None:
        typer.echo(text)
    else:
        output.write_text(text, "utf-8")


def table(report: Report, console: Console | None = None) -> None:
    """The verdicts as a table, one statement a row, and the findings below."""
    from rich.table import Table
    from rich.text import Text

    from jiedui.reports.check.page import computed
    from jiedui.reports.html_views import MARKS

    told = Table(title=Text(f"{report.name}：{len(report.claims)} 处数量表述"), title_justify="left", show_lines=True)
    for heading in ("结论", "文中", "台账", "说明"):
        told.add_column(heading, overflow="fold", no_wrap=heading == "结论")
    for claim in report.claims:
        symbol, word, _ = MARKS[claim.checked.verdict]
        verdict = Text(f"{symbol} {word}", style=COLOURS[claim.checked.verdict])
        told.add_row(verdict, Text(claim.text), computed(claim), Text(claim.reason))
    console = console or terminal()
    console.print(told)
    for finding in report.findings:
        console.print(f"{'✓' if finding.holds else '!'} {finding.message}", markup=False, highlight=False)
