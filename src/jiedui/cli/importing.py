"""``jiedui import``, ``undo``, ``template`` and ``export``: workbooks into the book as one change set, and out of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.base.problems import refuse
from jiedui.cli.options import Actor, BookPlace
from jiedui.cli.terminal import grid_of, terminal

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from jiedui.base.problems import Problem
    from jiedui.book import Book
    from jiedui.book.importing import ImportResult
    from jiedui.book.location import Location
    from jiedui.catalog import Catalog, Ledger

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
    marked: Annotated[
        Path, typer.Option("--marked", help="有错的工作簿标注后放在哪里 · where marked copies go")
    ] = Path("导入问题"),
) -> None:
    """导入工作簿：全部检查，一次写入，有错则全不写入 · import workbooks, all or nothing."""
    from rich.progress import Progress

    from jiedui.book.importing import How, import_files

    with (
        _opened(book, actor, keep=not dry_run) as opened,
        Progress(console=terminal(stderr=True), transient=True) as bar,
    ):
        task = bar.add_task("读取", total=None)

        def tell(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total or None)

        how = How(dry_run=dry_run, only_good=only_good)
        result = import_files(opened, paths, actor=actor, reason=reason, how=how, progress=tell)
    _tell(result, book, dry_run=dry_run)
    _hand_back(result, marked)
    if not result.sound and not (only_good and result.receipt):
        raise typer.Exit(1)


def template(
    ledger: Annotated[str, typer.Argument(metavar="LEDGER|all", help="台账名称，或 all · a ledger, or all")],
    output: Annotated[Path, typer.Option("--output", "-o", help="写入文件 · write to this file")] = Path(
        "填报模板.xlsx"
    ),
    book: Annotated[
        str | None, typer.Option("--book", envvar="JIEDUI_BOOK", help="账册，用它自己的台账声明 · its own declarations")
    ] = None,
) -> None:
    """生成填报模板：下拉、批注、单位齐备 · a workbook to fill in."""
    from jiedui.book.location import locate
    from jiedui.book.outtake.template import write_template
    from jiedui.catalog import builtin

    catalog = locate(book).declarations() if book else builtin()
    chosen = _chosen(catalog, [] if ledger == "all" else [ledger])
    write_template(output, catalog, chosen)
    terminal(soft_wrap=True).print(f"已写入 {output}：{len(chosen)} 本台账。", highlight=False)


def export(
    book: BookPlace,
    ledgers: Annotated[
        list[str] | None, typer.Argument(metavar="LEDGER…", help="台账，不填为全部 · all when omitted")
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help=".xlsx 文件，或放 CSV 的文件夹 · .xlsx, or a folder")
    ] = Path("导出.xlsx"),
) -> None:
    """导出台账：可原样导入，附来源 · export what an import takes, with its sources."""
    from jiedui.book import Book
    from jiedui.book.outtake.export import export_csv, export_workbook, whole

    with Book.open(book) as opened:
        chosen = _chosen(opened.catalog, ledgers or [])
        write = export_workbook if output.suffix.lower() == ".xlsx" else export_csv
        count = write(opened, whole(opened, chosen), output)
    terminal(soft_wrap=True).print(f"已写入 {output}：{len(chosen)} 本台账，{count} 条。", highlight=False)


def _chosen(catalog: Catalog, names: list[str]) -> list[Ledger]:
    """The ledgers of those names, all when there are none; Refusal (catalog-no-ledger) for a name that is none."""
    if not names:
        return list(catalog.ledgers.values())
    found = [catalog.ledger(name) for name in names]
    for name, ledger in zip(names, found, strict=True):
        if ledger is None:
            known = "、".join(each.title for each in catalog.ledgers.values())
            raise refuse("catalog-no-ledger", name=name, known=known)
    return [ledger for ledger in found if ledger is not None]


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
        terminal(soft_wrap=True).print(told, highlight=False)


@contextmanager
def _opened(place: str, actor: str, *, keep: bool) -> Iterator[Book]:
    """The book there, made from the declarations when there is none yet: elsewhere and not to last, unless ``keep``."""
    from jiedui.book import Book
    from jiedui.book.location import locate

    location = locate(place)
    if location.url is not None or location.file.exists():
        with Book.open(place) as book:
            yield book
    elif keep:
        with _made(location, actor) as book:
            yield book
    else:
        with TemporaryDirectory(prefix="jiedui-") as passing:
            if location.catalog.is_dir():
                shutil.copytree(location.catalog, locate(passing).catalog)
            with Book.create(passing, actor=actor) as book:
                yield book


@contextmanager
def _made(location: Location, actor: str) -> Iterator[Book]:
    """A new book, taken away again when nothing was written: what is asked of it later finds no book, not an empty one."""
    from jiedui.book import Book

    folders = [each for each in (location.evidence, location.folder) if not each.exists()]
    book = Book.create(location.folder, actor=actor)
    begun = book.seq
    try:
        yield book
    finally:
        taken = book.seq
        book.close()
        if taken == begun:
            location.file.unlink()
            with suppress(OSError):  # what someone has put there meanwhile stays
                for folder in folders:
                    folder.rmdir()


def _tell(result: ImportResult, book: str, *, dry_run: bool) -> None:
    """Every sheet by outcome, then every problem, then what came of it."""
    console = terminal(soft_wrap=True)
    if not result.files and not result.problems:
        raise refuse("import-nothing")
    if result.sheets:
        console.print(_sheets(result))
    problems = _without_repeats(result.problems)
    for problem in problems[:SHOWN]:
        _tell_problem(console, problem)
    if len(problems) > SHOWN:
        console.print(f"……共 {len(problems)} 个问题。")
    console.print(_outcome(result, book, dry_run=dry_run), highlight=False)


def _sheets(result: ImportResult) -> Table:
    """Every sheet by outcome."""
    from rich.text import Text

    grid = grid_of("文件", "工作表", "台账", "新增", "更新", "未变", "未导入")
    for sheet in result.sheets:
        counts = (sheet.created, sheet.updated, sheet.unchanged, sheet.refused)
        grid.add_row(Text(sheet.file), Text(sheet.sheet), sheet.title, *map(str, counts))
    return grid


def _without_repeats(problems: Sequence[Problem]) -> list[Problem]:
    """The problems without those of every row whose column the whole sheet lacks: that is told once, at the heading."""
    lacking = {
        (each.place.file, each.place.sheet, each.details["column"])
        for each in problems
        if each.code == "heading-missing"
    }
    return [
        each
        for each in problems
        if each.code != "book-required" or (each.place.file, each.place.sheet, each.place.column) not in lacking
    ]


def _hand_back(result: ImportResult, folder: Path) -> None:
    """The user's own workbooks with what is wrong marked in them, when something is."""
    from jiedui.base.problems import errors
    from jiedui.book.intake.files import examine
    from jiedui.book.intake.limits import Limits
    from jiedui.book.outtake.marking import mark

    wrong = {problem.place.file for problem in errors(result.problems) if problem.place.row}
    for path in result.files:
        if path.name in wrong and examine(path, Limits())[0] is not None:
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / f"{path.stem}-标注.xlsx"
            mark(path, result.problems, target)
            terminal(soft_wrap=True).print(f"已标注：{target}", highlight=False)


def _tell_problem(console: Console, problem: Problem) -> None:
    """One problem on a line: a sign, its place, what to do."""
    from rich.text import Text

    sign, colour = _SIGNS[problem.severity]
    console.print(Text(f"{sign} {problem.words()}", style=colour))


def _outcome(result: ImportResult, book: str, *, dry_run: bool) -> str:
    """What came of the import, in a sentence."""
    if result.receipt is not None and result.receipt.seq is not None:
        seq = result.receipt.seq
        return f"已导入，批次 {seq}（撤销：jiedui undo {seq} --book {book}）。日志摘要 {result.receipt.head}"
    if not result.sound:
        return "有错误，账册没有任何改动。"
    return "检查通过，没有写入。" if dry_run else "与账册一致，没有需要改动的内容。"
