"""What the expressions of a template say: words of the report's setting, and figures with their sources.

==========================  ==========================================================================================
``{region}``                a word that the report is told of: see its own module
``{fiscal_aid}``            the indicator of that name or title for the report's scope: ``4350万元``; nothing when it is 0
``{talent_count[领域=医疗]}``  narrowed by a condition as on the command line
``{fiscal_aid.growth}``     ``增长13.2%``, ``下降2%`` against the same window a year before (同比); nothing when that had none
``{fiscal_aid.change}``     the same against the month, quarter or year before (环比)
``{fiscal_aid.before}``     the figure of the same window a year before
``{fiscal_aid.rate}``       done ÷ target of the year, never capped; nothing without a target
``{fiscal_aid.target}``     the target itself; ``{fiscal_aid.left}`` what is still missing, nothing when it is reached
``{fiscal_aid.by.source}``  its parts by a choice column: ``省级财政援助3000万元、市级财政援助900万元``; nothing when there is
                            only one; a word after a colon follows each name: ``{labour_workers.by.destination:就业}``
``{project_count.names}``   what the entries behind it are called, where they are few
==========================  ==========================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final, cast, get_args

from jiedui.base.problems import refuse
from jiedui.catalog import Indicator, Ledger, Measure
from jiedui.figures import Condition, Figure, Figures, Query, Scope
from jiedui.figures.conditions import find_column, parse_condition
from jiedui.figures.names import find_indicator
from jiedui.prose.extract import extract
from jiedui.reports.writing.asks import DIRECTIONS, Answer, Ask, What, answer
from jiedui.reports.writing.model import BoundFigure, Part

#: So many entries are called by their names; more are only counted.
FEW = 5
COUNT: Final = Measure(aggregate="count")

_EXPRESSION = re.compile(
    rf"(?P<name>\w+)(?:\[(?P<where>[^\]]+)\])?(?:\.(?P<what>{'|'.join(get_args(What))}|names|by)(?:\.(?P<column>\w+))?)?"
    r"(?::(?P<word>.*))?"
)


@dataclass(frozen=True, slots=True)
class View:
    """What of a ledger a report speaks of: the scope, and conditions that narrow its rows further."""

    scope: Scope
    narrow: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Teller:
    """Tells expressions: ``words`` by name, figures by the view of their ledger (``view`` where it has none of its own).

    ``sides`` are the two regions of the pair, the western one first, where the report has such.
    """

    figures: Figures
    view: View
    words: Mapping[str, Part] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    sides: tuple[int, ...] = ()
    read: dict[tuple[str, str], tuple[Condition, ...]] = field(default_factory=dict, repr=False, compare=False)

    def __call__(self, expression: str) -> Sequence[Part] | None:
        """What the expression says; None when it has nothing to say.

        Raises Refusal: template-expression for one that cannot be read, and what is wrong with its indicator or condition.
        """
        if expression in self.words:
            return (self.words[expression],) if str(self.words[expression]) else None
        found = _EXPRESSION.fullmatch(expression)
        if found is None:
            raise refuse("template-expression", text=expression)
        asked = self.asked(found["name"], found["where"])
        if found["what"] == "names":
            return _names(asked)
        if found["what"] == "by":
            return _parts(asked, found["column"] or "", found["word"] or "")
        what = cast("What", found["what"] or "level")
        return _growth(asked, what) if what in ("growth", "change") else asked.told(what)

    def asks(self, expression: str) -> Iterator[Ask]:
        """What an expression will ask, as far as it can be told before; nothing for words and what cannot be read."""
        found = _EXPRESSION.fullmatch(expression)
        if expression in self.words or found is None or self.figures.book.catalog.indicator(found["name"]) is None:
            return
        asked = self.asked(found["name"], found["where"])
        what = found["what"] or "level"
        yield asked.ask(cast("What", what) if what in get_args(What) else "level")
        if what == "by":
            column = find_column(self.figures.book.ledger(asked.declared.ledger or ""), found["column"] or "")
            for choice in column.choices:
                yield asked.narrowed(Condition(column.name, "in", (choice,))).ask("level")

    def asked(self, name: str, where: str | None = None) -> Asked:
        """The indicator in the view of its ledger, narrowed by the condition.

        Raises Refusal: catalog-no-indicator, and what is wrong with the condition.
        """
        catalog = self.figures.book.catalog
        declared = find_indicator(catalog, name)
        ledger = catalog.ledgers[self.ledger_of(declared)]
        view = self.views.get(ledger.name, self.view)
        own = self._conditions(ledger, where) if where else ()
        return Asked(self.figures, declared, view.scope, (*view.narrow, *own))

    def _conditions(self, ledger: Ledger, where: str) -> tuple[Condition, ...]:
        """The conditions that a text writes; one text is read once."""
        key = (ledger.name, where)
        if key not in self.read:
            self.read[key] = parse_condition(self.figures.book, ledger, where)
        return self.read[key]

    def ledger_of(self, declared: Indicator) -> str:
        """The ledger of an indicator; of a ratio that of its numerator."""
        while declared.ratio:
            declared = self.figures.book.catalog.indicators[declared.ratio[0]]
        return declared.ledger or ""

    def all_of(self, ledger: Ledger) -> Query:
        """The query for all entries of a ledger in its view."""
        view = self.views.get(ledger.name, self.view)
        return Query(ledger.name, COUNT, view.narrow, view.scope.period, region=view.scope.region)


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

    def ask(self, what: What) -> Ask:
        """The question, as it travels with the figure."""
        return Ask(what, self.declared.name, self.scope, self.narrow)

    def answer(self, what: What) -> Answer:
        """What the book answers."""
        return answer(self.figures, self.ask(what))

    def told(self, what: What) -> Sequence[Part] | None:
        """The answer as it is written; None for nothing and for 0."""
        found = self.answer(what)
        return (bound(found, self.ask(what)),) if found.value else None

    def narrowed(self, condition: Condition) -> Asked:
        """The part of it that the condition leaves."""
        return Asked(self.figures, self.declared, self.scope, (*self.narrow, condition))


def bound(found: Answer, ask: Ask) -> BoundFigure:
    """An answer as it is written, with its source and the ask."""
    told = found.shown
    return BoundFigure(told.number, told.unit, found.source, ask)


def _growth(asked: Asked, what: What) -> Sequence[Part] | None:
    """增长 or 下降 with the rate; None without a figure to compare with."""
    found = asked.answer(what)
    if found.value is None:
        return None
    if found.direction == DIRECTIONS[0]:
        return (found.direction,)
    return (found.direction, bound(found, asked.ask(what)))


def _parts(asked: Asked, column: str, word: str) -> Sequence[Part] | None:
    """The parts of a figure by the choices of a column, joined by 、; None unless two or more are filled and add up."""
    ledger = asked.figures.book.catalog.ledgers[asked.declared.ledger or ""]
    declared = find_column(ledger, column)
    parts = [(choice, asked.narrowed(Condition(declared.name, "in", (choice,)))) for choice in declared.choices]
    filled = [(choice, part) for choice, part in parts if part.figure.value]
    if len(filled) < 2 or sum((part.figure.value or 0 for _, part in filled), Fraction(0)) != asked.figure.value:
        return None
    told: list[Part] = []
    for choice, part in filled:
        name = f"其他{declared.title}" if choice == "其他" else choice
        told += ["、" if told else "", f"{name}{word}", *(part.told("level") or ())]
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
