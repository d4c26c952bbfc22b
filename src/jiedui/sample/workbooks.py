"""The sample as an office would hand it in: several workbooks and one CSV file, each sheet after its clerk's habits.

Title rows, total rows (合计), two-level headings, dates as text, full-width digits, amounts in 元 with commas, a file in
GB 18030: all of it means exactly what the rows say.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from jiedui.catalog import Column, Ledger, builtin
from jiedui.sample.office import Sample
from jiedui.sample.rows import Cell, Row, number_of

#: Which ledgers lie in which workbook.
WORKBOOKS: Mapping[str, tuple[str, ...]] = {
    "01主数据.xlsx": ("region", "organisation", "person"),
    "02项目资金.xlsx": ("project", "fund"),
    "03产业消费劳务.xlsx": ("lead", "park", "workshop", "purchase", "labour"),
    "04结对交往.xlsx": ("pairing", "exchange", "meeting", "model_village"),
    "05人才培训.xlsx": ("talent", "training"),
    "06挂职干部.xlsx": ("posting", "study", "duty", "visit", "lesson"),
    "07督查宣传目标.xlsx": ("inspection", "publicity", "target"),
    "08更新与安置.xlsx": (
        "block",
        "enterprise",
        "parcel",
        "hamlet",
        "household",
        "site",
        "dwelling",
        "objection",
        "allotment",
        "resource",
    ),
}
#: The one ledger that comes as a CSV file.
CSV_FILE, CSV_LEDGER = "社会帮扶台账.csv", "donation"
_MADE = datetime(2025, 1, 2, 9)  # noqa: DTZ001 - a workbook's own date has no zone


@dataclass(frozen=True)
class Habit:
    """How a clerk fills a sheet.

    ``banner`` lines stand above the heading, ``groups`` span columns in a first level of it (group → columns below),
    ``sums`` are the columns of a total row, ``dates`` the way in which dates are written as text, ``wide`` the column
    whose first number is typed in full-width digits, ``dash`` the column whose empty cells hold a dash.
    """

    banner: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sums: tuple[str, ...] = ()
    dates: str = ""
    wide: str = ""
    dash: str = ""


PLAIN = Habit()
HABITS: Mapping[str, Habit] = {
    "project": Habit(
        groups={
            "资金情况": ("总投资", "协作资金"),
            "建设进度": ("开工日期", "竣工日期", "验收日期", "状态", "形象进度"),
            "带动效益": ("受益户数", "受益人数"),
        },
    ),
    "fund": Habit(banner=("岚溪县东西部协作资金台账（2023—2024年）",)),
    "purchase": Habit(banner=("岚溪县消费协作台账",), sums=("金额",)),
    "labour": Habit(sums=("转移就业人数", "其中脱贫人口"), wide="转移就业人数", dash="用工单位"),
    "talent": Habit(dates="{0.year}.{0.month:02d}.{0.day:02d}"),
    "meeting": Habit(dates="{0.year}/{0.month}/{0.day}"),
    "visit": Habit(dates="{0.year}年{0.month}月{0.day}日", dash="发现的做法"),
}
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def write_workbooks(sample: Sample, folder: Path) -> list[Path]:
    """Write the sample's files into the folder (made if need be) and return their paths; the same bytes every time."""
    folder.mkdir(parents=True, exist_ok=True)
    catalog = builtin()
    paths = []
    for name, ledgers in WORKBOOKS.items():
        paths.append(folder / name)
        write_workbook(paths[-1], [(catalog.ledgers[one], sample.rows[one]) for one in ledgers])
    paths.append(folder / CSV_FILE)
    _write_csv(paths[-1], catalog.ledgers[CSV_LEDGER], sample.rows[CSV_LEDGER])
    return paths


def _columns(ledger: Ledger, rows: Sequence[Row]) -> list[Column]:
    """The columns of a sheet: the code first, then the declared ones, then those common ones that are in use."""
    used = {title for row in rows for title in row}
    declared = [column for column in ledger.columns if column.name not in {"code", "note", "evidence", "recorder"}]
    rest = [column for column in ledger.columns if column not in declared and column.title in used]
    return sorted([*declared, *rest], key=lambda column: column.name != "code")


def write_workbook(path: Path, sheets: Sequence[tuple[Ledger, Sequence[Row]]]) -> None:
    """One workbook, one sheet a ledger."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": _MADE})
        looks = {
            "head": book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1}),
            "banner": book.add_format({"bold": True, "align": "center", "font_size": 16}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for ledger, rows in sheets:
            sheet = book.add_worksheet(ledger.title)
            _write_sheet(sheet, looks, _columns(ledger, rows), rows, HABITS.get(ledger.name, PLAIN))


def _write_sheet(
    sheet: Any, looks: Mapping[str, Any], columns: Sequence[Column], rows: Sequence[Row], habit: Habit
) -> None:
    """One sheet: banner, heading, rows, total."""
    top = 0
    for line in habit.banner:
        sheet.merge_range(top, 0, top, len(columns) - 1, line, looks["banner"])
        top += 1
    top = _write_heading(sheet, looks["head"], columns, habit, top)
    sheet.freeze_panes(top, 1)
    sheet.set_column(0, len(columns) - 1, 14)
    for place, row in enumerate(_as_filled(columns, rows, habit)):
        for number, cell in enumerate(row):
            _write_cell(sheet, top + place, number, cell, looks["date"])
    if habit.sums:
        last = top + len(rows)
        sheet.write_string(last, 0, "合计")
        for number, column in enumerate(columns):
            if column.title in habit.sums:
                sheet.write_number(last, number, float(sum(number_of(row, column.title) for row in rows)))


def _write_heading(sheet: Any, look: Any, columns: Sequence[Column], habit: Habit, top: int) -> int:
    """The heading, on two levels where the clerk groups columns; returns the first row below it."""
    if not habit.groups:
        for number, column in enumerate(columns):
            sheet.write_string(top, number, column.heading, look)
        return top + 1
    grouped = {title: group for group, titles in habit.groups.items() for title in titles}
    for number, column in enumerate(columns):
        if column.title in grouped:
            sheet.write_string(top + 1, number, column.heading, look)
        else:
            sheet.merge_range(top, number, top + 1, number, column.heading, look)
    places = [column.title for column in columns]
    for group, titles in habit.groups.items():
        sheet.merge_range(top, places.index(titles[0]), top, places.index(titles[-1]), group, look)
    return top + 2


def _as_filled(columns: Sequence[Column], rows: Sequence[Row], habit: Habit) -> list[list[Cell | None]]:
    """The cells as the clerk types them."""
    filled = [[_as_typed(row.get(column.title), column, habit) for column in columns] for row in rows]
    for number, column in enumerate(columns):
        if column.title == habit.wide:
            filled[0][number] = str(filled[0][number]).translate(_FULL_WIDTH)
    return filled


def _as_typed(cell: Cell | None, column: Column, habit: Habit) -> Cell | None:
    """One cell as the clerk types it."""
    if cell is None:
        return "—" if column.title == habit.dash else None
    if isinstance(cell, date) and habit.dates:
        return habit.dates.format(cell)
    return cell


def _write_cell(sheet: Any, row: int, number: int, cell: Cell | None, date_look: Any) -> None:
    """One cell, by its kind."""
    if isinstance(cell, date):
        sheet.write_datetime(row, number, datetime(cell.year, cell.month, cell.day), date_look)  # noqa: DTZ001 - a day
    elif isinstance(cell, (int, Decimal)):
        sheet.write_number(row, number, float(cell))
    elif cell is not None:
        sheet.write_string(row, number, cell)


def _write_csv(path: Path, ledger: Ledger, rows: Sequence[Row]) -> None:
    """The CSV file: GB 18030, amounts in 元 with commas."""
    columns = _columns(ledger, rows)
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow("金额（元）" if column.title == "金额" else column.title for column in columns)
        for row in rows:
            writer.writerow(_csv_cell(column.title, row) for column in columns)


def _csv_cell(title: str, row: Row) -> str:
    """One cell of the CSV file."""
    return f"{number_of(row, title) * 10000:,.2f}" if title == "金额" else str(row.get(title, ""))
