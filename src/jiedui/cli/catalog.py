"""``jiedui catalog``: check a catalogue, and show what a ledger asks for."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from jiedui.base.problems import Refusal, errors, refuse
from jiedui.catalog import Catalog, Column, Indicator, Ledger, load, read_catalog

commands = typer.Typer(no_args_is_help=True, help="口径与台账声明：检查、查看 · declarations of ledgers and indicators")
Folder = Annotated[Path | None, typer.Option("--catalog", help="本单位的声明文件夹 · the office's own declarations")]


@commands.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="本单位的声明文件夹；不填则检查内置声明 · omitted: built-in")
    ] = None,
) -> None:
    """检查声明，列出全部问题（文件与行号） · report every problem with file and line."""
    if folder is not None and not folder.is_dir():
        raise refuse("catalog-no-folder", folder=folder)
    catalog, problems = read_catalog(folder)
    if errors(problems):
        raise Refusal(*problems)
    Console().print(f"没有问题：{len(catalog.ledgers)} 本台账，{len(catalog.indicators)} 个指标。")


@commands.command()
def show(
    name: Annotated[str, typer.Argument(help="台账的名称、标题或别名 · a ledger's name, title or alias")],
    folder: Folder = None,
) -> None:
    """查看一本台账的列、规则与指标 · the columns, rules and indicators of one ledger."""
    catalog = load(folder)
    ledger = catalog.ledger(name)
    if ledger is None:
        raise refuse("catalog-no-ledger", name=name, known="、".join(each.title for each in catalog.ledgers.values()))
    console = Console()
    console.print(f"[bold]{ledger.title}[/bold]（{ledger.name}） · 一行计一{ledger.counts}")
    console.print(_columns(catalog, ledger))
    for words in (*(rule.zh for rule in ledger.rules), *(total.zh for total in ledger.sums)):
        console.print(f"规则：{words}")
    for indicator in catalog.indicators.values():
        if indicator.ledger == ledger.name:
            console.print(f"指标：{_indicator(indicator)}")


def _columns(catalog: Catalog, ledger: Ledger) -> Table:
    """The columns as a table."""
    table = Table("列", "名称", "类型", "必填", "可填", "别名")
    for column in ledger.columns:
        marks = ("●" if column.required else "") + (" ⏱" if column.name == ledger.date else "")
        table.add_row(
            column.heading, column.name, column.type, marks, _takes(catalog, column), "、".join(column.aliases)
        )
    return table


def _takes(catalog: Catalog, column: Column) -> str:
    """What a cell of the column may hold, in words."""
    if column.choices:
        return "、".join(column.choices)
    if column.to:
        return f"引用{catalog.ledgers[column.to].title}"
    return column.help


def _indicator(indicator: Indicator) -> str:
    """An indicator on one line."""
    return f"{indicator.title}（{indicator.unit}） {indicator.definition or indicator.measure}"
