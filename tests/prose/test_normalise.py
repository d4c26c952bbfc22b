"""The accidents of transport, undone; and the way back to the text as it came."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jiedui.prose.normalise import normalise

CLEAN = "一、资金项目\n全年到位财政援助资金3900万元，比2020年多出610万元（含本级350万元）；拨付率87.9%。\n"


@pytest.mark.parametrize(
    ("came", "meant"),
    [
        ("２０２２年增长１２．３％", "2022年增长12.3%"),
        ("ＧＤＰ－Ⅱ", "GDP-II"),
        ("（2018 年）共 12 个村，近 3000 人", "（2018年）共12个村，近3000人"),
        ("完成投资742.36 亿元，增长6.0 %", "完成投资742.36亿元，增长6.0%"),
        ("到位资金1.2万 元", "到位资金1.2万元"),
        ("到位1 200 万元", "到位1200万元"),
        ("共12 345 678.9 元", "共12345678.9元"),
        ("東西部協作資金實際到賬", "东西部协作资金实际到账"),
        ("於年後竣工", "于年后竣工"),
        ("協（xié）作、實(shí)現", "协作、实现"),
        ("協xié作", "协作"),
        ("脱贫攻坚的（de）成果", "脱贫攻坚的成果"),
        ("二○二二年、二0二二年、二O二二年", "二〇二二年、二〇二二年、二〇二二年"),
        ("㈠总体情况", "（一）总体情况"),
        ("⑴资金", "（1）资金"),
        ("资\u200b金\ufeff到位", "资金到位"),
        ("⼀个⼈", "一个人"),
        ("「十四五」", "“十四五”"),
    ],
)
def test_undone(came: str, meant: str) -> None:
    assert normalise(came).text == meant


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        "。，；：（）！？～“”《》、…—",
        "容积率1.5，面积(km)，（GDP）",  # letters in brackets that are no syllable
        "联系人：何静　　联系电话：0915-8420000",  # ideographic spaces lay the page out
        "茶山镇 八浦镇",
        "12 345 6",  # figures of a row, no thousands group
        "2022 100",
        "显著、乾县、慰藉",  # simplified as they stand
        "面积30㎡，m²",
        "",
    ],
)
def test_left_alone(text: str) -> None:
    assert normalise(text).text is text


def test_the_lines_of_an_outline_are_not_joined() -> None:
    lines = (
        "新增结对：超20对",
        "财政援助资金到位：1651.06万元",
        "转移就业：1260人，其中脱贫人口640人",
        "互派专技人才：24名",
    )
    more = ("举办培训班：11期，培训突破1000人次", "引导落地企业：16家，到位投资16600万元", "示范村：5个")
    text = "\n".join((*lines, *more))
    assert normalise(text).text == text


def test_a_text_broken_at_a_fixed_width_is_joined() -> None:
    paragraph = "今年以来平利县与常州经开区围绕年度协作协议统筹推进各项工作并到位资金四千二百万元其中本级资金四百万元完成全年任务"
    lines = [paragraph[place : place + 16] for place in range(0, len(paragraph), 16)]
    text = "\n".join([*lines, "二、产业合作", "全县新增落地企业3家"])
    assert normalise(text).text == f"{paragraph}\n二、产业合作\n全县新增落地企业3家"


@pytest.mark.parametrize(
    ("came", "meant"),
    [
        ("经核实，到位资金742.36\n亿元，同比增长。", "经核实，到位资金742.36亿元，同比增长。"),
        ("经核实，同比增长\n90.9%，完成任务。", "经核实，同比增长90.9%，完成任务。"),
    ],
)
def test_a_break_inside_a_quantity_is_joined(came: str, meant: str) -> None:
    assert normalise(came).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "一、强化统筹，提高到100\n（一）抓互访。全年9次。",  # a heading follows
        "协作之路，越走越宽\n2022年，到位资金4350万元。",  # a heading without a number, then a year
        "引导企业\n家\n12\n完成率",  # the cells of a table
        "新增企业\n3",
        "各项工作，取得成效。\n全年到位资金，同比增长。",
        "现汇报如下，\n　　一是抓互访。",
    ],
)
def test_headings_cells_and_paragraphs_are_not_joined(text: str) -> None:
    assert normalise(text).text is text


def test_the_way_back_covers_what_was_dropped_inside_and_not_at_the_edges() -> None:
    came = "資金742.36 亿元（yuán），協(xié)作"
    plain = normalise(came)
    at = plain.text.index("742")
    assert came[slice(*plain.span(at, at + len("742.36亿元")))] == "742.36 亿元"
    at = plain.text.index("协")
    assert came[slice(*plain.span(at, at + 1))] == "協"
    assert came[slice(*plain.span(at, at + 2))] == "協(xié)作"


def test_what_was_spelt_out_goes_back_to_its_one_character() -> None:
    plain = normalise("甲㈠乙")
    assert plain.text == "甲（一）乙"
    assert [plain.span(place, place + 1) for place in range(1, 4)] == [(1, 2)] * 3
    assert plain.span(4, 5) == (2, 3)


messy = st.text(
    alphabet=st.sampled_from(" 　\n\r\t0123456789０２.,，。（）()xiéāa協作年月亿元万%○〇一二㈠⑴\u200b\u3000\u00a0家—-"),
    max_size=60,
)


@given(messy | st.text(max_size=60))
@example("1 000\n 家")
@example("")
def test_every_span_maps_into_the_original(text: str) -> None:
    plain = normalise(text)
    assert len(plain.offsets) == len(plain.text) + 1
    assert len(plain.ends) == len(plain.text)
    assert list(plain.offsets) == sorted(plain.offsets)
    assert plain.offsets[-1] == len(text)
    for place, char in enumerate(plain.text):
        start, end = plain.span(place, place + 1)
        assert 0 <= start < end <= len(text)
        if char in text[start:end]:
            continue
        assert normalise(text[start:end]).text != text[start:end] or char == "〇"
    assert plain.span(0, len(plain.text))[0] == plain.offsets[0]


@given(messy)
def test_a_plain_stretch_comes_back_unchanged(text: str) -> None:
    plain = normalise(text + "全年到位资金3900万元。")
    at = plain.text.index("全年到位")
    start, end = plain.span(at, len(plain.text))
    assert (text + "全年到位资金3900万元。")[start:end] == "全年到位资金3900万元。"


@given(messy)
def test_the_order_of_what_is_kept_is_kept(text: str) -> None:
    plain = normalise(text)
    assert list(plain.ends) == sorted(plain.ends)
