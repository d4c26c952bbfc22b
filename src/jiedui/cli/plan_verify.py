"""``jiedui plan verify``: a plan that was kept, examined against what the book holds now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jiedui.cli.options import BookPlace, Parameters, PlanRegion
from jiedui.cli.plan_files import params_for, plans_in, region_for


def verify(
    file: Annotated[Path, typer.Argument(help="规划方案 JSON，可含几个方案 · a plan, or several, as JSON")],
    book: BookPlace,
    params: Parameters = None,
    region: PlanRegion = None,
) -> None:
    """核对更新安置方案：逐条规则、逐笔账重算，指出不符 · every rule and figure of a renewal plan worked out again.

    The checker shares no code with the planner. Region and parameters are those that the plan was made for. It ends with 1
    when anything is wrong, as it is when the book no longer holds what the plan was made from.
    """
    from jiedui.book import Book
    from jiedui.planning.proof import examine
    from jiedui.planning.town_reading import read_town

    failed = False
    with Book.open(book) as opened:
        for what, saved in plans_in(file):
            chosen = params_for(book, saved, params)
            proof = examine(read_town(opened, chosen, region_for(opened, saved, region)).sound, saved.plan)
            about = f"{what}：" if what else ""
            for finding in proof.findings:
                typer.echo(f"{about}{finding.words()}")
            failed |= not proof.holds
            if proof.holds:
                typer.echo(f"{about}{saved.plan.town}：规则全部遵守，{proof.figures} 个数重算无误。")
            else:
                typer.echo(f"{about}{len(proof.findings)} 处不符。")
    if failed:
        raise typer.Exit(1)
