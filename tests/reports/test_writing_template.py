"""Templates: what an expression with nothing to say takes with it."""

from datetime import date

import pytest

from jiedui.catalog.templates import report_templates
from jiedui.reports.writing.asks import Source
from jiedui.reports.writing.model import BoundFigure
from jiedui.reports.writing.telling import quotable
from jiedui.reports.writing.template import fill, fill_paragraph, parse_template

SOURCE = Source("捐赠", "期内捐赠", "平利县，2022年", 3, "9a0b")


def tell(**told: str | BoundFigure) -> object:
    """What tells those expressions and nothing else."""
    return lambda expression: (told[expression],) if expression in told else None


def nothing(_expression: str, _caption: str) -> None:
    """No table."""


def filled(line: str, **told: str | BoundFigure) -> str | None:
    paragraph = fill_paragraph(line, tell(**told))
    return None if paragraph is None else str(paragraph)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("全年互访{a}，往来{b}。", "全年互访A，往来B。"),
        ("全年互访{a}，同比{none}，往来{b}。", "全年互访A，往来B。"),
        ("全年互访{none}，往来{b}。", None),
        ("全年互访{none}，往来{b}；会议{a}。", "会议A。"),
        ("一年来，互访{none}，往来{b}。", None),
        ("其中|县县{none}、镇镇{a}、村村{b}。", "其中镇镇A、村村B。"),
        ("互访{a}，其中|县县{none}、镇镇{none}。", "互访A。"),
        ("党委常委会、政府常务会研究{a}、联席会议{none}。", "党委常委会、政府常务会研究A。"),
        ("各项工作有序推进。", "各项工作有序推进。"),
        ("勤学善思，提升素质。参加学习{none}。", None),
        ("勤学善思，提升素质。参加学习{a}，学时{none}。", "勤学善思，提升素质。参加学习A。"),
        ("【请补充：下一步打算。】", "【请补充：下一步打算。】"),
    ],
)
def test_what_did_not_happen_is_left_out(line: str, told: str | None) -> None:
    assert filled(line, a="A", b="B") == told


def test_marks_within_braces_cut_nothing() -> None:
    assert fill_paragraph("医生{talent[领域=医疗，教育]}。", lambda words: (words,)).parts == (
        "医生talent[领域=医疗，教育]。",
    )


def test_figures_stay_apart_from_words() -> None:
    gift = BoundFigure("108", "万元", SOURCE)
    paragraph = fill_paragraph("全年捐赠{a}，{b}。", tell(a=gift, b="专款专用"))
    assert paragraph.parts == ("全年捐赠", gift, "，专款专用。")
    assert paragraph.figures == (gift,)


def test_a_heading_without_paragraphs_is_left_out() -> None:
    template = parse_template("# {a}总结\n开头。\n\n## 空\n没有{none}。\n## 有{b}\n第一{b}。\n第二。\n")
    told = [
        (section.heading, [str(each) for each in section.paragraphs])
        for section in fill(template, tell(b="B"), nothing)
    ]
    assert template.title == "{a}总结"
    assert told == [("", ["开头。"]), ("有B", ["第一B。", "第二。"])]


def test_words_of_several_lines_are_several_paragraphs() -> None:
    (section,) = fill(parse_template("{a}"), tell(a="在芳桥村调研。\n在三官村调研。"), nothing)
    assert [str(each) for each in section.paragraphs] == ["在芳桥村调研。", "在三官村调研。"]


@pytest.mark.parametrize("name", ["yearly", "secondment", "duty_report", "assessment", "funds", "study"])
def test_opinions_are_left_to_the_officer(name: str) -> None:
    lines = [line for part in parse_template(report_templates(None)[name].text).parts for line in part.lines]
    assert [line for line in lines if line.startswith("【请补充：")]
    assert not [line for line in lines if any(digit in line.split("{")[0] for digit in "0123456789")]


@pytest.mark.parametrize(
    ("words", "may"),
    [("积分制管理", True), ("2022年苏陕劳务协作项目", True), ("带动20户增收", False), ("", False)],
)
def test_words_of_an_entry_are_quoted_only_where_they_state_no_quantity(words: str, may: bool) -> None:
    assert quotable(words, date(2022, 12, 31)) is may
