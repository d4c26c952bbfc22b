"""What can be measured, and the words by which a report speaks of it.

A *measurable* is an aggregate of a ledger that a statement may be about: every indicator of the catalogue, the sum of
every number column, the number of rows of every ledger. Rates (ratios of two indicators) stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction
from sys import intern

from jiedui.base.once import once
from jiedui.base.units import BASE, Dimension, unit
from jiedui.catalog import Catalog, Column, Indicator, Ledger, Measure, parse_measure, values_of
from jiedui.figures.model import Condition

#: The factor of what is counted.
ONE = Fraction(1)
#: The number of rows.
COUNT = Measure(aggregate="count")
Phrase = tuple[str, ...]
#: A word of a phrase, as one string whose hash is reckoned once: thousands are looked up for a report.
PhraseWord = str

#: Measure words that mean the same thing counted.
_SAME = (
    frozenset({"人", "名", "位", "群众", "人口", "劳动力", "农村劳动力", "务工人员", "农民工", "职工", "干部", "学员"}),
    frozenset({"户", "农户"}),
    frozenset({"家", "企业"}),
    frozenset({"期", "班", "场", "次"}),
    frozenset({"次", "趟", "回", "场", "轮"}),
    frozenset({"批", "批次", "笔"}),
    frozenset({"对", "份"}),
    frozenset({"处", "座", "个"}),
    frozenset({"处", "口", "眼", "间", "栋", "幢", "道", "孔"}),
    frozenset({"家", "户"}),
    frozenset({"篇", "条"}),
)
#: Measure words of anything.
FREE = frozenset({"个", "项", "件"})
#: The measure word of anything, people too, though less often: 112个乡亲.
ONE_BY_ONE = "个"
#: Measure words of people.
PEOPLE = frozenset({"人", "名", "位", "员"})


#: Measure words of goods that are sold by the piece.
PIECES = ("只", "件", "盒", "箱", "套", "枚", "枝", "株", "瓶", "袋", "头", "羽", "张", "份", "条", "双")
#: Measure words of what is done: 2期次 and 2期 count the same, while 家次 counts visits and not firms.
_OF_DEEDS = frozenset("期场班批次轮篇条件")


#: How much a phrase says to which the office itself gave its meaning.
TOLD = 1.25


def phrase_word(name: str, phrase: int, word: int) -> PhraseWord:
    """That word of that phrase of what is spoken of by that name."""
    return intern(f"{name} {phrase} {word}")


class Spoken:
    """What reports speak of by phrases."""

    name: str
    phrases: tuple[Phrase, ...]
    told: tuple[tuple[Phrase, int], ...]

    @once
    def begun(self) -> Mapping[PhraseWord, tuple[int, PhraseWord, tuple[PhraseWord, ...], float]]:
        """Its phrases by their first words: its place among them, that word, its other words and how much it says."""
        return {words[0]: (place, words[0], words[1:], says) for place, (words, says) in enumerate(self.weighed)}

    @once
    def weighed(self) -> tuple[tuple[tuple[PhraseWord, ...], float], ...]:
        """Its phrases, each by its words, with how much it says."""
        told = dict(self.told)
        return tuple(
            (
                tuple(phrase_word(self.name, number, place) for place in range(len(phrase))),
                TOLD if phrase in told else _strength(phrase),
            )
            for number, phrase in enumerate(self.phrases)
        )


def _strength(phrase: Phrase) -> float:
    """A longer phrase says more."""
    length = sum(map(len, phrase))
    return 0.45 if length <= 1 else 0.75 if length == 2 else 0.88 if length == 3 else 1.0 + 0.03 * min(length - 4, 5)


@dataclass(frozen=True)
class Measurable(Spoken):
    """One aggregate with its fixed conditions, its dimension, the measure words that fit it, and its phrases.

    A phrase is one or more words that must all stand near the statement, in any order; ``told`` are those that a
    correction of the office gave it, each with the correction's number.
    """

    name: str
    title: str
    ledger: str
    measure: Measure
    dimension: Dimension
    base_unit: str
    where: tuple[Condition, ...] = ()
    date: str | None = None
    stock: bool = False
    until: str | None = None
    unit_column: str | None = None
    units: frozenset[str] = frozenset()
    phrases: tuple[Phrase, ...] = ()
    definition: str = ""
    plain: bool = False
    headline: bool = False
    told: tuple[tuple[Phrase, int], ...] = ()
    #: What there is of it at a period's end, where it counts what was added; its phrases count behind 新.
    standing: Measurable | None = None
    #: What was added to it, where it counts what there is; its phrases count behind 现有.
    added: Measurable | None = None

    @once
    def factor(self) -> Fraction:
        """How many base units one of those is in which it is kept."""
        return ONE if self.dimension in ("count", "visits") else unit(self.base_unit).factor

    @once
    def measure_key(self) -> tuple[object, ...]:
        """What is counted, whatever it is called."""
        counted = (self.ledger, self.measure.aggregate, self.measure.column)
        return (*counted, self.where, self.date, self.stock, self.until)

    def excludes(self, conditions: Iterable[Condition]) -> bool:
        """Whether one of the conditions leaves nothing of what it fixes: 省内就近 of those who work in the east, 下达 of 到位."""
        fixed = {each.column: set(each.values) for each in self.where if each.op == "in"}
        return any(
            each.op == "in" and each.column in fixed and fixed[each.column].isdisjoint(each.values)
            for each in conditions
        )


@dataclass(frozen=True)
class Rate(Spoken):
    """A ratio of two indicators, by their names, with its phrases."""

    name: str
    title: str
    part: str
    whole: str
    phrases: tuple[Phrase, ...]
    definition: str = ""
    told: tuple[tuple[Phrase, int], ...] = ()


#: A measurable, and what the measure word adds to its score.
Fitting = tuple[Measurable, float]


class Fittings(tuple[Fitting, ...]):  # noqa: SLOT001 - it keeps what was sorted out
    """What a number with one unit or measure word may tell; by name and by ledger, sorted out when first asked for."""

    @once
    def _places(self) -> Mapping[str, int]:
        """The place of each among them, by its name."""
        return {each.name: place for place, (each, _) in enumerate(self)}

    @once
    def _by_ledger(self) -> Mapping[str, tuple[float, Sequence[tuple[int, float]]]]:
        """The places of those of each ledger, with what the measure word adds, and the most that it adds to one."""
        found: dict[str, list[tuple[int, float]]] = {}
        for place, (each, bonus) in enumerate(self):
            found.setdefault(each.ledger, []).append((place, bonus))
        return {ledger: (max(bonus for _, bonus in those), those) for ledger, those in found.items()}

    def spoken_of(self, support: Mapping[str, float], floor: float, *names: AbstractSet[str]) -> list[Fitting]:
        """Those of the names, and those whose ledger is supported so that it reaches the floor with the measure word."""
        places = self._places
        found = {places[name] for those in names for name in places.keys() & those}
        for ledger, weight in support.items():
            most, those = self._by_ledger.get(ledger, (0.0, ()))
            if weight + most >= floor:
                found.update([place for place, bonus in those if weight + bonus >= floor])
        return [self[place] for place in sorted(found)]


class Measurables(dict[str, Measurable]):
    """What can be measured, by name, and which of it fits a measure word."""

    def __init__(self) -> None:
        super().__init__()
        self._fitting: dict[tuple[Dimension, str], Fittings] = {}
        self._of_rows: dict[tuple[str, str], tuple[Measurable, Measurable, Measurable]] = {}
        self._chiefs: dict[tuple[Dimension, str], Mapping[str, Measurable]] = {}

    def fitting(self, dimension: Dimension, word: str) -> Fittings:
        """Those that a number with that unit or measure word may tell, each with what the word adds to its score."""
        found = self._fitting.get((dimension, word))
        if found is None:
            each_fits = ((each, fits(each, dimension, word)) for each in self.values())
            found = Fittings([(each, bonus) for each, bonus in each_fits if bonus is not None])
            self._fitting[dimension, word] = found
        return found

    def of_rows(self, this: Measurable, rows: Measurable) -> Measurable:
        """The one measured of the very rows that the other counts."""
        found = self._of_rows.get((this.name, rows.name))
        if found is None or found[:2] != (this, rows):
            same = replace(this, where=rows.where, date=rows.date, stock=rows.stock, until=rows.until)
            found = self._of_rows[this.name, rows.name] = (this, rows, same)
        return found[2]

    @once
    def any_fitting(self) -> Fittings:
        """All of them, as a number may tell them whose unit is another's."""
        return Fittings([(each, 0.0) for each in self.values()])

    @once
    def by_ledger(self) -> Mapping[str, Sequence[Measurable]]:
        """Those of each ledger, in their order."""
        found: dict[str, list[Measurable]] = {}
        for each in self.values():
            found.setdefault(each.ledger, []).append(each)
        return found

    def chiefs(self, dimension: Dimension, word: str) -> Mapping[str, Measurable]:
        """What a number with that unit tells where only the matter is named (三、消费 … 上半年241.76万元): by ledger."""
        found = self._chiefs.get((dimension, word))
        if found is None:
            ledgers: dict[str, list[Measurable]] = {}
            for each, _ in self.fitting(dimension, word):
                if not each.plain:
                    ledgers.setdefault(each.ledger, []).append(each)
            chiefs = {ledger: chief for ledger, those in ledgers.items() if (chief := _chief(those)) is not None}
            found = self._chiefs[dimension, word] = chiefs
        return found


def _chief(those: Sequence[Measurable]) -> Measurable | None:
    """The one of a ledger that is meant where none is named: the whole, if it is of one thing; else the headline."""
    whole = {each.measure.column for each in those if not each.where}
    if not those[0].where and len(whole) == 1:
        return those[0]
    return next((each for each in those if each.headline), None)


def fits(measurable: Measurable, dimension: Dimension, word: str) -> float | None:
    """How well a unit or measure word fits the measurable: None when it cannot be; else a bonus."""
    if measurable.dimension != dimension:
        return None
    if dimension == "visits":
        return 0.2
    if dimension != "count":
        return 0.1
    word = word[:-1] if word[:-1] in _OF_DEEDS and word.endswith("次") and word not in measurable.units else word
    if word in measurable.units:
        return 0.3
    if any(word in group and group & measurable.units for group in _SAME):
        return 0.2
    if word in FREE and not measurable.units & {"人", "户", "天", "月"}:
        return 0.0
    return -0.1 if word == ONE_BY_ONE and measurable.units & PEOPLE else None


def measurables(catalog: Catalog) -> Measurables:
    """Everything that can be measured, by name: indicators, then sums of columns, then numbers of rows."""
    found = Measurables()
    for indicator in catalog.indicators.values():
        if indicator.ledger:
            found[indicator.name] = _of_indicator(catalog.ledgers[indicator.ledger], indicator)
    for ledger in catalog.ledgers.values():
        if ledger.kind in ("ledger", "planning"):
            for each in (*_of_columns(ledger), _of_rows(ledger)):
                found.setdefault(each.name, each)
    _join_standing(found)
    return found


def _join_standing(found: Measurables) -> None:
    """Tell each indicator of what was added the one of what there is: of several the headline, else the first."""
    stocks: dict[tuple[str, Measure], Measurable] = {}
    for each in sorted(found.values(), key=lambda each: not each.headline):
        if each.stock:
            stocks.setdefault((each.ledger, each.measure), each)
    for name, each in list(found.items()):
        stock = stocks.get((each.ledger, each.measure))
        if stock is not None and not each.stock:
            found[name] = replace(each, standing=stock)
            if not each.where and stock.added is None:
                stocks[each.ledger, each.measure] = found[stock.name] = replace(stock, added=each)


def rates(catalog: Catalog) -> tuple[Rate, ...]:
    """Every ratio of two indicators."""
    return tuple(
        Rate(
            each.name,
            each.title,
            *each.ratio,
            phrases=_phrases((each.title, *each.phrases)),
            definition=each.definition,
        )
        for each in catalog.indicators.values()
        if each.ratio
    )


def _phrases(texts: tuple[str, ...]) -> tuple[Phrase, ...]:
    """The phrases, each split into its words."""
    return tuple(dict.fromkeys(tuple(text.split()) for text in texts if text.split()))


def _titled(indicator: Indicator) -> Iterator[str]:
    """The title as a phrase, where it is not one by its words: in 3个车间吸纳就业111人 the first of 车间 吸纳就业 is counted itself."""
    if not any(each.replace(" ", "") == indicator.title != each for each in indicator.phrases):
        yield indicator.title


def conditions_of(indicator: Indicator) -> tuple[Condition, ...]:
    """The fixed narrowing of an indicator."""
    return (
        *(Condition(column, "in", values_of(wanted)) for column, wanted in indicator.where.items()),
        *(Condition(column, "filled") for column in indicator.filled),
        *(Condition(column, "empty") for column in indicator.empty),
    )


def _of_indicator(ledger: Ledger, indicator: Indicator) -> Measurable:
    """An indicator as something a statement may be about."""
    measure = parse_measure(indicator.measure)
    column = ledger.column(measure.column) if measure.column and measure.aggregate == "sum" else None
    dimension, base = dimension_of(column)
    return Measurable(
        name=indicator.name,
        title=indicator.title,
        ledger=ledger.name,
        measure=measure,
        dimension=dimension,
        base_unit=base,
        where=conditions_of(indicator),
        date=indicator.date,
        stock=indicator.stock,
        until=indicator.until,
        units=frozenset(indicator.units or ((column.unit,) if column and column.unit else (ledger.counts,))),
        phrases=_phrases((*_titled(indicator), *indicator.phrases)),
        definition=indicator.definition or indicator.title,
        headline=indicator.headline,
    )


def _of_columns(ledger: Ledger) -> Iterator[Measurable]:
    """The sum of every number column."""
    for column in ledger.columns:
        if column.numeric and column.phrases:
            dimension, base = dimension_of(column)
            yield Measurable(
                name=f"{ledger.name}.{column.name}",
                title=column.title,
                ledger=ledger.name,
                measure=Measure(aggregate="sum", column=column.name),
                dimension=dimension,
                base_unit=base,
                unit_column=column.unit_column,
                units=frozenset({column.unit} if column.unit else ()),
                phrases=_phrases(tuple(each for each in (column.title, *column.phrases) if each != column.unit)),
                definition=f"{ledger.title}“{column.title}”合计",
                plain=True,
            )
            yield from _by_the_piece(ledger, column)


def _by_the_piece(ledger: Ledger, column: Column) -> Iterator[Measurable]:
    """Of a column whose rows name their own units, what is counted in each unit of pieces: 竹编卖出5.3万余件."""
    for word in PIECES if column.unit_column else ():
        yield Measurable(
            name=f"{ledger.name}.{column.name}.{word}",
            title=f"{column.title}（{word}）",
            ledger=ledger.name,
            measure=Measure(aggregate="sum", column=column.name),
            dimension="count",
            base_unit=word,
            unit_column=column.unit_column,
            units=frozenset({word}),
            phrases=_phrases(tuple(column.phrases)),
            definition=f"{ledger.title}“{column.title}”合计，以{word}计",
            plain=True,
        )


def _of_rows(ledger: Ledger) -> Measurable:
    """The number of rows of a ledger."""
    return Measurable(
        name=f"{ledger.name}.rows",
        title=f"{ledger.title}条数",
        ledger=ledger.name,
        measure=COUNT,
        dimension="visits" if ledger.counts == "人次" else "count",
        base_unit=ledger.counts,
        units=frozenset({ledger.counts}),
        phrases=_phrases(ledger.phrases),
        definition=f"{ledger.title}的条数",
        plain=True,
    )


def dimension_of(column: Column | None) -> tuple[Dimension, str]:
    """The dimension and stored unit of a summed column; counting when there is none.

    A column whose rows name their own units is summed as mass: the rows in other units stay out.
    """
    if column is None:
        return "count", "个"
    if column.unit_column:
        return "mass", BASE["mass"]
    if column.unit == "%":
        return "ratio", "%"
    return unit(column.unit or "元").dimension, column.stored_unit
