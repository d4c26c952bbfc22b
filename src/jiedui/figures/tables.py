"""Figures as tables: what a command prints, and what an export carries, with its sources (来源).

A :class:`Table` is headings, rows and the lines that say where the figures come from: definition, scope, filter,
time, head of the journal. Values in a table are exact decimals in the unit of their heading; a ratio that never ends
has ten decimals. Nothing in an export is a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from jiedui.book import Book, shown
from jiedui.book.outtake.stream import SheetOut, write_workbook
from jiedui.figures.breakdown import Group
from jiedui.figures.comparison import Standing
from jiedui.figures.model import Figure, FigureLine
from jiedui.figures.request import Answer
from jiedui.figures.show import ends, plain

Cell = str | int | Decimal | None
#: The first characters by which a spreadsheet takes a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, rows, and the sources as pairs of what and which."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    sources: Sequence[tuple[str, str]]


def answer_table(book: Book, answer: Answer, at: datetime, *, records: bool = False) -> Table:
    """An answer as a table: its records where these are asked for, else its parts, else the figure itself."""
    if records:
        return records_table(book, answer.line.figure, at)
    if answer.groups is not None:
        return breakdown_table(answer.line.figure, answer.groups, answer.by, at)
    return figure_table(answer.line, at)


def figure_table(line: FigureLine, at: datetime) -> Table:
    """One figure; a ratio is followed by its two figures."""
    figure = line.figure
    figures = [figure, *(each for each in (figure.numerator, figure.denominator) if each)]
    rows = [(each.title, decimal(each.value), each.unit, each.rows) for each in figures]
    return Table(figure.title, ("指标", "数值", "计量单位", "记录数"), rows, sources(figure, at))


def breakdown_table(figure: Figure, groups: Sequence[Group], by: str, at: datetime) -> Table:
    """A figure broken down."""
    rows = [(key, decimal(result.value), result.rows) for key, result in groups]
    headings = (by, f"{figure.title}（{figure.unit}）", "记录数")
    return Table(figure.title, headings, rows, [*sources(figure, at), ("分列", by)])


def sheet_table(lines: Sequence[FigureLine], title: str, at: datetime) -> Table:
    """The sheet of figures with targets and rates of completion; the sources give the definition of each."""
    rows = [
        (
            line.figure.title,
            decimal(line.figure.value),
            line.figure.unit,
            decimal(line.target),
            decimal(line.completion),
            line.figure.rows,
        )
        for line in lines
    ]
    told = [(line.figure.title, line.figure.definition) for line in lines]
    common = [("范围", title), ("取数时间", _time(at)), ("账册日志", lines[0].figure.head if lines else "")]
    return Table(title, ("指标", "数值", "计量单位", "目标值", "完成率", "记录数"), rows, [*common, *told])


def standings_table(book: Book, declared: Figure, standings: Sequence[Standing], at: datetime) -> Table:
    """Regions compared by an indicator; ``declared`` is its figure for the scope that holds them."""
    tree = book.regions
    rows = [
        (
            each.rank,
            tree[each.region].name,
            decimal(each.result.value),
            decimal(each.gap),
            decimal(each.target),
            decimal(each.completion),
            tree[each.partner].name if each.partner is not None else None,
            decimal(each.partner_value),
            decimal(each.partner_gap),
            each.result.rows,
        )
        for each in standings
    ]
    value = f"{declared.title}（{declared.unit}）"
    headings = (
        "名次",
        "地区",
        value,
        "与最高相差",
        "目标值",
        "完成率",
        "结对地区",
        "结对地区数值",
        "与结对地区相差",
        "记录数",
    )
    return Table(f"{declared.title}比较", headings, rows, sources(declared, at))


def records_table(book: Book, figure: Figure, at: datetime) -> Table:
    """The entries behind a figure, with their cells as people read them; of a ratio, those of its numerator."""
    counted = figure
    while counted.query is None and counted.numerator:
        counted = counted.numerator
    ledger = book.ledgers[counted.query.ledger if counted.query else ""]
    entries = book.entries(ledger.name, (int(name.partition(":")[2]) for name in counted.records))
    columns = [column for column in ledger.columns if not column.sensitive]
    rows = [(entry.name, *(shown(column, entry.values[column.name]) for column in columns)) for entry in entries]
    return Table(figure.title, ("记录", *(column.title for column in columns)), rows, sources(figure, at))


def sources(figure: Figure, at: datetime) -> list[tuple[str, str]]:
    """Where a figure comes from."""
    return [
        ("指标", figure.title),
        ("口径", figure.definition),
        ("范围", figure.where),
        ("记录数", str(figure.rows)),
        ("取数时间", _time(at)),
        ("账册日志", figure.head),
    ]


def _time(at: datetime) -> str:
    """The time to the minute."""
    return at.isoformat(sep=" ", timespec="minutes")


def decimal(value: Fraction | None) -> Decimal | None:
    """A value as a decimal number: exact where its decimals end."""
    return None if value is None else Decimal(plain(value))


def to_csv(table: Table) -> str:
    """The table as CSV, then an empty line and the sources, each line of them led by 来源."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.headings)
    writer.writerows([[_harmless(cell) for cell in row] for row in table.rows])
    writer.writerow([])
    writer.writerows([["来源", _harmless(what), _harmless(which)] for what, which in table.sources])
    return text.getvalue()


def _harmless(cell: Cell) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if cell is None:
        return ""
    text = f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else text


def to_xlsx(table: Table, path: Path) -> None:
    """The table as a workbook: the data on one sheet, the sources on another, 来源."""
    data = SheetOut("数据", table.headings, table.rows, [max(10, 2 * len(heading) + 4) for heading in table.headings])
    write_workbook(path, [data, SheetOut("来源", ("项目", "内容"), table.sources, (20, 80))])


def figure_json(line: FigureLine, *, records: bool = False) -> dict[str, Any]:
    """A figure as JSON: exact decimals as text; what never ends also as a fraction."""
    figure = line.figure
    body: dict[str, Any] = {
        "name": figure.name,
        "title": figure.title,
        **number_json(figure.value),
        "unit": figure.unit,
        "definition": figure.definition,
        "scope": figure.where,
        "rows": figure.rows,
        "head": figure.head,
    }
    if line.target is not None:
        rate = number_json(line.completion)
        body |= {"target": plain(line.target), "target_records": list(line.target_records), "completion": rate}
    if figure.numerator and figure.denominator:
        body["numerator"] = figure_json(FigureLine(figure.numerator))
        body["denominator"] = figure_json(FigureLine(figure.denominator))
    return body | ({"records": list(figure.records)} if records else {})


def answer_json(answer: Answer, *, records: bool = False) -> dict[str, Any]:
    """An answer as JSON: the figure, and its parts under ``by``."""
    body = figure_json(answer.line, records=records)
    if answer.groups is not None:
        body["by"] = [{"key": key, **number_json(result.value), "rows": result.rows} for key, result in answer.groups]
    return body


def number_json(value: Fraction | None) -> dict[str, str | None]:
    """A value in decimals, and as a fraction where they never end."""
    if value is None or ends(value):
        return {"value": None if value is None else plain(value)}
    return {"value": plain(value), "fraction": f"{value.numerator}/{value.denominator}"}
