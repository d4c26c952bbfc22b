"""``jiedui figure``, ``figures`` and ``indicators`` as an office uses them."""

import csv
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from figures.conftest import enter, write_regions
from jiedui.book import Book
from jiedui.cli import app

YEAR = """
资金台账
日期        西部地区  资金来源      环节  金额        凭证号
2022-01-05  平利县    省级财政援助  到位  300万元     =1+1
2022-03-05  八仙镇    市级财政援助  到位  100.5万元   —
2022-03-06  八仙镇    市级财政援助  下达  30万元      —
2022-03-07  八仙镇    市级财政援助  支付  10万元      —

目标任务
指标          地区    年度  目标值  单位
财政援助资金  平利县  2022  400     万元
到位投资      平利县  2022  5       家
"""


@pytest.fixture
def place(sqlite_book: Book) -> str:
    """Where the book of that year is."""
    write_regions(sqlite_book)
    enter(sqlite_book, YEAR)
    return str(sqlite_book.location.folder)


def said(*arguments: str) -> str:
    """What the command prints, in lines as wide as they need to be."""
    ran = CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_a_figure_opens_to_its_definition_target_parts_and_records(place):
    told = said(
        "figure", "财政援助资金", "--book", place, "--region", "平利", "--period", "2022", "--by", "region", "--records"
    )
    for words in (
        "400.5万元",
        "年度目标",
        "约100.13%",
        "按到账日期计",
        "平利县，2022年",
        "八仙镇",
        "平利县本级",
        "fund:2",
        "100.5万元",
    ):
        assert words in told


def test_a_rounded_figure_says_so_and_gives_the_exact_one(place):
    told = said("figure", "支付率", "--book", place, "--period", "今年以来", "--date", "2022-10-05")
    assert "约33.33%（四舍五入；精确值 1/3）" in told
    assert "2022年1月1日至2022年10月5日" in told


def test_a_figure_as_json_is_exact(place):
    told = json.loads(
        said(
            "figure", "支付率", "--book", place, "--by", "quarter", "--period", "2022", "--records", "--format", "json"
        )
    )
    assert told["fraction"] == "1/3"
    assert told["numerator"]["value"] == "100000"
    assert told["records"] == ["fund:4", "fund:3"]
    assert told["by"][0] == {"key": "2022Q1", "value": "0.3333333333", "fraction": "1/3", "rows": 1}


def test_an_export_carries_its_sources_and_no_formula(place, tmp_path: Path):
    common = ("figure", "--ledger", "fund", "--measure", "sum(amount)", "--where", "环节=到位", "--book", place)
    said(*common, "--by", "voucher", "--format", "xlsx", "-o", str(tmp_path / "a.xlsx"))
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    assert book.sheet_names == ["数据", "来源"]
    assert book.get_sheet_by_name("数据").to_python()[1:] == [["=1+1", 3_000_000, 1], ["（未填）", 1_005_000, 1]]
    sources = dict(book.get_sheet_by_name("来源").to_python()[1:])
    assert sources["口径"] == "资金台账中环节为到位的记录的金额合计，按日期计"
    assert len(sources["账册日志"]) == 64
    said(*common, "--records", "--format", "csv", "-o", str(tmp_path / "a.csv"))
    rows = list(csv.reader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines()))
    assert [row[0] for row in rows[:3]] == ["记录", "fund:1", "fund:2"]
    assert rows[1][rows[0].index("凭证号")] == "'=1+1"
    assert ["来源", "记录数", "2"] in rows


def test_the_sheet_has_targets_and_rates_and_warns_of_units(place, tmp_path: Path):
    ran = CliRunner().invoke(
        app, ["figures", "--book", place, "--region", "平利", "--period", "2022"], env={"COLUMNS": "200"}
    )
    assert "约100.13%" in ran.stdout
    assert "到位投资" in ran.stderr
    assert "不能换算" in ran.stderr
    lines = json.loads(
        said("figures", "--book", place, "--main", "--region", "平利", "--period", "2021", "--format", "json").split(
            "\n注意"
        )[0]
    )
    assert {line["rows"] for line in lines} == {0}
    said("figures", "--book", place, "--period", "2021", "--format", "xlsx", "-o", str(tmp_path / "b.xlsx"))
    assert CalamineWorkbook.from_path(tmp_path / "b.xlsx").sheet_names == ["数据", "来源"]


def test_the_dictionary_tells_what_each_indicator_means():
    assert "期内到位的省级、市级和区县财政援助资金合计" in said("indicators", "财政援助")
    assert "财政援助资金支付 ÷ 财政援助资金下达" in said("indicators", "支付率")
    (only,) = json.loads(said("indicators", "县均财政援助资金", "--format", "json"))
    assert only["ratio"] == ["fiscal_aid", "assisted_counties"]


def test_a_workbook_needs_a_file(place):
    ran = CliRunner().invoke(app, ["figure", "互访次数", "--book", place, "--format", "xlsx"])
    assert ran.exception.problems[0].code == "figures-needs-file"
