"""What a check tells each reader: the county's own figures to the county, the neighbour's to nobody else.

平利县 is ``conftest.OFFICE``. 岚皋县, its neighbour in 安康市, has a town 邻秘镇, a project 邻秘水厂项目 and, in 2022,
funds of 9000万元 and sales of 500万元: more than 平利县's 2000万元 and 120万元.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from figures.conftest import enter
from jiedui.base.periods import parse_period
from jiedui.base.problems import Refusal
from jiedui.book import Add, Book
from jiedui.book.review import review
from jiedui.book.sight import EVERYTHING, Sight
from jiedui.reports.check.answer import answer
from jiedui.reports.check.session import Checker, Report

NEIGHBOUR = """
项目台账
项目名称 类别 西部地区 批复日期 总投资 协作资金 状态
邻秘水厂项目 公共服务 邻秘镇 2022-03-01 820万元 700万元 在建

资金台账
日期 项目 西部地区 资金来源 环节 金额
2022-03-10 — 岚皋县 省级财政援助 到位 9000万元

消费协作台账
日期 产品 品类 西部地区 销售方 采购方 渠道 方式 数量 计量单位 金额
2022-04-10 邻秘茶 茶叶 岚皋县 邻秘茶厂 邻秘商会 单位采购 采购 1000 公斤 500万元

调研台账
日期 调研对象 对象类型 所在地 调研人 主题
2022-04-11 横山桥镇人民政府 机关 横山桥镇 李明远 产业
2022-05-12 常州芳茂电机有限公司 企业 横山桥镇 李明远 用工
2022-06-13 横山桥镇人民政府 机关 岚皋县 邻秘人 产业
"""
DRAFT = """全年财政援助资金到位2000万元，居全市第2位。邻秘水厂项目到位资金9000万元。
岚皋县全年财政援助资金到位9000万元，消费协作金额500万元；邻秘镇实施项目1个。
安康市全年财政援助资金到位11000万元。全县消费协作金额120万元，销售邻秘茶500万元。"""

#: What an answer repeats of the text itself.
OWN_WORDS = ("text", "low", "high", "words")


@pytest.fixture
def checker(office_place: Path, tmp_path: Path) -> Iterator[Checker]:
    """A checker on the two counties' book, that nobody has used yet."""
    shutil.copytree(office_place, tmp_path / "book")
    with Book.open(tmp_path / "book") as book:
        county = book.regions[_region(book, "岚皋县")]
        town = {"code": "999", "name": "邻秘镇", "level": "镇", "parent": county.id, "side": "西部"}
        book.write("何静", "邻县", [Add("region", town)])
        enter(book, NEIGHBOUR)
        checker = Checker(book)
        yield checker
        checker.close()


@pytest.fixture
def read(checker: Checker) -> Callable[..., Report]:
    """Check a text as a reader of one county: ``read("平利县", DRAFT)``; None reads everything."""

    def checked(reader: str | None, text: str, region: str | None = "平利县", *, accepted: bool = False) -> Report:
        book = checker._book
        book.sight = EVERYTHING if reader is None else Sight((at := _region(book, reader),), (at,))
        day = date(2022, 12, 30)
        period = parse_period("2022")
        return checker.check("总结.txt", text, period=period, region=region, clock=day, accepted=accepted)

    return checked


def _region(book: Book, name: str) -> int:
    """The region of that name."""
    return next(each.id for each in book.regions.values() if each.name == name)


def _verdicts(report: Report) -> list[str]:
    return [claim.checked.verdict for claim in report.claims]


def test_the_neighbours_figures_are_neither_confirmed_nor_denied(read: Callable[..., Report]) -> None:
    text = "岚皋县全年财政援助资金到位9000万元。岚皋县消费协作金额499万元。"
    assert _verdicts(read(None, text, None)) == ["confirmed", "contradicted"]
    assert _verdicts(read("岚皋县", text, None)) == ["confirmed", "contradicted"]
    assert _verdicts(read("平利县", text, None)) == ["unsupported", "unsupported"]
    assert "岚皋县不在您可查看的范围内" in read("平利县", text, None).claims[0].reason


def test_a_rank_among_counties_needs_them_all(read: Callable[..., Report]) -> None:
    text = "全县财政援助资金到位2000万元，居全市第1位。"
    assert _verdicts(read(None, text))[1] == "contradicted"
    assert _verdicts(read("平利县", text))[1] == "unsupported"


def test_the_sum_of_the_city_is_not_told_from_one_of_its_counties(read: Callable[..., Report]) -> None:
    text = "安康市全年财政援助资金到位11000万元。"
    assert _verdicts(read(None, text, None)) == ["confirmed"]
    assert _verdicts(read("平利县", text, None)) == ["unsupported"]


@pytest.mark.parametrize("first", [None, "岚皋县"])
def test_one_checker_serves_many_readers_and_none_sees_what_another_saw(
    read: Callable[..., Report], first: str | None
) -> None:
    fresh = str(answer(read("平利县", DRAFT)))
    read(first, DRAFT, "岚皋县")
    again = read("平利县", DRAFT)
    assert str(answer(again)) == fresh
    for claim in answer(again)["claims"]:
        told = str({name: told for name, told in claim.items() if name not in OWN_WORDS}).replace(claim["text"], "")
        assert "9000" not in told
        assert "邻秘" not in told


def test_a_county_out_of_sight_cannot_be_the_reports_own(read: Callable[..., Report]) -> None:
    with pytest.raises(Refusal, match="岚皋县"):
        read("平利县", DRAFT, "岚皋县")
    with pytest.raises(Refusal) as refusal:
        read("平利县", DRAFT, "邻秘")
    assert "邻秘镇" not in str(refusal.value)


def test_accepted_entries_alone_can_be_asked_for(checker: Checker, read: Callable[..., Report]) -> None:
    text = "全县财政援助资金到位2000万元。"
    assert _verdicts(read(None, text, accepted=True)) == ["unsupported"]
    book = checker._book
    county = _region(book, "平利县")
    received = [int(str(id)) for id, at in book.rows("fund", ("west",)) if at == county]
    review(book, "fund", received, "submit", actor="何静", reason="报审")
    review(book, "fund", received, "accept", actor="王审", reason="无误")
    assert _verdicts(read(None, text, accepted=True)) == ["confirmed"]


def test_of_one_visible_county_also_what_lies_nowhere_or_with_the_partner_counts(read: Callable[..., Report]) -> None:
    """Two of the county's officials study in the east: a report of the county means them, whoever else is in the book."""
    text = "挂职干部全年开展调研2次。"
    assert _verdicts(read("平利县", text)) == ["confirmed"]
