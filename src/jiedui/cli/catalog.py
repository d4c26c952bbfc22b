"""``jiedui catalog``: check a catalogue, and show what a ledger asks for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.base.problems import Refusal, errors, refuse
from jiedui.cli.speaking import Commands
from jiedui.cli.terminal import terminal

if TYPE_CHECKING:
    from rich.table import Table

    from jiedui.catalog import Catalog, Column, Indicator, Ledger

commands = Commands(help="口径与台账声明：检查、查看 · declarations of ledgers and indicators")
Folder = Annotated[Path | None, typer.Option("--catalog", help="本单位的声明文件夹 · the office's own declarations")]

#: What a cell of each type takes, in words.
TYPES: Mapping[str, str] = {
    "text": "文字",
    "date": "日期",
    "integer": "整数",
    "number": "数字",
    "money": "金额",
    "choice": "选项",
    "ref": "引用",
    "list": "多项，以、分隔",
}
#: The kinds of ledger in words, in the order in which they are listed.
KINDS: Mapping[str, str] = {"register": "主数据", "ledger": "台账", "target": "目标", "planning": "规划"}


@commands.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="本单位的声明文件夹；不填则检查内置声明 · omitted: built-in")
    ] = None,
) -> None:
    """检查声明，列出全部问题（文件与行号） · report every problem with file and line."""
    from jiedui.catalog import read_catalog

    catalog, problems = read_catalog(folder)
    if errors(problems):
        raise Refusal(*problems)
    terminal().print(f"没有问题：{len(catalog.ledgers)} 本台账，{len(catalog.indicators)} 个指标。")


@commands.command()
def show(
    name: Annotated[
        str | None, typer.Argument(help="台账的名称、标题或别名；不填则列出全部 · omitted: all of them")
    ] = None,
    folder: Folder = None,
) -> None:
    """查看一本台账的列、规则与指标 · the columns, rules and indicators of one ledger."""
    from jiedui.catalog import load

    catalog = load(folder)
    console = terminal()
    if name is None:
        console.print(_ledgers(catalog))
        return
    ledger = catalog.ledger(name)
    if ledger is None:
        raise refuse("catalog-no-ledger", name=name, known="、".join(each.title for each in catalog.ledgers.values()))
    console.print(_heading(ledger), soft_wrap=True, highlight=False)
    console.print(_columns(catalog, ledger))
    for line in _notes(catalog, ledger):
        console.print(line, soft_wrap=True, highlight=False, markup=False)


def _ledgers(catalog: Catalog) -> Table:
    """Every ledger on a row."""
    from rich.table import Table

    table = Table("台账", "名称", "种类", "列", "指标", title="全部台账（用 jiedui catalog show 台账 查看一本）")
    for ledger in sorted(catalog.ledgers.values(), key=lambda ledger: list(KINDS).index(ledger.kind)):
        counted = sum(indicator.ledger == ledger.name for indicator in catalog.indicators.values())
        table.add_row(ledger.title, ledger.name, KINDS[ledger.kind], str(len(ledger.columns)), str(counted))
    return table


def _heading(ledger: Ledger) -> str:
    """What a row is, and when it counts."""
    dated = f"，按“{ledger.column(ledger.date).title}”计入期间" if ledger.date else ""
    told = "、".join(ledger.column(name).title for name in ledger.key)
    return (
        f"[bold]{ledger.title}[/bold]（{ledger.name}）：一行计一{ledger.counts}{dated}；没有编号时凭 {told} 认出同一行"
    )


def _columns(catalog: Catalog, ledger: Ledger) -> Table:
    """The columns as a table; long cells are folded, never cut."""
    from rich.table import Table

    table = Table(caption="* 必填；别名也可以作表头；表头可注明单位，如 金额（元）", caption_justify="left")
    for title in ("表头", "名称", "填写", "别名"):
        table.add_column(title, overflow="fold")
    for column in ledger.columns:
        star = " *" if column.required else ""
        table.add_row(column.heading + star, column.name, _takes(catalog, column), "、".join(column.aliases))
    return table


def _takes(catalog: Catalog, column: Column) -> str:
    """What a cell of the column may hold, in words."""
    words = TYPES[column.type]
    if column.choices:
        return f"{words}：{'、'.join(column.choices)}"
    if column.to:
        return f"{words}：{catalog.ledgers[column.to].title}"
    return f"{words}。{column.help}" if column.help else words


def _notes(catalog: Catalog, ledger: Ledger) -> list[str]:
    """Rules and indicators, a line each."""
    rules = [f"规则：{words}" for words in (*(rule.zh for rule in ledger.rules), *(total.zh for total in ledger.sums))]
    return rules + [f"指标：{_indicator(each)}" for each in catalog.indicators.values() if each.ledger == ledger.name]


def _indicator(indicator: Indicator) -> str:
    """An indicator on one line."""
    return f"{indicator.title}（{indicator.unit}） {indicator.definition or indicator.measure}"
