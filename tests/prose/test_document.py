"""The structure of official texts: headings, sentences, clauses, masthead and date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.base.periods import Period, half, year
from jiedui.prose.document import Document, parse_document
from jiedui.prose.masthead import document_date, title_period

SUMMARY = """\
平利县2021年度苏陕协作工作总结
平利县苏陕协作工作领导小组办公室
（2021年12月30日）

今年是“十四五”开局之年。现总结如下。

一、强化统筹，对接往来更加紧密
一是抓互访。全年两地互访9次、110人次；其中来平5次。
（一）资金项目。全年到位财政援助资金3900万元，拨付率87.9%。
1. 镇村联动。结对6对。
（1）青岩沟村。签约。
二、投入
●茶山镇　抓住秋茶时机，销往东部。
镇村动态
茶山镇抓住秋茶上市时机，三季度销往东部的茶叶由上年同期的3.85吨增加到15.35吨，金额居首。
"""


@pytest.fixture
def summary() -> Document:
    return parse_document(SUMMARY)


def headings(document: Document, words: str) -> list[str]:
    """The headings over the place where the words stand."""
    return [document.heading_text(over) for over in document.headings_over(document.text.index(words))]


def test_levels(summary: Document) -> None:
    levels = {summary.text[part.start : part.start + 4]: part.level for part in summary.paragraphs if part.level}
    assert levels == {
        "一、强化": 1,
        "一是抓互": 5,
        "（一）资": 2,
        "1. 镇": 3,
        "（1）青": 4,
        "二、投入": 1,
        "●茶山镇": 6,
        "镇村动态": 5,
    }


def test_headings_over_a_place(summary: Document) -> None:
    assert headings(summary, "110人次") == ["一、强化统筹，对接往来更加紧密", "一是抓互访。"]
    assert headings(summary, "结对6对") == ["一、强化统筹，对接往来更加紧密", "（一）资金项目。", "1. 镇村联动。"]
    assert headings(summary, "15.35吨") == ["二、投入", "镇村动态"]
    assert headings(summary, "今年是") == []
    assert headings(summary, "镇村联动") == ["一、强化统筹，对接往来更加紧密", "（一）资金项目。"]


def test_a_heading_alone_and_one_that_runs_into_its_text(summary: Document) -> None:
    alone = [summary.text[part.start : part.end] for part in summary.paragraphs if part.is_heading]
    assert alone == ["一、强化统筹，对接往来更加紧密", "二、投入", "镇村动态"]


@pytest.mark.parametrize(
    "line",
    [
        "2021年到位资金1.5万元。",
        "（2021年12月30日）",
        "二、三产业增加值12亿元。",
        "一、二季度共完成5次。",
        "12.5%的村",
        "十四五期间，投资5亿元。",
    ],
)
def test_what_looks_like_a_list_mark_but_is_none(line: str) -> None:
    document = parse_document(f"一、总体情况\n{line}\n")
    assert document.paragraphs[-1].level == 0


def test_a_heading_in_lenticular_brackets_leaves_its_text_outside() -> None:
    document = parse_document("【资金项目】上半年到位财政援助资金4200万元，同比增长90.9%。")
    assert headings(document, "4200") == ["【资金项目】"]


def test_leads_within_one_line_are_no_heading() -> None:
    document = parse_document("三、不足\n一是链条偏短，二是冷链滞后，三是人才不足。")
    assert document.paragraphs[1].level == 0


def test_sentences_parts_and_clauses(summary: Document) -> None:
    place = SUMMARY.index("110人次")
    assert summary.text[slice(*summary.sentence_at(place))] == "全年两地互访9次、110人次；其中来平5次。"
    assert summary.text[slice(*summary.part_at(place))] == "全年两地互访9次、110人次；"
    assert summary.text[slice(*summary.clause_at(SUMMARY.index("拨付率")))] == "拨付率87.9%。"


def test_brackets_and_short_quotations_stay_whole() -> None:
    text = "紧盯“两不愁，三保障”成果，五星村（含八仙社区，不含镇区）共2个。完成1,200元。"
    document = parse_document(text)
    assert [text[slice(*clause)] for clause in document.clauses] == [
        "紧盯“两不愁，三保障”成果，",
        "五星村（含八仙社区，不含镇区）共2个。",
        "完成1,200元。",
    ]


def test_a_long_speech_is_cut_and_keeps_its_closing_mark() -> None:
    speech = "“过去我们愁的是酒香也怕巷子深，现在是一头连着山里、一头连着城里、一头连着未来和远方。”李明远说。"
    document = parse_document(speech)
    assert [speech[slice(*sentence)] for sentence in document.sentences][-1] == "李明远说。"


def test_masthead(summary: Document) -> None:
    head = summary.masthead
    assert head.title is not None
    assert head.issuer is not None
    assert SUMMARY[slice(*head.title)] == "平利县2021年度苏陕协作工作总结"
    assert SUMMARY[slice(*head.issuer)] == "平利县苏陕协作工作领导小组办公室"
    assert summary.date == summary.clock == date(2021, 12, 30)
    assert summary.period == year(2021)


BODY = "\n\n各位领导：\n今年到位资金3900万元，比上年多出610万元。3月15日签约。\n"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"工作总结\n（2021年12月30日）{BODY}", date(2021, 12, 30)),
        (f"协作工作简报\n第3期（总第9期）\n平利县乡村振兴局编　　　　2022年7月6日{BODY}", date(2022, 7, 6)),
        (f"工作总结{BODY}平利县人民政府\n2022年12月28日\n", date(2022, 12, 28)),
        (f"工作总结{BODY}平利县人民政府\n二〇二二年十月\n", date(2022, 10, 31)),
        (f"工作总结{BODY}平利县人民政府　二〇二一年十二月三十一日\n", date(2021, 12, 31)),
        (f"工作总结\n（2022年9月30日印发）{BODY}", date(2022, 9, 30)),
        (f"推进会上的讲话\n（2022年9月30日，根据录音整理，未经本人审阅）{BODY}", date(2022, 9, 30)),
        (f"工作总结\n2022年9月30日　星期五{BODY}", date(2022, 9, 30)),
        (f"工作总结\n2022.9.30{BODY}", date(2022, 9, 30)),
        (f"工作总结{BODY}", None),
        ("走红\n\n本报讯（通讯员　何静）2022年9月9日，中秋节前夕，人头攒动。\n", date(2022, 9, 9)),
        ("走红\n\n本报讯（通讯员　何静）9月9日，中秋节前夕，人头攒动。\n", None),
        (f"工作总结{BODY}项目于2022年2月30日\n", None),
        ("", None),
    ],
)
def test_date_of_a_document(text: str, day: date | None) -> None:
    assert document_date(text) == day


def test_a_dateline_without_a_year_takes_the_default() -> None:
    assert document_date("走红\n\n本报讯（通讯员　何静）9月9日，人头攒动。\n", 2022) == date(2022, 9, 9)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("平利县2021年度苏陕协作工作总结", year(2021)),
        ("2022年上半年协作情况", half(2022, 1)),
        ("二〇二二年工作总结", year(2022)),
        ("2021—2023年工作总结", Period(date(2021, 1, 1), date(2023, 12, 31))),
        ("2022年1—9月协作情况", Period(date(2022, 1, 1), date(2022, 9, 30))),
        ("2022年前三季度协作情况", Period(date(2022, 1, 1), date(2022, 9, 30))),
        ("2022年三季度简报", Period(date(2022, 7, 1), date(2022, 9, 30))),
        ("述职报告", None),
        ("832平台销售情况", None),
    ],
)
def test_period_of_a_title(title: str, period: Period | None) -> None:
    assert title_period(title) == period


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2022年上半年协作情况\n\n到位资金4200万元。\n\n谢谢。", date(2022, 6, 30)),
        ("我于2021年10月被选派到常州开展为期一年的挂职锻炼，任镇党委委员。\n一、履职\n", date(2022, 10, 31)),
        ("2023年3月1日，我作为医疗人才来到医院，挂职为期半年。", date(2023, 9, 1)),
        ("2022年5月到岗，将本人2023年度履职情况报告如下，力争到2025年达到。", date(2023, 12, 31)),
        ("到位资金4200万元。", None),
    ],
)
def test_clock_of_a_text_without_a_date(text: str, clock: date | None) -> None:
    assert parse_document(text).clock == clock


any_text = st.text(
    alphabet=st.sampled_from("一二（）()1.、，；。！：“”《》【】●-—年月日2021\n 　甲乙是“’"), max_size=80
) | st.text(max_size=60)


@given(any_text)
def test_the_parts_tile_the_paragraphs_and_nothing_else_but_blanks_is_left(text: str) -> None:
    document = parse_document(text)
    lines = [text[part.start : part.end] for part in document.paragraphs]
    assert "".join("".join(lines).split()) == "".join(text.split())
    for spans in (document.sentences, document.parts, document.clauses):
        assert "".join(text[start:end] for start, end in spans) == "".join(lines)
    assert {span.end for span in document.sentences} <= {span.end for span in document.parts}
    assert {span.end for span in document.parts} <= {span.end for span in document.clauses}


@given(any_text, st.integers(min_value=0, max_value=90))
def test_the_lookups_agree(text: str, offset: int) -> None:
    document = parse_document(text)
    here = document.paragraph_at(offset)
    if here is None:
        assert not text.strip()
        return
    for span in (document.sentence_at(offset), document.part_at(offset), document.clause_at(offset)):
        assert here.start <= span.start < span.end <= here.end
        if here.start <= offset < here.end:
            assert span.start <= offset < span.end
    assert all(over.start <= max(offset, here.start) for over in document.headings_over(offset))


@pytest.mark.parametrize("junk", ["投资5万元建设3个项目", "五家，", "五家；", "（", "“五家", "一"])
def test_what_has_no_stop_is_cut_all_the_same(junk: str) -> None:
    text = junk * (50_000 // len(junk))
    document = parse_document(text)
    assert max(end - start for start, end in document.sentences) <= 1500
    assert max(end - start for start, end in document.clauses) <= 500
    assert {span.end for span in document.sentences} <= {span.end for span in document.clauses}
