"""Words for a verdict: what was computed, over what, and why the statement stands or falls, for a clerk to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from jiedui.base.once import once
from jiedui.base.periods import Period
from jiedui.base.units import BASE
from jiedui.book import Book
from jiedui.book.corrections import Correction
from jiedui.catalog import Catalog, Column
from jiedui.figures.model import Condition, EntryId, Query
from jiedui.figures.show import half_up, plain
from jiedui.prose.model import Statement
from jiedui.reports.check.definition import Definer
from jiedui.reports.check.readings.amounts import Level
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.judge import holds
from jiedui.reports.check.readings.reach import Reach
from jiedui.reports.check.text.setting import Setting
from jiedui.reports.check.verdicts.deciding import Checked
from jiedui.reports.check.verdicts.slips import SlipKind

_KINDS = {
    "growth": "增幅", "fall": "降幅", "multiple": "倍数", "share": "占比", "completion": "完成率", "difference": "增减额",
    "points": "百分点变化", "average": "平均", "rank": "位次", "target": "目标值", "over_target": "超目标额", "under_target": "距目标差额",
    "duration": "时长", "shortfall": "尚未完成的差额", "rate": "比率", "level": "", "gap": "与所比者相较", "rest": "余下的部分", "each": "各自", "places": "现有",
    "passing": "达到所述界限者的个数", "greatest": "居前者合计", "greatest_one": "最大的一笔", "sum": "前述各项合计",
}  # fmt: skip
#: Names listed in a definition at most.
SEVERAL = 4
_NATURES = {
    "exact": "一致", "rounded": "四舍五入（或截取）后一致", "vague": "在所述范围之内", "soft": "成立，但说法偏离习惯",
    "overstated": "偏高", "understated": "偏低",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Second:
    """The second-best reading: what it is, its value, whether it bears the statement out, and why it was not taken."""

    figure: str
    value: Fraction | None
    holds: bool
    why: str


@dataclass(frozen=True, slots=True)
class SlipWords:
    """The one change that would make the statement true: its kind, its words, what it computes and of what."""

    kind: SlipKind
    words: str
    value: Fraction
    definition: str
    records: tuple[EntryId, ...]


@dataclass(frozen=True)
class Explainer:
    """Words for the readings and verdicts of one report."""

    catalog: Catalog
    setting: Setting
    book: Book
    reach: Reach
    defined: dict[Query, str] = field(default_factory=dict, compare=False, repr=False)

    def figure(self, reading: Reading) -> str:
        """What was computed, on one line: 互访人次，方向=东访西，平利县，2021-01-01至2021-12-31."""
        kind = _KINDS[reading.kind]
        if reading.anchor is None:
            return kind
        body = self._level(reading.anchor, reading.rate.title if reading.rate else None)
        tail = f"，与{_period_words(reading.then)}相比" if reading.then else ""
        of = f"，占{reading.measurable.title}" if reading.kind == "share" and reading.measurable else ""
        return f"{body}{of}{tail}" + (f"（{kind}）" if kind and reading.rate is None else "")

    def _level(self, level: Level, head: str | None) -> str:
        """An amount in words: what, narrowed how, where, when."""
        ledger = self.catalog.ledgers[level.measurable.ledger]
        narrowed = [
            f"{ledger.column(each.column).title}={self._values(ledger.column(each.column), each)}"
            for each in level.conditions
        ]
        where = self._places(level)
        until = f"截至{level.period.end.isoformat()}" if level.measurable.stock else _period_words(level.period)
        parts = [head or level.measurable.title, *narrowed, where, "" if level.pinned else until]
        return "，".join(filter(None, parts))

    def _places(self, level: Level) -> str:
        """The regions of a level by name."""
        return "、".join(self.setting.land.regions[each].name for each in level.places)

    def _away(self, reading: Reading) -> str:
        """The regions of a reading of which the reader may not ask, by name; empty where there are none."""
        unseen = self.reach.unseen(reading.anchor.places) if reading.anchor else []
        return "、".join(self.setting.land.regions[each].name for each in unseen)

    def _values(self, column: Column, condition: Condition) -> str:
        """The values of a condition by name."""
        if column.to:
            ids = [value for value in condition.values if isinstance(value, int)]
            return "、".join(self.book.names(column.to, ids[:SEVERAL]).values()) + ("等" if len(ids) > SEVERAL else "")
        return "、".join(str(value) for value in condition.values)

    def reason(self, checked: Checked, figure: str) -> str:
        """One sentence that a clerk understands."""
        statement, best = checked.statement, checked.best
        if checked.verdict == "unverifiable":
            return f"“{statement.text}”数字已隐去，无法核对。"
        if best is None:
            twin = f"{checked.slip.words}，数值相同，请改正用词。" if checked.slip else ""
            return twin or f"台账中没有可核对“{statement.text}”的内容。"
        if away := self._away(best.reading):
            return f"“{statement.text}”可能指{figure}，其中{away}不在您可查看的范围内，无法核对。"
        told = shown(best.answer.value, statement) if best.answer.value is not None else ""
        if checked.verdict == "unsupported" or not told:
            has = f"（台账为{told}）" if told and best.answer.known else ""
            return f"“{statement.text}”可能指{figure}{has}，但依据不足，请人工核对。"
        nature = _NATURES[checked.nature or "exact"]
        slip = _slip_words(checked, statement)
        return f"{figure}：台账为{told}（{best.answer.rows}条记录），文中“{statement.text}”{nature}。{slip}"

    def definition(self, checked: Checked) -> str:
        """What was computed, so that anyone can compute it again; empty where nothing was."""
        return self._definer.formula(checked.best.reading.formula) if checked.best else ""

    def second(self, checked: Checked) -> Second | None:
        """The second-best reading, and why it was not taken."""
        best, second = checked.best, checked.second
        if best is None or second is None or second.nature is None:
            return None
        why = "、".join(_apart(best.reading, second.reading)) or "用语不如前者贴合"
        return Second(self.figure(second.reading), second.answer.value, holds(second.nature), why)

    def slip(self, checked: Checked) -> SlipWords | None:
        """The change that would make the statement true, with what it computes."""
        slip = checked.slip
        if slip is None:
            return None
        return SlipWords(slip.kind, slip.words, slip.value, self._definer.formula(slip.formula), slip.entries)

    def labels(self, records: Sequence[EntryId]) -> tuple[str, ...]:
        """The records by their 编号 where they have one, else as ``donation:3``."""
        return tuple(self.reach.figures.names.codes(records))

    @once
    def _definer(self) -> Definer:
        """What prints definitions."""
        return Definer(self.catalog, self.setting.land, self.book, self.defined)


def _slip_words(checked: Checked, statement: Statement) -> str:
    """可能是…: the slip as the end of the reason; empty where none was found."""
    slip = checked.slip
    if slip is None:
        return ""
    told = "" if slip.kind in ("scale", "digits", "record") else f"，为{shown(slip.value, statement)}"
    return f"可能是{slip.words}{told}。"


def _apart(best: Reading, other: Reading) -> Iterator[str]:
    """In what the other reading differs from the best."""
    one, two = best.anchor, other.anchor
    if best.kind != other.kind or one is None or two is None:
        yield "算法不同，用语不如前者贴合"
        return
    if one.measurable != two.measurable:
        yield "指标用语不如前者贴合"
    if set(one.conditions) != set(two.conditions):
        yield "限定与文中用语不尽相同"
    if one.places != two.places:
        yield "地区范围不如前者贴合"
    if one.period != two.period or best.then != other.then:
        yield "期间不如前者贴合"


def resting_on(correction: Correction) -> str:
    """By which correction of the office, by whom and when, a verdict is as it is."""
    means = f"指{correction.target}" if correction.target else "不是数量表述"
    narrowed = f"（{'；'.join(correction.where)}）" if correction.where else ""
    day = datetime.fromisoformat(correction.made.at).astimezone().strftime("%Y-%m-%d")
    return f"依更正{correction.id}：“{correction.words}”{means}{narrowed}，{correction.made.actor} {day}。"


def shown(value: Fraction, statement: Statement) -> str:
    """A value as the statement would write it: 万元 from 1 万 up, 亩 for land, per cent, its own measure word."""
    dimension = statement.dimension
    match dimension:
        case "money" if abs(value) >= 100_000_000:
            return f"{_plain(value / 100_000_000, 4)}亿元"
        case "money" if abs(value) >= 10_000:
            return f"{_plain(value / 10_000, 4)}万元"
        case "ratio":
            return f"{_plain(value * 100, 2)}%"
        case "area":
            return f"{_plain(value * 3 / 2000, 2)}亩"
        case "duration":
            return f"{_plain(value, 1)}个月"
        case "rank":
            return f"第{_plain(value, 0)}位"
        case "count":
            return f"{_plain(value, 2)}{statement.unit}"
        case _:
            return f"{_plain(value, 2)}{BASE[dimension]}"


def _plain(value: Fraction, places: int) -> str:
    """The value to that many decimals, without idle zeros."""
    return plain(half_up(value, places))


def _period_words(period: Period) -> str:
    """2021-01-01至2021-12-31; 截至… for one without a beginning."""
    if period.start == date.min:
        return f"截至{period.end.isoformat()}"
    return f"{period.start.isoformat()}至{period.end.isoformat()}"
