"""Quarters or months of which one word stands for all: 一、二、三季度分别转移825人、563人和464人, 一至四季度, 7、8、9月依次为…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jiedui.base.numerals import parse_numeral
from jiedui.base.periods import Period, months, quarter
from jiedui.prose.times import TimeMention

if TYPE_CHECKING:
    from jiedui.prose.document import Span
    from jiedui.reports.check.text.scene import Scene

_NUMBER = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_LISTED = re.compile(
    rf"(?<![0-9.第年])(?P<numbers>{_NUMBER}月?(?:(?:[、和及与]{_NUMBER}月?)+|(?P<to>[至到—–~～-]){_NUMBER}月?))(?P<unit>季度|(?<=月)份?|月份?)(?=[^，。；：]{{0,10}}$)"
)
_ONE = re.compile(_NUMBER)
#: Quarters of a year.
_QUARTERS = 4


def times_listed(scene: Scene, span: Span) -> Sequence[TimeMention]:
    """The quarters or months listed last in the stretch, of the year in which the text places the list; none where it places none."""
    found = _LISTED.search(scene.text, span.start, span.end)
    year = _year_of(scene, span, found.end()) if found is not None else None
    if found is None or year is None:
        return ()
    start, quarters = found.start("numbers"), found["unit"] == "季度"
    told = [(each.start(), parse_numeral(each[0])) for each in _ONE.finditer(found["numbers"])]
    numbers = [(start + place, int(number.value)) for place, number in told if number is not None]
    if found["to"]:
        numbers = [(start, which) for which in range(numbers[0][1], numbers[-1][1] + 1)]
    if any(which > _QUARTERS for _, which in numbers) and quarters:
        return ()
    return [
        _member(scene.text, place, quarter(year, which) if quarters else months(year, which, which))
        for place, which in numbers
    ]


def quarters_told(scene: Scene, end: int) -> Sequence[TimeMention]:
    """The quarters of the report's last year, where the words right before a run of numbers say that each is of one: 逐季：…."""
    told = _BY_QUARTER.search(scene.text, max(0, end - _NEAR), end)
    if told is None or scene.year is None:
        return ()
    return [_member(scene.text, told.start(), quarter(scene.year, which)) for which in range(1, _QUARTERS + 1)]


#: Each number is of a quarter, in their order; so near before the first stand the words for that.
_BY_QUARTER, _NEAR = re.compile(r"(?:逐季|各季度?|按季度?|分季度?)(?:来?看|来?算|为|是|依次|分别)*[：:，]?$"), 10


def _member(text: str, place: int, period: Period) -> TimeMention:
    """One of the times listed."""
    return TimeMention(place, place + 1, text[place : place + 1], period, "window", certain=True)


def _year_of(scene: Scene, span: Span, end: int) -> int | None:
    """The year of the time in which the list ends, as the text has it read."""
    told = [each.period for each in scene.times_in(span) if each.start < end and each.period is not None]
    return told[-1].end.year if told else None
