"""``jiedui plan verify``: a plan that was kept, examined against what the book holds now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.cli.options import BookPlace, Parameters, PlanRegion

if TYPE_CHECKING:
    from jiedui.planning.renew.answer import Plan


def verify(
    file: Annotated[Path, typer.Argument(help="规划方案 JSON · a plan as JSON")],
    book: BookPlace,
    params: Parameters = None,
    region: PlanRegion = None,
) -> None:
    """核对更新安置方案：逐条规则、逐笔账重算，指出不符 · every rule and figure of a renewal plan worked out again.

    The checker shares no code with the planner. It ends with 1 when anything is wrong, as it is when the book no longer
    holds what the plan was made from.
    """
    from jiedui.book import Book
    from jiedui.book.location import locate
    from jiedui.figures import find_region
    from jiedui.planning.proof import examine
    from jiedui.planning.town_reading import office_params, read_params, read_town

    plan = plan_in(file)
    with Book.open(book) as opened:
        at = find_region(opened, region).id if region else None
        town = read_town(opened, read_params(params or office_params(locate(book))), at).sound
    proof = examine(town, plan)
    for finding in proof.findings:
        typer.echo(finding.words())
    if not proof.holds:
        typer.echo(f"{len(proof.findings)} 处不符。")
        raise typer.Exit(1)
    typer.echo(f"{plan.town}：规则全部遵守，{proof.figures} 个数重算无误。")


def plan_in(file: Path) -> Plan:
    """The plan of a file; Refusal where there is none."""
    from jiedui.base.problems import refuse
    from jiedui.planning.renew.saving import plan_from_json

    try:
        return plan_from_json(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise refuse("proof-no-plan", file=file) from error
