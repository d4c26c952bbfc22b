"""``jiedui extract``: the statements of quantity in a report, without a book and without verdicts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.cli.terminal import terminal

if TYPE_CHECKING:
    from jiedui.prose.model import Extraction, Statement


class Format(StrEnum):
    """How the statements are told."""

    TEXT = "text"
    JSON = "json"


#: Kinds of claim in words.
ROLES: Mapping[str, str] = {
    "level": "数值",
    "growth": "增长",
    "fall": "下降",
    "multiple": "倍数",
    "points": "百分点",
    "share": "占比",
    "rate": "比率",
    "completion": "完成率",
    "rank": "位次",
    "per_unit": "每个",
    "average": "平均",
    "duration": "时长",
    "target": "目标",
}


def extract(
    file: Annotated[Path, typer.Argument(help="报告：.docx .txt .md · the report")],
    form: Annotated[Format, typer.Option("--format", help="输出方式 · output")] = Format.TEXT,
) -> None:
    """找出报告里的数量表述及其上下限，不需要台账 · the statements of quantity in a report, with their bounds."""
    from jiedui.prose.answer import answer
    from jiedui.prose.extract import extract as read
    from jiedui.reports.docx_text import read_report

    report = read_report(file)
    for problem in report.problems:
        terminal(stderr=True, soft_wrap=True).print(problem.words(), markup=False, highlight=False)
    found = read(report.text, cells=report.tables)
    if form is Format.JSON:
        typer.echo(json.dumps(answer(report.name, found), ensure_ascii=False, indent=1))
    else:
        _tell(report.name, found)


def _tell(name: str, found: Extraction) -> None:
    """The statements as a table, one a row, in the order of the text."""
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(f"{name}：{len(found.text)} 字，数量表述 {len(found.statements)} 处"), title_justify="left"
    )
    for heading in ("位置", "原文", "范围", "类别"):
        table.add_column(heading)
    for statement in found.statements:
        plan = "（计划）" if statement.mood == "plan" else ""
        table.add_row(str(statement.start), Text(statement.text), _range(statement), ROLES[statement.role] + plan)
    terminal().print(table)


def _range(statement: Statement) -> str:
    """The bounds in words: ``1000000 ＜ 元 ＜ 2000000``, ``8 个``, ``隐去``."""
    from jiedui.base.units import BASE
    from jiedui.prose.answer import decimal

    if statement.masked:
        return "已隐去"
    low, high = decimal(statement.low), decimal(statement.high)
    unit = "" if statement.dimension == "ratio" else BASE[statement.dimension]
    if statement.exact:
        return f"{low} {unit}".rstrip()
    left = "" if low is None else f"{low} {'＜' if statement.low_open else '≤'} "
    right = "" if high is None else f" {'＜' if statement.high_open else '≤'} {high}"
    return f"{left}{unit or '比率'}{right}"
