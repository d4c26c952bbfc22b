"""Expressions of time: what each means by the document's clock, and which of them governs a quantity."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.base.collecting import paused_collector
from jiedui.base.periods import Period, half, months, quarter, year
from jiedui.prose.document import parse_document
from jiedui.prose.times import TimeMention, find_times, governing

CLOCK = date(2022, 9, 9)


def day(*numbers: int) -> Period:
    """One day."""
    return Period(date(*numbers), date(*numbers))


def since(*numbers: int) -> Period:
    """From a day to the clock."""
    return Period(date(*numbers), CLOCK)


def until(*numbers: int) -> Period:
    """Up to a day."""
    return Period(date.min, date(*numbers))


def only(text: str, clock: date | None = CLOCK, default_year: int | None = None) -> TimeMention:
    """The one mention of the text."""
    (mention,) = find_times(text, clock, default_year)
    return mention


@pytest.mark.parametrize(
    ("sentence", "words", "kind", "period"),
    [
        # years
        ("2021年，到位资金3900万元", "2021年", "window", year(2021)),
        ("2021年度到位资金", "2021年度", "window", year(2021)),
        ("二〇二一年到位资金", "二〇二一年", "window", year(2021)),
        ("今年到位资金", "今年", "window", since(2022, 1, 1)),
        ("去年到位资金", "去年", "window", year(2021)),
        ("前年签约", "前年", "window", year(2020)),
        ("上年结转的项目", "上年", "window", year(2021)),
        ("明年安排项目", "明年", "window", year(2023)),
        ("全年到位资金", "全年", "window", year(2022)),
        ("放到全年看，资金", "全年", "window", year(2022)),
        ("年内批复项目8个", "年内", "window", since(2022, 1, 1)),
        ("2021、2022两个年度到位资金", "2021、2022两个年度", "window", Period(date(2021, 1, 1), date(2022, 12, 31))),
        ("2019—2021年累计", "2019—2021年", "window", Period(date(2019, 1, 1), date(2021, 12, 31))),
        ("2019年至2021年累计", "2019年至2021年", "window", Period(date(2019, 1, 1), date(2021, 12, 31))),
        # parts of a year
        ("上半年落地3家", "上半年", "window", half(2022, 1)),
        ("今年上半年落地3家", "今年上半年", "window", half(2022, 1)),
        ("去年下半年落地3家", "去年下半年", "window", half(2021, 2)),
        ("一季度签约", "一季度", "window", quarter(2022, 1)),
        ("2021年第四季度签约", "2021年第四季度", "window", quarter(2021, 4)),
        ("前三季度累计", "前三季度", "window", months(2022, 1, 9)),
        ("完成二、三季度任务", "二、三季度", "window", months(2022, 4, 9)),
        ("今年前8个月转移就业", "今年前8个月", "window", months(2022, 1, 8)),
        ("1—9月到位资金", "1—9月", "window", months(2022, 1, 9)),
        ("1-9月份到位资金", "1-9月份", "window", months(2022, 1, 9)),
        ("1至9月到位资金", "1至9月", "window", months(2022, 1, 9)),
        ("今年1月至8月采购", "今年1月至8月", "window", months(2022, 1, 8)),
        ("其中7月到8月就卖出115万元", "7月到8月", "window", months(2022, 7, 8)),
        ("3、4月集中签约", "3、4月", "window", months(2022, 3, 4)),
        ("七八月份集中上市", "七八月份", "window", months(2022, 7, 8)),
        ("完成二三季度任务", "二三季度", "window", months(2022, 4, 9)),
        ("8月竣工", "8月", "window", months(2022, 8, 8)),
        ("8月一口气办了两场", "8月", "window", months(2022, 8, 8)),
        ("6月收到捐款", "6月", "window", months(2022, 6, 6)),
        ("6月工程开工", "6月", "window", months(2022, 6, 6)),
        ("十二月竣工", "十二月", "window", months(2022, 12, 12)),
        ("5月上旬竣工", "5月上旬", "window", Period(date(2022, 5, 1), date(2022, 5, 10))),
        ("2月下旬竣工", "2月下旬", "window", Period(date(2022, 2, 21), date(2022, 2, 28))),
        ("2021年10月至2022年9月挂职", "2021年10月至2022年9月", "window", Period(date(2021, 10, 1), date(2022, 9, 30))),
        ("2021年10月至次年9月挂职", "2021年10月至次年9月", "window", Period(date(2021, 10, 1), date(2022, 9, 30))),
        ("2021年10月至9月挂职", "2021年10月至9月", "window", Period(date(2021, 10, 1), date(2022, 9, 30))),
        ("2021.10—2022.09挂职", "2021.10—2022.09", "window", Period(date(2021, 10, 1), date(2022, 9, 30))),
        ("“十四五”期间投资", "“十四五”期间", "window", Period(date(2021, 1, 1), date(2025, 12, 31))),
        ("上世纪八九十年代兴办", "上世纪八九十年代", "window", Period(date(1980, 1, 1), date(1999, 12, 31))),
        ("20世纪90年代兴办", "20世纪90年代", "window", Period(date(1990, 1, 1), date(1999, 12, 31))),
        ("上月签约", "上月", "window", months(2022, 8, 8)),
        ("本月签约", "本月", "window", since(2022, 9, 1)),
        ("上季度签约", "上季度", "window", quarter(2022, 2)),
        ("本季度签约", "本季度", "window", since(2022, 7, 1)),
        ("11月至2月返岗", "11月至2月", "window", Period(date(2021, 11, 1), date(2022, 2, 28))),
        ("从去年10月到今年9月挂职", "去年10月到今年9月", "window", Period(date(2021, 10, 1), date(2022, 9, 30))),
        ("7月1日起至8月31日集中整改", "7月1日起至8月31日", "window", Period(date(2022, 7, 1), date(2022, 8, 31))),
        # days
        ("3月15日签约", "3月15日", "point", day(2022, 3, 15)),
        ("2021年10月8日到岗", "2021年10月8日", "point", day(2021, 10, 8)),
        ("二〇二一年十月八日到岗", "二〇二一年十月八日", "point", day(2021, 10, 8)),
        ("2021-10-08到岗", "2021-10-08", "point", day(2021, 10, 8)),
        ("3月1日至5日考察", "3月1日至5日", "window", Period(date(2022, 3, 1), date(2022, 3, 5))),
        ("3月1—5日考察", "3月1—5日", "window", Period(date(2022, 3, 1), date(2022, 3, 5))),
        ("5月18日—6月2日考察", "5月18日—6月2日", "window", Period(date(2022, 5, 18), date(2022, 6, 2))),
        # up to a day
        ("截至8月底，累计", "截至8月底", "as_of", until(2022, 8, 31)),
        ("截至2022年6月30日，累计", "截至2022年6月30日", "as_of", until(2022, 6, 30)),
        ("截至今年8月底，累计", "截至今年8月底", "as_of", until(2022, 8, 31)),
        ("截至二季度末，累计", "截至二季度末", "as_of", until(2022, 6, 30)),
        ("截至2021年底，累计", "截至2021年底", "as_of", until(2021, 12, 31)),
        ("截至去年年底，累计", "截至去年年底", "as_of", until(2021, 12, 31)),
        ("截至11月底，累计", "截至11月底", "as_of", until(2021, 11, 30)),
        ("截止9月，累计", "截止9月", "as_of", until(2022, 9, 30)),
        ("到8月底已拨付七成", "到8月底", "as_of", until(2022, 8, 31)),
        ("截至目前，累计", "截至目前", "as_of", until(2022, 9, 9)),
        ("目前在岗", "目前", "as_of", until(2022, 9, 9)),
        ("于10月20日前报送", "10月20日前", "until", until(2022, 10, 20)),
        ("确保年底前完成", "年底前", "until", until(2022, 12, 31)),
        # since
        ("今年以来，到位资金", "今年以来", "since", since(2022, 1, 1)),
        ("去年以来，到位资金", "去年以来", "since", since(2021, 1, 1)),
        ("2021年10月起协管", "2021年10月起", "since", since(2021, 10, 1)),
        ("自2021年10月以来", "自2021年10月以来", "since", since(2021, 10, 1)),
        ("2021年10月至今", "2021年10月至今", "since", since(2021, 10, 1)),
        ("“十四五”以来投资", "“十四五”以来", "since", since(2021, 1, 1)),
        ("党的二十大以来", "党的二十大以来", "since", None),
        ("党的十九大以来", "党的十九大以来", "since", since(2017, 10, 18)),
        ("两年来，累计", "两年来", "since", since(2020, 9, 10)),
        ("三年来，累计", "三年来", "since", since(2019, 9, 10)),
        ("半年来，累计", "半年来", "since", since(2022, 3, 10)),
        ("近三年累计", "近三年", "since", since(2019, 9, 10)),
        ("三个月来累计", "三个月来", "since", since(2022, 6, 10)),
        ("两年累计128万元", "两年", "since", since(2020, 9, 10)),
        ("两年下单128万元", "两年", "since", since(2020, 9, 10)),
        ("一年多来，累计", "一年多来", "since", since(2020, 9, 10)),
        ("去年10月份以来，累计", "去年10月份以来", "since", since(2021, 10, 1)),
        ("一年的时间里，累计", "一年", "since", since(2021, 9, 10)),
        ("过去的一年，累计", "过去的一年", "since", since(2021, 9, 10)),
        ("一年半来，累计", "一年半来", "since", since(2021, 3, 10)),
        ("“十四五”开局以来投资", "“十四五”开局以来", "since", since(2021, 1, 1)),
        ("展销中心5月投入运营后累计销售", "5月", "since", since(2022, 5, 1)),
        ("近年来，累计", "近年来", "since", None),
        # measured against
        ("比去年增长1.2倍", "去年", "comparison", year(2021)),
        ("与上年相比翻了一番", "上年", "comparison", year(2021)),
        ("是上年的3.2倍", "上年", "comparison", year(2021)),
        ("由去年的4110万元增至5400万元", "去年", "comparison", year(2021)),
        ("占全年任务的54.2%", "全年", "comparison", year(2022)),
        ("完成全年培训任务的117.6%", "全年", "comparison", year(2022)),
        ("占到全年的近四成", "全年", "comparison", year(2022)),
        # not dated by the text
        ("挂职期间，参加学习", "挂职期间", "posting", None),
        ("任职以来，参加学习", "任职以来", "posting", None),
        ("挂职到现在，参加学习", "挂职到现在", "posting", None),
        ("来平利以后，参加学习", "来平利以后", "posting", None),
        ("从到岗算起，参加学习", "到岗算起", "posting", None),
        ("自进驻以来，参加学习", "进驻以来", "posting", None),
        ("挂职一年里，看到最多的", "挂职一年里", "posting", None),
        ("春节前后集中返岗", "春节前后", "vague", None),
        ("凌晨2点40分送达", "凌晨2点40分", "vague", None),
        ("每月5日前报送", "5日", "vague", None),
        ("每年3月开课", "3月", "vague", None),
        ("挂职一年半以来", "挂职一年半以来", "posting", None),
        ("坚持每周二教学查房", "周二", "vague", None),
        ("结对以来互访7次", "结对以来", "vague", None),
        ("《2022年度考核通知》", "2022年度", "name", year(2022)),
    ],
)
def test_meaning(sentence: str, words: str, kind: str, period: Period | None) -> None:
    mention = only(sentence)
    assert (mention.text, mention.kind, mention.period) == (words, kind, period)
    assert sentence[mention.start : mention.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "为期一年",
        "历时三个月",
        "2000多个村",
        "云协办〔2021〕3号",
        "5000年",
        "2000年的历史",
        "6个月",
        "1686.72万元",
        "2022.10万元",
        "1999.5吨",
        "第一批、第二次",
        "前三名、前10名",
        "一年四季",
        "1年零3个月",
        "3至5年，2至3个月",
        "二十大报告、建党100周年",
        "一年之计在于春",
        "月薪4000元",
        "连续三年",
        "上年纪的老人",
        "三年行动方案",
        "周一次、周二次",
        "占地186亩",
        "832平台、三会一课",
        "十四五规划",
        "全年级学生",
        "30至35人",
        "1比3、3:1",
        "12317监督电话",
        "一事一议、一月一调度",
        "一次、两次、三次",
        "时间紧、任务重",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text, CLOCK) == ()


def periods(text: str, clock: date = CLOCK, default_year: int | None = None) -> list[Period | None]:
    """The periods of all mentions."""
    return [mention.period for mention in find_times(text, clock, default_year)]


def test_a_month_takes_the_year_named_before_it_in_the_paragraph() -> None:
    assert periods("2021年10月到岗。12月16日签约。") == [months(2021, 10, 10), day(2021, 12, 16)]


def test_but_not_from_another_paragraph() -> None:
    assert periods("2021年10月到岗。\n5月16日签约。")[1] == day(2022, 5, 16)


def test_a_year_looked_back_to_in_passing_lends_nothing() -> None:
    assert periods("看着去年投入的设备，再看看7月批复的项目")[1] == months(2022, 7, 7)
    assert periods("比2020年多出610万元，12月")[1] == months(2022, 12, 12)
    assert periods("第三次会议就来年资金达成一致。全年互访38次")[1] == year(2022)


def test_the_year_of_the_title_stands_before_the_clock() -> None:
    clock = date(2022, 1, 10)
    assert periods("全年到位资金；12月16日签约；上年", clock, 2021) == [year(2021), day(2021, 12, 16), year(2020)]
    assert periods("12月16日签约", clock) == [day(2021, 12, 16)]


def test_the_same_window_a_year_before() -> None:
    text = "上半年完成812.4万元，是去年同期的2.2倍。6月22日签约，参与人员比去年同期多15人次"
    same = [mention for mention in find_times(text, CLOCK) if mention.text == "去年同期"]
    assert [(mention.kind, mention.period) for mention in same] == [("comparison", half(2021, 1))] * 2


def test_the_same_time_told_of_another() -> None:
    assert periods("今年以来，来了12名；同期，去了7名") == [since(2022, 1, 1)] * 2


def test_the_month_and_quarter_named_last() -> None:
    clock = date(2023, 10, 9)
    assert periods("三季度到位资金；当季支付", clock) == [quarter(2023, 3)] * 2
    assert periods("8月签约；当月支付", clock) == [months(2023, 8, 8)] * 2


def test_without_a_clock_nothing_is_certain() -> None:
    assert only("今年以来", None).period is None
    mention = only("3月15日", None, 2022)
    assert (mention.period, mention.certain) == (day(2022, 3, 15), False)


def test_no_years_at_all_are_no_window() -> None:
    assert only("0年来").period is None


@pytest.mark.parametrize("text", ["2月30日", "2022年2月30日", "2022-13-45", "9月31日至32日"])
def test_a_day_that_no_calendar_has_is_undated(text: str) -> None:
    assert all(mention.period is None or mention.period.days > 1 for mention in find_times(text, CLOCK))


# ---- which window governs

BULLETIN = """\
2022年上半年协作情况
（2022年7月6日）

一、资金。上半年到位资金4200万元，比上年增长90.9%；拨付1700万元。项目竣工5个。6月22日，两村签约，互访3次。两地互访9次。
二、消费
截至5月底，累计销售260万元，其中四月就卖出115万元，粉丝1.2万人。展销中心3月揭牌，投资96万元。
三、去年工作
全县培训248人次，园区2月投产的企业，用工64人。
结对7对。
"""


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ("4200万元", "上半年"),  # its own clause
        ("90.9%", "上半年"),  # a comparison governs nothing
        ("1700万元", "上半年"),  # up to the full stop
        ("5个", "上半年"),  # the sentence before opened with a window
        ("3次", "6月22日"),  # a day that opens its clause
        ("9次", "上半年"),  # and is over with its sentence
        ("260万元", "截至5月底"),
        ("115万元", "四月"),
        ("1.2万人", "截至5月底"),  # a month inside a clause is that clause's own
        ("96万元", "截至5月底"),
        ("248人次", "去年"),  # the heading
        ("64人", "去年"),  # 2月 only describes the firm
        ("7对", "去年"),
    ],
)
def test_governing(quantity: str, words: str) -> None:
    document = parse_document(BULLETIN)
    mentions = find_times(BULLETIN, document.clock, 2022)
    mention = governing(mentions, document, BULLETIN.index(quantity))
    assert mention is not None
    assert mention.text == words


def test_the_title_governs_what_nothing_else_does() -> None:
    text = "2022年上半年协作情况\n\n一、资金\n全县到位资金4200万元，同比增长。"
    document = parse_document(text)
    mention = governing(find_times(text, document.clock), document, text.index("4200"))
    assert mention is not None
    assert mention.period == half(2022, 1)


def test_the_window_under_an_as_of_date() -> None:
    text = "今年以来，资金分批拨来，截至8月底到位5650万元。"
    document = parse_document(text)
    mentions = find_times(text, CLOCK)
    mention = governing(mentions, document, text.index("5650"), frozenset({"window", "since"}))
    assert mention is not None
    assert mention.text == "今年以来"


def test_nothing_governs_where_no_time_is_told() -> None:
    text = "到位资金4200万元，比去年增长。"
    assert governing(find_times(text, CLOCK), parse_document(text), 4) is None


# ---- invariants

pieces = st.lists(
    st.sampled_from(
        [
            *"0123456789十二一三〇年月日季度号底初末上下半前后至到-—、，。；\n的同期全今去本当次近多来间里",
            "截至",
            "以来",
            "2021年",
            "12月",
            "30日",
            "世纪",
            "十四五",
            "《",
            "》",
            "挂职",
            "9999",
            "个月",
        ]
    ),
    max_size=30,
).map("".join)
clocks = st.none() | st.dates()


@given(pieces | st.text(max_size=40), clocks, st.none() | st.integers(min_value=1901, max_value=2100))
def test_any_text_is_read_without_fault(text: str, clock: date | None, default_year: int | None) -> None:
    end = 0
    for mention in find_times(text, clock, default_year):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.period is None or mention.period.start <= mention.period.end
        end = mention.end


@given(pieces, clocks)
def test_what_governs_is_one_of_the_mentions(text: str, clock: date | None) -> None:
    document = parse_document(text)
    mentions = find_times(text, clock)
    for offset in range(len(text)):
        mention = governing(mentions, document, offset)
        assert mention is None or mention in mentions


@pytest.mark.parametrize("unit", ["2021年10月至", "截至", "《2022年", "今年、", "1月1日、", "十", "1-", "9月底前"])
def test_time_taken_grows_with_the_text_alone(unit: str) -> None:
    def taken(times: int) -> float:
        text = unit * times
        with paused_collector():  # it would look through all that other tests of the process left behind
            start = process_time()
            find_times(text, CLOCK)
            return process_time() - start

    taken(500)
    assert taken(16_000) < 60 * max(min(taken(1_000) for _ in range(3)), 1e-4)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("21年4700万元→22年5500万元", ["2021-01-01..2021-12-31", "2022-01-01..2022-12-31"]),
        ("22年较21年增长", ["2022-01-01..2022-12-31", "2021-01-01..2021-12-31"]),
        ("15年4700万元", ["None"]),
        ("比20年前增长，历时20年，合作期限：20年。", []),
    ],
)
def test_years_told_by_their_last_two_figures(text: str, told: list[str]) -> None:
    """Only the last few years are told so, and no length of time is one."""
    assert [str(each.period) for each in find_times(text, date(2022, 12, 30), 2022)] == told
