"""Tables and charts of a template: a line that is one expression ``{table.…}`` or ``{chart.…}``, its caption after it.

=========================================  ===========================================================================
``{table.indicators:main}``                the headline indicators: target, done, rate, the year before, growth
``{table.indicators:targets}``             those with a target; ``{table.indicators:fiscal_aid、purchase_amount}`` those
``{table.parts.purchase_amount.category}`` an indicator by the choices of a column, each with its share
``{table.across.project:a、b、c}``          the entries that a reference column of the first names, with several indicators of each
``{table.entries.project:name、west}``      the entries of a ledger in the report's scope, some of their columns
``{table.gap:tax_per_mu、sales_per_mu}``    the two sides of the pair beside each other: how far apart, how many times
``{table.lessons}``                        what was learned, what is proposed: for whom, by when, what became of it
``{table.evidence}``                       the evidence of the entries in scope: file, pages, digest
``{chart.purchase_amount.month}``          an indicator by month, quarter, region or a column, as bars
=========================================  ===========================================================================

Numbers stand apart from their units, which are in headings or in cells of their own: a table repeats what was counted,
and states nothing alone. What has no rows is left out with its caption.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from jiedui.base.problems import refuse
from jiedui.base.units import unit as unit_of
from jiedui.book import Ref
from jiedui.book import shown as cell_words
from jiedui.catalog import Column, Indicator, Ledger
from jiedui.figures import Condition, Query, Scope
from jiedui.figures.breakdown import EMPTY
from jiedui.figures.conditions import find_column
from jiedui.figures.figures import quotient
from jiedui.figures.names import find_indicator
from jiedui.figures.show import PLACES, half_up, plain
from jiedui.figures.targets import Targets
from jiedui.reports.writing.asks import NOTHING, POINTS, Answer, Ask, What, answer, number_in, scale
from jiedui.reports.writing.evidence import evidence_sheet
from jiedui.reports.writing.lessons import lessons_sheet
from jiedui.reports.writing.model import Block, BoundFigure, Cell, Chart, Sheet
from jiedui.reports.writing.telling import Asked, Teller

#: Entries listed in one table at most.
LISTED: Final = 500
#: Bars of a chart at most; the rest are one bar.
BARS: Final = 12
_BLOCK: Final = re.compile(r"(?P<kind>table|chart)\.(?P<what>\w+)(?:\.(?P<a>\w+))?(?:\.(?P<b>\w+))?(?::(?P<list>.*))?")

Maker = Callable[[Teller, Mapping[str, str], str], Sheet | Chart | None]


def is_block(expression: str) -> bool:
    """Whether an expression stands for a table or a chart."""
    return expression.startswith(("table.", "chart."))


def block(tell: Teller, expression: str, caption: str) -> Block | None:
    """The table or chart that the expression asks for; None when it would be empty.

    Raises Refusal: template-expression, and what is wrong with the names in it.
    """
    found = _BLOCK.fullmatch(expression)
    maker = _MAKERS.get(found["what"] if found["kind"] == "table" else "chart") if found else None
    if found is None or maker is None:
        raise refuse("template-expression", text=expression)
    said = {name: value or "" for name, value in found.groupdict().items()}
    made = maker(tell, said, caption)
    if isinstance(made, Sheet) and not made.rows:
        return None
    return made


def _names(listed: str) -> list[str]:
    """The names of a list."""
    return [name for name in re.split(r"[、,，\s]+", listed) if name]


def cell(tell: Teller, ask: Ask, shown_unit: str) -> Cell:
    """The cell of an answer: its number in the unit, bound; what two rates are apart in words and points."""
    found = answer(tell.figures, ask)
    if found.unit == POINTS and found.value is not None:
        return _in_points(found, ask)
    number = number_in(found, shown_unit)
    return (number,) if number == NOTHING else (BoundFigure(number, shown_unit, found.source, ask),)


def _in_points(found: Answer, ask: Ask) -> Cell:
    """增长2.5个百分点, 下降2.5个百分点, or 持平: under a heading of per cent no bare number of points may stand."""
    if found.shown.number == "0":
        return (found.direction,)
    return (found.direction, BoundFigure(number_in(found, POINTS), POINTS, found.source, ask), POINTS)


def _plain_cell(text: str) -> Cell:
    """A cell of words."""
    return (text or NOTHING,)


def _indicators(tell: Teller, said: Mapping[str, str], caption: str) -> Sheet:
    """Indicators with targets, rates, the year before and growth."""
    chosen = _chosen(tell, said["list"] or "main")
    rows: list[tuple[Cell, ...]] = []
    for declared in chosen:
        asked = tell.asked(declared.name)
        line = [cell(tell, asked.ask(what), _unit(declared, what)) for what in _COLUMNS]
        if any(isinstance(part, BoundFigure) for each in line for part in each):
            number = (str(len(rows) + 1),)
            rows.append((number, (declared.title,), (_unit(declared, "level"),), *line))
    return Sheet(
        caption, ("序号", "指标", "单位", "年度目标", "完成数", "完成率（%）", "上年同期", "同比（%）"), tuple(rows)
    )


_COLUMNS: Final[tuple[What, ...]] = ("target", "level", "rate", "before", "growth")


def _unit(declared: Indicator, what: What) -> str:
    """The unit in which a column of an indicator is shown."""
    return "%" if what in ("rate", "growth") else declared.unit


def _chosen(tell: Teller, listed: str) -> list[Indicator]:
    """The indicators that a list names: main, targets, or by name."""
    catalog = tell.figures.book.catalog
    if listed == "main":
        return [each for each in catalog.indicators_reported if each.headline]
    if listed == "targets":
        targets = tell.figures.targets(tell.view.scope)
        return [each for each in catalog.indicators_reported if targets and _has_target(targets, each, tell.view.scope)]
    return [find_indicator(catalog, name) for name in _names(listed)]


def _has_target(targets: Targets, declared: Indicator, scope: Scope) -> bool:
    """Whether a target is set for an indicator in the scope."""
    return targets.of(declared, scope.region) is not None


def _parts(tell: Teller, said: Mapping[str, str], caption: str) -> Sheet:
    """An indicator by the choices of a column, the largest part first, with the share of each."""
    asked = tell.asked(said["a"])
    column = find_column(_ledger(tell, asked.declared), said["b"])
    parts = [(choice, asked.narrowed(Condition(column.name, "in", (choice,)))) for choice in column.choices]
    filled = sorted(((choice, part) for choice, part in parts if part.figure.value), key=lambda each: -_size(each[1]))
    total, unit = asked.figure.value, asked.declared.unit
    rows = [
        ((choice,), cell(tell, part.ask("level"), unit), _plain_cell(_percent(part.figure.value, total)))
        for choice, part in filled
    ]
    whole: tuple[Cell, ...] = (("合计",), cell(tell, asked.ask("level"), unit), ("100",))
    return Sheet(
        caption, (column.title, f"{asked.declared.title}（{unit}）", "占比（%）"), (*rows, whole) if rows else ()
    )


def _size(asked: Asked) -> Fraction:
    """The value of a part."""
    return asked.figure.value or Fraction(0)


def _percent(part: Fraction | None, whole: Fraction | None) -> str:
    """A share in per cent."""
    share = quotient(part, whole)
    return NOTHING if share is None else plain(half_up(share * 100, PLACES))


def _ledger(tell: Teller, declared: Indicator) -> Ledger:
    """The ledger of an indicator."""
    return tell.figures.book.ledger(declared.ledger or "")


def _across(tell: Teller, said: Mapping[str, str], caption: str) -> Sheet:
    """The entries that a reference names, with several indicators of each."""
    asked = [tell.asked(name) for name in _names(said["list"])]
    column = find_column(_ledger(tell, asked[0].declared), said["a"])
    refs: dict[int, str] = {}
    for each in asked:
        for entry in _entries(tell, each.figure.query):
            ref = entry[column.name]
            if isinstance(ref, Ref):
                refs.setdefault(ref.id, ref.name)
    rows = [
        ((str(number),), (name,), *_row(tell, [each.narrowed(Condition(column.name, "in", (id,))) for each in asked]))
        for number, (id, name) in enumerate(sorted(refs.items()), 1)
    ]
    headings = (f"{each.declared.title}（{each.declared.unit}）" for each in asked)
    return Sheet(caption, ("序号", column.title, *headings), tuple(rows))


def _row(tell: Teller, asked: Sequence[Asked]) -> Iterator[Cell]:
    """The cells of several indicators; a dash for none of it."""
    for each in asked:
        yield cell(tell, each.ask("level"), each.declared.unit) if each.figure.value else (NOTHING,)


def _entries(tell: Teller, query: Query | None) -> list[Mapping[str, object]]:
    """The entries behind a query."""
    if query is None:
        return []
    ids = [int(record.partition(":")[2]) for record in tell.figures.records(query, LISTED)]
    return [entry.values for entry in tell.figures.book.entries(query.ledger, ids)]


def _listed(tell: Teller, said: Mapping[str, str], caption: str) -> Sheet:
    """The entries of a ledger in the report's scope, in the order in which they came."""
    ledger = tell.figures.book.ledger(said["a"])
    columns = [find_column(ledger, name) for name in _names(said["list"])]
    columns = [column for column in columns if not column.sensitive]
    rows = [
        ((str(number),), *(_plain_cell(_words(column, entry[column.name])) for column in columns))
        for number, entry in enumerate(_entries(tell, tell.all_of(ledger)), 1)
    ]
    return Sheet(caption, ("序号", *(column.heading for column in columns)), tuple(rows))


def _words(column: Column, value: object) -> str:
    """A cell of an entry in words: of a number the number alone, for the heading has its unit."""
    words = cell_words(column, value)  # type: ignore[arg-type]
    return words.removesuffix(column.unit) if column.numeric and column.unit else words


def _gap(tell: Teller, said: Mapping[str, str], caption: str) -> Sheet | None:
    """The two sides of the pair beside each other."""
    sides = tell.sides
    if len(sides) < 2:
        return None
    rows: list[tuple[Cell, ...]] = []
    for declared in (find_indicator(tell.figures.book.catalog, name) for name in _names(said["list"])):
        asks = [_of_side(tell, declared, region) for region in sides]
        values = [answer(tell.figures, ask).value for ask in asks]
        if all(values):
            cells = [cell(tell, ask, declared.unit) for ask in asks]
            rows.append(((declared.title,), (declared.unit,), *cells, *_apart(values, declared)))
    names = [tell.figures.book.regions[region].name for region in sides]
    return Sheet(caption, ("指标", "单位", *names, "相差", "倍数"), tuple(rows))


def _of_side(tell: Teller, declared: Indicator, region: int) -> Ask:
    """An indicator for one side: by its own regions, or by those of what it refers to."""
    ledger = tell.figures.book.ledger(tell.ledger_of(declared))
    period = tell.view.scope.period
    if ledger.regions:
        return Ask("level", declared.name, Scope(region, period))
    through = next(column for column in ledger.refs if tell.figures.book.ledger(column.to or "").regions)
    return Ask("level", declared.name, Scope(None, period), (Condition(through.name, "under", (region,)),))


def _apart(values: Sequence[Fraction | None], declared: Indicator) -> tuple[Cell, Cell]:
    """How far the second side is from the first, and how many times it is the first."""
    west, east = (each or Fraction(0) for each in values)
    base = "元" if unit_of(declared.unit).dimension == "money" else declared.unit
    apart = plain(half_up((east - west) / scale(base, declared.unit), PLACES))
    return (apart,), (plain(half_up(east / west, PLACES)),)


def _chart(tell: Teller, said: Mapping[str, str], caption: str) -> Chart | None:
    """An indicator by month, region or a column, as bars."""
    asked = tell.asked(said["what"])
    declared = asked.declared
    groups = [
        (name, result.value)
        for name, result in tell.figures.indicator_by(declared.name, asked.scope, said["a"], asked.narrow)
        if name != EMPTY and result.value is not None
    ]
    if not any(value for _, value in groups):
        return None
    if len(groups) > BARS:
        groups = sorted(groups, key=lambda each: -each[1])[:BARS]
    factor = scale(asked.figure.unit, declared.unit)
    values = tuple(float(half_up(value / factor, PLACES)) for _, value in groups)
    groups = [(_month(name), value) for name, value in groups]
    told = "，".join(f"{name}为{value:g}" for (name, _), value in zip(groups, values, strict=True))
    words = f"柱状图：{caption or declared.title}（{declared.unit}）。{told}。"
    return Chart(caption or declared.title, tuple(name for name, _ in groups), values, declared.unit, words)


def _month(label: str) -> str:
    """A month of one year as a chart calls it: 2024-03 is 3月."""
    found = re.fullmatch(r"\d{4}-(\d\d)", label)
    return f"{int(found[1])}月" if found else label


def _lessons(tell: Teller, _: Mapping[str, str], caption: str) -> Sheet:
    """The lessons and what was proposed."""
    ledger = tell.figures.book.ledger("lesson")
    entries = _entries(tell, tell.all_of(ledger))
    period = tell.view.scope.period
    return lessons_sheet(entries, caption, period.end if period else None)


def _evidence(tell: Teller, _: Mapping[str, str], caption: str) -> Sheet:
    """The evidence of all entries in scope."""
    book = tell.figures.book
    ledgers = [ledger for ledger in book.ledgers.values() if ledger.kind == "ledger" and ledger.date]
    return evidence_sheet(book, {ledger.name: tell.figures.records(tell.all_of(ledger)) for ledger in ledgers}, caption)


_MAKERS: Final[Mapping[str, Maker]] = {
    "indicators": _indicators,
    "parts": _parts,
    "across": _across,
    "entries": _listed,
    "gap": _gap,
    "lessons": _lessons,
    "evidence": _evidence,
    "chart": _chart,
}
