"""A report of thirty pages with three hundred bound figures from 100,000 entries, beside python-docx.

    python benchmarks/writing.py [--entries 100000] [--runs 3]

python-docx writes the same paragraphs run by run, with nothing bound and nothing computed, in the same run. Limits: the
report laid out within twice that time, all of it (figures included) within 3 s, and refreshed within 2 s after the book
has moved on.
"""

import argparse
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx

from jiedui.base.periods import parse_period
from jiedui.book import Add, AddMany, Book
from jiedui.figures import Figures
from jiedui.reports.writing import Summary, Wanted, docx_of, write_report
from jiedui.reports.writing.refresh import refresh

TOWNS, CATEGORIES = 30, ("茶叶", "畜禽", "粮油", "菌菇", "中药材")
COLUMNS = ("date", "product", "category", "west", "seller", "buyer", "channel", "mode", "quantity", "uom", "amount")
TIMES, WHOLE, REFRESH = 2, 3.0, 2.0
FILLER = (
    "坚持把消费协作作为促进群众增收的重要抓手，加强产销对接，拓宽销售渠道，完善仓储物流，培育特色品牌，推动农特产品进机关、"
    "进学校、进企业、进社区，形成政府引导、市场运作、社会参与的工作格局，让更多优质农产品走出大山、走进千家万户。"
)


def fill(book: Book, count: int) -> None:
    """Enter the towns, and so many sales of two years."""
    county = Add("region", {"code": "1", "name": "甲县", "level": "县", "side": "西部"})
    book.write("基准", "县", [county])
    towns = [{"code": f"1{n:02}", "name": f"第{n}镇", "level": "镇", "side": "西部", "parent": 1} for n in range(TOWNS)]
    book.write("基准", "镇", [Add("region", town) for town in towns])
    rows = (
        (
            f"{2023 + n // 150 % 2}-{n % 12 + 1:02}-11",
            f"产品{n % 60}",
            CATEGORIES[n % 5],
            2 + n // 5 % TOWNS,
            "甲",
            "乙",
            "商超",
            "采购" if n % 3 else "帮助销售",
            n * 10000,
            "公斤",
            n * n % 999983 * 100,
        )
        for n in range(count)
    )
    book.write("基准", "销售", [AddMany("purchase", COLUMNS, rows)])


def template() -> str:
    """The template: a paragraph of ten figures for every town, and prose between."""
    lines = ["+++", 'title = "长报告"', "+++", "# {region}{time}消费协作专报"]
    for town in range(TOWNS):
        here = f"西部地区=第{town}镇"
        lines.append(f"## 第{town}镇情况" if town % 3 == 0 else f"### 第{town}镇情况")
        told = f"销售{{purchase_amount[{here}]}}，同比{{purchase_amount[{here}].growth}}，共{{purchase_count[{here}]}}"
        told += f"，其中|采购{{purchase_bought[{here}]}}、帮助销售{{purchase_helped[{here}]}}"
        lines.append(f"全年{told}。分品类看，{{purchase_amount[{here}].by.category}}。")
        lines += [FILLER * 2, FILLER * 2, FILLER]
    return "\n".join(lines)


def peer(summary: Summary) -> bytes:
    """The same paragraphs by python-docx."""
    document = docx.Document()
    document.add_heading(summary.title, 0)
    for section in summary.sections:
        if section.heading:
            document.add_heading(section.heading, section.level)
        for paragraph in section.paragraphs:
            line = document.add_paragraph()
            for part in paragraph.parts:
                line.add_run(str(part))
    cells = [str(figure) for figure in summary.figures]
    table = document.add_table(len(cells), 7)
    for row, words in zip(table.rows, cells, strict=True):
        for cell in row.cells:
            cell.text = words
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Measure turn by turn and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    wanted = Wanted("长报告", "甲县", parse_period("2024"), day=date(2024, 12, 31))
    with tempfile.TemporaryDirectory() as folder, Book.create(Path(folder) / "book", actor="基准") as book:
        reports = Path(folder) / "book" / "catalog" / "reports"
        reports.mkdir(parents=True)
        (reports / "long.md").write_text(template(), "utf-8")
        fill(book, asked.entries)
        print(measured(book, wanted, asked.runs))


def measured(book: Book, wanted: Wanted, runs: int) -> str:
    """What is to be told: the size of the report, and the times side by side."""
    summary = write_report(Figures(book), wanted)
    document = docx_of(summary)
    told = [
        (
            timed(lambda: write_report(Figures(book), wanted)),
            timed(lambda: docx_of(summary)),
            timed(lambda: peer(summary)),
        )
        for _ in range(runs)
    ]
    figures, laid, python_docx = (statistics.median(each[side] for each in told) for side in range(3))
    book.write(
        "基准",
        "一笔",
        [
            Add(
                "purchase",
                dict(
                    zip(
                        COLUMNS, ("2024-06-01", "茶", "茶叶", 2, "甲", "乙", "商超", "采购", 1, "公斤", 99), strict=True
                    )
                ),
            )
        ],
    )
    again = statistics.median(timed(lambda: refresh(Figures(book), document)) for _ in range(runs))
    size = sum(len(str(paragraph)) for paragraph in summary.paragraphs)
    lines = (
        f"{size} characters, {len(summary.all_figures)} bound figures",
        f"figures {figures:.2f} s, layout {laid:.2f} s, together {figures + laid:.2f} s (limit {WHOLE})",
        f"python-docx {python_docx:.2f} s, ratio of the layout {laid / python_docx:.2f}, of all {(figures + laid) / python_docx:.2f} (limit {TIMES})",
        f"refresh {again:.2f} s (limit {REFRESH})",
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
