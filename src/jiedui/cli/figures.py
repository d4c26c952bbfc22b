"""``jiedui figure``, ``jiedui figures``, ``jiedui indicators``: figures out of a book, and what each of them means."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiedui.base.problems import refuse
from jiedui.cli.options import only_shown
from jiedui.cli.terminal import grid_of, terminal

if TYPE_CHECKING:
    from datetime import date, datetime

    from rich.table import Table as Grid

    from jiedui.catalog import Catalog, Indicator
    from jiedui.figures import Figure, FigureLine, Figures
    from jiedui.figures.request import Answer
    from jiedui.figures.tables import Table


class Format(StrEnum):
    """The form of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


Place = Annotated[str, typer.Option("--book", envvar="JIEDUI_BOOK", help="账册的文件夹或 PostgreSQL 地址 · the book")]
Region = Annotated[str | None, typer.Option("--region", help="地区：名称、代码或别名，含其下级 · with all below it")]
Time = Annotated[str | None, typer.Option("--period", help="2022、2022H1、2022Q3、2021-10..2022-09、今年以来")]
Clock = Annotated[str | None, typer.Option("--date", help="“今年以来”等从哪一天说起，默认今天 · the day it is asked")]
Accepted = Annotated[bool, typer.Option("--accepted", help="只计已审记录 · accepted entries only")]
Form = Annotated[Format, typer.Option("--format", help="输出格式 · the form of the answer")]
Out = Annotated[Path | None, typer.Option("-o", "--output", help="写入文件 · write to this file")]


def figure(
    book: Place,
    indicator: Annotated[str | None, typer.Argument(help="指标的名称、标题或别名 · an indicator")] = None,
    ledger: Annotated[str | None, typer.Option("--ledger", help="不用指标，直接统计一本台账 · any ledger")] = None,
    measure: Annotated[str, typer.Option("--measure", help="count、sum(列)、distinct(列)、min(列)、max(列)")] = "count",
    where: Annotated[
        list[str] | None, typer.Option("--where", help="条件，可多写：环节=拨付、金额>=5万元、!竣工日期")
    ] = None,
    region: Region = None,
    period: Time = None,
    by: Annotated[str | None, typer.Option("--by", help="分列：month、quarter、year、region 或一列")] = None,
    records: Annotated[bool, typer.Option("--records", help="列出背后的记录 · the entries behind it")] = False,
    dated: Annotated[str | None, typer.Option("--dated", help="按哪一列日期计入时期 · the date column")] = None,
    accepted: Accepted = False,
    date: Clock = None,
    form: Form = Format.TABLE,
    output: Out = None,
) -> None:
    """查一个数：一个指标，或一本台账的任何统计 · one figure, with where it comes from."""
    from jiedui.figures.request import Request, answer
    from jiedui.figures.tables import answer_json, answer_table

    request = Request(indicator, ledger, measure, where or (), region, period, by, dated, _day(date), accepted)
    with _figures(book) as figures:
        found = answer(figures, request)
        if form is Format.JSON:
            _write(_dumped(answer_json(found, records=records)), output)
        elif form is Format.TABLE:
            only_shown(output)
            _show(figures, found, records=records)
        else:
            _export(answer_table(figures.book, found, _now(figures), records=records), form, output)


def figures(
    book: Place,
    region: Region = None,
    period: Time = None,
    main: Annotated[bool, typer.Option("--main", help="只列主要指标 · the headline figures only")] = False,
    accepted: Accepted = False,
    date: Clock = None,
    form: Form = Format.TABLE,
    output: Out = None,
) -> None:
    """指标总表：全部指标，附目标值与完成率 · the whole sheet, with targets and rates of completion."""
    from jiedui.figures.request import scope_of
    from jiedui.figures.tables import figure_json, sheet_table
    from jiedui.figures.words import scope_words
    from jiedui.figures.years import nothing_then

    with _figures(book) as found:
        scope = scope_of(found.book, region, period, _day(date), accepted=accepted)
        lines = found.sheet(scope, main=main)
        title = scope_words(found.book.regions, scope)
        if form is Format.JSON:
            _write(_dumped([figure_json(line) for line in lines]), output)
        elif form is Format.TABLE:
            only_shown(output)
            show_sheet(lines, title)
        else:
            _export(sheet_table(lines, title, _now(found)), form, output)
        targets = found.targets(scope)
        odd = nothing_then(found.book, scope.period, found.book.clock().date())
    for problem in (*([odd] if odd else ()), *(targets.problems if targets else ())):
        terminal(stderr=True, soft_wrap=True).print(f"注意：{problem.words()}", markup=False, highlight=False)


def indicators(
    word: Annotated[str | None, typer.Argument(help="只列名称里有这个词的 · those with this word")] = None,
    folder: Annotated[Path | None, typer.Option("--catalog", help="本单位的声明文件夹 · own declarations")] = None,
    form: Annotated[Format, typer.Option("--format", help="table 或 json")] = Format.TABLE,
) -> None:
    """指标口径：每个指标是什么、怎么算、可按什么分列 · the dictionary of definitions."""
    from rich.table import Table as Grid

    from jiedui.catalog import load

    catalog = load(folder)
    found = [each for each in catalog.indicators.values() if not word or any(word in name for name in each.names)]
    if form is Format.JSON:
        _write(_dumped([each.model_dump(exclude_defaults=True) for each in found]), None)
        return
    grid = Grid("指标", "计量单位", "口径", "台账", "也叫", title=f"指标口径（{len(found)} 个）", show_lines=True)
    for each in found:
        grid.add_row(each.title, each.unit, each.definition, _ground(catalog, each), "、".join(each.aliases))
    terminal().print(grid)


def _ground(catalog: Catalog, indicator: Indicator) -> str:
    """The ledger of an indicator, or the two indicators of a ratio."""
    if indicator.ratio:
        return " ÷ ".join(catalog.indicators[name].title for name in indicator.ratio)
    return catalog.ledgers[indicator.ledger or ""].title


@contextmanager
def _figures(place: str) -> Iterator[Figures]:
    """The figures of the book there, closed afterwards."""
    from jiedui.book import Book
    from jiedui.figures import Figures

    with Book.open(place) as book:
        found = Figures(book)
        try:
            yield found
        finally:
            found.close()


def _day(text: str | None) -> date | None:
    """The day that the clock option names; Refusal (period-unreadable) for what is none."""
    from jiedui.base.periods import parse_period

    return parse_period(text).end if text else None


def _now(found: Figures) -> datetime:
    """The time of the clock on the wall."""
    return found.book.clock().astimezone()


def _dumped(body: Any) -> str:
    """JSON for people and machines."""
    return json.dumps(body, ensure_ascii=False, indent=2)


def _write(text: str, output: Path | None) -> None:
    """The text to a file, or to the screen as it is."""
    if output:
        output.write_text(text, "utf-8")
    else:
        typer.echo(text)


def _export(table: Table, form: Format, output: Path | None) -> None:
    """The table as CSV or as a workbook; a CSV file is marked as UTF-8 so that spreadsheets read it right."""
    from jiedui.figures.tables import to_csv, to_xlsx

    if form is Format.CSV:
        _write(("\ufeff" if output else "") + to_csv(table), output)
    elif output:
        to_xlsx(table, output)
    else:
        raise refuse("figures-needs-file")


def _show(found: Figures, answer: Answer, *, records: bool) -> None:
    """A figure on the screen: value, definition, scope; then its parts and its records where asked for."""
    from rich.table import Column
    from rich.table import Table as Grid
    from rich.text import Text

    from jiedui.figures.show import shown
    from jiedui.figures.tables import records_table

    console = terminal()
    figure = answer.line.figure
    facts = [(figure.title, _exactly(figure))]
    facts += [(f"　{each.title}", _exactly(each)) for each in (figure.numerator, figure.denominator) if each]
    if answer.line.target is not None:
        facts += [("年度目标", str(shown(answer.line.target, figure.unit))), ("完成率", _rate(answer.line))]
    facts += [
        ("口径", figure.definition),
        ("范围", figure.where),
        ("记录数", str(figure.rows)),
        ("账册日志", figure.head),
    ]
    grid = Grid.grid(Column(no_wrap=True), Column(overflow="fold"), padding=(0, 2))
    for what, which in facts:
        grid.add_row(Text(what, style="bold"), Text(which))
    console.print(grid)
    if answer.groups is not None:
        parts = grid_of(answer.by, *(Column(each, justify="right", overflow="fold") for each in ("数值", "记录数")))
        for key, result in answer.groups:
            parts.add_row(Text(key), str(shown(result.value, figure.unit)), str(result.rows))
        console.print(parts)
    if records:
        table = records_table(found.book, figure, _now(found))
        console.print(_grid(table.headings, table.rows))


def _grid(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Grid:
    """Cells as a grid, without the columns that are empty in every row."""
    from rich.text import Text

    kept = [place for place in range(len(headings)) if any(row[place] for row in rows)]
    grid = grid_of(*(headings[place] for place in kept))
    for row in rows:
        grid.add_row(*(Text(str(row[place])) for place in kept))
    return grid


def _exactly(figure: Figure) -> str:
    """A value as it is shown; where that is rounded, also exactly."""
    from jiedui.figures.show import ends, plain, shown

    told = shown(figure.value, figure.unit)
    if figure.value is None or not told.rounded:
        return str(told)
    exact = plain(figure.value) if ends(figure.value) else f"{figure.value.numerator}/{figure.value.denominator}"
    return f"{told}（四舍五入；精确值 {exact}{'' if figure.unit == '1' else figure.unit}）"


def _rate(line: FigureLine) -> str:
    """The rate of completion as it is shown."""
    from jiedui.figures.show import shown

    return str(shown(line.completion, "1"))


def show_sheet(lines: Sequence[FigureLine], title: str) -> None:
    """The sheet of figures on the screen."""
    from rich.table import Column

    from jiedui.figures.show import shown

    numbers = [Column(heading, justify="right", overflow="fold") for heading in ("数值", "目标值", "完成率", "记录数")]
    grid = grid_of("指标", *numbers, title=title, caption="标“约”的数四舍五入，最多两位小数")
    for line in lines:
        unit = line.figure.unit
        target = "" if line.target is None else str(shown(line.target, unit))
        rate = "" if line.target is None else _rate(line)
        grid.add_row(line.figure.title, str(shown(line.figure.value, unit)), target, rate, str(line.figure.rows))
    terminal().print(grid)
