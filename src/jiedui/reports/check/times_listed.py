"""Quarters or months of which one word stands for all: 一、二、三季度分别转移825人、563人和464人, 7、8、9月依次为…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jiedui.base.numerals import parse_numeral
from jiedui.base.periods import months, quarter
from jiedui.prose.times import TimeMention

if TYPE_CHECKING:
    from jiedui.prose.document import Span
    from jiedui.reports.check.scene import Scene

_NUMBER = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_LISTED = re.compile(
    rf"(?<![0-9.第年])(?P<numbers>{_NUMBER}月?(?:[、和及与]{_NUMBER}月?)+)(?P<unit>季度|(?<=月)份?|月份?)(?=[^，。；：]{{0,10}}$)"
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
    members = []
    for each in _ONE.finditer(found["numbers"]):
        number = parse_numeral(each[0])
        if number is None or (quarters and number.value > _QUARTERS):
            return ()
        which = int(number.value)
        period = quarter(year, which) if quarters else months(year, which, which)
        members.append(TimeMention(start + each.start(), start + each.end(), each[0], period, "window", certain=True))
    return members


def _year_of(scene: Scene, span: Span, end: int) -> int | None:
    """The year of the time in which the list ends, as the text has it read."""
    told = [each.period for each in scene.times_in(span) if each.start < end and each.period is not None]
    return told[-1].end.year if told else None
