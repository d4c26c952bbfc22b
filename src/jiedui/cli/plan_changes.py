"""``jiedui plan changes``: what it would cost to change — one more year, a tenth more of a limit, this hamlet stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.cli.at_work import Stop, Telling, at_work
from jiedui.cli.options import BookPlace, Parameters, PlanRegion
from jiedui.cli.plan_files import params_for, pins_for, plan_in, region_for
from jiedui.cli.renew import measures_of
from jiedui.cli.terminal import grid_of, number, terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiedui.planning.renew.changes import Answered, Changed, Question


def changes(
    file: Annotated[Path, typer.Argument(help="规划方案 JSON · a plan as JSON")],
    book: BookPlace,
    params: Parameters = None,
    region: PlanRegion = None,
    names: Annotated[
        str,
        typer.Option("--change", help="问哪些变化：year,budget,debt,households,interim · the changes asked about"),
    ] = "year,budget",
    ask: Annotated[
        list[str] | None,
        typer.Option("--if", help="若固定这一项，可多次：自然村=留下、片区@2 · what if this is held fast"),
    ] = None,
    pin: Annotated[
        list[str] | None,
        typer.Option("--pin", help="方案原有的固定项，可多次；默认依方案文件 · what the plan holds fast"),
    ] = None,
    order: Annotated[
        str, typer.Option("--order", help="目标先后，如 output,cost；默认依参数文件 · measures in their order")
    ] = "",
    seconds: Annotated[
        float, typer.Option("--seconds", min=1, help="一共最多求解多少秒 · time to solve, in all")
    ] = 300.0,
    gap: Annotated[float, typer.Option("--gap", min=0, max=1, help="证明到多小的差距为止 · the gap to prove")] = 0.01,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写入 .json 文件 · write to a .json file")
    ] = None,
) -> None:
    """如果多一年、多一成预算、某村不搬……各项目标会变多少 · what more of a limit, or a pin, would change.

    The plan is planned again as it is, for as long as each change is; what a change does is told beside that plan. Ctrl-C
    stops and tells what was found so far.
    """
    from jiedui.book import Book
    from jiedui.planning.renew import changes as asking
    from jiedui.planning.renew.pins import read_pin
    from jiedui.planning.town_reading import path_of, read_town

    saved = plan_in(file)
    chosen = params_for(book, saved, params)
    measures = measures_of(order) or chosen.objectives.order
    with Book.open(book) as opened:
        reading = read_town(opened, chosen, region_for(opened, saved, region))
        place = path_of(opened, reading.region)
    town = reading.sound
    held, asked = ([read_pin(town, text) for text in texts or ()] for texts in (pins_for(saved, pin), ask))
    basis = asking.Question("现方案再算一次", chosen, town, tuple(held))
    wanted = asking.questions(basis, _known(names), asked)

    def work(telling: Telling, stop: Stop) -> Answered:
        """The plans of all changes."""
        return asking.changes(
            saved.plan,
            basis,
            wanted,
            measures,
            seconds=seconds,
            gap=gap,
            slack=chosen.objectives.slack,
            progress=telling.heard,
            begun=telling.begun,
            stop=stop,
        )

    answered = at_work(work)
    _show(answered, measures)
    if output:
        output.write_text(_as_json(answered, basis, place), "utf-8")
        typer.echo(f"已写入 {output}")


def _known(text: str) -> list[str]:
    """The changes of a list; Refusal for one that is unknown."""
    from jiedui.base.problems import refuse
    from jiedui.planning.renew.changes import CHANGES

    names = list(dict.fromkeys(name.strip() for name in text.replace("，", ",").split(",") if name.strip()))
    for name in names:
        if name not in CHANGES:
            raise refuse("renew-changes", text=name, known="、".join(CHANGES))
    return names


def _show(answered: Answered, measures: Sequence[str]) -> None:
    """如果……则……: a row each change, a column each measure; why there is none where there is no plan."""
    from jiedui.planning.proof import breaches
    from jiedui.planning.renew.tables import MEASURES

    console = terminal(soft_wrap=True)
    grid = grid_of("若", *(f"{MEASURES[name][0]}（{MEASURES[name][1]}）" for name in measures), "核对")
    values = (f"{getattr(answered.basis.accounts.measures, name):,.2f}" for name in measures)
    grid.add_row("现方案", *values, "—")
    for each in answered.changes:
        sound = "无误" if each.plan and not breaches(each.question.town, each.plan.decisions) else "有误"
        grid.add_row(f"若{each.question.what}", *_apart(each, measures), sound if each.plan else "—")
    console.print(grid)
    for each in answered.changes:
        for problem in each.problems:
            console.print(f"若{each.question.what}：{problem.words()}", markup=False, highlight=False)


def _apart(changed: Changed, measures: Sequence[str]) -> list[str]:
    """By how much each measure is above or below that of the basis."""
    if changed.by is None:
        return ["没有方案", *[""] * (len(measures) - 1)]
    return [number(getattr(changed.by, name), "+,.2f") for name in measures]


def _as_json(answered: Answered, basis: Question, region: str) -> str:
    """The basis and every plan with its differences, each with what it was made for."""
    from dataclasses import asdict

    from jiedui.planning.renew.saving import Origin, plan_body

    def made_for(question: Question) -> Origin:
        """What the plan of a question was made for."""
        return Origin(region, question.params, tuple(pin.words for pin in question.pins))

    told = [
        {
            "if": each.question.what,
            "plan": plan_body(each.plan, made_for(each.question)) if each.plan else None,
            "by": asdict(each.by) if each.by else None,
            "problems": [problem.words() for problem in each.problems],
        }
        for each in answered.changes
    ]
    body = {"basis": plan_body(answered.basis, made_for(basis)), "changes": told}
    return json.dumps(body, ensure_ascii=False, indent=1)
