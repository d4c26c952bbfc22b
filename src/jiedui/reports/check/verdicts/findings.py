"""Findings that need no book: parts against their whole, a growth against its two figures, one thing told twice, dates.

What the statements mean, where the book told, keeps overlapping parts (采纳8条、见效5条) from being added up. Each is a :class:`Finding` with the spans that it speaks of; ``holds`` tells a sum that adds up from one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from jiedui.prose.document import Span
from jiedui.prose.model import Extraction, Statement, StyleKind
from jiedui.prose.times import TimeMention
from jiedui.reports.check.readings.amounts import Level
from jiedui.reports.check.text.finding import Finding, span_of
from jiedui.reports.check.text.growths import growths
from jiedui.reports.check.text.scene import Scene

_AMONG = re.compile(r"其中|包括")
#: 分别 opens a list of parts only in the same breath as the whole.
_SHARED = re.compile(r"^[^；。]{0,12}分别")
#: What begins another matter within a list of parts.
_ANOTHER = re.compile(r"[；;。]|另|此外|还有|同时|我[县区市镇]|双方|两地|互派|派出|选派|比|较")
#: 万 and 亿 taken for one another.
SCALE = 10**4
_STYLE: dict[StyleKind, str] = {
    "double-approximate": "“约”与“左右”重复，只留一个",
    "near-approximate": "“近”与“左右”不能同用",
    "double-bound": "“至少”与“以上”重复，只留一个",
    "clash": "一个说在上、一个说在下，前后矛盾",
    "fall-times": "下降不用倍数，宜用百分比",
    "range-unit": "范围两端的单位不清，应写作“7万—8万”",
    "many-doublings": "“翻三番”以上多为“三倍”之误，请核",
}


def find(scene: Scene, extraction: Extraction, levels: Mapping[int, Level] | None = None) -> list[Finding]:
    """Every finding of the text, in order of place; ``levels`` are what amounts mean, by where they begin."""
    found = [
        *_sums(scene, levels or {}),
        *growths(scene),
        *_shares(scene),
        *_dates(scene),
        *_style(extraction),
    ]
    return sorted(found, key=lambda finding: finding.spans[0])


def told_twice(pairs: Iterable[tuple[Statement, object]]) -> Iterator[Finding]:
    """Statements that mean the same and state values that exclude each other; ``pairs`` are statements with meanings."""
    seen: dict[object, Statement] = {}
    for statement, meaning in pairs:
        earlier = seen.setdefault(meaning, statement)
        if earlier is not statement and apart(earlier, statement):
            yield Finding(
                "twice",
                (span_of(earlier), span_of(statement)),
                f"同一数据前后不一：前文“{earlier.text}”，后文“{statement.text}”{out_by(earlier.low, statement.low)}",
            )


def out_by(one: Fraction | None, other: Fraction | None) -> str:
    """A word where the two are out by 万 for 亿."""
    scales = (Fraction(SCALE), Fraction(1, SCALE))
    return "，疑为万、亿之误" if one and other and one / other in scales else ""


def apart(one: Statement, other: Statement) -> bool:
    """Whether no value could make both statements true, roundings to the printed place allowed."""
    slack = max(one.ulp, other.ulp)
    return _below(one.high, other.low, slack) or _below(other.high, one.low, slack)


def _below(high: Fraction | None, low: Fraction | None, slack: Fraction) -> bool:
    return high is not None and low is not None and high + slack < low


def _exact(statement: Statement) -> bool:
    return statement.exact and not statement.masked and statement.role == "level"


def _groups(scene: Scene) -> Iterator[list[Statement]]:
    """The exact amounts of each sentence, in order."""
    group: list[Statement] = []
    here = None
    for statement in scene.statements:
        sentence = scene.sentence(statement.start)
        if sentence != here and group:
            yield group
            group = []
        here = sentence
        if _exact(statement):
            group.append(statement)
    if group:
        yield group


def _sums(scene: Scene, levels: Mapping[int, Level]) -> Iterator[Finding]:
    """A whole followed by its parts: 共30837人，其中甲11533人、乙14759人、丙4545人."""
    for group in _groups(scene):
        for place, whole in enumerate(group):
            parts = _parts(scene, whole, group[place + 1 :])
            if parts and not _beside(whole, parts, levels):
                among = bool(_AMONG.search(scene.text, whole.end, parts[0].start)) or parts[0].start in levels
                finding = _sum(whole, parts, summed=among and _may_be_summed(scene, parts, levels))
                if finding:
                    yield finding
                break


def _beside(whole: Statement, parts: Sequence[Statement], levels: Mapping[int, Level]) -> bool:
    """Whether what seems the whole is beside the parts instead: 甲镇145人，乙镇和丙镇分别为74人和73人."""
    this = levels.get(whole.start)
    return this is not None and any(part.start in levels and _exclude(this, levels[part.start]) for part in parts)


def _parts(scene: Scene, whole: Statement, rest: Sequence[Statement]) -> list[Statement]:
    """The statements behind 其中 that are of the whole's kind, up to the first of another matter.

    Where they add up to the whole, the list is at its end.
    """
    parts: list[Statement] = []
    for former, statement in pairwise([whole, *rest]):
        gap = scene.text[former.end : statement.start]
        if not parts and not (_AMONG.search(gap) or _SHARED.match(gap)):
            return []
        if parts and (len(gap) > LONGEST_GAP or _ANOTHER.search(gap)):
            break
        if (statement.dimension, statement.unit) != (whole.dimension, whole.unit):
            break
        parts.append(statement)
        if len(parts) > 1 and sum((part.low or Fraction(0) for part in parts), Fraction(0)) == whole.low:
            break
    return parts


#: The words between two parts of one list at most.
LONGEST_GAP = 24


def _may_be_summed(scene: Scene, parts: Sequence[Statement], levels: Mapping[int, Level]) -> bool:
    """Whether parts exclude one another: as they were understood; those that were not, where 、 joins them all."""
    known = [levels[part.start] for part in parts if part.start in levels]
    if len(known) == len(parts):
        return all(_exclude(one, other) for one, other in combinations(known, 2))
    gaps = (scene.text[one.end : other.start] for one, other in pairwise(parts))
    return not known and all(gap.startswith(("、", "和", "及")) for gap in gaps)


def _exclude(one: Level, other: Level) -> bool:
    """Whether no entry counts for both: other values of a choice, other places, another time."""
    if (one.measurable.ledger, one.measurable.measure) != (other.measurable.ledger, other.measurable.measure):
        return False
    if one.places and other.places and not set(one.places) & set(other.places):
        return True
    if one.period.end < other.period.start or other.period.end < one.period.start:
        return True
    values, others = _values(one), _values(other)
    return any(not values[column] & others[column] for column in values.keys() & others.keys())


def _values(level: Level) -> dict[str, frozenset[object]]:
    """The values that a level leaves of each column."""
    found: dict[str, frozenset[object]] = {}
    for each in (*level.measurable.where, *level.conditions):
        if each.op == "in":
            found[each.column] = found.get(each.column, frozenset(each.values)) & frozenset(each.values)
    return found


def _sum(whole: Statement, parts: Sequence[Statement], *, summed: bool) -> Finding | None:
    """Whether the parts add up to the whole; None when they need not (an open list below it, parts that overlap)."""
    values = [part.low for part in parts if part.low is not None]
    total, limit = sum(values, Fraction(0)), whole.low or Fraction(0)
    slack = whole.ulp + sum((part.ulp for part in parts), Fraction(0))
    spans = (*(span_of(part) for part in parts), span_of(whole))
    told = "+".join(part.text for part in parts)
    if len(parts) > 1 and abs(total - limit) <= min(slack / 2, whole.ulp):
        return Finding("sum", spans, f"{told}，与“{whole.text}”一致", holds=True)
    over = next((part for part in parts if part.low is not None and part.low > limit + slack), None)
    if over is not None:
        scale = out_by(total, limit)
        return Finding("part", (span_of(over), span_of(whole)), f"部分“{over.text}”大于总数“{whole.text}”{scale}")
    if len(parts) > 1 and summed and total > limit + slack:
        return Finding("sum", spans, f"各部分{told}相加超过总数“{whole.text}”")
    return None


#: What happens to a project or a firm, by the order in which it does.
_STEPS = (
    ("签约", "签订", "批复", "立项", "获批"),
    ("开工", "动工", "启动建设", "奠基"),
    ("竣工", "完工", "投产", "建成", "封顶"),
    ("验收", "通过验收"),
    ("移交", "交付"),
)
_STEP = re.compile(r"[^，。；：、]{0,6}?(" + "|".join(word for step in _STEPS for word in step) + ")")


def _dates(scene: Scene) -> Iterator[Finding]:
    """A later step told with an earlier date in one sentence: 10月开工、7月竣工."""
    for sentence in scene.document.sentences:
        told = [each for time in scene.times_in(Span(*sentence)) for each in _step(scene, time)]
        for (one, first), (other, last) in pairwise(told):
            if one < other and last.period and first.period and last.period.end < first.period.start:
                yield Finding(
                    "dates",
                    ((first.start, first.end), (last.start, last.end)),
                    f"先后颠倒：“{_with_step(scene, first)}”在“{_with_step(scene, last)}”之后",
                )


def _step(scene: Scene, time: TimeMention) -> Iterator[tuple[int, TimeMention]]:
    """The step that the time dates, by its order; a window longer than a month dates none."""
    found = _STEP.match(scene.text, time.end)
    if found and time.period is not None and time.period.days <= MONTH:
        yield next(order for order, words in enumerate(_STEPS) if found[1] in words), time


def _with_step(scene: Scene, time: TimeMention) -> str:
    """The time with what happened then."""
    found = _STEP.match(scene.text, time.end)
    return scene.text[time.start : found.end() if found else time.end]


MONTH = 31


def _shares(scene: Scene) -> Iterator[Finding]:
    """Shares of one list that exceed the whole: 占45%、38%、25%."""
    for one, *more in _share_lists(scene):
        total = sum((each.low for each in (one, *more) if each.low is not None), Fraction(0))
        if total > 1 + Fraction(len(more) + 1, 1000):
            yield Finding(
                "shares",
                tuple(span_of(each) for each in (one, *more)),
                f"各占比相加为 {float(100 * total):.1f}%，超过 100%",
            )


def _share_lists(scene: Scene) -> Iterator[list[Statement]]:
    """Runs of exact shares joined by 、 or 和 in one clause."""
    run: list[Statement] = []
    for statement in scene.statements:
        share = statement.role == "share" and statement.exact
        if run and share and _goes_on(scene, run[-1], statement):
            run.append(statement)
            continue
        if len(run) > 1:
            yield run
        run = [statement] if share else []
    if len(run) > 1:
        yield run


def _goes_on(scene: Scene, former: Statement, statement: Statement) -> bool:
    """Whether a share goes on with the list of the one before: joined by 、, or told of another value of the same column."""
    gap = Span(former.end, statement.start)
    if re.fullmatch(r"[、和及与]?[^，。；：]{0,10}", scene.text[gap.start : gap.end]):
        return True
    if not re.fullmatch(r"，[^，。；：]{1,10}", scene.text[gap.start : gap.end]):
        return False
    start = max(scene.sentence(former.start).start, former.start - REACH)
    before, this = _columns(scene, Span(start, former.start)), _columns(scene, gap)
    return any(this[column] - before[column] for column in before.keys() & this.keys())


#: So far before a share stands the word for what it is of.
REACH = 12


def _columns(scene: Scene, span: Span) -> dict[tuple[str, str], set[object]]:
    """The values that the words of a stretch name, by column."""
    found: dict[tuple[str, str], set[object]] = {}
    for hit in scene.hits_in(span):
        for values in hit.meanings.values.values():
            for each in values:
                found.setdefault((each.ledger, each.column), set()).add(each.value)
    return found


def _style(extraction: Extraction) -> Iterator[Finding]:
    """Faults of style, as the reading of the prose found them."""
    for fault in extraction.style_findings:
        yield Finding("style", ((fault.start, fault.end),), f"“{fault.text}”：{_STYLE[fault.kind]}")
