"""Checkers of one process: what is known of a book is read once for all of them, and anew when the book moves on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

from figures.conftest import enter, write_regions
from jiedui.base.periods import parse_period
from jiedui.book import Book
from jiedui.figures import Figures
from jiedui.reports.check.answer import answer
from jiedui.reports.check.session import Checker, Report
from reports.check.conftest import OFFICE

TEXT = "全年东部财政援助资金到位2000万元，其中省级财政援助资金1600万元。全年两地互访3次，转移就业140人。"


def read(checker: Checker, text: str = TEXT) -> Report:
    """The text, checked as the county's report of 2022."""
    return checker.check("总结.txt", text, period=parse_period("2022"), region="平利县", clock=date(2022, 12, 30))


def test_threads_share_what_is_known_and_tell_the_same(office_place: Path, check: Callable[..., Report]) -> None:
    threads = 4
    start = Barrier(threads)

    def work(_: int) -> tuple[object, str]:
        with Book.open(office_place) as book:
            checker = Checker(book)
            start.wait()
            told = [str(answer(read(checker))) for _ in range(5)]
            checker.close()
            assert len(set(told)) == 1
            return checker.facts, told[0]

    with ThreadPoolExecutor(threads) as pool:
        facts, told = zip(*pool.map(work, range(threads)), strict=True)
    assert {id(each) for each in facts} == {id(facts[0])}
    assert set(told) == {str(answer(check(TEXT)))}


def test_what_is_written_is_known_to_the_next_check(tmp_path: Path) -> None:
    with Book.create(tmp_path / "book", actor="何静") as book:
        write_regions(book)
        enter(book, OFFICE)
        checker = Checker(book)
        before, known = read(checker, "平利县巴山云雾茶厂销售额5万元。"), checker.facts
        enter(
            book,
            """
消费协作台账
日期 产品 品类 西部地区 销售方 采购方 渠道 方式 数量 计量单位 金额
2022-06-10 女娲茶 茶叶 八仙镇 平利县巴山云雾茶厂 常州经开区总工会 单位采购 采购 100 公斤 5万元
""",
        )
        after = read(checker, "平利县巴山云雾茶厂销售额5万元。")
        assert checker.facts is not known
        checker.close()
    assert [claim.checked.verdict for claim in before.claims] != ["confirmed"]
    assert [claim.checked.verdict for claim in after.claims] == ["confirmed"]
    assert before.head != after.head


def test_a_checker_on_figures_that_stay_open_leaves_them_open(office_place: Path) -> None:
    with Book.open(office_place) as book:
        figures = Figures(book)
        first = Checker(book, figures)
        told = answer(read(first))
        first.close()
        assert answer(read(Checker(book, figures))) == told
        figures.close()
