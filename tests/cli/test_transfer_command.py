"""``jiedui plan transfer`` over a small book: table, JSON, workbook, brief, and what it refuses."""

import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from figures.conftest import enter, write_regions
from jiedui.base.problems import Refusal
from jiedui.book import Book
from jiedui.cli import app

BOOK = """
单位
名称        类型  所在地
东棉纺厂    企业  横山桥镇
东印染厂    企业  横山桥镇
东玩具厂    企业  常州经开区
平利玩具厂  企业  八仙镇

企业台账
企业      年度  行业代码  用地面积  建筑面积  税收  工业增加值  综合能耗  职工人数  营业收入  用电量  规模
东棉纺厂  2022  1711      40        20000     60    700         900       120       3000      300     规下
东印染厂  2022  1713      30        15000     45    500         700       90        2200      200     规下
东玩具厂  2022  2451      20        12000     300   2000        80        200       6000      30      规下
东棉纺厂  2021  1711      40        20000     80    700         900       120       3600      200     规下
东玩具厂  2021  1831      20        12000     300   2000        80        200       5000      30      规下

承接资源台账
地区    年度  要素      细类    数量   单位    价格
平利县  2022  劳动力    可转移  500    人      36000
平利县  2022  标准厂房  空置    30000  平方米  96

招商台账
企业        行业代码  来源地      落地地区  线索日期    阶段
东玩具厂    2451      常州经开区  平利县    2022-03-01  洽谈
平利玩具厂  2451      常州经开区  八仙镇    2021-05-01  投产
"""


@pytest.fixture
def place(sqlite_book: Book) -> str:
    """Where the book is."""
    write_regions(sqlite_book)
    enter(sqlite_book, BOOK)
    return str(sqlite_book.location.folder)


def ran(place: str, *more: str, to: str = "平利县") -> str:
    """What the command prints."""
    arguments = ["plan", "transfer", "--book", place, "--to", to, "--weights", "300", *more]
    found = CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})
    if found.exception:
        raise found.exception
    return found.stdout


def test_the_table_ranks_what_is_allowed_and_tells_what_is_not(place: str) -> None:
    told = ran(place)
    assert re.search(r"│ 1 +│ (1711 棉纺纱加工|2451 电玩具制造)", told)
    assert "1713" not in told, "安康 is a water source: dyeing is ruled out by the policy that ships"


def test_json_tells_everything_with_entries(place: str) -> None:
    told = json.loads(ran(place, "--format", "json", "--first", "2"))
    (county,) = told["counties"]
    assert [each["code"] for each in county["ranking"]] in (["1711", "2451"], ["2451", "1711"])
    cotton = next(each for each in county["suggestions"] if each["code"] == "1711")
    assert {entry for fact in cotton["facts"] for entry in fact["entries"]} & {"enterprise:1", "resource:2"}
    assert [visit["name"] for visit in cotton["visits"]] == ["东棉纺厂"]
    (out,) = told["ruled_out"]
    assert (out["code"], "安康为南水北调中线水源区" in out["reasons"][0]) == ("1713", True)
    assert told["problems"] == []
    assert told["weights"] == 300


def test_a_year_with_a_code_of_another_edition_tells_it_at_its_entry(place: str) -> None:
    told = json.loads(ran(place, "--format", "json", "--year", "2021"))
    assert told["problems"] == [
        "enterprise:5 › 行业代码：东玩具厂的行业代码“1831”不在国民经济行业分类（GB/T 4754）中，未计入"
    ]


def test_a_city_is_shared_among_its_counties(place: str) -> None:
    told = json.loads(ran(place, "--format", "json", to="安康市"))
    assert [county["county"] for county in told["counties"]] == ["平利县", "岚皋县"]
    assert len({each["code"] for each in told["courting"]}) == len(told["courting"]) > 0
    assert told["problems"] == ["region:8：岚皋县没有登记承接资源，承接条件都按未知处理"]


def test_the_workbook_and_the_brief(place: str, tmp_path: Path) -> None:
    for name in ("方案.xlsx", "方案.docx"):
        ran(place, "--format", name[-4:], "-o", str(tmp_path / name))
    book = openpyxl.load_workbook(tmp_path / "方案.xlsx")
    assert book.sheetnames == ["排序", "理由", "走访企业", "分工", "不可引", "回测", "来源"]
    assert [row[2].value for row in book["排序"].iter_rows(min_row=2)] in (["1711", "2451"], ["2451", "1711"])
    with zipfile.ZipFile(io.BytesIO((tmp_path / "方案.docx").read_bytes())) as archive:
        text = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    for words in (
        "平利县承接产业转移的建议",
        "一、平利县适宜引进的行业",
        "（一）",
        "拟先走访：东棉纺厂",
        "二、不可引进的行业",
    ):
        assert words in text


def test_an_office_gives_bounds_and_an_order(place: str) -> None:
    free = json.loads(ran(place, "--format", "json"))["counties"][0]["ranking"]
    bound = json.loads(ran(place, "--format", "json", "--bound", "intention=0.6..1"))["counties"][0]["ranking"]
    share = [next(each["first"] for each in found if each["code"] == "2451") for found in (free, bound)]
    assert share[1] > share[0]
    assert ran(place, "--order", "labour > space")


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (["--bound", "劳动力=0.1..0.4"], ["--bound", "labour=0.1..0.4"]),
        (["--bound", "能耗指标＝10%—40%"], ["--bound", "quota=0.1..0.4"]),
        (["--order", "劳动力＞厂房与用地"], ["--order", "labour>space"]),
        (["--order", "Plants and land > labour"], ["--order", "space>labour"]),
    ],
)
def test_criteria_are_called_as_they_are_shown(place: str, shown: list[str], code: list[str]) -> None:
    assert ran(place, "--format", "json", *shown) == ran(place, "--format", "json", *code)


def test_who_names_no_criterion_is_told_them_as_they_are_shown(place: str) -> None:
    with pytest.raises(Refusal, match="准则有：亩均效益低于线 yield、单位增加值能耗 energy、"):
        ran(place, "--bound", "工资=0..1")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--bound", "labour"], "transfer-bound-unreadable"),
        (["--bound", "wages=0..1"], "transfer-bound-unreadable"),
        (["--bound", "labour=0.9..0.1"], "transfer-bound-unreadable"),
        (["--order", "labour>wages"], "transfer-order-unreadable"),
        (["--bound", "labour=0.9..1", "--order", "space>labour"], "transfer-weights"),
        (["--policy", "某办法"], "transfer-no-policy"),
        (["--year", "1999"], "transfer-no-firms"),
        (["--from", "岚皋县"], "transfer-no-firms"),
        (["--format", "xlsx"], "figures-needs-file"),
        (["--output", "排序.docx"], "figures-table-file"),
        (["--scheme", "某办法"], "grade-no-scheme"),
    ],
)
def test_what_cannot_be_served_is_refused(place: str, more: list[str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        ran(place, *more)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_an_empty_book_says_what_to_enter_first(sqlite_book: Book) -> None:
    write_regions(sqlite_book)
    with pytest.raises(Refusal) as refused:
        ran(str(sqlite_book.location.folder))
    assert [problem.code for problem in refused.value.problems] == ["transfer-no-year"]
