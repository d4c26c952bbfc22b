"""Headings as offices make them: title rows, two levels, units in brackets, names that say nothing."""

import re
from textwrap import dedent

import pytest

from jiedui.base.problems import Place, Problem
from jiedui.book.intake.headings import Heading, find_heading
from jiedui.catalog import builtin

CATALOG = builtin()


def heading(sheet: str, text: str, merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()) -> Heading:
    """The heading of a sheet drawn with | between cells; it must be found."""
    rows = [[cell.strip() for cell in line.split("|")] for line in dedent(text).strip().splitlines()]
    width = max(map(len, rows))
    found = find_heading(CATALOG, [row + [""] * (width - len(row)) for row in rows], merged, (sheet,), Place())
    assert isinstance(found, Heading)
    return found


def columns(found: Heading) -> list[str]:
    """The columns by name, in the order of the sheet."""
    return [each.column.name for each in sorted(found.columns, key=lambda each: each.index)]


def test_a_title_row_stands_above_the_heading() -> None:
    found = heading(
        "Sheet1", "平利县 2021 年资金台账\n日期|西部地区|资金来源|环节|金额（元）\n2021-01-02|平利县|其他财政|到位|5"
    )
    assert (found.ledger.name, found.below) == ("fund", 2)
    assert columns(found) == ["date", "west", "source", "stage", "amount"]


@pytest.mark.parametrize(
    "last", ["金额（元）", "金额(元)", "金额【元】", "金 额（单位：元）", "amount(元)", "资金额（元）"]
)
def test_a_heading_carries_its_unit(last: str) -> None:
    found = heading("资金台账", f"日期|西部地区|资金来源|环节|{last}")
    assert next(each.unit.name for each in found.columns if each.column.name == "amount" and each.unit) == "元"


def test_a_title_row_gives_the_unit_of_all_money() -> None:
    found = heading("资金台账", "资金台账\n单位：元\n日期|西部地区|资金来源|环节|金额")
    assert [each.unit.name for each in found.columns if each.unit] == ["元"]


def test_two_levels_with_merged_parents() -> None:
    text = """
        日期 | 协作双方 |          | 去向 | 转移就业 |
             | 西部地区 | 用工单位 |      | 人数     | 其中脱贫人口
    """
    merged = (((0, 1), (0, 2)), ((0, 4), (0, 5)), ((0, 0), (1, 0)), ((0, 3), (1, 3)))
    found = heading("劳务协作台账", text, merged)
    assert found.below == 2
    assert columns(found) == ["date", "west", "employer", "destination", "workers", "lifted"]


def test_a_sheet_without_a_name_is_known_by_its_headings_and_says_so() -> None:
    found = heading("Sheet1", "日期|西部地区|资金来源|环节|金额（万元）|凭证号")
    assert found.ledger.name == "fund"
    assert [problem.code for problem in found.problems] == ["sheet-guessed"]


@pytest.mark.parametrize("sheet", ["互访", "互访情况", "互访交流统计表", "互访（2024年）"])
def test_a_sheet_is_known_by_the_ledgers_name_without_its_last_word(sheet: str) -> None:
    assert heading(sheet, "日期|方向|西部地区|人次").ledger.title == "互访台账"


def test_the_only_heading_of_days_is_the_ledgers_day_and_says_so() -> None:
    found = heading("资金台账", "到账日期|西部地区|资金来源|环节|金额（万元）")
    assert columns(found)[0] == "date"
    assert [problem.message() for problem in found.problems] == ["“到账日期”读作“日期”"]
    two = heading("资金台账", "到账日期|填报日期|西部地区|资金来源|环节|金额（万元）")
    assert "heading-missing" in [problem.code for problem in two.problems]


def test_money_whose_unit_nobody_names_is_told() -> None:
    found = heading("资金台账", "日期|西部地区|资金来源|环节|金额")
    assert [problem.code for problem in found.problems] == ["heading-no-unit"]
    assert "按“万元”读" in found.problems[0].message()


def test_all_that_is_wrong_with_a_heading_is_told() -> None:
    found = heading("资金台账", "日期|日 期|西部地区|资金来元|环节|金额（美元）|心情")
    assert sorted(problem.code for problem in found.problems) == [
        "heading-missing",
        "heading-twice",
        "heading-unit",
        "heading-unknown",
        "heading-unknown",
    ]
    slip = next(problem for problem in found.problems if "资金来元" in problem.message())
    assert re.search("是不是.*资金来源", slip.message())


def test_a_sheet_that_is_no_ledger_is_told() -> None:
    found = find_heading(CATALOG, [["天气", "心情"], ["晴", "好"]], (), ("Sheet1",), Place())
    assert isinstance(found, Problem)
    assert found.code == "sheet-unknown"


def test_an_empty_sheet_and_one_that_explains_are_passed_over() -> None:
    assert find_heading(CATALOG, [["", ""]], (), ("Sheet2",), Place()) is None
    assert find_heading(CATALOG, [["日期", "金额"]], (), ("填表说明",), Place()) is None
