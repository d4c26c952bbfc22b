"""When a report's own company of numbers shows that a reading cannot be right: then it accuses nobody.

Two numbers of one sentence, or one right after the other, never tell the same figure in two values: 面向带头人办班9期、494人次；
面向农民工办班9期、412人次 tells of parts, whether or not the words for them are known. Where both were read as the same figure,
what tells them apart was not understood.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from heapq import merge
from typing import TYPE_CHECKING

from jiedui.prose.document import Span
from jiedui.reports.check.readings.amounts import SURE, Level
from jiedui.reports.check.readings.judge import holds
from jiedui.reports.check.text.accounts import account
from jiedui.reports.check.text.doubts import joins_unknown
from jiedui.reports.check.text.evidence import Surroundings, surroundings
from jiedui.reports.check.verdicts.findings import apart

if TYPE_CHECKING:
    from jiedui.reports.check.text.scene import Scene
    from jiedui.reports.check.verdicts.deciding import Checked, Judged

#: Slips that hardly any other number than a wrong one would seem to come of.
TELLING = frozenset({"scale", "digits", "period", "place"})
#: So many signs that nothing explains may be a word that narrows.
UNREAD = 2
#: A part is hardly ever more than this of its whole: what is nearly the whole is a wrong number of it.
NEARLY = Fraction(17, 20)
#: What is not half of the whole may be of a person or place that the clauses before tell of in so many unread signs.
HALF, FRAMED = Fraction(1, 2), 5
#: A share that tells nothing but that it is one.
_BARE_SHARE = re.compile(r"占(?:比|到|了|据)?(?:约|近|达|为)?")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def cautious(scene: Scene, decided: Sequence[Checked]) -> list[Checked]:
    """The verdicts, where of one figure told in two values at one place neither is contradicted."""
    doubtful = {index for pair in _same_figure(scene, decided) for index in pair}
    return [
        _otherwise(each) if index in doubtful and each.verdict == "contradicted" else each
        for index, each in enumerate(decided)
    ]


def of_one_scope(scene: Scene, decided: Sequence[Checked]) -> list[Checked]:
    """The verdicts, where numbers of one sentence and ledger are of one scope.

    互访13次，西访东6次: if 13 are all that the book has, 西访东 is told of all as well, not of the county's own alone.
    """
    whole = {
        (scene.sentence(each.statement.start), level.measurable.ledger)
        for each in decided
        if each.verdict == "confirmed" and (level := _level(each)) is not None and _is_of_all(level)
        if not any(_is_own(level, other) and other.nature and holds(other.nature) for other in each.others)
    }
    return [_of_all(each) if _matter(scene, each) in whole else each for each in decided]


def _matter(scene: Scene, checked: Checked) -> Hashable:
    """The sentence and ledger of a statement that is borne out by the figure of the report's own region."""
    level = _level(checked)
    if checked.verdict != "confirmed" or level is None or not level.homes or level.regions or level.pinned:
        return None
    return scene.sentence(checked.statement.start), level.measurable.ledger


def _level(checked: Checked) -> Level | None:
    """The reading that decided a plain amount."""
    best = checked.best
    return best.reading.anchor if best is not None and best.reading.kind == "level" else None


def _is_of_all(level: Level) -> bool:
    """Whether the whole book counts."""
    return not level.places and not level.pinned


def _is_own(level: Level, judged: Judged) -> bool:
    """Whether the other reading is the same of the report's own region."""
    other = judged.reading.anchor
    return other is not None and bool(other.homes) and other._replace(homes=(), score=level.score) == level


def _of_all(checked: Checked) -> Checked:
    """The verdict by the same reading of the whole book."""
    level = _level(checked)
    for each in checked.others if level is not None and checked.best is not None else ():
        other = each.reading.anchor
        same = other is not None and level is not None and level._replace(homes=(), score=other.score) == other
        if same and each.nature and checked.best is not None and each.answer.rows:
            kept = (checked.best, *(one for one in checked.others if one is not each))
            told = checked._replace(best=each, nature=each.nature, others=kept)
            return told if holds(each.nature) else told._replace(verdict="contradicted")
    return checked


def _otherwise(checked: Checked) -> Checked:
    """The verdict by the next reading that is sure of something else of that ledger; without one it is not decided."""
    best = checked.best
    if best is None or best.reading.anchor is None:
        return checked._replace(verdict="unsupported")
    this = best.reading.anchor.measurable
    for each in checked.others:
        level = each.reading.anchor
        if level is None or level.measurable.ledger != this.ledger or each.reading.score < SURE:
            continue
        if level.own and level.measurable.measure_key != this.measure_key and each.nature and each.answer.rows:
            kept = (best, *(other for other in checked.others if other is not each))
            return checked._replace(best=each, nature=each.nature, others=kept)
    return checked._replace(verdict="unsupported")


def spare_narrower(scene: Scene, told: Sequence[Checked]) -> list[Checked]:
    """The verdicts, where what may be narrower, or wider by an unknown name, is not contradicted, nor what goes on with it.

    资金项目督查17次，发现问题57个: if the inspections are of a kind that is not understood, so are the problems found.
    """
    doubtful: set[Hashable] = set()
    spared = []
    for index, each in enumerate(told):
        level = each.best.reading.anchor if each.best is not None else None
        matter = (scene.part(each.statement.start), level.measurable.ledger) if level is not None else None
        if is_narrower(scene, index, each):
            doubtful.add(matter)
        unsure = each.verdict == "contradicted" and (
            matter in doubtful or _goes_on_undecided(scene, index, told) or joins_unknown(surroundings(scene, index))
        )
        spared.append(each._replace(verdict="unsupported") if unsure else each)
    return spared


def _goes_on_undecided(scene: Scene, index: int, told: Sequence[Checked]) -> bool:
    """Whether it has no words of its own, and the number of the sentence that it goes on with was not decided itself."""
    if not index or told[index - 1].verdict in ("confirmed", "contradicted"):
        return False
    places = (told[place].statement.start for place in (index - 1, index))
    same = len({scene.sentence(place) for place in places}) == 1
    around = surroundings(scene, index)
    return same and (around.elliptical or bool(_BARE_SHARE.fullmatch(scene.text, *around.before)))


def _is_telling(checked: Checked) -> bool:
    """Whether a slip accounts for the number that hardly any other would seem to come of."""
    return checked.slip is not None and checked.slip.kind in TELLING


def is_narrower(scene: Scene, index: int, checked: Checked) -> bool:
    """Whether a number that falls short of the book's may be one of something narrower: words around it are not understood.

    What is narrower can only be less. A slip that accounts for the number tells that it is none.
    """
    best = checked.best
    level = best.reading.anchor if best is not None and best.reading.kind == "level" else None
    if best is None or level is None or level.corrections or checked.verdict != "contradicted" or _is_telling(checked):
        return False
    around = surroundings(scene, index)
    high, value = checked.statement.high, best.answer.value
    if account(around, level.measurable.ledger).unread >= UNREAD:
        return not (_names_both(level) and value is not None and (checked.statement.low or 0) > value)
    if high is None or value is None or high > NEARLY * value:
        return False
    if _adds_up_shares(level, value):
        return True
    return high <= HALF * value and _leaves_unread(scene, around, FRAMED)


def _names_both(level: Level) -> bool:
    """Whether own words name the entry by two of its cells: no part of what one gave another is more than all of it."""
    told = len([each for each in level.conditions if each.op == "in"]) + level.placed
    return level.own and told > 1


def _adds_up_shares(level: Level, value: Fraction) -> bool:
    """Whether the book's figure is the shares of several entries added up: the text means one of them."""
    return level.measurable.plain and "%" in level.measurable.units and value > 1


def _leaves_unread(scene: Scene, around: Surroundings, signs: int) -> bool:
    """Whether no known word covers so many Han signs of the clause right before the statement's own."""
    end = around.before.start
    if end <= around.half.start:
        return False
    span = Span(max(scene.clause(end - 1).start, around.half.start), end)
    words, times = ((each.start, each.end) for each in scene.hits_in(span)), scene.times_in(span)
    unread, place = 0, span.start
    for start, stop in merge(words, ((each.start, each.end) for each in times), [(end, end)]):
        unread += len(_HAN.findall(scene.text, place, start)) if start > place else 0
        if unread >= signs:
            return True
        place = max(place, stop)
    return False


def _same_figure(scene: Scene, decided: Sequence[Checked]) -> Iterator[tuple[int, int]]:
    """The pairs of statements, of one sentence or neighbours, that were read as one figure but cannot both be true."""
    last: dict[Hashable, int] = {}
    for index, each in enumerate(decided):
        if each.best is None or each.verdict not in ("confirmed", "contradicted"):
            continue
        figure = each.best.reading.formula
        former = last.get(figure)
        last[figure] = index
        if former is None or not apart(decided[former].statement, each.statement):
            continue
        places = [scene.sentence(decided[place].statement.start) for place in (former, index)]
        if places[0] == places[1] and _words(scene, former) != _words(scene, index):
            yield former, index


def _words(scene: Scene, index: int) -> str:
    """The Han signs of a statement's own words, without its times."""
    spans = scene.own(index)
    timed = [place for span in spans for time in scene.times_in(span) for place in range(time.start, time.end)]
    places = (place for span in spans for place in range(span.start, span.end) if place not in timed)
    return "".join(sign for place in places if _HAN.match(sign := scene.text[place]))
