"""Audits of masked texts: what still tells the masked name, and how many candidates of the book remain."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from figures.conftest import enter, write_regions
from jiedui.book import Book
from jiedui.book.importing import import_files
from jiedui.cli import app
from jiedui.reports.masking.audit import Audit, Secret, audit
from jiedui.reports.masking.mask import find_policy
from jiedui.reports.masking.slots import slots
from reports.check.conftest import OFFICE
from tools import wordfile

SHARED = Path(__file__).parents[3] / "shared"

#: What the towns of the book have done besides.
MORE = """
履职台账
日期 类别 事项 承担人 地点
2022-06-16 乡村振兴 芙蓉北集聚区竣工分房 李明远 横山桥镇
2022-06-20 社会治理 社区治理会商 李明远 横山桥镇

社会帮扶台账
日期 捐赠方 受赠方 西部地区 形式 金额 项目
2022-09-09 横山桥镇商会 八仙镇中心小学 八仙镇 资金 37.62万元 —

互访台账
日期 方向 层级 西部地区 东部地区 人次
2022-10-09 东访西 镇 老县镇 横山桥镇 231
"""


@pytest.fixture
def book(sqlite_book: Book) -> Iterator[Book]:
    """The office of the checker's tests, with some more of what towns did."""
    write_regions(sqlite_book)
    enter(sqlite_book, OFFICE)
    enter(sqlite_book, MORE)
    return sqlite_book


def audited(book: Book, text: str, folder: Path, policy: str = "公开发布") -> Audit:
    file = folder / "稿.txt"
    file.write_text(text, "utf-8")
    return audit(book, find_policy(book, policy), file)


def secret(found: Audit, mask: str) -> Secret:
    return next(each for each in found.secrets if each.mask == mask)


def clues(found: Secret) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(each.clue.code.removeprefix("audit-"), each.clue.words, each.left) for each in found.clues}


@pytest.mark.parametrize(
    ("text", "endings"),
    [
        ("到**市经开区**镇挂职", ["市", "镇"]),
        ("走访**镇**个村（社区）", ["镇"]),
        ("筹集**万元，**家企业", []),
        ("感受**快速发展", [""]),
        ("从A镇到B镇，A某带队", ["镇", "镇", "某"]),
        ("某镇某村", ["镇", "村"]),
        ("A级景区、GDP、3A标准", []),
    ],
)
def test_where_masks_stand(text: str, endings: list[str]) -> None:
    assert [slot.ending for slot in slots(text)] == endings


# The three reports below were gone through by hand: each list is all that tells the masked town.


def test_a_short_form_a_partner_and_a_slogan(book: Book, tmp_path: Path) -> None:
    found = audited(book, "到**镇挂职，促成与八仙两地结对，学习“横山特色”。", tmp_path, "挂职总结")
    told = secret(found, "**镇")
    assert clues(told) == {
        ("pair", "八仙", ("横山桥镇",)),
        ("fragment", "横山特色", ("横山桥镇",)),
    }
    assert told.remain == ("横山桥镇",)
    assert found.left == ()


def test_an_event_a_post_and_a_sign_for_the_city(book: Book, tmp_path: Path) -> None:
    text = "认真研读苏、常政策，在**镇参加芙蓉北集聚区竣工分房，走访太平庙村。社区治理抓得实。"
    told = secret(audited(book, text, tmp_path), "**镇")
    assert clues(told) == {
        ("abbreviation", "苏、常", ("横山桥镇",)),
        ("event", "芙蓉北集聚区竣工分房", ("横山桥镇",)),
        ("place", "太平庙村", ("老县镇",)),
        ("pair", "太平庙村", ("横山桥镇",)),
    }
    assert len(told.candidates) == 3
    assert told.remain == ("横山桥镇",)


def test_unique_figures_tell_and_round_ones_do_not(book: Book, tmp_path: Path) -> None:
    text = "**镇收到捐款37.62万元、又收到100万元，接待来访231人次、12人次。"
    told = secret(audited(book, text, tmp_path), "**镇")
    assert clues(told) == {("figure", "37.62万元", ("八仙镇",))}
    assert [each.clue.words for each in told.clues] == ["37.62万元"]
    assert told.remain == ("八仙镇",)


def test_names_left_in_any_form_are_told_with_their_place(book: Book, tmp_path: Path) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:creator>王秘书</dc:creator><dc:title>八仙工作</dc:title></cp:coreProperties>"
    )
    file = tmp_path / "横山桥总结.docx"
    file.write_bytes(
        wordfile.docx_of(wordfile.p("**镇与老县镇往来，启明电机配件投产。"), **{"docProps/core.xml": core})
    )
    found = audit(book, find_policy(book, "公开发布"), file)
    assert {problem.message() for problem in found.left} == {
        "正文里还写着“老县镇”（1 处）",
        "正文里的“启明电机配件”就是平利县启明电机配件有限公司（1 处）",
        "文件名里的“横山桥”就是横山桥镇（1 处）",
        "docProps/core.xml里的“八仙”就是八仙镇（1 处）",
        "文件属性 creator 写着“王秘书”（docProps/core.xml）",
    }


def test_nothing_to_tell_is_told_as_nothing(book: Book, tmp_path: Path) -> None:
    found = audited(book, "到**镇挂职，认真学习，全面完成任务。", tmp_path)
    told = secret(found, "**镇")
    assert set(told.remain) == set(told.candidates) == {"八仙镇", "老县镇", "横山桥镇"}
    assert not found.told


def test_the_command_says_how_many_remain(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "稿.txt"
    file.write_text("到**镇挂职，学习“横山特色”。", "utf-8")
    ran = CliRunner().invoke(app, ["mask", str(file), "--audit", "--book", str(book.location)])
    assert ran.exit_code == 1
    assert "**镇（1 处）：账册里可能的有 3 个；据下列线索还剩 1 个：横山桥镇" in ran.output
    assert "“横山特色”带着名称里的字：“横山”出自横山桥镇" in ran.output
    told = CliRunner().invoke(app, ["mask", str(file), "--audit", "--book", str(book.location), "--format", "json"])
    assert json.loads(told.output)["secrets"][0]["remain"] == ["横山桥镇"]


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The book of the founding report's pair."""
    source = SHARED / "worlds" / "pingli" / "book"
    if not source.exists():
        pytest.skip("the worlds of the project are not beside the repository")
    with Book.create(tmp_path_factory.mktemp("founding") / "book", actor="何静") as book:
        import_files(book, [source], actor="何静", reason="导入台账")
        yield book


@pytest.mark.parametrize("policy", ["公开发布", "挂职总结"])
def test_the_masked_town_of_the_founding_report_can_still_be_told(founding: Book, tmp_path: Path, policy: str) -> None:
    file = tmp_path / "总结.txt"
    shutil.copy(SHARED / "founding-report.txt", file)
    found = audit(founding, find_policy(founding, policy), file)
    town = secret(found, "**镇")
    told = {each.clue.words: each for each in town.clues}
    assert told["芙蓉北集聚区竣工分房"].left == ("横山桥镇",)
    assert told["横山特色"].left == ("横山桥镇",)
    assert set(told["苏、常"].left) == {"横山桥镇", "横林镇", "遥观镇"}
    assert "常州市" in told["苏、常"].clue.why
    assert town.remain == ("横山桥镇",)
    assert secret(found, "**市").remain == ("常州市",)
