"""Tables of a report are checked cell by cell; of a Word document by its own tables."""

from collections.abc import Callable
from datetime import date

import pytest

from jiedui.base.periods import parse_period
from jiedui.reports.check.session import Checker, Report
from jiedui.reports.docx_text import read_docx
from reports.check.conftest import signs
from tools.wordfile import docx_of, p

TABLES = [
    ("镇|转移就业（人）|采购和帮助销售（万元）\n八仙镇|85|75.5\n老县镇|65|44.5\n合计|140|120\n", "是是非是是是"),
    (
        "指标\t单位\t目标\t完成\t完成率\n转移就业\t人\t200\t140\t70%\n财政援助资金\t万元\t1900\t2100\t105.3%\n",
        "是是是是非是",
    ),
    ("指标|2021年|2022年|同比增长（%）\n转移就业人数|50|140|180\n", "是是是"),
    # How a rate grew is not what the amount on top of it did.
    ("指标|2021年|2022年|同比增长（%）\n整改率|80|87.5|9.38\n", "无是无"),
    ("项目名称|总投资（万元）|协作资金（万元）\n高山茶园提质项目|820|700\n便民文化广场项目|138|100\n", "是是非是"),
    ("镇|转移就业（人）\n八仙镇|85\n合计|85\n", "是是"),
]


@pytest.mark.parametrize(("text", "verdicts"), TABLES)
def test_a_cell_is_checked_with_what_its_row_and_column_say(
    check: Callable[..., Report], text: str, verdicts: str
) -> None:
    assert signs(check(text)) == verdicts, text


def test_a_table_of_a_word_document_is_read_by_its_cells(checker: Checker) -> None:
    rows = (("镇", "劳务协作"), ("", "转移就业（人）", "脱贫人口（人）"), ("八仙镇", "85", "42"))
    wide = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{}</w:tc>"
    cells = [
        "".join(wide.format(p(cell)) if cell == "劳务协作" else f"<w:tc>{p(cell)}</w:tc>" for cell in row)
        for row in rows
    ]
    body = p("各镇情况") + "<w:tbl>" + "".join(f"<w:tr>{each}</w:tr>" for each in cells) + "</w:tbl>" + p("全县2个镇。")
    read = read_docx(docx_of(body))
    assert read.text == "各镇情况\n镇\n劳务协作\n\n转移就业（人）\n脱贫人口（人）\n八仙镇\n85\n42\n全县2个镇。"
    report = checker.check(
        "表.docx", read.text, period=parse_period("2022"), region="平利县", clock=date(2022, 12, 30), tables=read.tables
    )
    told = [(read.text[each.start : each.end], each.checked.verdict) for each in report.claims]
    assert told[:2] == [("85", "confirmed"), ("42", "contradicted")]
