"""A look at several things that a sentence names: how far two of them are apart, what they come to, their share of all.

响泉竹编超过望月刺绣，多出162.18万元 and 南箐县、白芷县、青崖县合计占全市的73.2% tell of the matter that was told last, of each thing named. Where
nothing bore such a number out, it is tried for what was settled near it, of those that its sentence names, the last first.
Nobody is accused by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from jiedui.prose.document import Span
from jiedui.reports.check.looks.composed import nearest_told, tells_distance
from jiedui.reports.check.looks.looking import SCORE, borne, is_understood, judged_of, within_chance
from jiedui.reports.check.readings.amounts import homes_of, pins
from jiedui.reports.check.readings.anchors import Reading
from jiedui.reports.check.readings.formulas import Linear, Ratio
from jiedui.reports.check.text.evidence import surroundings
from jiedui.reports.check.text.worded import narrowed_by

if TYPE_CHECKING:
    from jiedui.figures.model import Condition
    from jiedui.reports.check.readings.amounts import Level, Reader
    from jiedui.reports.check.readings.anchors import Book
    from jiedui.reports.check.readings.formulas import Numbers
    from jiedui.reports.check.text.evidence import Surroundings
    from jiedui.reports.check.verdicts.deciding import Checked

#: So many of the amounts told near it may be meant; so many of the things named, the last.
BASES, NAMED = 3, 4
#: What several come to, in words before the number.
_TOGETHER = re.compile(
    r"合计|合起来|加起来|加在一起|一共|总共|共计|总计|(?<![0-9十])[两三四](?:县|镇|村|家|者|项|地|区)"
)


def look_at_those_named(
    reader: Reader, _book: Book, numbers: Numbers, decided: Mapping[int, Checked]
) -> dict[int, Checked]:
    """What is borne out as told of several things named together, of the statements still open."""
    asked = {
        index: list(_readings(reader, index, decided))
        for index, each in decided.items()
        if is_understood(reader, index, each)
    }
    judged = judged_of(asked, numbers, decided)
    likely = {
        index: [each for each in those if each.answer.value and each.answer.value > 0]
        for index, those in judged.items()
    }
    return borne(within_chance(likely, decided), decided)


def _readings(reader: Reader, index: int, decided: Mapping[int, Checked]) -> Iterator[Reading]:
    """What the number may be of those named, of the amounts told near it, the nearest first, each formula once."""
    around, met = surroundings(reader.scene, index), set[object]()
    for base in _bases(reader, index, decided):
        for named in _of_each(reader, around, base):
            for each in _compositions(around, base, named):
                if each.formula not in met:
                    met.add(each.formula)
                    yield each


def _bases(reader: Reader, index: int, decided: Mapping[int, Checked]) -> list[Level]:
    """The last amounts told near it, each measure once."""
    found: dict[object, Level] = {}
    for told in nearest_told(reader, index, decided):
        found.setdefault((told.level.measurable.measure_key, told.level.period), told.level)
    return list(found.values())[:BASES]


def _of_each(reader: Reader, around: Surroundings, base: Level) -> Iterator[Sequence[Level]]:
    """The amount of each place that the sentence names, and of each value or name of one column, in their order."""
    span = Span(around.sentence.start, around.before.end)
    ledger = reader.catalog.ledgers[base.measurable.ledger]
    hits = reader.scene.hits_in(span)
    places = dict.fromkeys(hit.meanings.regions[0] for hit in reader.scene.names_in(span) if hit.meanings.regions)
    if len(places) > 1 and ledger.regions:
        yield [base._replace(regions=(each,), homes=(), pinned=False) for each in places]
    columns: dict[str, dict[Condition, None]] = {}
    for hit in hits:
        for each in narrowed_by(ledger, [hit]):
            columns.setdefault(each.column, {})[each] = None
    for column, conditions in columns.items():
        if len(conditions) > 1:
            others = tuple(each for each in base.conditions if each.column != column)
            yield [_narrowed(reader, base, (*others, each)) for each in conditions]


def _narrowed(reader: Reader, base: Level, conditions: tuple[Condition, ...]) -> Level:
    """The amount of those entries."""
    ledger = reader.catalog.ledgers[base.measurable.ledger]
    homes = () if base.regions else homes_of(ledger, reader.setting, conditions)
    return base._replace(conditions=conditions, homes=homes, pinned=pins(ledger, conditions))


def _compositions(around: Surroundings, base: Level, named: Sequence[Level]) -> Iterator[Reading]:
    """What such a statement may tell of them."""
    statement, lead = around.statement, Span(around.sentence.start, around.before.end)
    last = [each.amount() for each in named[-NAMED:]]
    sums = [reduce(add, last[-few:]) for few in range(2, len(last) + 1)]
    together = _TOGETHER.search(around.text, *lead) is not None
    if statement.dimension in ("ratio", "times"):
        if statement.role in ("growth", "fall"):
            return
        if together:
            whole = base._replace(regions=(), conditions=()).amount()
            yield from (_reading(Ratio(each, whole), base, "share") for each in sums)
        yield _reading(Ratio(last[-1], last[-2]), base, "share")
        yield _reading(Ratio(last[-2], last[-1]), base, "share")
    elif statement.dimension == base.measurable.dimension:
        if tells_distance(around):
            yield _reading(last[-1] + -last[-2], base, "gap")
            yield _reading(last[-2] + -last[-1], base, "gap")
        elif together:
            yield from (_reading(each, base, "sum") for each in sums)


def _reading(formula: Linear | Ratio, base: Level, kind: str) -> Reading:
    """A reading that no word bears, as sure as what is borne out."""
    return Reading(formula, SCORE, base._replace(score=SCORE), kind)
