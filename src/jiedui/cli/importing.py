"""``jiedui import`` and ``jiedui undo``: workbooks into the book as one change set, and out again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from jiedui.base.problems import refuse
from jiedui.cli.options import Actor, BookPlace

if TYPE_CHECKING:
    from jiedui.base.problems import Problem
    from jiedui.book import Book
    from jiedui.book.importing import ImportResult

#: Problems shown in a terminal; all of them stand in the marked copies.
SHOWN = 40
_SIGNS = {"error": ("✗", "red"), "warning": ("!", "yellow"), "note": ("·", "bright_black")}


def import_command(
    paths: Annotated[
        list[Path], typer.Argument(help="工作簿、CSV 或文件夹 · workbooks, CSV files or folders", metavar="PATH…")
    ],
    book: BookPlace,
    actor: Actor,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入 · check only")] = False,
    only_good: Annotated[bool, typer.Option("--only-good", help="只导入没有问题的行 · the good rows only")] = False,
    reason: Annotated[str, typer.Option("--reason", help="事由，记入日志 · why")] = "",
) -> None:
    """导入工作簿：全部检查，一次写入，有错则全不写入 · import workbooks, all or nothing."""
    from rich.progress import Progress

    from jiedui.book.importing import import_files

    with _opened(book, actor) as opened, Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("读取", total=None)

        def tell(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total or None)

        result = import_files(
            opened, paths, actor=actor, reason=reason, dry_run=dry_run, only_good=only_good, progress=tell
        )
    _tell(result, dry_run=dry_run)
    if not result.sound and not (only_good and result.receipt):
        raise typer.Exit(1)


def undo(
    batch: Annotated[int, typer.Argument(help="批次号，导入时给出 · the number that the import gave")],
    book: BookPlace,
    actor: Actor,
    reason: Annotated[str, typer.Option("--reason", help="事由，记入日志 · why")] = "",
) -> None:
    """撤销一个批次：新增的作废，改动的复原 · reverse a change set by a new one."""
    from jiedui.book import Book
    from jiedui.book.history import undo as reverse

    with Book.open(book) as opened:
        receipt = reverse(opened, batch, actor=actor, reason=reason)
        told = f"已撤销批次 {batch}，撤销本身是批次 {receipt.seq}。"
        Console(soft_wrap=True).print(told, highlight=False)


def _opened(place: str, actor: str) -> Book:
    """The book there, made from the declarations when there is none yet."""
    from jiedui.book import Book
    from jiedui.book.location import locate

    location = locate(place)
    if location.url is None and not location.file.exists():
        return Book.create(place, actor=actor)
    return Book.open(place)


def _tell(result: ImportResult, *, dry_run: bool) -> None:
    """Every sheet by outcome, then every problem, then what came of it."""
    console = Console(soft_wrap=True)
    if not result.files:
        raise refuse("import-nothing")
    table = Table("文件", "工作表", "台账", "新增", "更新", "未变", "未导入")
    for sheet in result.sheets:
        counts = (sheet.created, sheet.updated, sheet.unchanged, sheet.refused)
        table.add_row(Text(sheet.file), Text(sheet.sheet), sheet.ledger, *map(str, counts))
    console.print(table)
    for problem in result.problems[:SHOWN]:
        _tell_problem(console, problem)
    if len(result.problems) > SHOWN:
        console.print(f"……共 {len(result.problems)} 个问题。")
    console.print(_outcome(result, dry_run=dry_run), highlight=False)


def _tell_problem(console: Console, problem: Problem) -> None:
    """One problem on a line: a sign, its place, what to do."""
    sign, colour = _SIGNS[problem.severity]
    console.print(Text(f"{sign} {problem.words()}", style=colour))


def _outcome(result: ImportResult, *, dry_run: bool) -> str:
    """What came of the import, in a sentence."""
    if result.receipt is not None and result.receipt.seq is not None:
        seq = result.receipt.seq
        return f"已导入，批次 {seq}（撤销：jiedui undo {seq}）。日志摘要 {result.receipt.head}"
    if not result.sound:
        return "有错误，账册没有任何改动。"
    return "检查通过，没有写入。" if dry_run else "与账册一致，没有需要改动的内容。"
