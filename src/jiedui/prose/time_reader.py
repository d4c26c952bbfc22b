"""From phrases to mentions: what kind each is, by its neighbours, and which year it belongs to, by what was named before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from jiedui.base.periods import Period, months, quarter
from jiedui.prose.days import number
from jiedui.prose.time_calendar import (
    BY_CLOCK,
    UNKNOWN,
    Meaning,
    dotted,
    months_from,
    part_of_year,
    to_clock,
    up_to,
    whole_year,
)
from jiedui.prose.time_phrases import DATED, Phrase, phrases

Kind = Literal["window", "point", "as_of", "since", "until", "comparison", "posting", "vague", "name"]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time at ``[start, end)`` of the text, with what introduces and closes it (截至…, …以来).

    ``kind``: *window* a stretch of time (全年, 1—9月, 9月) · *point* one day · *as_of* up to a day (截至9月底, 目前), from
    wherever the matter began · *since* up to the clock (今年以来, 两年来, 2021年10月起) · *until* a term (10月20日前) ·
    *comparison* what something is compared with (比去年, 上年同期, 是上年的2倍, 由去年的…) · *posting* the time of the
    secondment (挂职期间), which the text alone does not date · *vague* undated (春节前后, 凌晨2点40分, 结对以来) ·
    *name* part of the name of a document (《…2022年度…通知》). ``period`` is None where the text does not tell;
    ``certain`` is False where the words leave room.
    """

    start: int
    end: int
    text: str
    period: Period | None
    kind: Kind
    certain: bool


#: A year told by its last two figures is no farther ago.
_SHORT_AGO = 5
_BEFORE = re.compile(
    r"(?:(?P<as_of>截[至止](?:到|于)?|(?<![占达增升降减高少加涨扩缩放摊算])(?:直?到|至))|(?P<since>自从?|从|始于)|(?P<against>相?比|相?较于?|[高低多少好优]于|超过)"
    r"|(?P<beside>与|同|和|跟)|(?P<is>[占达]到?|占比|[为是]|相当于)|(?P<of>由|从))\s?$"
)
_AFTER = re.compile(
    r"(?P<since>以来|起(?![步点草色来到])|开始|之后|以后|后(?![续期半来勤备方]))"
    r"|(?P<until>之前|以前|前(?![后景列期往来沿述头两二三四五六七八九十0-9]))|期间|为止|止"
)
_EVENT = re.compile(r"[^，。；：\n0-9]{2,8}(?:以来|后)(?=累计|共(?!同)|已|总)")
_BESIDE = re.compile(r"[^，。；\n]{0,6}(?:相比|相较|比较|持平|比)")
_MULTIPLE = re.compile(r"[^，。；\n0-9]{0,3}的?[0-9.一二三四五六七八九十两百]+[多余]?(?:倍|成|%|个百分点)")
_FROM = re.compile(r"[^，。；\n0-9]{0,4}的?[0-9.一二三四五六七八九十两百]")
_TARGET = re.compile(r"的?[\u3400-\u9fff]{0,4}?(?:任务|目标|协议数|计划(?=[的数]))")
#: The year as a target still to be reached: 全年任务的七成多, 距全年还差50多万元.
_OF_TARGET, _AIMED = (
    re.compile(r"(?:度|的)?(?:任务|目标|协议数|计划(?=[的数]))|[还尚仍][差缺]|的[近约超]?[一二三四五六七八九两]成"),
    frozenset({"全年", "年度", "全年度"}),
)
#: What brings in a year beside that of which the text tells: 连同上一年度合计….
_BESIDES = re.compile(r"(?:连同|加上|算上|包括|不含|除了?)$")
_OPENS = "，。；：、！？\n 　）】"
_BACKWARD = frozenset({"去年", "上年", "上年度", "前年", "上一年", "上一年度"})
_FORWARD = frozenset({"明年", "来年", "后年", "次年", "翌年"})
_LATE, _EARLY = 9, 3
#: 头一年 is the year told before, 第二年 the next.
_NTH = "一二三四五"


_ALONE: dict[str, Kind] = {"plan": "window", "back": "since", "congress": "since", "era": "window", "post": "posting"}


def _kind_alone(token: re.Match[str]) -> Kind:
    """The kind of an expression that stands by itself."""
    if token.lastgroup == "now":
        return "since" if token[0] == "年初至今" else "as_of"
    if token.lastgroup == "plan" and token["px"].endswith("以来"):
        return "since"
    if token.lastgroup == "plan" and token["px"].startswith(("开局", "收官")):
        return "name"
    return _ALONE.get(token.lastgroup or "", "vague")


class Reader:
    """Reads one text from front to back and remembers which year, month and window were named last."""

    def __init__(self, text: str, clock: date | None, default_year: int | None) -> None:
        self.text = text
        self.known = clock is not None
        self.clock = clock or (date(default_year, 12, 31) if default_year else None)
        self.about = default_year or (clock.year if clock else None)
        self.titled = default_year is not None
        self.seen = 0
        self.year_here: int | None = None  # named in this paragraph
        self.year_in_sentence: int | None = None
        self.year_said: int | None = None  # named in this sentence, be it in passing
        self.year_first: int | None = None  # the first of those that 第二年 counts on from
        self.year_last = self.about
        self.last: Period | None = None  # the last window
        self.last_month: Period | None = None
        self.last_quarter: Period | None = None
        self.month_over: Period | None = None  # that of the heading of a chronicle

    def read(self) -> Iterator[TimeMention]:
        """The mentions, in order."""
        done = 0
        for phrase in phrases(self.text):
            if phrase.start < done or (phrase.start == done > 0 and self.text.startswith("这", done)):
                continue  # 9月这一个月 is September
            self._pass(phrase.start)
            try:
                mention = self._mention(phrase, done)
            except (ValueError, OverflowError):  # a date that no calendar has
                mention = self._at(phrase.start, phrase.end, None, "vague", certain=False)
            done = mention.end
            yield mention

    def _pass(self, place: int) -> None:
        """Forget what does not reach over the ends of sentences and paragraphs before the place."""
        if self.text.find("\n", self.seen, place) >= 0:
            self.year_here = self.year_in_sentence = self.year_said = self.year_first = None
            if self.last_quarter is not None and self.last_quarter.end.year < (self.about or 0):
                self.last_quarter = None  # 去年二季度 was but compared with
        elif self.text.find("。", self.seen, place) >= 0:
            self.year_in_sentence = self.year_said = None
        self.seen = place

    def _at(self, start: int, end: int, period: Period | None, kind: Kind, *, certain: bool = True) -> TimeMention:
        """The mention of that stretch."""
        return TimeMention(start, end, self.text[start:end], period, kind, certain and self.known)

    def _mention(self, phrase: Phrase, done: int) -> TimeMention:
        """The mention that a phrase makes."""
        group = phrase.token.lastgroup or ""
        if group in DATED:
            return self._dated(phrase, done)
        start, end = phrase.start, phrase.end
        if group == "same":
            return self._same(start, end)
        if group == "lone" and self.month_over is not None:
            month = self.month_over.start
            day = date(month.year, month.month, number(re.sub(r"[日号]", "", phrase.token[0])))
            return self._at(start, end, Period(day, day), "point")
        if group == "then":
            period = self._then(phrase.token)
            return self._at(start, end, period, "window", certain=period is not None)
        if group == "lately":
            return self._at(max(start - 2, done), end, None, "vague", certain=False)
        if group == "post":
            self.last = None  # 同期 is of the posting now, which the text does not date
        meaning = BY_CLOCK[group](phrase.token, self.clock)
        return self._at(start, end, meaning.period, _kind_alone(phrase.token), certain=meaning.certain)

    # -- dates and ranges of dates

    def _dated(self, phrase: Phrase, done: int) -> TimeMention:
        """A date or range with what stands before and after it."""
        before = _BEFORE.search(self.text, max(done, phrase.start - 4), phrase.start)
        after = _AFTER.match(self.text, phrase.end)
        kind = self._kind(phrase, before, after)
        if phrase.same:
            return self._same_of(phrase)
        found = self._resolve(phrase, kind)
        start = (
            before.start()
            if before and kind in {"as_of", "since"} and before.lastgroup in {"as_of", "since"}
            else phrase.start
        )
        end = after.end() if after else phrase.end
        period = None if kind == "vague" else self._stretched(found.period, kind)
        if found.period is not None and kind not in {"comparison", "name", "vague"}:
            self._remember(phrase, found.period)
            if found.certain and kind in {"window", "since"}:
                self.last = period or self.last
        return self._at(start, end, period, kind, certain=found.certain or kind in {"as_of", "until"})

    def _kind(self, phrase: Phrase, before: re.Match[str] | None, after: re.Match[str] | None) -> Kind:
        """What kind of mention a date is, by its neighbours."""
        if self._in_title(phrase.start):
            return "name"
        if self.text.endswith("每年", 0, phrase.start):
            return "vague"
        if self._compared(phrase, before):
            return "comparison"
        lead = before.lastgroup if before else None
        if (after and after["since"]) or phrase.until_now or (lead == "since" and len(phrase.dates) == 1):
            return "since"
        if after is None and _EVENT.match(self.text, phrase.end):
            return "since"
        if after and after["until"]:
            return "until"
        if lead == "as_of" and len(phrase.dates) == 1:
            return "as_of"
        return "point" if self._is_day(phrase) else "window"

    def _compared(self, phrase: Phrase, before: re.Match[str] | None) -> bool:
        """Whether something is measured by what was then: 比去年, 与去年相比, 是上年的2倍, 由去年的4110万元, 占全年任务."""
        text, end = self.text, phrase.end
        lead = before.lastgroup if before else None
        if lead == "against" or (lead == "beside" and _BESIDE.match(text, end)):
            return True
        if lead == "is" and _MULTIPLE.match(text, end):
            return True
        if before and before[0].strip() in {"由", "从"} and _FROM.match(text, end):
            return True
        if text[phrase.start : end] in _AIMED and _OF_TARGET.match(text, end):
            return True
        whole = phrase.dates[-1][-1].lastgroup == "year" or phrase.dates[-1][-1]["a"]
        inside = phrase.start > 0 and text[phrase.start - 1] not in _OPENS
        return bool(whole and inside and _TARGET.match(text, end))

    def _in_title(self, place: int) -> bool:
        """Whether the place lies in the name of a document: 《…》 open before it."""
        reach = max(0, place - 40)
        return self.text.rfind("《", reach, place) > self.text.rfind("》", reach, place)

    @staticmethod
    def _is_day(phrase: Phrase) -> bool:
        """Whether the phrase names one day."""
        token = phrase.dates[0][-1]
        return len(phrase.dates) == 1 and bool(token["d3"] or (token["d"] and not token["d2"]))

    def _stretched(self, period: Period | None, kind: Kind) -> Period | None:
        """The period as its kind means it: up to its end, or from its beginning to the clock."""
        if period is None:
            return None
        if kind in {"as_of", "until"}:
            return Period(date.min, period.end)
        return up_to(period.start, self.clock) if kind == "since" else period

    def _resolve(self, phrase: Phrase, kind: Kind) -> Meaning:
        """The period of a date, or from the first date of a range to the second."""
        first, *rest = phrase.dates
        if not rest:
            return self._one(first, None, kind)
        (second,) = rest
        begin = self._one(first, self._year_of(second), kind)
        if begin.period is not None and second[0].lastgroup == "year":
            self.year_here = begin.period.start.year  # 次年 is the year after it
        to = self._one(second, self._year_of(first), kind)
        if begin.period is None or to.period is None:
            return UNKNOWN
        end = to.period
        if end.end < begin.period.start and self._year_of(second) is None:
            end = end.years_before(-1)
        if end.end < begin.period.start:
            return UNKNOWN
        return Meaning(Period(begin.period.start, end.end), certain=begin.certain and to.certain)

    def _year_of(self, tokens: list[re.Match[str]]) -> int | None:
        """The year that a date names itself."""
        token = tokens[0]
        if token.lastgroup == "dotted":
            return number(token["y3"])
        if token.lastgroup != "year":
            return None
        if token["yy"]:
            return self._short_year(int(token["yy"]))
        return number(token["y"]) if token["y"] else self._relative(token["r"])

    def _short_year(self, figures: int) -> int | None:
        """The year told by its last two figures, if it is one of the last few: 21年."""
        told, now = 2000 + figures, self.clock.year if self.clock else self.about
        return told if now is not None and now - _SHORT_AGO <= told <= now + 1 else None

    def _relative(self, word: str) -> int | None:
        """The year of 今年, 上年 and their kin."""
        stem = word.removesuffix("度")
        now = self.clock.year if self.clock else None
        steps = {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "来年": 1, "后年": 2}
        if stem in steps:
            return None if now is None else now + steps[stem]
        if stem in {"上年", "上一年", "本年"}:
            return None if self.about is None else self.about - (stem != "本年")
        if stem.startswith(("第", "头")):
            return None if self.year_first is None else self.year_first + _NTH.index(stem[-2])
        last = (self.year_said if stem in {"当年", "同年"} else None) or self.year_here or self.year_last
        return None if last is None else last + (stem in {"次年", "翌年"})

    def _one(self, tokens: list[re.Match[str]], lent: int | None, kind: Kind) -> Meaning:
        """One date: a year, a part of a year, or both; ``lent`` is the year that the other end of a range lends it."""
        head, tail = tokens[0], tokens[-1]
        if head.lastgroup == "dotted":
            return dotted(head)
        named = self._year_of(tokens)
        if tail.lastgroup == "year":
            return UNKNOWN if named is None else whole_year(head, named, self.clock)
        which = named or lent or self._year_for(tail, kind)
        return UNKNOWN if which is None else part_of_year(tail, which, self.clock)

    def _year_for(self, token: re.Match[str], kind: Kind) -> int | None:
        """The year of a part of a year that names none."""
        if kind == "as_of":
            return self.year_in_sentence or self._year_seen(token)
        if self.year_here or self.clock is None or self.about is None:
            return self.year_here or self.about
        month = number(token["m"]) if token["m"] else 0
        ahead = not self.titled and month >= _LATE and self.clock.month <= _EARLY
        begins = token["m1"] or token["m0"] or token["m9"]
        return self.about - (ahead or (begins is not None and number(begins) > month))

    def _year_seen(self, token: re.Match[str]) -> int | None:
        """The year of the latest such day that the clock has seen; an end of the clock's own month counts."""
        if self.clock is None:
            return self.about
        period = part_of_year(token, self.clock.year, self.clock).period
        return self.clock.year - bool(period and period.end > self.clock + timedelta(days=31))

    def _remember(self, phrase: Phrase, period: Period) -> None:
        """Keep the year, month and quarter that later expressions may lean on.

        A year ahead, or one looked back to in passing (``看着去年投入的…``), is not what the text is about.
        """
        head, tail = phrase.token, phrase.dates[-1][-1]
        if head.lastgroup in {"year", "dotted"}:
            self.year_said = period.end.year
        if head.lastgroup == "year" and head["y"]:
            self.year_first = period.start.year
        if head.lastgroup == "year" and len(phrase.dates[0]) == 1 and self._in_passing(head["r"], phrase.end):
            return
        if head.lastgroup == "year" and _BESIDES.search(self.text, max(0, phrase.start - 2), phrase.start):
            return
        if head.lastgroup in {"year", "dotted"}:
            self.year_here = self.year_in_sentence = self.year_last = period.end.year
        if tail.lastgroup == "sub" and tail["m"]:
            self.last_month = months(period.end.year, period.end.month, period.end.month)
            if self._is_line(phrase) and period == self.last_month:
                self.month_over = period
        if tail.lastgroup == "sub" and tail["q"]:
            self.last_quarter = period

    def _is_line(self, phrase: Phrase) -> bool:
        """Whether the phrase is a line of its own."""
        opens = phrase.start == 0 or self.text[phrase.start - 1] == "\n"
        return opens and self.text[phrase.end : phrase.end + 1] == "\n"

    def _in_passing(self, word: str | None, end: int) -> bool:
        """Whether a year of one word is only looked forward or back to."""
        return word in _FORWARD or (word in _BACKWARD and self.text[end : end + 1] not in {"，", ","})

    # -- expressions that lean on others

    def _same(self, start: int, end: int) -> TimeMention:
        """同期 alone: the window named last where it opens a clause; else what something is compared with."""
        opens = start == 0 or self.text[start - 1] in "，。；：\n 　"
        if opens and not self.text.startswith("相比", end):
            return self._at(start, end, self.last, "window", certain=False)
        return self._at(start, end, self._shifted(1), "comparison", certain=False)

    def _same_of(self, phrase: Phrase) -> TimeMention:
        """上年同期, 2021年同期: the last window, as many years earlier."""
        named = self._year_of(phrase.dates[0])
        years = self.last.end.year - named if self.last and named else None
        period = self._shifted(years) if years is not None else None
        opens = phrase.start == 0 or self.text[phrase.start - 1] in "，。；：\n 　"
        kind: Kind = "window" if opens and self.text.startswith(("，", ","), phrase.end) else "comparison"
        return self._at(phrase.start, phrase.end, period, kind, certain=period is not None)

    def _shifted(self, years: int) -> Period | None:
        """The last window, so many years earlier."""
        return self.last.years_before(years) if self.last and self.last.start.year > years else None

    def _then(self, token: re.Match[str]) -> Period | None:
        """当月, 上季度: by the month or quarter named last (当…, 同…, 次…), else by the clock."""
        if self.clock is None:
            return None
        word = token[0]
        step = {"上": -1, "下": 1, "次": 1}.get(word[0], 0)
        if token["mr"]:
            base = (self.last_month if word[0] in "当同次" else self.month_over) or months_from(self.clock, 0, 1)
            return months_from(base.start, step, 1) if step else to_clock(base, self.clock)
        which = quarter(self.clock.year, (self.clock.month + 2) // 3)
        base = (self.last_quarter if word[0] == "当" else None) or which
        return months_from(base.start, 3 * step, 3) if step else to_clock(base, self.clock)
