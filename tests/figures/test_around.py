"""What surrounds an entry: neighbours, the figures that count it, suggestions, counts of all ledgers; on both databases."""

from collections.abc import Iterator

import pytest

from figures.conftest import enter, write_regions
from jiedui.base.problems import Problem, Refusal
from jiedui.book import Book, Change, Withdraw
from jiedui.book.entering import Field, read_fields
from jiedui.book.history import before, history
from jiedui.book.neighbours import reachable, referring
from jiedui.book.overview import Counts, overview
from jiedui.book.review import review
from jiedui.book.sight import Sight
from jiedui.figures import Figures
from jiedui.figures.suggesting import suggest
from jiedui.figures.using import using

PROJECT = """
项目台账
项目名称 类别 西部地区 批复日期 状态
茶厂扩建 产业发展 平利县 2022-01-05 在建
旧茶厂拆除 产业发展 岚皋县 2022-02-05 在建

资金台账
日期 项目 西部地区 资金来源 环节 金额
2022-01-10 茶厂扩建 八仙镇 省级财政援助 下达 60万元
2022-03-05 茶厂扩建 八仙镇 省级财政援助 拨付 50万元
2022-03-05 — 老县镇 社会捐赠 到位 5万元
"""


@pytest.fixture
def office(book: Book) -> Iterator[Figures]:
    """The two projects and three payments above."""
    write_regions(book)
    enter(book, PROJECT)
    found = Figures(book)
    yield found
    found.close()


def region(book: Book, name: str) -> int:
    return next(each.id for each in book.regions.values() if each.name == name)


def test_a_project_has_its_funds_and_leads_to_its_region(office: Figures) -> None:
    (funds,) = referring(office.book, "project", 1)
    assert (funds.ledger.name, funds.column.name, funds.count) == ("fund", "project", 2)
    assert [id for id, _ in funds.last] == [2, 1]
    assert reachable(office.book, office.book.entry("project", 1)) == {("region", region(office.book, "平利县"))}


def test_a_payment_counts_in_the_figures_of_its_stage(office: Figures) -> None:
    titles = {indicator.title for indicator in using(office, "fund", 2)}
    assert "资金拨付" in titles
    assert "资金到位" not in titles
    office.book.write("何静", "重复", [Withdraw("fund", 2)])
    assert using(office, "fund", 2) == []
    with pytest.raises(Refusal):
        using(office, "fund", 99)


def test_suggestions_begin_with_what_begins_so_and_show_only_what_is_seen(office: Figures) -> None:
    ledger = office.book.ledgers["project"]
    assert [each.name for each in suggest(office, ledger, "茶厂")] == ["茶厂扩建", "旧茶厂拆除"]
    office.book.sight = Sight((region(office.book, "平利县"),), ())
    assert [each.name for each in suggest(office, ledger, "茶厂")] == ["茶厂扩建"]


def test_all_ledgers_are_counted_as_far_as_they_are_seen(office: Figures) -> None:
    review(office.book, "fund", [1, 2], "submit", actor="何静", reason="月报")
    review(office.book, "fund", [2], "return", actor="王审核", reason="缺回单")
    assert overview(office.book)["fund"] == Counts(3, 1, 1)
    office.book.sight = Sight((region(office.book, "岚皋县"),), ())
    assert overview(office.book)["fund"] == Counts(0, 0, 0)
    assert overview(office.book)["project"] == Counts(1, 0, 0)


def test_fields_are_read_and_all_that_cannot_be_is_told(office: Figures) -> None:
    ledger = office.book.ledgers["fund"]
    typed = {"amount": Field("12.5"), "date": Field("二月"), "project": Field("没有的"), "west": Field("八仙镇", 99)}
    values, problems = read_fields(office.book, ledger, typed)
    assert (str(values["amount"]), values["west"]) == ("125000.00", region(office.book, "八仙镇"))
    assert [problem.code for problem in problems if isinstance(problem, Problem)] == [
        "cell-not-date",
        "unknown-reference",
    ]


def test_what_a_reader_saw_before_later_changes(office: Figures) -> None:
    seen = office.book.seq
    office.book.write("何静", "少记", [Change("fund", 1, {"amount": 700_000})])
    office.book.write("何静", "又改", [Change("fund", 1, {"amount": 800_000, "note": "核"})])
    assert before(history(office.book, "fund", 1), seen) == {"amount": 60_000_000, "note": None}
    assert before(history(office.book, "fund", 1), office.book.seq) == {}
