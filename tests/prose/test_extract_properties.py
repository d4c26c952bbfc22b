"""Whatever the text, extraction answers, in places of the text, in time proportional to its length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.prose.extract import extract
from tools.chinese import write_han

SIGNS = (
    "0123456789.,，、。；：“”《》（）()一二三四五六七八九十百千万亿零两半几数多余来上近约超过不足至到-—～*X第前翻番成分之个家人次元"
    "年月日%倍 \n　点和各"
)
WORDS = [
    "个百分点",
    "万元",
    "亿元",
    "分别为",
    "百分之",
    "以上",
    "左右",
    "人次",
    "平方米",
    "个月",
    "村",
    "增长",
    "同比",
    "１",
    "２",
    "協(xié)",
]
PIECES = st.sampled_from([*SIGNS, *WORDS])
PROSE = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.one_of(PROSE, st.text(max_size=60)))
def test_any_text_is_answered_in_its_own_places(text: str) -> None:
    end = 0
    for statement in extract(text).statements:
        assert text[statement.start : statement.end] == statement.text
        assert end <= statement.start < statement.end
        end = statement.end
        if statement.low is not None and statement.high is not None:
            assert statement.low <= statement.high
        assert statement.ulp >= 0


@given(st.integers(1, 10**7), st.sampled_from(["元", "人", "亩", "个村", "家企业"]))
def test_han_numerals_and_digits_say_the_same(number: int, unit: str) -> None:
    in_digits = extract(f"共投入{number}{unit}。").statements
    with_commas = extract(f"共投入{number:,}{unit}。").statements
    in_han = extract(f"共投入{write_han(number)}{unit}。").statements
    bounds = {(s.low, s.high, s.dimension, s.ulp) for s in (*in_digits, *with_commas, *in_han)}
    assert len(in_digits) == len(with_commas) == 1
    assert len(bounds) == 1


JUNK = [
    "1",
    "万",
    "*",
    "“",
    "1万余",
    "1,",
    "1，234",
    "1-2-",
    "一",
    "1、",
    "《",
    "翻一",
    "第一",
    "一成",
    "一个",
    "5家",
    "1:1",
    " 1",
    "分之",
    "半",
    "约",
]


@pytest.mark.parametrize("junk", JUNK)
def test_no_text_is_slow(junk: str) -> None:
    """Ten times the junk takes about ten times as long, never a hundred."""

    def seconds(length: int) -> float:
        """The least of three: another process at the same time takes nothing away, but may add."""
        text, taken = junk * (length // len(junk)), []
        for _ in range(3):
            begun = time.process_time()
            extract(text)
            taken.append(time.process_time() - begun)
        return min(taken)

    extract(junk * 3)
    assert seconds(20_000) < 40 * max(seconds(2_000), 0.002)


PARAGRAPH = st.lists(st.sampled_from([sign for sign in (*SIGNS, *WORDS) if sign != "\n"]), max_size=25).map(
    lambda pieces: "".join(pieces) + "。"
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PARAGRAPH, min_size=1, max_size=4))
def test_paragraphs_are_read_each_by_itself(paragraphs: list[str]) -> None:
    apart, start = [], 0
    for paragraph in paragraphs:
        found = extract(paragraph).statements
        apart += [each._replace(start=start + each.start, end=start + each.end) for each in found]
        start += len(paragraph) + 1
    assert list(extract("\n".join(paragraphs)).statements) == apart


@settings(max_examples=100, deadline=None)
@given(PROSE)
def test_a_text_read_again_says_the_same(text: str) -> None:
    assert extract(text) == extract(text)


@pytest.mark.parametrize(
    "junk",
    ["投资5万元建设3个项目", "".join(map(chr, range(32))), "\u202e5家\u202c", "😀5家", "协(xié)作5家", "\r\n5家"],
)
def test_a_long_line_is_read_in_its_own_places(junk: str) -> None:
    text = junk * (300_000 // len(junk))
    found = extract(text)
    assert all(text[each.start : each.end] == each.text for each in found.statements)
    assert len(found.statements) == text.count("5") + text.count("3")
