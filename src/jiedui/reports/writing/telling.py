"""What the expressions of a template say: words of the report's setting, and figures with their sources.

==========================  ==========================================================================================
``{region}``                a word that the report is told of: see its own module
``{fiscal_aid}``            the indicator of that name for the report's scope: ``4350万元``; nothing when it is 0
``{talent_count[领域=医疗]}``  narrowed by a condition as on the command line
``{fiscal_aid.growth}``     ``增长13.2%``, ``下降2%`` against the same window a year before; nothing when that had none
``{fiscal_aid.rate}``       done ÷ target of the year, never capped; nothing without a target
``{fiscal_aid.by.source}``  its parts by a choice column: ``省级财政援助3000万元、市级财政援助900万元``; nothing when there is
                            only one; a word after a colon follows each name: ``{labour_workers.by.destination:就业}``
``{project_count.names}``   what the entries behind it are called, where they are few
==========================  ==========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from jiedui.catalog import Indicator
from jiedui.figures import Condition, Figure, Figures, Scope
from jiedui.figures.conditions import parse_condition
from jiedui.figures.figures import quotient
from jiedui.figures.show import shown
from jiedui.prose.extract import extract
from jiedui.reports.writing.model import BoundFigure, Part, Source

#: So many entries are called by their names; more are only counted.
FEW = 5

_EXPRESSION = re.compile(
    r"(?P<name>\w+)(?:\[(?P<where>[^\]]+)\])?(?:\.(?P<what>growth|rate|names|by)(?:\.(?P<column>\w+))?)?(?::(?P<word>.*))?"
)


@dataclass(frozen=True, slots=True)
class View:
    """What of a ledger a report speaks of: the scope, and conditions that narrow its rows further."""

    scope: Scope
    narrow: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Teller:
    """Tells expressions: ``words`` by name, figures by the view of their ledger (``view`` where it has none of its own)."""

    figures: Figures
    view: View
    words: Mapping[str, Part] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)

    def __call__(self, expression: str) -> Sequence[Part] | None:
        """What the expression says; None when it has nothing to say.

        Raises ValueError for an expression that cannot be read, Refusal for an unknown indicator or condition.
        """
        found = _EXPRESSION.fullmatch(expression)
        if found is None:
            raise ValueError(f"no expression of a template: {expression}")
        if expression in self.words:
            return (self.words[expression],) if str(self.words[expression]) else None
        asked = self._asked(found["name"], found["where"])
        match found["what"]:
            case "growth":
                return _growth(asked)
            case "rate":
                return _rate(asked)
            case "names":
                return _names(asked)
            case "by":
                return _parts(asked, found["column"], found["word"] or "")
            case _:
                return _level(asked.figure)

    def _asked(self, name: str, where: str | None) -> Asked:
        """The indicator in the view of its ledger, narrowed by the condition."""
        catalog = self.figures.book.catalog
        declared = catalog.indicators[name]
        ledger = catalog.ledgers[_ledger(catalog.indicators, declared)]
        view = self.views.get(ledger.name, self.view)
        own = parse_condition(self.figures.book, ledger, where) if where else ()
        return Asked(self.figures, declared, view.scope, (*view.narrow, *own))


@dataclass(frozen=True)
class Asked:
    """An indicator asked for in a scope, narrowed."""

    figures: Figures
    declared: Indicator
    scope: Scope
    narrow: tuple[Condition, ...]

    @property
    def figure(self) -> Figure:
        """The figure."""
        return self.figures.indicator(self.declared.name, self.scope, self.narrow)

    def narrowed(self, condition: Condition) -> Figure:
        """The part of the figure that the condition leaves."""
        return self.figures.indicator(self.declared.name, self.scope, (*self.narrow, condition))

    @property
    def before(self) -> Figure | None:
        """The figure of the same window a year before; None without a period."""
        period = self.scope.period
        if period is None:
            return None
        past = Scope(self.scope.region, period.years_before(1))
        return self.figures.indicator(self.declared.name, past, self.narrow)


def _ledger(indicators: Mapping[str, Indicator], declared: Indicator) -> str:
    """The ledger of an indicator; of a ratio that of its numerator."""
    while declared.ratio:
        declared = indicators[declared.ratio[0]]
    return declared.ledger or ""


def source_of(figure: Figure, title: str = "") -> Source:
    """Where a figure comes from."""
    return Source(title or figure.title, figure.definition, figure.where, figure.rows, figure.head)


def _level(figure: Figure) -> Sequence[Part] | None:
    """The figure itself; None for nothing and for 0."""
    return (_written(figure.value, figure.unit, source_of(figure)),) if figure.value else None


def _written(value: Fraction, unit: str, source: Source) -> BoundFigure:
    """A value as it is written."""
    told = shown(value, unit)
    return BoundFigure(told.number, told.unit, source)


def _growth(asked: Asked) -> Sequence[Part] | None:
    """增长 or 下降 with the rate; None without a year before."""
    now, then = asked.figure, asked.before
    change = quotient(now.value, then.value) if then else None
    if change is None or then is None:
        return None
    told = shown(abs(change - 1), "1")
    if told.number == "0":
        return ("持平",)
    scope = f"{now.where}；与上年同期相比"
    source = Source(f"{now.title}同比", "本期数除以上年同期数再减一", scope, now.rows + then.rows, now.head)
    return ("增长" if change > 1 else "下降", BoundFigure(told.number, told.unit, source))


def _rate(asked: Asked) -> Sequence[Part] | None:
    """The rate of completion; None without a target."""
    line = asked.figures.line(asked.declared.name, asked.scope, asked.narrow)
    if not line.completion:
        return None
    now = line.figure
    source = Source(
        f"{now.title}完成率", "完成数除以年度目标任务", now.where, now.rows + len(line.target_records), now.head
    )
    return (_written(line.completion, "1", source),)


def _parts(asked: Asked, column: str, word: str) -> Sequence[Part] | None:
    """The parts of a figure by the choices of a column, joined by 、; None unless two or more are filled and add up."""
    ledger = asked.figures.book.catalog.ledgers[asked.declared.ledger or ""]
    choices = ledger.column(column).choices
    parts = [(choice, asked.narrowed(Condition(column, "in", (choice,)))) for choice in choices]
    filled = [(choice, part) for choice, part in parts if part.value]
    if len(filled) < 2 or sum((part.value or 0 for _, part in filled), Fraction(0)) != asked.figure.value:
        return None
    told: list[Part] = []
    for choice, part in filled:
        name = f"其他{ledger.column(column).title}" if choice == "其他" else choice
        told += ["、" if told else "", f"{name}{word}", *(_level(part) or ())]
    return told


def _names(asked: Asked) -> Sequence[Part] | None:
    """What the entries behind a figure are called; None for none, for more than a few, and for names that state figures."""
    figure = asked.figure
    if figure.query is None or not 0 < figure.rows <= FEW:
        return None
    ledger = figure.query.ledger
    names = asked.figures.book.names(ledger, [int(record.partition(":")[2]) for record in figure.records])
    told = "、".join(dict.fromkeys(names.values()))
    return (told,) if quotable(told, asked.scope.period.end if asked.scope.period else date.max) else None


def quotable(text: str, day: date) -> bool:
    """Whether words of an entry may stand in a report: only where they state no quantity, which would have no source."""
    return bool(text) and not extract(text, day).statements
