"""The workbooks mean exactly what the rows say, whatever the habits of the clerk who filled them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from jiedui.catalog import builtin
from jiedui.sample import Sample
from jiedui.sample.workbooks import CSV_FILE, CSV_LEDGER, HABITS, WORKBOOKS, write_workbooks

CATALOG = builtin()
SHEETS = [(file, name) for file, names in WORKBOOKS.items() for name in names]


@pytest.fixture(scope="module")
def folder(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("workbooks")
    write_workbooks(sample, made)
    return made


def test_every_ledger_is_handed_in_once() -> None:
    names = [name for _, name in SHEETS] + [CSV_LEDGER]
    assert sorted(names) == sorted(CATALOG.ledgers)


def test_writing_twice_writes_the_same_bytes(sample: Sample, folder: Path, tmp_path: Path) -> None:
    for path in write_workbooks(sample, tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def cells(folder: Path, file: str, ledger: str) -> Iterator[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(folder / file, read_only=True)[CATALOG.ledgers[ledger].title]
    yield from sheet.iter_rows(values_only=True)


@pytest.mark.parametrize(("file", "name"), SHEETS)
def test_a_sheet_holds_every_row_of_its_ledger(sample: Sample, folder: Path, file: str, name: str) -> None:
    habit = HABITS.get(name)
    extra = (len(habit.banner) + bool(habit.groups) + bool(habit.sums)) if habit else 0
    assert sum(1 for _ in cells(folder, file, name)) == len(sample.rows[name]) + 1 + extra


@pytest.mark.parametrize(("file", "name"), [pair for pair in SHEETS if pair[1] not in HABITS])
def test_a_plain_sheet_holds_the_very_cells(sample: Sample, folder: Path, file: str, name: str) -> None:
    heading, *rows = cells(folder, file, name)
    titles = [str(title).split("（")[0] for title in heading]
    for read, row in zip(rows, sample.rows[name], strict=True):
        told = {title: plain(cell) for title, cell in zip(titles, read, strict=True) if cell is not None}
        assert told == row


def plain(cell: object) -> object:
    """A cell as the rows have it: days without a time, numbers exact."""
    if isinstance(cell, datetime):
        return cell.date()
    return Decimal(str(cell)) if isinstance(cell, (int, float)) else cell


def test_the_total_row_adds_up(sample: Sample, folder: Path) -> None:
    *_, last = cells(folder, "03产业消费劳务.xlsx", "labour")
    workers = sum(row["转移就业人数"] for row in sample.rows["labour"])
    lifted = sum(row["其中脱贫人口"] for row in sample.rows["labour"])
    assert [cell for cell in last if cell is not None] == ["合计", workers, lifted]


def test_the_clerks_have_their_habits(sample: Sample, folder: Path) -> None:
    """Dates as text in three ways, one full-width number, a banner, a heading of two levels."""
    assert list(cells(folder, "05人才培训.xlsx", "talent"))[1][1] == f"{sample.rows['talent'][0]['日期']:%Y.%m.%d}"
    day = sample.rows["visit"][0]["日期"]
    assert isinstance(day, date)
    assert list(cells(folder, "06挂职干部.xlsx", "visit"))[1][1] == f"{day.year}年{day.month}月{day.day}日"
    first_batch = list(cells(folder, "03产业消费劳务.xlsx", "labour"))[1]
    assert any(isinstance(cell, str) and cell.isdigit() and not cell.isascii() for cell in first_batch)
    assert next(cells(folder, "02项目资金.xlsx", "fund"))[0] == "岚溪县东西部协作资金台账（2023—2024年）"
    top, below = list(cells(folder, "02项目资金.xlsx", "project"))[:2]
    assert top[top.index("资金情况") :][:2] == ("资金情况", None)
    assert below[top.index("资金情况")] == "总投资（万元）"


def test_the_csv_file_is_gb_18030_with_amounts_in_yuan(sample: Sample, folder: Path) -> None:
    with (folder / CSV_FILE).open(encoding="gb18030", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(sample.rows[CSV_LEDGER])
    for read, row in zip(rows, sample.rows[CSV_LEDGER], strict=True):
        assert Decimal(read["金额（元）"].replace(",", "")) == row["金额"] * 10000
