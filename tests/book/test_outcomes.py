"""What an import would do to each row: told row by row, old and new, and stopped at any moment before it is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from book.conftest import WHO, WHY, region
from jiedui.book import Add, Book, Change
from jiedui.book.importing import How, ImportResult, import_files
from jiedui.book.intake import MappedColumn, SheetMapping
from jiedui.book.journal import last_link
from jiedui.book.outcomes import OUTCOMES, Outcomes, RowOutcome
from jiedui.book.sight import EVERYTHING, Sight

HEADING = "编号,日期,西部地区,资金来源,环节,金额（万元）\n"
ROWS = """ZJ-1,2022-04-28,平利县,省级财政援助,到位,2000
ZJ-2,2022-05-20,平利县,市级财政援助,到位,9.66
"""
PINGLI, HANYIN = 2, 3


@pytest.fixture
def land(book: Book) -> Book:
    """安康市 with 平利县 (ZJ-1, ZJ-2 as above) and 汉阴县 (ZJ-9, of the project 汉阴茶园)."""
    book.write(WHO, WHY, [region("安康市", "市"), region("平利县", "县", -1), region("汉阴县", "县", -1)])
    project = {
        "name": "汉阴茶园",
        "kind": "产业发展",
        "west": HANYIN,
        "approved_on": date(2022, 1, 1),
        "status": "在建",
    }
    book.write(WHO, WHY, [Add("project", project)])
    fund = {"date": date(2022, 3, 5), "source": "省级财政援助", "stage": "到位"}
    book.write(
        WHO,
        WHY,
        [
            Add("fund", {**fund, "code": "ZJ-1", "west": PINGLI, "amount": 1, "date": date(2022, 4, 28)}),
            Add("fund", {**fund, "code": "ZJ-9", "west": HANYIN, "amount": 77_000_000, "note": "汉阴密语"}),
        ],
    )
    return book


def tried(book: Book, tmp_path: Path, rows: str, how: How | None = None) -> ImportResult:
    """A dry run over that ledger of funds, its outcomes in ``outcomes``."""
    (tmp_path / "资金台账.csv").write_text(HEADING + rows, "utf-8")
    how = how or How(dry_run=True, outcomes=tmp_path / "outcomes")
    return import_files(book, [tmp_path / "资金台账.csv"], actor="李登记", how=how)


@contextmanager
def as_county(book: Book, county: int) -> Iterator[None]:
    """The book as a clerk of that county has it."""
    book.sight = Sight((county,), (county,))
    yield
    book.sight = EVERYTHING


def told(tmp_path: Path) -> list[RowOutcome]:
    with Outcomes(tmp_path / "outcomes") as outcomes:
        return outcomes.page(OUTCOMES, start=0, count=100)


def test_each_row_with_old_and_new_cells(land: Book, tmp_path: Path) -> None:
    tried(land, tmp_path, ROWS + "ZJ-3,2022-05-21,平力县,市级财政援助,到位,5\n")
    rows = told(tmp_path)
    assert [(row.row, row.outcome, row.entry) for row in rows] == [
        (2, "updated", 1),
        (3, "created", None),
        (4, "refused", None),
    ]
    assert rows[0].old == {"amount": 100}
    assert rows[0].cells[-1] == 2_000_000_000
    assert [problem.code for problem in rows[2].problems] == ["unknown-reference"]


def test_a_row_that_changes_nothing_is_counted_and_not_kept(land: Book, tmp_path: Path) -> None:
    tried(land, tmp_path, "ZJ-1,2022-04-28,平利县,省级财政援助,到位,0.0001\n")
    with Outcomes(tmp_path / "outcomes") as outcomes:
        assert outcomes.count("unchanged") == 1
    assert told(tmp_path) == []


def test_what_the_door_alone_refuses_is_refused_at_its_row(land: Book, tmp_path: Path) -> None:
    result = tried(land, tmp_path, ROWS.replace("ZJ-2", "ZJ-3") + "ZJ-3,2022-05-21,平利县,市级财政援助,到位,5\n")
    assert [(row.row, row.outcome) for row in told(tmp_path)] == [(2, "updated"), (3, "created"), (4, "refused")]
    assert [(sheet.created, sheet.updated, sheet.refused) for sheet in result.sheets] == [(1, 1, 1)]


def test_pages_by_outcome_and_problem(land: Book, tmp_path: Path) -> None:
    many = "".join(f"N-{n},2022-06-01,{'平利县' if n % 10 else '不知县'},省级财政援助,到位,1\n" for n in range(300))
    tried(land, tmp_path, many)
    with Outcomes(tmp_path / "outcomes") as outcomes:
        assert outcomes.kept(("created",)) == 270
        assert [row.row for row in outcomes.page(("created",), 0, start=268, count=50)] == [300, 301]
        assert outcomes.kept(OUTCOMES, marked=True) == outcomes.count("refused") == 30
        assert outcomes.severities() == {"error": 30}


def test_a_mapping_given_by_hand_is_used(land: Book, tmp_path: Path) -> None:
    (tmp_path / "拨款.csv").write_text(
        "时间,哪里,谁给的,哪步,多少\n2022-05-20,平利县,市级财政援助,到位,9.66\n", "utf-8"
    )
    names = ("date", "west", "source", "stage", "amount")
    mapping = SheetMapping("fund", 1, 1, tuple(MappedColumn(place, name) for place, name in enumerate(names)))
    how = How(given={("拨款.csv", "拨款"): mapping})
    assert not import_files(land, [tmp_path / "拨款.csv"], actor="李登记").sound
    result = import_files(land, [tmp_path / "拨款.csv"], actor="李登记", how=how)
    assert result.sound
    assert land.entry("fund", 3).values["amount"] == Decimal("96600.00")


def test_an_entry_that_others_touched_since_is_not_overwritten(land: Book, tmp_path: Path) -> None:
    seen = last_link(land.store)
    assert seen is not None
    land.write("王复核", "更正", [Change("fund", 1, {"amount": 5})])
    result = tried(land, tmp_path, ROWS, How(since=seen.seq))
    assert (result.receipt, [(each.code, each.place.row) for each in result.problems]) == (
        None,
        [("book-changed-since", 2)],
    )
    assert land.entry("fund", 1).values["amount"] == Decimal(5)


class Enough(Exception):
    """Raised to stop."""


@pytest.mark.parametrize("moment", range(6))
def test_an_import_stopped_at_any_moment_leaves_nothing(land: Book, tmp_path: Path, moment: int) -> None:
    (tmp_path / "资金台账.csv").write_text(HEADING + ROWS, "utf-8")
    head, moments = land.head, iter(range(100))

    def stop(what: str, done: int, total: int) -> None:
        if next(moments) == moment:
            raise Enough(what)

    with pytest.raises(Enough):
        import_files(land, [tmp_path], actor="李登记", progress=stop)
    assert land.head == head
    assert land.names("fund", [1, 2, 3]).keys() == {1, 2}


def test_a_code_of_another_region_is_refused_and_nothing_of_the_entry_is_told(land: Book, tmp_path: Path) -> None:
    with as_county(land, PINGLI):
        result = tried(land, tmp_path, "ZJ-9,2022-03-05,平利县,省级财政援助,到位,7700\n")
    (row,) = told(tmp_path)
    assert (row.outcome, row.entry, row.old) == ("refused", None, {})
    assert [problem.code for problem in result.problems] == ["book-not-yours"]
    assert "汉阴" not in result.problems[0].words()


def test_names_of_other_regions_are_neither_found_nor_told(land: Book, tmp_path: Path) -> None:
    """平利县 asks for 汉阴茶园 by its very name, and by one like it; then for one of two that share a name."""
    heading = HEADING.replace("西部", "项目,西部")
    rows = "A-1,2022-03-05,汉阴茶园,平利县,省级财政援助,到位,1\nA-2,2022-03-05,汉阴茶圆,平利县,省级财政援助,到位,1\n"
    (tmp_path / "资金台账.csv").write_text(heading + rows, "utf-8")
    with as_county(land, PINGLI):
        result = import_files(land, [tmp_path], actor="李登记")
    assert [each.code for each in result.problems] == ["unknown-reference"] * 2
    assert "汉阴茶园" not in result.problems[1].message()
    project = {"kind": "产业发展", "approved_on": date(2022, 1, 1), "status": "在建"}
    land.write(WHO, WHY, [Add("project", {**project, "code": "P-2", "name": "同名", "west": PINGLI})])
    land.write(WHO, WHY, [Add("project", {**project, "code": "P-3", "name": "同名", "west": HANYIN})])
    (tmp_path / "资金台账.csv").write_text(heading + rows.splitlines()[0].replace("汉阴茶园", "同名"), "utf-8")
    with as_county(land, PINGLI):
        assert import_files(land, [tmp_path], actor="李登记").sound
    (tmp_path / "资金台账.csv").write_text(heading + "A-7,2022-03-05,同名,平利县,省级财政援助,到位,1\n", "utf-8")
    whole = import_files(land, [tmp_path], actor="李登记")
    assert [each.code for each in whole.problems] == ["ambiguous-reference"]


def test_rows_for_another_region_are_refused_at_their_rows(land: Book, tmp_path: Path) -> None:
    with as_county(land, PINGLI):
        result = tried(land, tmp_path, ROWS + "ZJ-3,2022-05-21,汉阴县,市级财政援助,到位,5\n")
    assert [(each.code, each.place.row) for each in result.problems] == [("book-placed-away", 4)]
    assert [(row.row, row.outcome) for row in told(tmp_path)] == [(2, "updated"), (3, "created"), (4, "refused")]
    with as_county(land, PINGLI):
        moved = tried(land, tmp_path, ROWS.replace("28,平利县", "28,汉阴县"))
    assert [(each.code, each.place.row) for each in moved.problems] == [("book-moved-away", 2)]


def test_an_entry_of_another_region_with_the_same_key_is_not_taken_for_ones_own(land: Book, tmp_path: Path) -> None:
    """Two gifts alike but for the region: 平利县's row, without a code, is a new entry and not 汉阴县's."""
    land.write(
        WHO,
        WHY,
        [Add("study", {"date": date(2022, 4, 1), "kind": "培训会", "topic": "茶", "person": "王茶", "home": HANYIN})],
    )
    study = land.ledgers["study"]
    heading = ",".join(study.column(name).title for name in ("date", "kind", "topic", "person"))
    (tmp_path / f"{study.title}.csv").write_text(f"{heading}\n2022-04-01,培训会,茶,王茶\n", "utf-8")
    with as_county(land, PINGLI):
        result = import_files(land, [tmp_path], actor="李登记")
    assert [(sheet.created, sheet.unchanged) for sheet in result.sheets] == [(1, 0)]
