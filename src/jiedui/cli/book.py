"""Commands about the book itself: make it, bring its tables along, prove it, tell and correct an entry's history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.base.problems import Refusal
from jiedui.cli.options import Actor, BookPlace, entry_named, local_time
from jiedui.cli.speaking import Commands
from jiedui.cli.terminal import terminal

if TYPE_CHECKING:
    from rich.table import Table

    from jiedui.book import Book
    from jiedui.book.history import Cell, Step

evidence = Commands(help="佐证：添加、列出 · evidence files")

Reason = Annotated[str, typer.Option("--reason", help="事由，记入日志 · why; the journal takes it down")]
EntryName = Annotated[str, typer.Argument(metavar="LEDGER:ID", help="记录，如 fund:3 或 资金台账:3 · an entry")]

#: What the journal's operations are called.
OPERATIONS = {"add": "新增", "change": "修改", "withdraw": "作废", "restore": "恢复"}


def init(
    book: BookPlace,
    actor: Actor,
    algorithm: Annotated[str, typer.Option(help="日志摘要算法：sha256 或 sm3 · digest of the journal")] = "sha256",
) -> None:
    """新建账册 · make a book with the tables that the declarations ask for."""
    from jiedui.book import Book

    with Book.create(book, actor=actor, algorithm=algorithm) as made:
        terminal(soft_wrap=True).print(
            f"已建账册 {made.location}：{len(made.catalog.ledgers)} 本台账。", highlight=False
        )
        _print_head(made)


def sync(book: BookPlace, actor: Actor, reason: Reason = "同步台账声明") -> None:
    """按台账声明调整账册的表，绝不丢失内容 · bring the tables along with the declarations; nothing is lost."""
    from jiedui.book import Book

    with Book.open(book, synced=False) as opened:
        told = opened.sync(actor, reason)
        console = terminal(soft_wrap=True)
        for line in told or ["账册与声明一致，无须调整。"]:
            console.print(line, markup=False, highlight=False)


def verify(
    book: BookPlace,
    head: Annotated[
        str | None, typer.Option(help="以前记下的日志摘要，核对它仍在链上 · a head noted earlier, still in the chain")
    ] = None,
) -> None:
    """核验账册：逐行、逐环、逐份佐证与日志比对 · prove rows, links and evidence against the journal."""
    from rich.progress import Progress

    from jiedui.book import Book
    from jiedui.book import verify as verification

    with Book.open(book, synced=False) as opened, Progress(console=terminal(stderr=True), transient=True) as progress:
        task = progress.add_task("核验", total=None)
        problems = list(
            verification.verify(
                opened, head, lambda what, count: progress.update(task, description=f"核验 {what} {count:,}")
            )
        )
        if not problems:
            progress.stop()
            terminal().print("账册与日志完全一致。")
            _print_head(opened)
            return
    refusal = Refusal(*problems)
    refusal.exit_code = 1
    raise refusal


def history(entry: EntryName, book: BookPlace) -> None:
    """查看一条记录的来历：谁、何时、为何、每格的旧值与新值 · who changed what, when and why."""
    from jiedui.book import Book
    from jiedui.book.history import history as steps_of

    with Book.open(book) as opened:
        ledger, number = entry_named(opened, entry)
        steps = steps_of(opened, ledger, number)
        table = _folding("变更", "时间", "经办人", "事由", "做法", "列", "旧值", "新值")
        for step in steps:
            _add_step(table, opened, ledger, step)
        console = terminal()
        console.print(f"[bold]{opened.ledgers[ledger].title}[/bold] {ledger}:{number}")
        console.print(table)


def _folding(*titles: str) -> Table:
    """A table whose cells are folded, never cut short."""
    from rich.table import Table

    table = Table()
    for title in titles:
        table.add_column(title, overflow="fold")
    return table


def _add_step(table: Table, book: Book, ledger: str, step: Step) -> None:
    """The rows of one step: the first with the link, one for each cell."""
    told = (str(step.link.seq), local_time(step.link.at), step.link.actor, step.link.reason, OPERATIONS[step.op])
    cells = [_cell_words(book, ledger, cell) for cell in step.cells] or [("", "", "")]
    for number, words in enumerate(cells):
        table.add_row(*(told if number == 0 else ("",) * len(told)), *words)


def _cell_words(book: Book, ledger: str, cell: Cell) -> tuple[str, str, str]:
    """A cell's title, old and new value in words."""
    column = book.ledgers[ledger].by_name.get(cell.column)
    if column is None:
        return cell.column, str(cell.old), str(cell.new)
    return column.title, book.words(column, cell.old), book.words(column, cell.new)


def withdraw(
    entries: Annotated[list[str], typer.Argument(metavar="LEDGER:ID…", help="要作废的记录 · entries to withdraw")],
    book: BookPlace,
    actor: Actor,
    reason: Annotated[str, typer.Option("--reason", help="作废的理由 · why")],
) -> None:
    """作废记录：不再计入任何数，来历仍在 · take entries out of every figure; their history stays."""
    from jiedui.book import Book, Withdraw

    with Book.open(book) as opened:
        named = [entry_named(opened, entry) for entry in entries]
        receipt = opened.write(actor, reason, [Withdraw(ledger, number) for ledger, number in named])
        terminal(soft_wrap=True).print(f"已作废 {len(named)} 条，第 {receipt.seq} 号变更。", highlight=False)


@evidence.command("add")
def evidence_add(
    entry: EntryName,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="佐证文件 · evidence files")],
    book: BookPlace,
    actor: Actor,
    reason: Reason = "",
) -> None:
    """为一条记录添加佐证文件 · keep files as evidence of an entry."""
    from jiedui.book import Book
    from jiedui.book.evidence import add_evidence

    with Book.open(book) as opened:
        ledger, number = entry_named(opened, entry)
        for file in files:
            receipt = add_evidence(opened, ledger, number, file, actor=actor, reason=reason)
            words = f"{ledger}:{number} 已添加佐证 {file.name}，第 {receipt.seq} 号变更。"
            terminal(soft_wrap=True).print(words, markup=False, highlight=False)


@evidence.command("list")
def evidence_list(entry: EntryName, book: BookPlace) -> None:
    """列出一条记录的佐证文件 · the evidence files of an entry."""
    from jiedui.book import Book
    from jiedui.book.evidence import evidence_of

    with Book.open(book) as opened:
        ledger, number = entry_named(opened, entry)
        opened.entry(ledger, number)
        table = _folding("文件名", "类型", "字节", "SHA-256")
        for kept in evidence_of(opened, ledger, number):
            table.add_row(kept.name, kept.type, f"{kept.size:,}", kept.digest)
        terminal().print(table)


def _print_head(book: Book) -> None:
    """The head of the journal, to be noted elsewhere: what it proves is told in the documentation."""
    terminal(soft_wrap=True).print(f"日志摘要：{book.head}", highlight=False)
