"""What was exported can be imported again: the same entries, into the same book and into an empty one."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.conftest import write_regions
from jiedui.book import Add, Book
from jiedui.book.importing import import_files
from jiedui.book.intake.cells import EMPTY, clean
from jiedui.book.outtake.export import Selection, export_csv, export_workbook, whole

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")),
    min_size=1,
    max_size=12,
).filter(lambda text: clean(text) not in EMPTY and not text.startswith("'"))
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.dates(date(2000, 1, 1), date(2049, 12, 31)),
            "product": TEXTS,
            "amount": st.decimals(0, 10**9, places=2),
            "quantity": st.one_of(st.none(), st.decimals(0, 10**6, places=4)),
            "category": st.sampled_from(("茶叶", "粮油", "其他")),
        }
    ),
    min_size=1,
    max_size=6,
)


def entered(book: Book, rows: list[dict[str, object]]) -> None:
    """Enter sales, each with a 编号."""
    write_regions(book)
    place = next(id for id, region in book.regions.items() if region.name == "八仙镇")
    fixed = {"west": place, "seller": "甲", "buyer": "乙", "channel": "商超", "mode": "采购"}
    book.write("何静", "录入", [Add("purchase", {**row, **fixed, "code": f"XF-{n}"}) for n, row in enumerate(rows)])


def sales_of(book: Book) -> list[Selection]:
    """All sales of a book, to be exported."""
    return whole(book, [book.catalog.ledgers["purchase"]])


def sales(book: Book) -> list[tuple[object, ...]]:
    """The sales of a book without their ids, by 编号; the place by its name."""
    names = book.names("region", list(book.regions))
    columns = [column.name for column in book.ledgers["purchase"].columns]
    rows = [dict(zip(columns, row, strict=True)) for _, *row in book.rows("purchase")]
    return sorted(tuple(str(names[row[key]] if key == "west" else row[key]) for key in columns) for row in rows)


@settings(max_examples=10)
@given(ENTRIES, st.booleans())
def test_a_round_trip_changes_nothing(rows: list[dict[str, object]], as_csv: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        with Book.create(here / "one", actor="何静") as one, Book.create(here / "two", actor="何静") as two:
            entered(one, rows)
            out = here / ("导出" if as_csv else "导出.xlsx")
            (export_csv if as_csv else export_workbook)(one, whole(one, list(one.catalog.ledgers.values())), out)
            again = import_files(one, [out], actor="何静")
            assert again.sound, [problem.words() for problem in again.problems]
            assert again.receipt is None
            fresh = import_files(two, [out], actor="何静")
            assert fresh.sound, [problem.words() for problem in fresh.problems]
            assert sales(one) == sales(two)


def test_an_export_says_where_it_comes_from_and_money_stays_exact(sqlite_book: Book, tmp_path: Path) -> None:
    row = {"date": date(2022, 3, 5), "product": "=1+1", "amount": Decimal("96782.35"), "category": "茶叶"}
    entered(sqlite_book, [row])
    out = tmp_path / "导出.xlsx"
    assert export_workbook(sqlite_book, sales_of(sqlite_book), out) == 1
    book = openpyxl.load_workbook(out)
    heading, first = list(book["消费协作台账"].iter_rows(values_only=True))
    assert first[heading.index("金额（万元）")] == pytest.approx(9.678235)
    assert first[heading.index("产品")] == "=1+1"
    told = dict(book["来源"].iter_rows(values_only=True))
    assert told["账册日志"] == sqlite_book.head
    assert told["消费协作台账"] == "全部在用记录：1 条"


def test_csv_cells_are_no_formulas(sqlite_book: Book, tmp_path: Path) -> None:
    entered(sqlite_book, [{"date": date(2022, 3, 5), "product": "=cmd()", "amount": Decimal(1), "category": "茶叶"}])
    export_csv(sqlite_book, sales_of(sqlite_book), tmp_path)
    assert ",'=cmd()," in (tmp_path / "消费协作台账.csv").read_text("utf-8-sig")
