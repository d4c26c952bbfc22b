"""Words for a verdict: what was computed, over what, and why the statement stands or falls, for a clerk to read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from jiedui.base.periods import Period
from jiedui.base.units import BASE, Dimension
from jiedui.catalog import Catalog
from jiedui.figures.model import Condition
from jiedui.reports.check.checker import Checked, Judged
from jiedui.reports.check.derived import Reading
from jiedui.reports.check.level import Level
from jiedui.reports.check.setting import Setting

_KINDS = {
    "growth": "增幅", "fall": "降幅", "multiple": "倍数", "share": "占比", "completion": "完成率", "difference": "增减额",
    "points": "百分点变化", "average": "平均", "rank": "位次", "target": "目标值", "over_target": "超目标额",
    "duration": "时长", "rate": "比率", "level": "",
}  # fmt: skip
_NATURES = {
    "exact": "一致", "rounded": "四舍五入（或截取）后一致", "vague": "在所述范围之内", "soft": "成立，但说法偏离习惯",
    "overstated": "偏高", "understated": "偏低",
}  # fmt: skip

NameOf = Callable[[str, str, str | int], str]


def shown(value: Fraction, dimension: Dimension) -> str:
    """A value as an office writes it: 万元 from 1 万 up, 亩 for land, per cent for a ratio; two places at most."""
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
        case _:
            return f"{_plain(value, 2)}{BASE[dimension]}"


def _plain(value: Fraction, places: int) -> str:
    """A decimal without idle zeros, rounded half even to so many places."""
    scaled = round(value * 10**places)
    text = f"{Decimal(scaled).scaleb(-places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure_words(reading: Reading, catalog: Catalog, setting: Setting, name_of: NameOf) -> str:
    """What was computed, on one line: 互访人次，方向=东访西，平利县，2021-01-01至2021-12-31."""
    kind = _KINDS[reading.kind]
    head = reading.rate.title if reading.rate else None
    if reading.anchor is None:
        return kind
    body = _level_words(reading.anchor, catalog, setting, name_of, head)
    tail = f"，与{_period_words(reading.then)}相比" if reading.then else ""
    of = f"，占{reading.measurable.title}" if reading.kind == "share" and reading.measurable else ""
    return f"{body}{of}{tail}" + (f"（{kind}）" if kind and not head else "")


def _level_words(level: Level, catalog: Catalog, setting: Setting, name_of: NameOf, head: str | None) -> str:
    """A level in words."""
    ledger = catalog.ledgers[level.measurable.ledger]
    parts = [head or level.measurable.title]
    for condition in level.conditions:
        parts.append(f"{ledger.column(condition.column).title}={_values(ledger.name, condition, name_of)}")
    places = level.regions or ((setting.region,) if setting.region is not None else ())
    parts += ["、".join(setting.land.regions[each].name for each in places)] if places else []
    until = f"截至{level.period.end.isoformat()}" if level.measurable.stock else _period_words(level.period)
    return "，".join((*parts, until))


def _values(ledger: str, condition: Condition, name_of: NameOf) -> str:
    """The values of a condition by name."""
    return "、".join(
        name_of(ledger, condition.column, value) for value in condition.values if not hasattr(value, "year")
    )


def _period_words(period: Period) -> str:
    """2021-01-01至2021-12-31."""
    return f"{period.start.isoformat()}至{period.end.isoformat()}"


def reason(checked: Checked, figure: str) -> str:
    """One sentence that a clerk understands."""
    statement, best = checked.statement, checked.best
    match checked.verdict:
        case "unverifiable":
            return f"“{statement.text}”数字已隐去，无法核对。"
        case "unsupported" if best is None:
            return f"台账中没有可核对“{statement.text}”的内容。"
        case "unsupported":
            return f"“{statement.text}”可能指{figure}，但依据不足，请人工核对。"
        case _ if best is not None and best.answer.value is not None:
            return (
                f"{figure}：台账为{_told(best, checked)}，文中“{statement.text}”{_NATURES[checked.nature or 'exact']}。"
            )
        case _:
            return ""


def _told(best: Judged, checked: Checked) -> str:
    """The value and the number of records behind it."""
    value = best.answer.value if best.answer.value is not None else Fraction(0)
    return f"{shown(value, checked.statement.dimension)}（{best.answer.rows}条记录）"
