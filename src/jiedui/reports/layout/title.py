"""Titles of several lines (标题回行): broken where words end, the lines nearly of one length, the first the longer."""

from __future__ import annotations

import re
from math import ceil
from typing import Final

from jiedui.reports.layout import measures as m

#: Characters of 2号 in a line of the 版心.
FITS: Final = m.TEXT_WIDTH / (m.SIZE_TITLE * 10)
#: After these a title may be broken: particles, places, times.
_AFTER: Final = re.compile(
    r"(?<=[的和与及暨、，])|(?<=[县区市省镇])(?=.{2})|(?<=年度)|(?<=[年月度])(?=[^年月度\d])|(?=关于|工作|情况)"
)
#: How many characters out of balance a line may be for the sake of a good place.
_SLACK: Final = 5


def title_lines(title: str) -> list[str]:
    """The lines of a title; one that has lines already keeps them."""
    if "\n" in title or m.width(title) <= FITS:
        return title.split("\n")
    count = ceil(m.width(title) / FITS)
    place = _place(title, m.width(title) / count)
    return [title[:place], *title_lines(title[place:])]


def _place(title: str, wanted: float) -> int:
    """Where to break a title after about so many characters."""
    good = [found.start() for found in _AFTER.finditer(title) if found.start()]
    near = [
        place for place in good if m.width(title[:place]) <= FITS and abs(m.width(title[:place]) - wanted) <= _SLACK
    ]
    if near:
        return min(near, key=lambda place: (abs(m.width(title[:place]) - wanted), -place))
    return next(place for place in range(1, len(title) + 1) if m.width(title[:place]) >= wanted)
