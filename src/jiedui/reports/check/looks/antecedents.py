"""A look with another antecedent: what a number goes on with may be another amount than the one told last.

Reading goes from left to right, and each statement goes on with the one before it. Writers do not keep to that: 沐河县盘子最大
而支付率不足七成，列第五 ranks a rate told two clauses before, 分季度看，… comes back to what the paragraph began with, a label stands
before the figure that explains it. So a statement that nothing bore out is read once more beside every amount near it
that is settled, before or behind it, and beside none at all. Each of these readings is one that its words allow; the
nearest that holds is taken, if the number says so much that, of the few values met on the way, hardly one would be met
by chance. Nobody is accused by it, but where two digits exchanged show what was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from jiedui.reports.check.looks.looking import (
    as_read,
    borne_or_miswritten,
    goes_on_from_lost,
    headed_matters,
    is_understood,
    judged_of,
)
from jiedui.reports.check.looks.partly_named import of_those, parts_of_names
from jiedui.reports.check.readings.amounts import SURE, Before, pins
from jiedui.reports.check.readings.handing import DERIVED
from jiedui.reports.check.readings.level import level_of
from jiedui.reports.check.readings.statement import read
from jiedui.reports.check.text.evidence import surroundings

if TYPE_CHECKING:
    from jiedui.reports.check.readings.amounts import Level, Reader
    from jiedui.reports.check.readings.anchors import Book, Reading
    from jiedui.reports.check.readings.formulas import Numbers
    from jiedui.reports.check.text.evidence import Surroundings
    from jiedui.reports.check.verdicts.deciding import Checked

#: So many statements before and behind may hold the antecedent, no farther away than so many signs.
BESIDE, REACH = 11, 350
#: Readings with one antecedent: no worse than so much, so near the best of them, so many.
LEAST, NEAR, MOST = 0.5, 0.25, 8
#: So many parts of names are tried, the nearest.
NAMED = 2
#: Places are counted: 完成的乡镇有11个.
_COUNTS_PLACES = re.compile(r"(?:乡镇|镇|县|区|村|社区)(?:一共|总共|共|只|仅|才|就|也)?有$")


class Antecedent(NamedTuple):
    """What a statement may go on with: nothing, what another one was settled as, or what is ``headed``."""

    before: Before
    last: Reading | None
    headed: bool = False


def read_anew(reader: Reader, book: Book, numbers: Numbers, decided: Mapping[int, Checked]) -> dict[int, Checked]:
    """What is borne out beside another antecedent, of the statements that are still open; all figures asked at once."""
    asked = {
        index: list(_readings(reader, book, index, decided))
        for index, each in decided.items()
        if is_understood(reader, index, each) and not goes_on_from_lost(reader, index, decided)
    }
    judged = judged_of(asked, numbers, decided)
    return borne_or_miswritten(judged, decided)


def _readings(reader: Reader, book: Book, index: int, decided: Mapping[int, Checked]) -> Iterator[Reading]:
    """The likely readings beside each antecedent, the nearest first, each formula once."""
    around, met = surroundings(reader.scene, index), set[object]()
    places, amount = _counts_places(around), around.statement.dimension not in DERIVED
    for each in _antecedents(reader, book, index, decided):
        found = sorted(read(reader, book, around, each.before, each.last), key=lambda reading: -reading.score)
        least = max(LEAST, found[0].score - NEAR) if found else 0.0
        same = [its for reading in found[:MOST] if (its := _of_its_entry(reader, reading, each.before.previous))]
        for reading in (*same, *found[:MOST]):
            if reading.kind == "level" and ((amount and each.headed) or (places and reading.score < SURE)):
                continue  # a heading alone says of no amount what it is; places are nothing else that is counted one by one
            if reading.score >= least and reading.formula not in met:
                met.add(reading.formula)
                yield reading


def _of_its_entry(reader: Reader, reading: Reading, told: Level | None) -> Reading | None:
    """What its own words name, of the one entry told beside it: 补助项目安排183万元，受益313户."""
    level = reading.anchor
    if told is None or level is None or reading.kind != "level" or not told.pinned or not level.own or level.pinned:
        return None
    if level.measurable.ledger != told.measurable.ledger or not pins(
        reader.catalog.ledgers[level.measurable.ledger], told.conditions
    ):
        return None
    return as_read(told._replace(measurable=level.measurable))


def _counts_places(around: Surroundings) -> bool:
    """Whether words before the number say that it counts places."""
    told = _COUNTS_PLACES.search(around.text, around.before.start, around.before.end)
    return around.statement.dimension == "count" and told is not None


def _antecedents(reader: Reader, book: Book, index: int, decided: Mapping[int, Checked]) -> Iterator[Antecedent]:
    """Nothing; then what the statements near it were settled as, the nearest first, each amount once."""
    yield Antecedent(Before(), None)
    met = set[object]()
    if reader.scene.statements[index].dimension in DERIVED:
        yield from _of_entries_named(reader, book, index)
    for told in headed_matters(reader, index):
        yield Antecedent(Before(previous=told, head=told, same_part=True), None, headed=True)
    for place in _near(reader, index, decided):
        best = decided[place].best
        level = best.reading.anchor if best is not None else None
        if best is None or level is None or level.measurable.name not in reader.measurables:
            continue
        if (amount := level.amount()) not in met:
            met.add(amount)
            told = level._replace(score=max(level.score, SURE))
            before = Before(previous=told, head=told, recent=((place, told),), same_part=True)
            yield Antecedent(before, best.reading)


def _of_entries_named(reader: Reader, book: Book, index: int) -> Iterator[Antecedent]:
    """The chief matter of the entries of which its sentence tells a part of the name: 东来超市进货额是上年的2.6倍."""
    around = surroundings(reader.scene, index)
    for part in parts_of_names(reader, book, around)[:NAMED]:
        for ledger, condition in part.entries:
            for chief in [each for each in reader.measurables.by_ledger.get(ledger, ()) if each.headline]:
                for level in level_of(reader, around, chief, SURE)[:1]:
                    told = of_those(reader, level, condition)
                    yield Antecedent(Before(previous=told, head=told, same_part=True), None)


def _near(reader: Reader, index: int, decided: Mapping[int, Checked]) -> list[int]:
    """The settled statements near it, the nearest first; those with which sentences begin are nearer by what these go on with."""
    statements = reader.scene.statements
    here, first = statements[index].start, max(0, index - BESIDE)
    places = [
        place
        for place in range(first, min(len(statements), index + BESIDE + 1))
        if place != index
        and place in decided
        and _is_settled(decided[place])
        and abs(statements[place].start - here) <= REACH
    ]
    sentences = [reader.scene.sentence(statements[place].start).start for place in places]
    own, heads = reader.scene.sentence(here).start, dict[int, int]()
    for place, sentence in reversed([*zip(places, sentences, strict=True)]):
        if place < index and sentence != own:
            heads[sentence] = place
    order = {place: abs(place - index) for place in places}
    for back, place in enumerate(heads.values(), 1):
        order[place] = min(order[place], back)
    return sorted(places, key=lambda place: (order[place], place > index))


def _is_settled(checked: Checked) -> bool:
    """Whether it is known what it is of."""
    return checked.best is not None and checked.verdict in ("confirmed", "contradicted")
