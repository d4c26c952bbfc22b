"""What the reading of a text yields: statements of quantity with their bounds, and faults of style.

A statement (数量表述) is what the prose *says*, not whether it holds: nothing here knows a book. Bounds follow the law of
the language: 以上, 以下, 以内 include the number, 超过, 不满 exclude it (民法典 §1259); 一百余万元 lies between one and two
million; 近3000人 below 3000 and close to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from jiedui.base.units import Dimension

#: What kind of claim a statement makes, told by the words around it.
#:
#: - ``level``: a quantity as such, 到位资金4200万元; also both ends of 由…增至…
#: - ``growth`` / ``fall``: a change, as a share (同比增长12.3%), an amount (比去年多15人次) or a multiple that was *added*
#:   (增长1.2倍, the new level is 2.2 times the old); magnitudes are positive
#: - ``multiple``: the new level as a multiple of the old: 是去年同期的2.2倍, 增长到1.2倍, 翻一番 (= 2)
#: - ``points``: a change in percentage points with no direction told; with one, ``growth`` or ``fall``
#: - ``share``: a part of a whole: 占54.2%, 七成, 过半, 三分之二
#: - ``rate``: a rate of something: 拨付率87.9%, 完工率100%
#: - ``completion``: done over a target: 完成年度任务的108.9%
#: - ``rank``: a place in an order: 居首位, 排第二位, 前三
#: - ``per_unit``: for each of several: 各8万元, 分别获赠8万元, 每亩5万元
#: - ``average``: 户均, 人均, 平均每个车间
#: - ``duration``: how long: 为期一年
#: - ``target``: what was to be reached: 目标5200万元, 900万元任务
Role = Literal[
    "level",
    "growth",
    "fall",
    "multiple",
    "points",
    "share",
    "rate",
    "completion",
    "rank",
    "per_unit",
    "average",
    "duration",
    "target",
]
Mood = Literal["done", "plan"]


class Statement(NamedTuple):
    """One statement of quantity.

    ``text[start:end]`` covers the number with its qualifiers and unit, in code points of the text as it came. ``low``
    and ``high`` are in the dimension's base unit (元, 平方米, 千克, 米, 吨标准煤, 个, 人次, 1, 百分点, 倍, 月, 名次), None for
    no bound; an exact statement has ``low == high``. ``ulp`` is the place value of the last digit printed: an exact
    statement accepts what rounds or truncates to it; 0 demands equality. Beyond ``soft_low`` and ``soft_high`` a value
    within the bounds holds, but is oddly said.
    """

    start: int
    end: int
    text: str
    dimension: Dimension
    #: The unit or measure word as written, without 万 or 亿: 元, 亩, 个, 家, 个百分点; 成 and 分之 for shares so written.
    unit: str
    #: The counted noun where it stands inside the span (村 of 4个村), else empty.
    noun: str
    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool
    ulp: Fraction
    soft_low: Fraction | None = None
    soft_high: Fraction | None = None
    #: Whether a qualifier or the manner of speaking widened it.
    vague: bool = False
    role: Role = "level"
    #: Qualifiers and words of context, normalised: 余 近 超 突破 约 以上 以下 不足 达 累计 新增 各 其中 同比 环比 较上年 首 计划 共 …
    marks: frozenset[str] = frozenset()
    mood: Mood = "done"
    #: Whether the number is blotted out (``**个村``, ``XX万元``).
    masked: bool = False

    @property
    def exact(self) -> bool:
        """Whether it states one value."""
        return self.low is not None and (self.low is self.high or self.low == self.high)


#: Faults of style: two markers of approximation (约…左右), 近…左右, a bound told twice (至少…以上), one bound above and one
#: below (超…以下), a fall told in multiples (下降2倍), a range whose ends do not share a unit (7—8万), 翻番 three times or more.
StyleKind = Literal[
    "double-approximate", "near-approximate", "double-bound", "clash", "fall-times", "range-unit", "many-doublings"
]


@dataclass(frozen=True, slots=True)
class StyleFinding:
    """One fault of style in how a quantity is said; ``start`` and ``end`` as in :class:`Statement`."""

    kind: StyleKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """A text with its statements in order of place, none overlapping another, and its faults of style."""

    text: str
    statements: tuple[Statement, ...]
    style_findings: tuple[StyleFinding, ...]
