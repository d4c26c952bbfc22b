"""``jiedui sample`` and ``jiedui demo``: an imaginary office's two years, as workbooks and as the whole loop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiedui.base.problems import Refusal, errors, refuse
from jiedui.cli.terminal import terminal

if TYPE_CHECKING:
    from rich.console import Console

    from jiedui.book import Book
    from jiedui.figures import Figures
    from jiedui.sample import Sample

#: The sample's county and the year that the demonstration tells of.
HOME, YEAR = "岚溪县", "2024"
#: The file that marks a book as the demonstration's own, to be made anew.
MARK = "示例.txt"

Size = Annotated[float, typer.Option(min=0.01, max=1, help="条目的多少：1 约两千条 · 1 is about two thousand entries")]


def sample(
    folder: Annotated[Path, typer.Argument(help="写到哪个文件夹 · where to write")],
    size: Size = 1.0,
) -> None:
    """生成示例台账：虚构的一县一区两年的协作 · workbooks of an imaginary pair's two years."""
    from jiedui.sample import generate
    from jiedui.sample.workbooks import write_workbooks

    made = generate(size=size)
    paths = write_workbooks(made, folder)
    console = terminal()
    console.print(f"{made.entries} 条，{len(made.rows)} 本台账，写入 {len(paths)} 个文件：")
    for path in paths:
        console.print(f"  {path}", soft_wrap=True, highlight=False)


def demo(
    folder: Annotated[Path, typer.Option(help="写到哪个文件夹 · where to write")] = Path("demo"),
    serve: Annotated[bool, typer.Option("--serve", help="最后打开网页工作台 · end with the pages running")] = False,
    port: Annotated[int, typer.Option("--port", help="网页的端口 · the port of the pages")] = 8000,
) -> None:
    """一分钟看全程：造台账、导入、出数、写总结、核对一份有错的稿子 · the whole loop in a minute."""
    from jiedui.sample import generate
    from jiedui.sample.workbooks import write_workbooks

    console = terminal(soft_wrap=True)
    _make_way(folder / "book")
    if serve:
        from jiedui.web.settings import Site, configure

        configure(Site(str(folder / "book")))  # before the book is made, which would set Django up without accounts
    made = generate()
    paths = write_workbooks(made, folder / "台账")
    console.rule("1 台账")
    console.print(
        f"一个虚构协作办公室两年的台账：{made.entries} 条，{len(paths)} 个文件，在 {folder / '台账'}", highlight=False
    )
    _demo_book(console, folder, made)
    if serve:
        console.rule("6 网页工作台")
        _demo_serve(console, folder, port)


def _demo_serve(console: Console, folder: Path, port: int) -> None:
    """The pages over the sample, on this machine only, with one user a role."""
    from jiedui.web.serving import prepare
    from jiedui.web.serving import serve as run
    from jiedui.web.settings import Site

    site = Site(str(folder / "book"))
    prepare(site)
    from jiedui.web.accounts.demonstration import PASSWORD, add_users

    names = add_users(site.book, HOME)
    console.print(f"示例用户（密码都是 {PASSWORD}）：", markup=False)
    for name, what in names.items():
        console.print(f"  {name}  {what}", markup=False, highlight=False)
    run(site, "127.0.0.1", port, workers=1, tell=lambda text: console.print(text, markup=False))


def _make_way(place: Path) -> None:
    """An empty folder for the book: that of an earlier demonstration is removed, an office's own never.

    Raises Refusal: demo-book-taken.
    """
    import shutil

    if place.exists():
        if not (place / MARK).exists():
            raise refuse("demo-book-taken", folder=str(place))
        shutil.rmtree(place)
    place.mkdir(parents=True)
    (place / MARK).write_text("这是 jiedui demo 造的示例账册，再次演示时会重造。\n", "utf-8")


def _demo_book(console: Console, folder: Path, made: Sample) -> None:
    """The sample in a book: imported, counted, written, checked."""
    from jiedui.book import Book
    from jiedui.book.importing import import_files
    from jiedui.figures import Figures
    from jiedui.planning.renew.wording import written
    from jiedui.planning.town_reading import keep_params
    from jiedui.sample.planning import params

    with Book.create(folder / "book", actor="示例") as book:
        keep_params(book.location, written(params(made.seed)))
        result = import_files(book, [folder / "台账"], actor="示例", reason="导入示例台账")
        console.rule("2 导入")
        if not result.sound:
            raise Refusal(*errors(result.problems))
        created = sum(sheet.created for sheet in result.sheets)
        console.print(f"{created} 条进账册，全部成功；日志摘要 {book.head[:16]}…", highlight=False)
        figures = Figures(book)
        console.rule(f"3 指标（{YEAR} 年，{HOME}）")
        _demo_figures(console, figures)
        console.rule("4 总结")
        _demo_summary(console, figures, folder)
        figures.close()
        console.rule("5 核对一份赶出来的稿子")
        _demo_check(console, book, folder, made)
    console.rule("接着试试")
    for command in (
        f"jiedui figure 消费协作金额 --book {folder}/book --region {HOME} --period {YEAR} --by month",
        f"jiedui check {folder}/总结初稿.docx --book {folder}/book --region {HOME} --period {YEAR} --format html",
        f"jiedui report sources {folder}/{YEAR}年度总结.docx",
        f"jiedui plan renew --book {folder}/book --seconds 60",
        f"jiedui verify --book {folder}/book",
    ):
        console.print(f"  {command}", highlight=False, markup=False)


def _demo_figures(console: Console, figures: Figures) -> None:
    """The main figures with their targets."""
    from rich.table import Table

    from jiedui.figures.request import scope_of
    from jiedui.figures.show import shown

    table = Table("指标", "完成", "目标", "完成率", "记录")
    for line in figures.sheet(scope_of(figures.book, HOME, YEAR), main=True):
        figure = line.figure
        target = str(shown(line.target, figure.unit)) if line.target is not None else ""
        rate = str(shown(line.completion, "1")) if line.completion is not None else ""
        table.add_row(figure.title, str(shown(figure.value, figure.unit)), target, rate, str(figure.rows))
    console.print(table)


def _demo_summary(console: Console, figures: Figures, folder: Path) -> None:
    """The yearly summary as a Word document."""
    from jiedui.base.periods import parse_period
    from jiedui.reports.writing import Wanted, docx_of, write_report

    wanted = Wanted("年度总结", HOME, parse_period(YEAR), signed=f"{HOME}东西部协作办公室")
    summary = write_report(figures, wanted)
    target = folder / f"{YEAR}年度总结.docx"
    target.write_bytes(docx_of(summary))
    console.print(f"{target}：{len(summary.figures)} 个数字，个个附口径、范围、记录数。", highlight=False)


def _demo_check(console: Console, book: Book, folder: Path, made: Sample) -> None:
    """A draft with planted errors, checked: what is not borne out, and why."""
    from jiedui.base.periods import parse_period
    from jiedui.cli.check import table
    from jiedui.reports.check.page import notes, page
    from jiedui.reports.check.session import Checker
    from jiedui.reports.docx_comments import annotate
    from jiedui.reports.docx_text import read_report
    from jiedui.sample.draft import write_draft_docx

    source = folder / "总结初稿.docx"
    draft = write_draft_docx(made, source)
    checker = Checker(book)
    read = read_report(source)
    report = checker.check(source.name, read.text, period=parse_period(YEAR), region=HOME, tables=read.tables)
    checker.close()
    annotate(source, folder / "总结初稿-核对.docx", notes(report))
    (folder / "总结初稿-核对.html").write_text(page(report), "utf-8")
    sound = sum(claim.checked.verdict == "confirmed" for claim in report.claims)
    console.print(
        f"稿子 {len(draft.text)} 字，{len(report.claims)} 处数量表述：{sound} 处与账册相符，下面这些不是。",
        highlight=False,
    )
    table(replace(report, claims=tuple(each for each in report.claims if each.checked.verdict != "confirmed")), console)
    console.print(f"批注在 {folder / '总结初稿-核对.docx'}，网页在 {folder / '总结初稿-核对.html'}", highlight=False)
