"""Sentences about a book: what was done in a time and place, its parts, its growth, its share, its rank, its target.

Every number is reckoned from the tables when the sentence is made, and can be reckoned again from others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from random import Random

from checkbench.faults import Beside, spoilt
from checkbench.matters import Figure, Matter, Matters, Outside, Rate
from checkbench.reports import Piece, Reckoning, Sentence, Told
from checkbench.tables import Asked, Place, Scope, Tables, reckon
from checkbench.wording import Saying, rounded, say

Words = Callable[[str], tuple[Piece, ...]]
#: Windows of a year: words, first and last month; what ends with 底 counts from the year's beginning.
WINDOWS = (
    ("一季度", 1, 3),
    ("上半年", 1, 6),
    ("下半年", 7, 12),
    ("前三季度", 1, 9),
    ("四季度", 10, 12),
    ("截至6月底，", 1, 6),
    ("截至9月底，", 1, 9),
    ("1—8月，", 1, 8),
)
LAST = {1: 31, 3: 31, 6: 30, 8: 31, 9: 30, 12: 31}


@dataclass
class Teller:
    """Tells of one place and year; ``wrong`` is the share of numbers that are spoilt, ``vague`` that of vague ones.

    ``fault`` spoils in one way alone. ``level`` is that of the places told apart (镇 in a county, 县 in a city). Only
    where ``bare`` may a sentence of the year do without a word for it: no other speaks of a part of the year.
    """

    tables: Tables
    matters: Matters
    place: Place
    year: int
    draw: Random
    wrong: float = 0.2
    vague: float = 0.25
    fault: str | None = None
    level: str = "镇"
    bare: bool = True
    whole: Scope = field(init=False)

    def __post_init__(self) -> None:
        """The year as a scope."""
        self.whole = Scope(self.place, date(self.year, 1, 1), date(self.year, 12, 31))

    # ---- sentences

    def year_of(self, matter: Matter) -> Sentence | None:
        """What was done in the year: all figures of the matter, or its first."""
        return self._sentence(matter, self.whole, self._time(), self.draw.choice(("", self._all)))

    def window_of(self, matter: Matter) -> Sentence | None:
        """What was done in a part of the year."""
        words, first, last = self.draw.choice(WINDOWS)
        scope = replace(self.whole, start=date(self.year, first, 1), end=date(self.year, last, LAST[last]))
        return self._sentence(matter, scope, words, "")

    def place_of(self, matter: Matter) -> Sentence | None:
        """What was done in one of the places below; sometimes with its rank among them."""
        below = self.tables.below(self.place, self.level)
        values = {each: reckon(self.tables, matter.lead.asked, replace(self.whole, place=each)) for each in below}
        if matter.placeless or sum(value > 0 for value in values.values()) < 3:
            return None
        here = self.draw.choice([each for each, value in values.items() if value])
        scope = replace(self.whole, place=here)
        sentence = self._sentence(matter, scope, self._time(), here.name, alone=True)
        ties = sum(value == values[here] for value in values.values())
        if sentence is None or ties > 1 or self.draw.random() < 0.5:
            return sentence
        return self._with(
            sentence, ("，居全县各镇" if self.level == "镇" else "，居全市", self._rank(matter, here, below))
        )

    def parts_of(self, matter: Matter) -> Sentence | None:
        """The year's figure with two or three of its parts, or one part and its share."""
        if matter.parts_by is None:
            return None
        told = {value: self._part(matter, value) for value in matter.parts}
        filled = [value for value, asked in told.items() if reckon(self.tables, asked, self.whole)]
        sentence = self._sentence(matter, self.whole, "全年", "", alone=True)
        if sentence is None or len(filled) < 2:
            return None
        chosen = self.draw.sample(filled, min(len(filled), self.draw.choice((1, 2, 3))))
        if len(chosen) == 1:
            return self._with_share(sentence, matter, told[chosen[0]], matter.parts[chosen[0]])
        parts: list[Piece] = []
        whole = reckon(self.tables, matter.lead.asked, self.whole)
        for number, value in enumerate(chosen):
            figure = replace(matter.lead, asked=told[value])
            number_told = self._told(figure, self.whole, whole=whole)
            parts += _filled("、" if number else "，其中", self.draw.choice(matter.parts[value]), number_told)
        return self._with(sentence, parts)

    def growth_of(self, matter: Matter) -> Sentence | None:
        """The year's figure against last year's: growth, difference or multiple."""
        sentence = self._sentence(matter, self.whole, self._time(), "", alone=True)
        now, then = self._two_years(matter.lead.asked)(self.tables)
        if sentence is None or not then or now == then:
            return None
        ways = [self._percent, self._difference, *((self._multiple,) if now / then >= Fraction(3, 2) else ())]
        return self._with(sentence, self.draw.choice(ways)(matter.lead, now > then))

    def completion_of(self, matter: Matter) -> Sentence | None:
        """The year's figure against its target."""
        target = self._target(matter)
        sentence = self._sentence(matter, self.whole, self._time(), "", alone=True)
        if sentence is None or target is None:
            return None

        def done(tables: Tables) -> Fraction:
            return reckon(tables, matter.lead.asked, self.whole) / target

        said = self._said(done, "ratio", "%", Beside(done(self.tables)))
        return self._with(sentence, (self.draw.choice(("，完成年度目标任务的", "，完成年度任务的")), said))

    def mean_of(self, matter: Matter) -> Sentence | None:
        """How many attend a course, on average."""
        if matter.name != "training":
            return None
        count, heads = matter.figures["count"], matter.figures["heads"]
        sentence = self._sentence(matter, self.whole, "全年", "", alone=True)
        number = reckon(self.tables, count.asked, self.whole)
        if sentence is None or not number:
            return None

        def mean(tables: Tables) -> Fraction:
            return reckon(tables, heads.asked, self.whole) / reckon(tables, count.asked, self.whole)

        true = mean(self.tables)
        if rounded(true, 1).denominator == 1 and true.denominator != 1:
            return None
        return self._with(sentence, ("，平均每期", self._said(mean, "visits", "人次", Beside(true))))

    def rate_of(self, rate: Rate) -> Sentence | None:
        """A rate by its name."""
        if not reckon(self.tables, rate.whole, self.whole):
            return None

        def value(tables: Tables) -> Fraction | None:
            whole = reckon(tables, rate.whole, self.whole)
            return reckon(tables, rate.part, self.whole) / whole if whole else None

        true = value(self.tables) or Fraction(0)
        told = self._said(value, "ratio", "%", Beside(true))
        time = self._time()
        wordings = [words.replace("{T}", time) for words in rate.one]
        return Sentence(tuple(_filled("", words, told) for words in _turned(wordings, self.draw)), rate.section)

    def per_county_of(self, matter: Matter) -> Sentence | None:
        """Money for each of the counties assisted."""
        counties = self.tables.below(self.place, "县")
        total = reckon(self.tables, matter.lead.asked, self.whole)
        if matter.name != "aid" or len(counties) < 2 or not total:
            return None

        def mean(tables: Tables) -> Fraction:
            return reckon(tables, matter.lead.asked, self.whole) / len(counties)

        sentence = self._sentence(matter, self.whole, "全年", "", alone=True)
        told = self._said(mean, "money", "元", Beside(mean(self.tables)))
        return None if sentence is None else self._with(sentence, ("，县均", told))

    def outside(self, each: Outside) -> Sentence:
        """Something of which the book has nothing."""
        unit = (
            Fraction(1, 100)
            if each.dimension == "ratio"
            else {"area": Fraction(2000, 3), "length": Fraction(1000)}.get(each.dimension, Fraction(1))
        )
        number = Fraction(self.draw.randint(*each.range))
        saying = Saying(each.dimension, each.unit, number * unit)
        return Sentence((_filled("", each.say, Told(saying, "unsupported")),))

    def masked(self) -> Sentence:
        """A number that is blotted out."""
        words = self.draw.choice(self.matters.masked)
        before, after = words.split("{}")
        unit = after[: 2 if after.startswith("万") else 1]
        told = Told(None, "unverifiable", mask=self.draw.choice(("**", "XX")) + unit)
        return Sentence(((before, told, after[len(unit) :]),))

    # ---- their parts

    def _time(self) -> str:
        """The words for the year; none only where no other sentence speaks of a part of it (``bare``)."""
        return self.draw.choice(("全年", f"{self.year}年", *(("",) if self.bare else ())))

    @property
    def _all(self) -> str:
        """The whole of the place: 全县, 全市."""
        return f"全{self.place.level}"

    def _sentence(self, matter: Matter, scope: Scope, time: str, place: str, *, alone: bool = False) -> Sentence | None:
        """The figures of a matter in words; None where the book has nothing of them, or a count is one."""
        alone = alone or not matter.say or self.draw.random() < 0.4
        figures = [matter.lead] if alone else list(matter.figures.values())
        if any(reckon(self.tables, each.asked, scope) < 2 for each in figures):
            return None
        told = {each.key: self._told(each, scope) for each in figures}
        words = matter.one if alone else matter.say
        told_words = [
            _named(each.replace("{T}", time).replace("{P}", place), told) for each in _turned(words, self.draw)
        ]
        return Sentence(tuple(told_words), matter.section)

    def line_of(self, matter: Matter) -> Sentence | None:
        """A line of an outline."""
        figures = matter.figures.values()
        if any(reckon(self.tables, each.asked, self.whole) < 2 for each in figures):
            return None
        told = {each.key: self._told(each, self.whole) for each in figures}
        return Sentence((_named(matter.label, told),), matter.section)

    def _told(self, figure: Figure, scope: Scope, *, whole: Fraction | None = None) -> Told:
        """One figure, spoilt by chance."""
        before = replace(scope, start=_years(scope.start, -1), end=_years(scope.end, -1))
        beside = Beside(
            reckon(self.tables, figure.asked, scope),
            reckon(self.tables, figure.asked, before),
            self._neighbour(figure, scope),
            whole,
            self._target_of(figure) if scope == self.whole else None,
        )
        return self._said(lambda tables: reckon(tables, figure.asked, scope), figure.dimension, figure.unit, beside)

    def _said(self, reckoning: Reckoning, dimension: str, unit: str, beside: Beside) -> Told:
        """A number with its truth, spoilt by chance."""
        told = Told(say(beside.true, dimension, unit, self.draw, vague=self.vague), reckoning=reckoning)
        return spoilt(told, beside, self.draw, self.fault) if self.draw.random() < self.wrong else told

    def _neighbour(self, figure: Figure, scope: Scope) -> Fraction | None:
        """The figure of another place of the same level."""
        if scope.place is None or scope.place == self.place:
            return None
        others = [each for each in self.tables.below(self.place, self.level) if each != scope.place]
        return reckon(self.tables, figure.asked, replace(scope, place=self.draw.choice(others))) if others else None

    def _rank(self, matter: Matter, here: Place, below: Sequence[Place]) -> Told:
        """The place of a region among those of its level, the greatest being first."""

        def rank(tables: Tables) -> Fraction:
            values = [reckon(tables, matter.lead.asked, replace(self.whole, place=each)) for each in below]
            own = reckon(tables, matter.lead.asked, replace(self.whole, place=here))
            return Fraction(1 + sum(value > own for value in values))

        return self._said(rank, "rank", "", Beside(rank(self.tables)))

    def _part(self, matter: Matter, value: str) -> Asked:
        """The first figure of a matter, of one value."""
        asked = matter.lead.asked
        kept = tuple(each for each in asked.where if each[0] != matter.parts_by)
        return replace(asked, where=(*kept, (matter.parts_by or "", (value,))))

    def _with_share(self, sentence: Sentence, matter: Matter, part: Asked, words: Sequence[str]) -> Sentence:
        """One part, and what share of the whole it is."""

        def share(tables: Tables) -> Fraction | None:
            whole = reckon(tables, matter.lead.asked, self.whole)
            return reckon(tables, part, self.whole) / whole if whole else None

        true = share(self.tables) or Fraction(0)
        number = self._told(replace(matter.lead, asked=part), self.whole)
        said = self._said(share, "ratio", "%", Beside(true))
        if Fraction(1, 2) < true < Fraction(3, 5) and self.draw.random() < 0.5:
            said = Told(Saying("ratio", "", Fraction(1, 2), "half"), reckoning=share)
        return self._with(sentence, (*_filled("，其中", self.draw.choice(words), number), "，占", said))

    def _two_years(self, asked: Asked) -> Callable[[Tables], tuple[Fraction, Fraction]]:
        """The figure of this year and of last year."""
        before = replace(self.whole, start=_years(self.whole.start, -1), end=_years(self.whole.end, -1))
        return lambda tables: (reckon(tables, asked, self.whole), reckon(tables, asked, before))

    def _percent(self, figure: Figure, rising: bool) -> tuple[Piece, ...]:
        """同比增长…%."""
        both = self._two_years(figure.asked)

        def growth(tables: Tables) -> Fraction | None:
            now, then = both(tables)
            return abs(now / then - 1) if then and (now > then) == rising else None

        words = self.draw.choice(("，同比", "，较上年")) + ("增长" if rising else "下降")
        return words, self._said(growth, "ratio", "%", Beside(growth(self.tables) or Fraction(0)))

    def _difference(self, figure: Figure, rising: bool) -> tuple[Piece, ...]:
        """比上年增加…."""
        both = self._two_years(figure.asked)

        def difference(tables: Tables) -> Fraction | None:
            now, then = both(tables)
            return abs(now - then) if (now > then) == rising else None

        words = self.draw.choice(("，比上年", "，较上年同期")) + ("增加" if rising else "减少")
        true = difference(self.tables) or Fraction(0)
        return words, self._said(difference, figure.dimension, figure.unit, Beside(true))

    def _multiple(self, figure: Figure, _: bool) -> tuple[Piece, ...]:
        """是上年的…倍, 比上年翻一番."""
        both = self._two_years(figure.asked)

        def multiple(tables: Tables) -> Fraction | None:
            now, then = both(tables)
            return now / then if then else None

        told = self._said(multiple, "times", "倍", Beside(multiple(self.tables) or Fraction(0)))
        doubled = told.saying is not None and told.saying.manner == "doubled"
        return ("，比上年" if doubled else "，是上年的"), told

    def _target(self, matter: Matter) -> Fraction | None:
        """The target of the year in the base unit."""
        rows = self.tables.rows.get("target", ())
        scale = Fraction(10_000) if matter.lead.unit == "元" else Fraction(1)
        for row in rows:
            wanted = (matter.target, self.place.id, Fraction(self.year))
            if (row.cells["indicator"], row.cells["region"], row.cells["year"]) == wanted:
                value = row.cells["value"]
                return value * scale if isinstance(value, Fraction) else None
        return None

    def _target_of(self, figure: Figure) -> Fraction | None:
        """The target of the matter whose lead the figure is."""
        found = (each for each in self.matters.matters if each.lead == figure)
        return next((self._target(each) for each in found), None)

    def _with(self, sentence: Sentence, more: Iterable[Piece]) -> Sentence:
        """The sentence going on."""
        added = tuple(more)
        return replace(sentence, wordings=tuple((*each, *added) for each in sentence.wordings))


def _years(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th."""
    last = day.month == 2 and day.day == 29
    return day.replace(year=day.year + years, day=28 if last else day.day)


def _turned(words: Sequence[str], draw: Random) -> list[str]:
    """The wordings, beginning with one at random."""
    start = draw.randrange(len(words))
    return [*words[start:], *words[:start]]


def _filled(joint: str, words: str, told: Told) -> tuple[Piece, ...]:
    """Words with their one number."""
    before, after = words.split("{}")
    return (joint + before, told, after)


def _named(words: str, told: dict[str, Told]) -> tuple[Piece, ...]:
    """Words with their numbers by name."""
    return tuple(_pieces(words, told))


def _pieces(words: str, told: dict[str, Told]) -> Iterator[Piece]:
    """The words between the numbers, and the numbers."""
    for part in words.split("{"):
        key, brace, rest = part.partition("}")
        if not brace:
            yield part
        else:
            yield told[key]
            yield rest
