"""The one door: what it writes, what it refuses, and that it is all or nothing."""

from datetime import date
from decimal import Decimal

import pytest

from book.conftest import WHO, WHY, allotted, region, with_regions
from jiedui.base.problems import Place, Refusal
from jiedui.book import Add, AddMany, Book, Change, Ref, Restore, Withdraw


def codes(refusal: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


def test_what_was_written_reads_back(book: Book) -> None:
    receipt = with_regions(book).write(WHO, WHY, [allotted("1000.5", evidence=["回单.pdf", "通知.pdf"])])
    assert receipt.created == {"fund": range(1, 2)}
    entry = book.entry("fund", 1)
    assert entry.name == "fund:1"
    assert entry.values["amount"] == Decimal("1000.50")
    assert entry.values["date"] == date(2022, 3, 5)
    assert entry.values["west"] == Ref("region", 4, "八仙镇")
    assert entry.values["evidence"] == ("回单.pdf", "通知.pdf")
    assert entry.values["note"] is None


def test_a_reference_to_an_entry_of_the_same_change_set_may_come_before_it(book: Book) -> None:
    book.write(WHO, WHY, [region("平利县", "县", -2), region("安康市", "市")])
    assert book.regions[1].parent == 2
    assert book.regions.levels[1] == (None, 2, 1, None)


def test_every_problem_is_told_and_nothing_is_written(book: Book) -> None:
    with_regions(book)
    head = book.head
    at = Place(file="资金.xlsx", sheet="资金台账", row=7)
    with pytest.raises(Refusal) as refusal:
        book.write(
            WHO,
            WHY,
            [
                allotted("1"),
                Add("fund", {"date": "2022-02-30", "west": 4, "source": "天上", "stage": "到位"}, at),
                Add(
                    "fund", {"date": date(2022, 1, 1), "west": 99, "source": "天上", "stage": "到位", "amount": -1}, at
                ),
                Change("fund", 5, {"amount": 1}),
                Change("fund", 1, {"colour": "red"}),
                Withdraw("region", 3),
                Withdraw("region", 9),
                Add("moon", {}),
            ],
        )
    assert sorted(codes(refusal)) == sorted(
        [
            *("book-not-date", "book-not-choice", "book-negative", "book-dangling", "book-no-entry", "book-no-entry"),
            *("book-referred", "book-no-entry", "book-no-ledger"),
        ]
    )
    assert {problem.place.row for problem in refusal.value.problems if problem.code == "book-not-date"} == {7}
    assert {problem.place.column for problem in refusal.value.problems if problem.code == "book-negative"} == {"金额"}
    assert (book.head, list(book.rows("fund"))) == (head, [])


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        (Decimal("0.001"), "book-too-fine"),
        ("一万", "book-not-number"),
        (10**20, "book-too-large"),
        (True, "book-not-number"),
    ],
)
def test_money_is_exact_or_refused(book: Book, amount: object, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        with_regions(book).write(WHO, WHY, [allotted(amount)])
    assert codes(refusal) == [code]


def test_an_entry_without_what_is_required_is_refused_cell_by_cell(book: Book) -> None:
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [Add("region", {"code": "1"})])
    assert [(p.code, p.place.column) for p in refusal.value.problems] == [
        ("book-required", "名称"),
        ("book-required", "层级"),
    ]


def test_no_two_entries_in_use_share_a_code(book: Book) -> None:
    with_regions(book).write(WHO, WHY, [allotted("1", code="Z-1")])
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [allotted("2", code="Z-1"), allotted("3", code="Z-2"), allotted("4", code="Z-2")])
    assert codes(refusal) == ["book-duplicate", "book-duplicate-here"]
    assert "fund:1" in refusal.value.problems[0].message()
    book.write(WHO, WHY, [Withdraw("fund", 1), allotted("2", code="Z-1")])
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [Restore("fund", 1)])
    assert codes(refusal) == ["book-duplicate"]


def test_without_a_code_the_key_of_the_ledger_must_differ(book: Book) -> None:
    firm = {"name": "茶业公司", "kind": "企业", "region": 3}
    with_regions(book).write(WHO, WHY, [Add("organisation", firm)])
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [Add("organisation", firm)])
    assert codes(refusal) == ["book-duplicate"]
    book.write(WHO, WHY, [Add("organisation", {**firm, "code": "D-2"})])


def test_a_rule_of_a_row_compares_its_columns(book: Book) -> None:
    """其中脱贫人口 must not exceed 转移就业人数."""
    batch = {"date": date(2022, 5, 1), "west": 3, "destination": "东部就业", "workers": 30}
    with_regions(book).write(
        WHO, WHY, [Add("labour", {**batch, "lifted": 30}), Add("labour", {**batch, "workers": 31})]
    )
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [Change("labour", 1, {"workers": 29})])
    assert codes(refusal) == ["book-rule"]
    assert "其中脱贫人口 30" in refusal.value.problems[0].message()


def test_a_rule_of_sums_holds_over_book_and_change_set(book: Book) -> None:
    """支付 of a project never exceeds 拨付, which never exceeds 下达."""
    project = {"name": "茶园", "kind": "产业发展", "west": 3, "approved_on": date(2022, 1, 1), "status": "在建"}
    with_regions(book).write(WHO, WHY, [Add("project", project)])
    book.write(
        WHO, WHY, [allotted("300", "下达", project=1, voucher="1"), allotted("200", "拨付", project=1, voucher="2")]
    )
    book.write(WHO, WHY, [allotted("200", "支付", project=1, voucher="3")])
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [allotted("0.01", "支付", project=1, voucher="4")])
    assert codes(refusal) == ["book-sum"]
    assert "茶园 合计 0.020001万元，超过 0.02万元" in refusal.value.problems[0].message()
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [Withdraw("fund", 2)])
    assert codes(refusal) == ["book-sum"]
    book.write(WHO, WHY, [Withdraw("fund", 2), Withdraw("fund", 3)])


def test_moving_a_region_moves_what_refers_to_it(book: Book) -> None:
    with_regions(book).write(WHO, WHY, [allotted("1")])
    book.write(WHO, WHY, [Change("region", 3, {"parent": 5})])
    levels = book.store.read(
        f"SELECT west__province, west__city, west__county, west__town FROM {book.table('fund').sql}"
    )
    assert levels == [(5, None, 3, 4)]


def test_a_region_may_not_lie_below_itself_or_its_like(book: Book) -> None:
    with_regions(book)
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [Change("region", 1, {"parent": 4})])
    assert "book-region-circle" in codes(refusal)
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [region("老县镇", "镇", 4)])
    assert codes(refusal) == ["book-region-level"]


def test_many_rows_in_stored_form(book: Book) -> None:
    rows = [("2022-01-01", 4, "省级财政援助", "到位", number, f"Z{number}") for number in range(2345)]
    columns = ("date", "west", "source", "stage", "amount", "code")
    receipt = with_regions(book).write(WHO, WHY, [AddMany("fund", columns, iter(rows))])
    assert receipt.created == {"fund": range(1, 2346)}
    assert list(book.rows("fund", ["amount"]))[-1] == (2345, 2344)
    more = [("2022-01-01", 4, "省级财政援助", "到位", 1, None), ("2022-01-01", None, "", "到位", 1.5, "Z7")]
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [AddMany("fund", columns, more, lambda row: Place(row=row + 2))])
    assert sorted((p.code, p.place.row) for p in refusal.value.problems) == [
        ("book-not-number", 3),
        ("book-required", 3),
        ("book-required", 3),
    ]


def test_what_changes_nothing_adds_no_link(book: Book) -> None:
    head = with_regions(book).head
    receipt = book.write(WHO, WHY, [Change("region", 1, {"name": "陕西省"})])
    assert (receipt.seq, receipt.unchanged, book.head) == (None, 1, head)


def test_a_rehearsal_writes_nothing(book: Book) -> None:
    head = with_regions(book).head
    receipt = book.write(WHO, WHY, [allotted("1")], rehearse=True)
    assert receipt.created == {"fund": range(1, 2)}
    assert (book.head, list(book.rows("fund"))) == (head, [])


def test_a_withdrawn_entry_is_neither_changed_nor_withdrawn_again(book: Book) -> None:
    with_regions(book).write(WHO, WHY, [allotted("1"), allotted("2", voucher="2")])
    book.write(WHO, WHY, [Withdraw("fund", 1)])
    assert [row[0] for row in book.rows("fund")] == [2]
    for change in (Withdraw("fund", 1), Change("fund", 1, {"note": "x"})):
        with pytest.raises(Refusal) as refusal:
            book.write(WHO, WHY, [change])
        assert codes(refusal) == ["book-withdrawn"]
    with pytest.raises(Refusal) as refusal:
        book.write(WHO, WHY, [Restore("fund", 2)])
    assert codes(refusal) == ["book-not-withdrawn"]
    book.write(WHO, WHY, [Restore("fund", 1)])
    assert [row[0] for row in book.rows("fund")] == [1, 2]


@pytest.mark.parametrize(("actor", "reason"), [("", "x"), ("x", " ")])
def test_a_change_has_an_actor_and_a_reason(sqlite_book: Book, actor: str, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        sqlite_book.write(actor, reason, [])
    assert codes(refusal) == ["book-nameless"]


def test_the_past_cannot_be_deleted_by_a_slip(book: Book) -> None:
    with_regions(book)
    for statement in (
        "DELETE FROM ledger_region",
        "DELETE FROM journal_link",
        "UPDATE journal_link SET actor = 'x'",
        "UPDATE journal_record SET op = 'x'",
        "DELETE FROM journal_record",
    ):
        with pytest.raises(Exception, match="the past stays"):
            book.store.execute(statement)
