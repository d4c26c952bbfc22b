"""The words around a number, by which a correction finds the same statement again in another report.

Written ``医疗专家接诊群众〔数〕人次``: what the clause says before the number, then its unit. Values, qualifiers and the
scale of the unit (万, 亿) are no part of it; dates, regions and names of the book end it; filling words (共, 累计, 的)
are left out on both sides. A statement matches when its words are *the same*, not when they contain the pattern: what
was said of 接诊群众 says nothing of 免费接诊群众, unless the pattern begins with ``…``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jiedui.base.problems import refuse
from jiedui.base.units import UNITS, Dimension
from jiedui.prose.document import Span
from jiedui.prose.model import Statement
from jiedui.prose.normalise import normalise
from jiedui.prose.times import GOVERNING
from jiedui.reports.check.text.scene import Scene

#: Where the number stands; what stands before a pattern that may begin anywhere.
NUMBER, ANYTHING = "〔数〕", "…"
#: Signs that tell a statement from others: where the clause has fewer before the number, more is taken.
TELLING = 4
#: Signs kept of one clause at most.
LONGEST = 24
_FILLING = re.compile(r"累计|共计|合计|总计|一共|先后|已经|分别|其中|全年|目前|达到|约|共|已|达|了|为|计|的|有|将|被")
_STOP = re.compile(r"[，。；：、！？,;:!?\n（）()“”]")
_OTHER = re.compile(r"[^\u3400-\u9fff0-9A-Za-z%‰]")
_SCALE = re.compile(r"[十百千万亿]+")
#: The unit by which a pattern names each dimension; things are named by their measure word.
_UNIT: dict[Dimension, str] = {
    "money": "元",
    "area": "亩",
    "mass": "吨",
    "length": "公里",
    "energy": "吨标准煤",
    "visits": "人次",
    "ratio": "%",
    "points": "个百分点",
    "times": "倍",
    "duration": "个月",
    "rank": "位",
}
_PERSONS = frozenset("人名位")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around one number: the clause before its own, its own words before it, its unit, the words behind."""

    former: str
    before: str
    unit: str
    after: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, read: what must stand before the number, the unit with what must follow, whether more may stand before."""

    before: str
    behind: str
    open: bool

    @property
    def written(self) -> str:
        """The pattern as people read it."""
        return f"{ANYTHING if self.open else ''}{self.before}{NUMBER}{self.behind}"

    def fits(self, words: Words) -> bool:
        """Whether these are the words that it means."""
        told = f"{words.former}，{words.before}" if "，" in self.before else words.before
        same = told.endswith(self.before) if self.open else told == self.before
        rest = self.behind.removeprefix(words.unit)
        return same and self.behind.startswith(words.unit) and words.after.startswith(rest)


def parse_pattern(text: str) -> Pattern:
    """The pattern that a person writes.

    Raises Refusal: correction-words (no number, or several), correction-wide (too few words to tell by).
    """
    plain = normalise(text.strip()).text
    if plain.count(NUMBER) != 1:
        raise refuse("correction-words", text=text, number=NUMBER)
    before, behind = plain.split(NUMBER)
    head = "，".join(_bare(clause) for clause in before.split("，")[-2:])
    found = Pattern(head, _behind(behind), before.startswith(ANYTHING))
    if len(head) + len(found.behind.removeprefix(_unit_of(found.behind))) < 2:
        raise refuse("correction-wide", text=text)
    return found


def pattern_at(scene: Scene, index: int) -> str:
    """The pattern that finds that statement again: own words, those behind and the clause before where they are few."""
    statement = scene.statements[index]
    before, after = scene.own(index)
    own, unit = _tail(scene, before), _unit(statement)
    if len(own) >= TELLING:
        return f"{own}{NUMBER}{unit}"
    behind = statement.noun + _head(scene, after)
    former = _former(scene, index) if len(own) + len(behind) < TELLING else ""
    return f"{former}，{own}{NUMBER}{unit}{behind}" if former else f"{own}{NUMBER}{unit}{behind}"


def words_at(scene: Scene, index: int) -> Words:
    """What stands around the number of that statement."""
    statement = scene.statements[index]
    before, after = scene.own(index)
    own = _tail(scene, before)
    return Words(_former(scene, index), own, _unit(statement), statement.noun + _head(scene, after))


def _former(scene: Scene, index: int) -> str:
    """The words of the clause before the statement's own; where the number before stands closer, what that one counts."""
    between = scene.between(index)
    if told := _tail(scene, between):
        return told
    if index == 0 or scene.sentence(scene.statements[index - 1].start) != scene.sentence(scene.statements[index].start):
        return ""
    return _tail(scene, scene.own(index - 1)[0]) + _unit(scene.statements[index - 1])


def _tail(scene: Scene, span: Span) -> str:
    """The last words of a stretch: from its last stop, date, region or name on."""
    ends = [span.start, *_borders(scene, span)]
    ends += [found.end() for found in _STOP.finditer(scene.text, span.start, span.end - 1)]
    return _bare(scene.text[max(ends) : span.end])


def _head(scene: Scene, span: Span) -> str:
    """The first words of a stretch: up to its first stop, date, region or name."""
    stop = _STOP.search(scene.text, span.start, span.end)
    starts = [hit.start for hit in scene.names_in(span)]
    return _bare(scene.text[span.start : min([span.end, *starts, *((stop.start(),) if stop else ())])])


def _borders(scene: Scene, span: Span) -> list[int]:
    """Where dates, regions and names end in a stretch."""
    times = [time.end for time in scene.times_in(span) if time.kind in GOVERNING]
    return [*times, *(hit.end for hit in scene.names_in(span))]


def _bare(text: str) -> str:
    """The telling signs of a text: no filling words, no marks."""
    return _OTHER.sub("", _FILLING.sub("", text))[-LONGEST:]


def _unit(statement: Statement) -> str:
    """The unit of a statement as patterns write it."""
    if statement.dimension == "count":
        return "人" if statement.unit in _PERSONS else statement.unit
    return _UNIT[statement.dimension]


def _behind(text: str) -> str:
    """The unit and the words behind it, of a pattern as a person writes it."""
    plain = _bare(_SCALE.sub("", text, count=1) if _SCALE.match(text) else text)
    name = _unit_of(plain)
    if name in UNITS and UNITS[name].dimension != "count":
        return _UNIT[UNITS[name].dimension] + plain.removeprefix(name)
    return "人" + plain[1:] if plain[:1] in _PERSONS else plain


def _unit_of(text: str) -> str:
    """The unit that a text begins with: the longest known one, else its first sign."""
    return max((name for name in UNITS if text.startswith(name)), key=len, default=text[:1])
