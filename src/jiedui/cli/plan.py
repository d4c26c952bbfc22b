"""``jiedui plan``: from the book to what to do next."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.cli import plan_changes, plan_town, plan_verify, renew, transfer
from jiedui.cli.options import BookPlace, only_shown
from jiedui.cli.speaking import Commands
from jiedui.cli.terminal import terminal

if TYPE_CHECKING:
    from jiedui.planning.grade import Graded

plan = Commands(help="规划 · what to do next")
plan.command()(transfer.transfer)
plan.command()(plan_town.town)
plan.command()(plan_town.params)
plan.command()(renew.renew)
plan.command()(plan_changes.changes)
plan.command()(plan_verify.verify)


class Format(StrEnum):
    """The form of a plan."""

    TABLE = "table"
    JSON = "json"
    XLSX = "xlsx"


@plan.command()
def grade(
    book: BookPlace,
    scheme: Annotated[str, typer.Option("--scheme", help="评价办法，如 黄岩2022 · the scheme of grading")],
    year: Annotated[int, typer.Option("--year", help="哪一年的企业台账 · the year of the ledger")],
    region: Annotated[
        str | None, typer.Option("--region", help="只评这个地区的企业 · the firms of this region")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="输出方式 · the form of the answer")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写入文件 · write to this file")] = None,
) -> None:
    """亩均效益评价：每家企业的得分、等级、理由和提档办法 · grades of enterprises, why, and what would lift them."""
    from jiedui.book import Book
    from jiedui.figures import find_region
    from jiedui.planning.reading import find_scheme, graded_of

    with Book.open(book) as opened:
        at = find_region(opened, region).id if region else None
        graded = graded_of(opened, find_scheme(opened, scheme), year, at)
    _tell(graded, form, output)
    console = terminal(stderr=True, soft_wrap=True)
    for problem in graded.problems:
        console.print(problem.words(), markup=False, highlight=False)


def _tell(graded: Graded, form: Format, output: Path | None) -> None:
    """The grading in the form asked for."""
    from dataclasses import asdict

    from jiedui.base.problems import refuse
    from jiedui.planning.export import write_xlsx
    from jiedui.planning.grade.roster import roster
    from jiedui.planning.grade.tables import rows

    if form is Format.XLSX:
        if output is None:
            raise refuse("figures-needs-file")
        write_xlsx(graded, output)
        typer.echo(f"已写入 {output}")
    elif form is Format.JSON:
        body = {
            "scheme": graded.scheme.title,
            "source": graded.scheme.source,
            "year": graded.firms.year,
            "firms": [asdict(row) for row in rows(graded)],
            "roster": [asdict(each) for each in roster(graded.firms)],
        }
        text = json.dumps(body, ensure_ascii=False, indent=1, default=str)
        output.write_text(text, "utf-8") if output else typer.echo(text)
    else:
        only_shown(output)
        _table(graded)


def _table(graded: Graded) -> None:
    """The grades on the screen, and the roster of closures."""
    from rich.table import Column, Table
    from rich.text import Text

    from jiedui.planning.grade.roster import roster
    from jiedui.planning.grade.tables import rows

    title = f"{graded.scheme.title}，{graded.firms.year}年，{len(graded.firms)} 家"
    grid = Table(*(Column(each, overflow="fold") for each in ("企业", "等级", "得分", "理由", "提档")), title=title)
    for row in rows(graded):
        why = row.reason or "、".join(f"{item} {points}" for item, points in row.points)
        lift = f"到 {row.better}：{'；'.join(row.lifts)}" if row.lifts else ""
        grid.add_row(*map(Text, (row.firm, row.grade or "未评", str(row.score or ""), why, lift)))
    console = terminal()
    console.print(grid)
    closings = roster(graded.firms)
    if closings:
        grid = Table("企业", "处置方式", "已办", "未办", "销号", title=f"散乱污名册（{len(closings)} 家）")
        for each in closings:
            grid.add_row(
                *map(
                    Text,
                    (each.firm, each.disposal or "未定", "、".join(each.done), "、".join(each.left), each.struck_off),
                )
            )
        console.print(grid)
