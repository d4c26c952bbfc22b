"""Listings: what an address asks for is what is listed, told, totalled and exported; on both databases."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from urllib.parse import parse_qs

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.conftest import enter, write_regions
from jiedui.base.periods import parse_period
from jiedui.book import Add, Book, Withdraw
from jiedui.book.outtake.export import export_workbook
from jiedui.book.review import review
from jiedui.book.sight import Sight
from jiedui.figures import Figures
from jiedui.figures.listing import Listing, Page, page, parse, selection, sentence, totals, written
from jiedui.figures.listing.model import listing_of
from jiedui.figures.model import Condition, Query
from jiedui.figures.request import scope_of

FUNDS = """
项目台账
项目名称 类别 西部地区 批复日期 状态
茶厂扩建 产业发展 平利县 2022-01-05 在建
幼儿园 公共服务 岚皋县 2022-02-05 在建

资金台账
日期 项目 西部地区 资金来源 环节 金额 凭证号
2022-01-10 茶厂扩建 八仙镇 省级财政援助 下达 60万元 A1
2022-03-05 茶厂扩建 八仙镇 省级财政援助 拨付 50万元 A2
2022-03-05 — 老县镇 社会捐赠 到位 5万元 —
2022-06-30 幼儿园 岚皋县 省级财政援助 下达 80万元 B1
2023-02-01 — 五星村 社会捐赠 到位 12.5万元 A3
"""


@pytest.fixture
def funds(book: Book) -> Iterator[Figures]:
    """The five payments above, on each of the two databases."""
    write_regions(book)
    enter(book, FUNDS)
    found = Figures(book)
    yield found
    found.close()


def asked(figures: Figures, address: str, ledger: str = "fund") -> Listing:
    listing, problems = parse(figures, figures.book.ledgers[ledger], parse_qs(address, keep_blank_values=True))
    assert [problem.words() for problem in problems] == []
    return listing


def refused(figures: Figures, address: str, ledger: str = "fund") -> list[str]:
    _, problems = parse(figures, figures.book.ledgers[ledger], parse_qs(address))
    assert all(problem.words() and problem.words("en") for problem in problems)
    return [problem.code for problem in problems]


def listed(figures: Figures, address: str, ledger: str = "fund") -> list[int]:
    return numbers(page(figures, asked(figures, address, ledger)))


def numbers(found: Page) -> list[int]:
    return [entry.id for entry in found.entries]


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Figures]:
    """The five payments, for tests that write nothing."""
    with Book.create(tmp_path_factory.mktemp("book") / "book", actor="何静") as book:
        write_regions(book)
        enter(book, FUNDS)
        found = Figures(book)
        yield found
        found.close()


#: What an address lists.
LISTED = [
    ("", [5, 4, 3, 2, 1]),
    ("stage=下达", [4, 1]),
    ("stage=拨付&stage=到位", [5, 3, 2]),
    ("stage.not=下达", [5, 3, 2]),
    ("amount.from=60万元", [4, 1]),
    ("amount.from=5&amount.to=50", [5, 3, 2]),
    ("amount.from=600000元", [4, 1]),
    ("west=平利县", [5, 3, 2, 1]),
    ("west=八仙镇", [5, 2, 1]),
    ("west.at=八仙镇", [2, 1]),
    ("west.not=八仙镇", [5, 4, 3]),
    ("project=茶厂扩建", [2, 1]),
    ("project.id=2", [4]),
    ("project=茶厂扩建&project.id=2", [2, 1]),
    ("project.has=茶", [2, 1]),
    ("project.is=empty", [5, 3]),
    ("project.is=filled", [4, 2, 1]),
    ("voucher=-&voucher=A1", [1]),
    ("voucher.has=A", [5, 2, 1]),
    ("date.from=2022年3月5日&date.to=2022/12/31", [4, 3, 2]),
    ("date.from=2023", [5]),
    ("_period=2022", [4, 3, 2, 1]),
    ("_period=2022&_region=岚皋县", [4]),
    ("_q=茶", [2, 1]),
    ("_q=捐赠", [5, 3]),
    ("_q=没有这个", []),
    ("_ids=1,3-4", [4, 3, 1]),
    ("_sort=amount", [3, 5, 2, 1, 4]),
    ("_sort=-voucher", [4, 5, 2, 1, 3]),
    ("_sort=voucher", [1, 2, 5, 4, 3]),
    ("_sort=id", [1, 2, 3, 4, 5]),
    ("review=-", [5, 4, 3, 2, 1]),
]
#: What an address cannot mean.
REFUSED = [
    ("amount.from=很多", "cell-not-number"),
    ("date.from=某天", "cell-not-date"),
    ("stage=收讫", "cell-not-choice"),
    ("west=桃花源", "figures-no-region"),
    ("project=没有的项目", "figures-no-entry"),
    ("project.id=99", "figures-no-entry"),
    ("_period=从前", "period-unreadable"),
    ("colour=red", "listing-no-filter"),
    ("stage.from=1", "listing-no-filter"),
    ("_sort=colour", "listing-no-sort"),
    ("_ids=1,x", "listing-ids"),
    ("_ids=99999999999999999999", "listing-ids"),
    ("_after=2022", "listing-mark"),
]


@pytest.mark.parametrize(("address", "found"), LISTED)
def test_an_address_says_which_entries_in_which_order(read_only: Figures, address: str, found: list[int]) -> None:
    assert listed(read_only, address) == found


@pytest.mark.parametrize(("address", "code"), REFUSED)
def test_what_an_address_cannot_mean_is_told(read_only: Figures, address: str, code: str) -> None:
    assert refused(read_only, address) == [code]


def test_both_databases_understand_an_address_alike(funds: Figures) -> None:
    assert [listed(funds, address) for address, _ in LISTED] == [found for _, found in LISTED]
    assert [refused(funds, address) for address, _ in REFUSED] == [[code] for _, code in REFUSED]


def test_all_that_cannot_be_understood_is_told_at_once(funds: Figures) -> None:
    assert sorted(refused(funds, "amount.from=很多&stage=收讫&colour=red")) == [
        "cell-not-choice",
        "cell-not-number",
        "listing-no-filter",
    ]


def test_pages_follow_each_other_and_lead_back(funds: Figures) -> None:
    for sort in ("date", "-date", "amount", "-amount", "voucher", "-voucher", "id", "-id", "west"):
        first = replace(asked(funds, f"_sort={sort}"), size=2)
        whole = listed(funds, f"_sort={sort}")
        pages = [page(funds, first)]
        while pages[-1].after:
            pages.append(page(funds, replace(first, mark=pages[-1].after)))
        assert [numbers(each) for each in pages] == [whole[:2], whole[2:4], whole[4:]]
        assert pages[0].before is None
        for earlier, later in itertools.pairwise(pages):
            back = page(funds, replace(first, mark=later.before, backwards=True))
            assert (numbers(back), back.after) == (numbers(earlier), earlier.after)


def test_an_entry_that_comes_meanwhile_shifts_no_page(funds: Figures) -> None:
    first = replace(asked(funds, ""), size=2)
    seen = page(funds, first)
    late = {"date": date(2023, 5, 1), "west": 4, "source": "其他财政", "stage": "到位", "amount": Decimal(1)}
    funds.book.write("李登记", "补登", [Add("fund", late)])
    assert numbers(page(funds, replace(first, mark=seen.after))) == [3, 2]


def test_withdrawn_entries_are_listed_only_when_asked(funds: Figures) -> None:
    funds.book.write("李登记", "重复", [Withdraw("fund", 3)])
    assert listed(funds, "") == [5, 4, 2, 1]
    assert listed(funds, "_state=withdrawn") == [3]
    assert listed(funds, "_state=all") == [5, 4, 3, 2, 1]


def test_entries_by_how_far_they_have_come(funds: Figures) -> None:
    review(funds.book, "fund", [1, 2], "submit", actor="李登记", reason="月报")
    review(funds.book, "fund", [2], "accept", actor="王审核", reason="属实")
    assert listed(funds, "review=已报") == [1]
    assert listed(funds, "review=已报&review=-") == [5, 4, 3, 1]
    assert listed(funds, "_accepted=1") == [2]


def test_totals_are_of_all_pages(funds: Figures) -> None:
    found = totals(funds, asked(funds, "stage=下达&_size=20"))
    assert (found.count, found.sums) == (2, {"amount": Fraction(1_400_000)})
    assert totals(funds, asked(funds, "_q=没有这个")).count == 0


@pytest.mark.parametrize(
    ("address", "zh", "en"),
    [
        ("", "资金台账的在用记录：按日期从晚到早", "资金台账, entries in use: by 日期, latest first"),
        (
            "stage=拨付&stage=到位&amount.from=5万元&_period=2022&_region=平利县",
            "资金台账的在用记录：平利县及其下级；2022年（按日期计）；环节为拨付或到位；金额不小于5万元；按日期从晚到早",
            (
                "资金台账, entries in use: 平利县 and below; 2022-01-01..2022-12-31 by 日期; 环节 is 拨付 or 到位; "
                "金额 is at least 5万元; by 日期, latest first"
            ),
        ),
        (
            "project.id=1&_q=茶&_state=all&_sort=amount",
            "资金台账的全部记录，含已作废的：项目为茶厂扩建；任一栏含“茶”；按金额升序",
            "资金台账, all entries, withdrawn ones included: 项目 is 茶厂扩建; “茶” anywhere; by 金额, ascending",
        ),
        (
            "west=平利县&review=-&_ids=1-5",
            "资金台账的在用记录：西部地区在平利县及其下级；审核为空；指定的记录（序号 1–5）；按日期从晚到早",
            (
                "资金台账, entries in use: 西部地区 is in 平利县 or below; 审核 is empty; given entries (numbers 1–5); "
                "by 日期, latest first"
            ),
        ),
    ],
)
def test_a_listing_is_told_in_a_sentence(figures: Figures, address: str, zh: str, en: str) -> None:
    enter(figures.book, FUNDS)
    listing = asked(figures, address)
    assert (sentence(figures, listing), sentence(figures, listing, "en")) == (zh, en)


VALUES = st.decimals(0, 10**9, places=2).map(str)
CONDITIONS = st.one_of(
    st.builds(
        lambda stages: Condition("stage", "in", tuple(stages)),
        st.lists(st.sampled_from(["下达", None]), min_size=1, unique=True),
    ),
    st.builds(
        lambda value: Condition("amount", "from", (value,)), VALUES.map(lambda text: text.rstrip("0").rstrip("."))
    ),
    st.builds(lambda day: Condition("date", "to", (day,)), st.dates(date(1950, 1, 1), date(2099, 12, 31))),
    st.builds(
        lambda text: Condition("voucher", "contains", (text,)),
        st.text("茶A&=#+ %~.", min_size=1).map(str.strip).filter(bool),
    ),
    st.builds(lambda entry: Condition("project", "in", (entry,)), st.integers(1, 2)),
    st.builds(lambda entry: Condition("west", "under", (entry,)), st.integers(1, 12)),
    st.builds(lambda entry: Condition("west", "not_in", (entry,)), st.integers(1, 12)),
    st.just(Condition("project", "empty")),
)


@given(
    st.lists(CONDITIONS, max_size=3, unique_by=lambda condition: (condition.column, condition.op)),
    st.sampled_from([None, "2022", "2022Q1", "2021-10..2022-09"]),
    st.sampled_from([None, 3]),
    st.booleans(),
)
def test_an_address_is_read_back_as_it_was_written(
    read_only: Figures, where: list[Condition], period: str | None, region: int | None, stock: bool
) -> None:
    ledger = read_only.book.ledgers["fund"]
    query = Query(
        "fund",
        listing_of(ledger).query.measure,
        where=tuple(sorted(where, key=lambda condition: list(ledger.by_name).index(condition.column))),
        period=parse_period(period) if period else None,
        region=region,
        stock=stock,
        region_columns=("west",) if region else (),
    )
    address = written(ledger, listing_of(ledger, query))
    assert {*asked(read_only, address).query.where} == {*where}
    assert asked(read_only, address).query == query or len(where) > 1


def test_a_figure_opens_to_the_entries_that_it_counts(figures: Figures) -> None:
    enter(figures.book, FUNDS)
    ledger = figures.book.ledgers["fund"]
    for declared in figures.book.catalog.indicators.values():
        if declared.ledger == "fund":
            figure = figures.indicator(declared.name, scope_of(figures.book, "平利县", "2022"))
            assert figure.query is not None
            address = written(ledger, listing_of(ledger, figure.query))
            found = page(figures, asked(figures, address))
            assert sorted(entry.name for entry in found.entries) == sorted(figure.records)


def test_an_export_takes_what_is_listed_and_says_so(figures: Figures, tmp_path: Path) -> None:
    enter(figures.book, FUNDS)
    listing = asked(figures, "stage=下达&_sort=amount&_show=date,amount,voucher")
    assert export_workbook(figures.book, [selection(figures, listing)], tmp_path / "出.xlsx") == 2
    made = openpyxl.load_workbook(tmp_path / "出.xlsx")
    rows = list(made["资金台账"].iter_rows(values_only=True))
    assert rows[0] == ("日期", "金额（万元）", "凭证号")
    assert [row[2] for row in rows[1:]] == ["A1", "B1"]
    told = dict(made["来源"].iter_rows(values_only=True))
    assert told["资金台账"] == "资金台账的在用记录：环节为下达；按金额升序：2 条"


HOUSEHOLDS = """
自然村台账
名称 所在地 户数 宅基地面积
李家院 五星村 2 3

农户台账
户编号 户主 自然村 人口
H1 李大山 李家院 4
H2 王小河 李家院 3
"""


def test_who_may_not_see_sensitive_columns_cannot_ask_by_them(figures: Figures, tmp_path: Path) -> None:
    enter(figures.book, HOUSEHOLDS)
    whole = listed(figures, "head.has=李", "household"), listed(figures, "_q=李大山", "household")
    assert whole == ([1], [1])
    figures.book.sight = Sight(sensitive=False)
    assert refused(figures, "head.has=李", "household") == ["listing-no-filter"]
    assert refused(figures, "_sort=head", "household") == ["listing-no-sort"]
    assert listed(figures, "_q=李大山", "household") == []
    (first,) = page(figures, asked(figures, "code=H1", "household")).entries
    assert "head" not in first.values
    export_workbook(
        figures.book, [selection(figures, asked(figures, "_show=code,head", "household"))], tmp_path / "a.xlsx"
    )
    assert next(openpyxl.load_workbook(tmp_path / "a.xlsx")["农户台账"].iter_rows(values_only=True)) == ("户编号",)
