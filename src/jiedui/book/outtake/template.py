"""Workbooks to fill in (填报模板): one sheet a ledger, with drop-downs, notes, units, and a sheet that explains.

What an office fills in here is what :mod:`jiedui.book.importing` takes; an empty template imports as nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from jiedui.catalog import Catalog, Column, Ledger

#: Rows that get drop-downs and checks.
ROWS = 2_000
#: The hidden sheet that the drop-downs read, and the one that explains.
CHOICES, GUIDE = "选项", "填表说明"
_TYPES = {
    "text": "文字",
    "date": "日期，如 2022-03-05",
    "integer": "整数",
    "number": "数字",
    "money": "金额",
    "choice": "从下拉中选",
    "ref": "填名称或编号",
    "list": "多项用“、”隔开",
}
_GUIDE = (
    "一张工作表是一本台账；不要改表名和表头，表头里括号中的单位就是这一列的单位。",
    "带 * 的列必须填写；带下拉的列只能选列出的值；鼠标停在表头上可看说明。",
    "编号可以不填；填了就不能重复，以后凭编号更新同一条记录。",
    "日期可写 2022-03-05、2022/3/5、2022.03.05 或 2022年3月5日；没有的内容留空。",
    "填好后：jiedui import 文件 --book 账册。有问题会在原表上标出，改正后再导入即可。",
)


def write_template(path: Path, catalog: Catalog, ledgers: Sequence[Ledger]) -> None:
    """Write a workbook with an empty sheet for each of the ledgers."""
    with path.open("wb") as file, xlsxwriter.Workbook(file) as book:
        styles = _Styles(book)
        _write_guide(book, styles, ledgers)
        choices = _Choices(book)
        for ledger in ledgers:
            _write_sheet(book.add_worksheet(ledger.title), catalog, ledger, styles, choices)
        choices.hide()


class _Styles:
    """The few formats of a template."""

    def __init__(self, book: Workbook) -> None:
        heading = {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        self.required: Format = book.add_format({**heading, "bg_color": "#FCE4D6"})
        self.optional: Format = book.add_format({**heading, "bg_color": "#E7EEF7"})
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.wrap: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd"})


class _Choices:
    """The hidden sheet of choices: each column's values stand in a column of their own."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._sheet: Worksheet | None = None
        self._column = 0

    def source(self, values: Sequence[str]) -> str:
        """Where the drop-down reads these values."""
        if self._sheet is None:
            self._sheet = self._book.add_worksheet(CHOICES)
        self._sheet.write_column(0, self._column, values)
        letters = xlsxwriter.utility.xl_col_to_name(self._column, col_abs=True)
        self._column += 1
        return f"={CHOICES}!{letters}$1:{letters}${len(values)}"

    def hide(self) -> None:
        """Put the sheet out of sight."""
        if self._sheet is not None:
            self._sheet.hide()


def _write_guide(book: Workbook, styles: _Styles, ledgers: Sequence[Ledger]) -> None:
    """How to fill the workbook in, and what its sheets are."""
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 96)
    sheet.write(0, 0, "填表说明", styles.title)
    for number, line in enumerate(_GUIDE, 1):
        sheet.write(number, 0, f"（{number}）{line}", styles.wrap)
    for number, ledger in enumerate(ledgers, len(_GUIDE) + 2):
        sheet.write(number, 0, f"{ledger.title}：一行是一{ledger.counts}")


def _write_sheet(sheet: Worksheet, catalog: Catalog, ledger: Ledger, styles: _Styles, choices: _Choices) -> None:
    """One ledger's sheet."""
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 32)
    for place, column in enumerate(ledger.columns):
        mark = "*" if column.required else ""
        sheet.write(0, place, f"{column.heading}{mark}", styles.required if column.required else styles.optional)
        sheet.write_comment(0, place, _note(catalog, column), {"x_scale": 2})
        width = max(10, 2 * len(column.heading) + 3)
        sheet.set_column(place, place, width, styles.day if column.type == "date" else None)
        rule = _validation(column, choices)
        if rule is not None:
            sheet.data_validation(1, place, ROWS, place, rule)


def _note(catalog: Catalog, column: Column) -> str:
    """What a cell of the column may hold."""
    parts = ["必填" if column.required else "可不填", _TYPES[column.type]]
    if column.unit and column.numeric:
        parts.append(f"单位：{column.unit}")
    if column.to:
        parts.append(f"引用《{catalog.ledgers[column.to].title}》")
    if column.help:
        parts.append(column.help)
    return "；".join(parts)


def _validation(column: Column, choices: _Choices) -> dict[str, object] | None:
    """The check that the spreadsheet makes while one types; None where any text will do."""
    told = {"error_title": "填写有误", "ignore_blank": True}
    match column.type:
        case "choice":
            known = "、".join(column.choices)[:200]
            return {
                **told,
                "validate": "list",
                "source": choices.source(column.choices),
                "error_message": f"只能填：{known}",
            }
        case "date":
            between = {"criteria": "between", "minimum": date(1949, 1, 1), "maximum": date(2100, 12, 31)}
            return {**told, "validate": "date", **between, "error_message": "请填日期，如 2022-03-05"}
        case "integer" | "number" | "money":
            kind = "integer" if column.type == "integer" else "decimal"
            least = {"criteria": ">=", "value": -(10**12) if column.signed else 0}
            return {
                **told,
                "validate": kind,
                **least,
                "error_message": "请填数字，不带单位" + ("" if column.signed else "，不能为负"),
            }
        case _:
            return None
