"""Times told together: two windows joined, two years of one number, days in a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter

from jiedui.base.periods import Period
from jiedui.prose.document import Span
from jiedui.prose.times import TimeMention
from jiedui.reports.check.text.scene import Scene
from jiedui.reports.check.words.common import ADDED_UP

#: So far before a number stands its own time at most.
NEAR = 14
AND = ("、", "和", "与", "及")
_BOTH = re.compile(r"(?:这|共)?(?:两|二|2)(?:年|个年度|个?季度|个月)|合计|累计|共")
#: What was told of several times together.
_ADDED_UP = re.compile(ADDED_UP)


def of_several(scene: Scene, mention: TimeMention, offset: int) -> tuple[Period, ...]:
    """Two windows together, surely where the words join them, else likelier than the last; none where it is but one."""
    both = of_both(scene, mention, offset)
    if both is not None:
        return (both,)
    listed = _years_listed(scene, mention, offset)
    return (listed, mention.period) if listed is not None and mention.period is not None else ()


def of_both(scene: Scene, mention: TimeMention, offset: int) -> Period | None:
    """The two windows together where the words join them: 前年、去年两年."""
    joined = _BOTH.match(scene.text, mention.end) or _ADDED_UP.search(scene.text, mention.end, offset)
    for time in scene.times_in(Span(max(0, mention.start - NEAR), mention.start)) if joined else ():
        beside = time.kind == mention.kind == "window" and scene.text[time.end : mention.start] in AND
        if beside and time.period and mention.period and time.period.end < mention.period.end:
            return Period(time.period.start, mention.period.end)
    return None


def _years_listed(scene: Scene, mention: TimeMention, offset: int) -> Period | None:
    """Two years told of together, where nothing hands a number to each: 2022年和2023年两地互派94名."""
    former = next(iter(reversed(scene.times_in(Span(max(0, mention.start - NEAR), mention.start)))), None)
    if (
        former is None
        or former.kind != mention.kind
        or mention.kind != "window"
        or "分别" in scene.text[mention.end : offset]
    ):
        return None
    one, other = former.period, mention.period
    if scene.text[former.end : mention.start] not in AND or one is None or other is None:
        return None
    together = one.end < other.start and scene.sentence(mention.start) == scene.sentence(offset)
    return Period(one.start, other.end) if together else None


def days_listed(scene: Scene, mention: TimeMention) -> tuple[Period, ...]:
    """From the first to the last of days told in a list, of which the mention is one: 3月2日、6月8日互访2次."""
    place = bisect_left(scene.times, mention.start, key=attrgetter("start"))
    run = [each for each in scene.times[max(0, place - 1) : place + 2] if each.kind == mention.kind == "point"]
    for one, other in pairwise(run):
        if scene.text[one.end : other.start] in AND and one.period and other.period:
            return (Period(one.period.start, max(one.period.start, other.period.end)),)
    return ()
