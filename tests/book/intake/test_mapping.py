"""Headings that say nothing, read as a person says; said once, it is remembered for the same heading."""

from textwrap import dedent

from jiedui.book.intake import Front, MappedColumn, SheetMapping
from jiedui.book.intake.mapping import Understanding, mapping_of, understand
from jiedui.catalog import builtin

CATALOG = builtin()
#: 资金, in words of this office's own.
ODD = "二〇二二年拨款一览\n时间|哪里|谁给的|走到哪步|多少钱（元）\n2022-03-10|平利县|省级财政援助|到位|5"
AS_FUNDS = SheetMapping(
    "fund",
    2,
    2,
    (
        MappedColumn(0, "date"),
        MappedColumn(1, "west"),
        MappedColumn(2, "source"),
        MappedColumn(3, "stage"),
        MappedColumn(4, "amount", "万元"),
    ),
)


def front(text: str, sheet: str = "Sheet1", left: int = 0) -> Front:
    """The first rows of a sheet drawn with | between cells."""
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in dedent(text).strip().splitlines()]
    width = max(map(len, rows))
    return Front("账.xlsx", sheet, (sheet,), tuple((*row, *[""] * (width - len(row))) for row in rows), left=left)


def columns(found: Understanding) -> list[str]:
    assert found.heading is not None
    return [each.column.name for each in found.heading.columns]


def codes(found: Understanding) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_heading_that_says_nothing_is_not_guessed() -> None:
    assert (understand(CATALOG, front(ODD)).how, codes(understand(CATALOG, front(ODD)))) == (
        "unknown",
        ["sheet-unknown"],
    )


def test_columns_are_what_a_person_says() -> None:
    found = understand(CATALOG, front(ODD), AS_FUNDS)
    assert (found.how, columns(found), codes(found)) == ("given", ["date", "west", "source", "stage", "amount"], [])
    assert found.heading is not None
    assert found.heading.below == 2
    assert found.heading.columns[4].unit is not None
    assert found.heading.columns[4].unit.name == "万元"


def test_the_unit_of_the_heading_holds_where_a_person_says_none() -> None:
    silent = SheetMapping("fund", 2, 2, (*(AS_FUNDS.columns or ())[:4], MappedColumn(4, "amount")))
    found = understand(CATALOG, front(ODD), silent)
    assert found.heading is not None
    assert found.heading.columns[4].unit is not None
    assert found.heading.columns[4].unit.name == "元"


def test_what_was_said_is_remembered_wherever_the_heading_stands() -> None:
    remembered = {front(ODD).fingerprint(2, 2): AS_FUNDS}
    later = "某县\n拨款\n\n" + ODD.split("\n", 1)[1]
    found = understand(CATALOG, front(later), None, remembered)
    assert (found.how, columns(found)) == ("remembered", ["date", "west", "source", "stage", "amount"])
    assert found.heading is not None
    assert found.heading.below == 4
    other = ODD.replace("多少钱", "几多钱")
    assert understand(CATALOG, front(other), None, remembered).how == "unknown"


def test_the_ledger_and_the_rows_alone_may_be_said() -> None:
    text = "资金台账\n日期|西部地区|资金来源|环节|金额（元）\n2022-03-10|平利县|省级财政援助|到位|5"
    found = understand(CATALOG, front(text, "资金台账"), SheetMapping("fund", 2, 2))
    assert columns(found) == ["date", "west", "source", "stage", "amount"]
    wrong = understand(CATALOG, front(text, "资金台账"), SheetMapping("fund", 3, 3))
    assert (wrong.heading, codes(wrong)) == (None, ["mapping-no-columns"])
    outside = understand(CATALOG, front(text, "资金台账"), SheetMapping("fund", 2, 9))
    assert codes(outside) == ["mapping-rows"]


def test_a_sheet_may_be_passed_over() -> None:
    found = understand(CATALOG, front(ODD), SheetMapping())
    assert (found.heading, codes(found)) == (None, ["sheet-skipped"])


def test_two_columns_for_one_and_one_too_few_are_told() -> None:
    twice = SheetMapping("fund", 2, 2, (MappedColumn(0, "date"), MappedColumn(1, "date"), MappedColumn(4, "amount")))
    assert sorted(set(codes(understand(CATALOG, front(ODD), twice)))) == ["heading-missing", "heading-twice"]


def test_what_was_understood_is_a_mapping_that_says_the_same() -> None:
    two_levels = """
        劳务协作
        日期 | 协作双方 |          | 去向 | 转移就业 |
             | 西部地区 | 用工单位 |      | 人数     | 其中脱贫人口
    """
    for sheet in (front(two_levels, "劳务协作台账"), front(two_levels, "劳务协作台账", left=2)):
        found = understand(CATALOG, sheet)
        again = understand(CATALOG, sheet, mapping_of(sheet, found.heading))
        assert found.heading is not None
        assert again.heading is not None
        assert (again.heading.columns, again.heading.below) == (found.heading.columns, found.heading.below)
        mapping = mapping_of(sheet, found.heading)
        assert (mapping.top, mapping.bottom) == (2, 3)
        assert SheetMapping.from_json(mapping.to_json()) == mapping
