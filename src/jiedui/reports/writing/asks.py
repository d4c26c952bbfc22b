"""What a written figure asks of a book, so that it can be asked again: an indicator's level, its growth, its rate.

An :class:`Ask` travels in the document with the figure; :func:`answer` computes it from the book as it is now. What a
report says when it is written and what a refresh makes of it later are therefore one and the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal

from jiedui.base.periods import Period, parse_period
from jiedui.base.units import unit
from jiedui.figures import Condition, Figure, Figures, Scope
from jiedui.figures.figures import quotient
from jiedui.figures.names import find_indicator
from jiedui.figures.show import PLACES, Shown, half_up, plain, shown

#: ``level`` the figure itself; ``growth`` against the same window a year before; ``change`` against the window before;
#: ``rate`` done ÷ target; ``target`` what was set; ``left`` what the target still lacks; ``term`` how long a posting runs.
What = Literal["level", "before", "growth", "change", "rate", "target", "left", "term"]
#: In what the difference of two rates is told.
POINTS: Final = "个百分点"
#: What a growth is called by its sign.
DIRECTIONS: Final = {1: "增长", -1: "下降", 0: "持平"}
DAYS_A_MONTH: Final = 30.4375
MONTHS: Final = "个月"
#: What stands in a table for a figure that does not exist.
NOTHING: Final = "—"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a written figure comes from: its name (指标), definition (口径), scope, number of records, head of the journal.

    ``scope`` is region, period and any further narrowing in words.
    """

    title: str
    definition: str
    scope: str
    rows: int
    head: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked, of which indicator (for ``term``: the id of the posting), for which scope, narrowed how.

    ``region`` is the id of the region in the book, None for everything.
    """

    what: What
    indicator: str
    scope: Scope
    narrow: tuple[Condition, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The ask as plain values."""
        narrow = [[each.column, each.op, [_stored(value) for value in each.values]] for each in self.narrow]
        period = str(self.scope.period) if self.scope.period else ""
        return {"what": self.what, "indicator": self.indicator, "region": self.scope.region, "period": period} | (
            {"narrow": narrow} if narrow else {}
        )

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Ask:
        """The ask that those values tell; KeyError, TypeError or ValueError when they tell none."""
        scope = Scope(said["region"], parse_period(said["period"]) if said["period"] else None)
        narrow = tuple(
            Condition(column, op, tuple(map(_read, values))) for column, op, values in said.get("narrow", ())
        )
        return cls(said["what"], said["indicator"], scope, narrow)


@dataclass(frozen=True, slots=True)
class Answer:
    """The value now, in its unit (None when there is none), and its source; a growth is signed."""

    value: Fraction | None
    unit: str
    source: Source

    @property
    def shown(self) -> Shown:
        """The value as it is written; of a growth its size; twelve months are a year."""
        if self.unit == MONTHS and self.value == 12:
            return Shown("一", "年", rounded=False)
        return shown(abs(self.value) if self.value is not None else None, self.unit)

    @property
    def direction(self) -> str:
        """增长, 下降 or 持平, as the written rate tells it."""
        if self.value is None or self.shown.number == "0":
            return DIRECTIONS[0]
        return DIRECTIONS[1 if self.value > 0 else -1]


def _stored(value: object) -> object:
    """A wanted value as JSON keeps it."""
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _read(value: object) -> Any:
    """A wanted value from JSON."""
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value


#: The fields of a source.
_SOURCE: Final = tuple(each.name for each in fields(Source))


def tag_of(source: Source, ask: Ask | None, part: str) -> str:
    """All that a control in a document stands for: the source, the ask, and which part of the figure is written there."""
    told = {name: getattr(source, name) for name in _SOURCE}
    said = {"source": told, "ask": ask.to_json() if ask else None, "part": part}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def read_tag(tag: str) -> tuple[Source, Ask | None, str] | None:
    """Source, ask and part from a tag; None for what another program, or nobody, wrote."""
    try:
        said = json.loads(tag)
        ask = Ask.from_json(said["ask"]) if said["ask"] else None
        return Source(**said["source"]), ask, str(said["part"])
    except (ValueError, KeyError, TypeError):
        return None


def prepare(figures: Figures, asks: Iterable[Ask]) -> None:
    """Compute the levels of all asks in few selects; the answers then come from what is kept."""
    known = figures.book.catalog.indicators
    wanted = {(ask.indicator, scope, ask.narrow) for ask in asks if ask.indicator in known for scope in _scopes(ask)}
    figures.values([query for name, scope, narrow in wanted for query in figures.leaves(known[name], scope, narrow)])


def _scopes(ask: Ask) -> Iterator[Scope]:
    """The scopes whose levels an ask needs."""
    if ask.what != "before":
        yield ask.scope
    other = _earlier(ask)
    if other is not None:
        yield other


def _earlier(ask: Ask) -> Scope | None:
    """The scope that an ask compares with; None for one that compares with none."""
    period = ask.scope.period
    if period is None or ask.what not in ("before", "growth", "change"):
        return None
    past = period.previous() if ask.what == "change" else period.years_before(1)
    return replace(ask.scope, period=past) if past else None


def answer(figures: Figures, ask: Ask) -> Answer:
    """What the book answers now.

    Raises Refusal: catalog-no-indicator, figures-no-column, book-no-entry, when the book no longer has what is asked of.
    """
    if ask.what == "term":
        return _term(figures, ask)
    find_indicator(figures.book.catalog, ask.indicator)
    if ask.what in ("rate", "target", "left"):
        return _against_target(figures, ask)
    earlier = _earlier(ask)
    if ask.what == "level" or earlier is None:
        figure = figures.indicator(ask.indicator, ask.scope, ask.narrow)
        return Answer(figure.value if ask.what == "level" else None, figure.unit, source_of(figure))
    then = figures.indicator(ask.indicator, earlier, ask.narrow)
    if ask.what == "before":
        return Answer(then.value, then.unit, source_of(then))
    return _growth(figures.indicator(ask.indicator, ask.scope, ask.narrow), then, ask.what)


def source_of(figure: Figure) -> Source:
    """Where a figure comes from."""
    return Source(figure.title, figure.definition, figure.where, figure.rows, figure.head)


def _growth(now: Figure, then: Figure, what: What) -> Answer:
    """Now over then, less one; of two rates now less then, in points, as nobody tells a rate of a rate."""
    name, window = ("同比", "上年同期") if what == "growth" else ("环比", "上期")
    rate = now.unit == "1"
    source = Source(
        f"{now.title}{name}",
        f"本期数减{window}数" if rate else f"本期数除以{window}数再减一",
        f"{now.where}；与{window}相比",
        now.rows + then.rows,
        now.head,
    )
    if rate:
        apart = None if now.value is None or then.value is None else (now.value - then.value) * 100
        return Answer(apart, POINTS, source)
    ratio = quotient(now.value, then.value)
    return Answer(None if ratio is None else ratio - 1, "1", source)


#: Of what is told against a target: its name after the indicator's, and its definition.
_TARGETS: Final = {
    "rate": ("完成率", "完成数除以年度目标任务"),
    "target": ("年度目标任务", "目标任务台账的目标值"),
    "left": ("距年度目标任务", "年度目标任务减完成数"),
}


def _against_target(figures: Figures, ask: Ask) -> Answer:
    """The rate of completion, the target, or what it still lacks (None when it is reached)."""
    line = figures.line(ask.indicator, ask.scope, ask.narrow)
    now, target = line.figure, line.target
    name, definition = _TARGETS[ask.what]
    rows = len(line.target_records) + (now.rows if ask.what != "target" else 0)
    source = Source(f"{now.title}{name}", definition, now.where, rows, now.head)
    if target is None or now.value is None:
        return Answer(None, now.unit, source)
    if ask.what == "rate":
        return Answer(line.completion, "1", source)
    missing = target - now.value
    return Answer(target if ask.what == "target" else missing if missing > 0 else None, now.unit, source)


def _term(figures: Figures, ask: Ask) -> Answer:
    """How many months a posting runs; None while it has no end or has not come to it."""
    entry = figures.book.entry("posting", int(ask.indicator)).values
    start, end, told = entry["start"], entry["end"], ask.scope.period or Period(date.min, date.max)
    scope = f"{entry['person']}，{told.words()}"
    source = Source("挂职时长", "挂职开始日期至结束日期", scope, 1, figures.book.head)
    if not (isinstance(start, date) and isinstance(end, date)) or end > told.end:
        return Answer(None, MONTHS, source)
    return Answer(Fraction(round((end - start).days / DAYS_A_MONTH)), MONTHS, source)


def number_in(found: Answer, shown_unit: str) -> str:
    """The number of an answer in a given unit, with two decimals at most; a dash for none; of points the size."""
    if found.value is None:
        return NOTHING
    value = abs(found.value) if found.unit == POINTS else found.value
    return plain(half_up(value / scale(found.unit, shown_unit), PLACES))


def scale(base: str, shown_unit: str) -> Fraction:
    """How many base units the shown unit is."""
    return unit(shown_unit).factor / unit(base).factor
