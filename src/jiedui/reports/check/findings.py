"""Findings that need no book: parts against their whole, a growth against its two figures, one thing told twice.

Each is a :class:`Finding` with the spans that it speaks of; ``holds`` tells a sum that adds up from one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from jiedui.prose.model import Extraction, Statement, StyleKind
from jiedui.reports.check.scene import Scene

FindingKind = Literal["sum", "part", "growth", "twice", "shares", "style"]
_AMONG = re.compile(r"其中|包括|分别")
_STYLE: dict[StyleKind, str] = {
    "double-approximate": "“约”与“左右”重复，只留一个",
    "near-approximate": "“近”与“左右”不能同用",
    "double-bound": "“至少”与“以上”重复，只留一个",
    "clash": "一个说在上、一个说在下，前后矛盾",
    "fall-times": "下降不用倍数，宜用百分比",
    "range-unit": "范围两端的单位不清，应写作“7万—8万”",
    "many-doublings": "“翻三番”以上多为“三倍”之误，请核",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its kind, where it stands, whether what it tests holds, and what to tell a clerk."""

    kind: FindingKind
    spans: tuple[tuple[int, int], ...]
    message: str
    holds: bool = False


def find(scene: Scene, extraction: Extraction) -> list[Finding]:
    """Every finding of the text, in order of place."""
    found = [*_sums(scene), *_growths(scene), *_shares(scene), *_style(extraction)]
    return sorted(found, key=lambda finding: finding.spans[0])


def told_twice(pairs: Iterable[tuple[Statement, object]]) -> Iterator[Finding]:
    """Statements that mean the same and state values that exclude each other; ``pairs`` are statements with meanings."""
    seen: dict[object, Statement] = {}
    for statement, meaning in pairs:
        earlier = seen.setdefault(meaning, statement)
        if earlier is not statement and _apart(earlier, statement):
            yield Finding(
                "twice",
                (_span(earlier), _span(statement)),
                f"同一数据前后不一：前文“{earlier.text}”，后文“{statement.text}”",
            )


def _span(statement: Statement) -> tuple[int, int]:
    return statement.start, statement.end


def _apart(one: Statement, other: Statement) -> bool:
    """Whether no value could make both true, roundings to the printed place allowed."""
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


def _sums(scene: Scene) -> Iterator[Finding]:
    """A whole followed by its parts: 共30837人，其中甲11533人、乙14759人、丙4545人."""
    for group in _groups(scene):
        for place, whole in enumerate(group):
            parts = _parts(scene, whole, group[place + 1 :])
            if parts:
                finding = _sum(whole, parts)
                if finding:
                    yield finding
                break


def _parts(scene: Scene, whole: Statement, rest: Sequence[Statement]) -> list[Statement]:
    """The statements behind 其中 that are of the whole's kind, up to the first of another kind."""
    parts: list[Statement] = []
    for former, statement in pairwise([whole, *rest]):
        gap = scene.text[former.end : statement.start]
        if not parts and not _AMONG.search(gap):
            return []
        if parts and (len(gap) > 24 or re.search(r"[；;]|另|此外", gap)):
            break
        if (statement.dimension, statement.unit) != (whole.dimension, whole.unit):
            break
        parts.append(statement)
    return parts


def _sum(whole: Statement, parts: Sequence[Statement]) -> Finding | None:
    """Whether the parts add up to the whole; None when they need not (an open list below it)."""
    values = [part.low for part in parts if part.low is not None]
    total, limit = sum(values, Fraction(0)), whole.low or Fraction(0)
    slack = whole.ulp + sum((part.ulp for part in parts), Fraction(0))
    spans = (*(_span(part) for part in parts), _span(whole))
    told = "+".join(part.text for part in parts)
    if len(parts) > 1 and abs(total - limit) <= slack / 2:
        return Finding("sum", spans, f"{told}，与“{whole.text}”一致", holds=True)
    over = next((part for part in parts if part.low is not None and part.low > limit + slack), None)
    if over is not None:
        return Finding("part", (_span(over), _span(whole)), f"部分“{over.text}”大于总数“{whole.text}”")
    if len(parts) > 1 and total > limit + slack:
        return Finding("sum", spans, f"各部分{told}相加超过总数“{whole.text}”")
    return None


def _growths(scene: Scene) -> Iterator[Finding]:
    """由A增至B，增长g%: whether g follows from A and B."""
    for one, other, rate in zip(scene.statements, scene.statements[1:], scene.statements[2:], strict=False):
        gap = scene.text[one.end : other.start]
        if (
            rate.role not in ("growth", "fall")
            or rate.dimension != "ratio"
            or not rate.exact
            or not (one.exact and other.exact)
        ):
            continue
        if (
            one.dimension != other.dimension
            or not re.search(r"(增|提|升|降|减|下滑|扩大)\w{0,2}[至到为]", gap)
            or not one.low
        ):
            continue
        if other.low is None or rate.low is None or scene.sentence(one.start) != scene.sentence(rate.start):
            continue
        change = abs(other.low / one.low - 1)
        holds = rate.low - rate.ulp <= change <= rate.low + rate.ulp
        yield Finding(
            "growth",
            (_span(one), _span(other), _span(rate)),
            f"由“{one.text}”到“{other.text}”变化 {float(100 * change):.2f}%，文中作“{rate.text}”",
            holds=holds,
        )


def _shares(scene: Scene) -> Iterator[Finding]:
    """Shares of one list that exceed the whole: 占45%、38%、25%."""
    for one, *more in _share_lists(scene):
        total = sum((each.low for each in (one, *more) if each.low is not None), Fraction(0))
        if total > 1 + Fraction(len(more) + 1, 1000):
            yield Finding(
                "shares",
                tuple(_span(each) for each in (one, *more)),
                f"各占比相加为 {float(100 * total):.1f}%，超过 100%",
            )


def _share_lists(scene: Scene) -> Iterator[list[Statement]]:
    """Runs of exact shares joined by 、 or 和 in one clause."""
    run: list[Statement] = []
    for statement in scene.statements:
        share = statement.role == "share" and statement.exact
        if run and share and re.fullmatch(r"[、和及与]?[^，。；：]{0,10}", scene.text[run[-1].end : statement.start]):
            run.append(statement)
            continue
        if len(run) > 1:
            yield run
        run = [statement] if share else []
    if len(run) > 1:
        yield run


def _style(extraction: Extraction) -> Iterator[Finding]:
    """Faults of style, as the reading of the prose found them."""
    for fault in extraction.style_findings:
        yield Finding("style", ((fault.start, fault.end),), f"“{fault.text}”：{_STYLE[fault.kind]}")
