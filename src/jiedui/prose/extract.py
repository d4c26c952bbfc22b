"""From a text to its statements of quantity: one pass of the pattern, then the words around each match.

:func:`extract` works on the normalised text and answers in places of the text as it came. It takes time proportional to
the length of the text, whatever the text is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter

from jiedui.prose.model import Extraction, Statement, StyleFinding
from jiedui.prose.normalise import Normalised, normalise
from jiedui.prose.quantities import pattern
from jiedui.prose.quantity import Quantity, clause_before
from jiedui.prose.reading import of_unit, read, shared
from jiedui.prose.rows import tables_told
from jiedui.prose.runs import parse_run
from jiedui.prose.statements import context_marks, is_statement, mood, role
from jiedui.prose.tables import Row

Span = tuple[int, int]

#: 分别为12、8和5家: numbers that share the unit of the last one stand before it, joined by these.
_SHARED = re.compile(r"(?:[0-9][0-9.]*|[〇一二两三四五六七八九十百]+)[万亿]?(?=[、和与及])")
_JOINTS = frozenset("、和与及")
_RESPECTIVELY = re.compile(r"分别|依次")
_SHARED_REACH = 40


def extract(
    text: str, clock: date | None = None, excluded: Sequence[Span] = (), cells: Iterable[Sequence[Row]] = ()
) -> Extraction:
    """The statements of quantity in a text, in order of place.

    ``clock`` is the text's own date: a year beyond it is a plan. ``excluded`` are spans of the text that are names
    (三官村, 六合公司): no quantity is looked for inside them. ``cells`` are the rows of tables that the text itself does not
    show, by the places of their cells.
    """
    return extract_from(text, tables_told(normalise(text), cells), clock, excluded)


def extract_from(text: str, plain: Normalised, clock: date | None = None, excluded: Sequence[Span] = ()) -> Extraction:
    """The statements of quantity in a text, as :func:`extract` tells them, read from its normalised form."""
    latest = clock.year if clock else None
    statements: list[Statement] = []
    findings: list[StyleFinding] = []
    labelled = {each.start: each for each in _under_labels(plain.text)}
    told = labelled | {each.start: each for each in _quantities(plain.text)}  # no number twice
    for quantity in sorted(told.values(), key=attrgetter("start")):
        statement = _statement(text, plain, quantity, latest)
        start, end = statement.start, statement.end
        if excluded and _inside(excluded, plain.offsets[quantity.number], end):
            continue
        if statements and _continues(text, statements[-1], statement):
            statement = statement._replace(role=statements[-1].role, mood=statements[-1].mood)
        statements.append(statement)
        if quantity.style is not None:
            findings.append(StyleFinding(quantity.style, start, end, text[start:end]))
        if quantity.dimension == "times" and statements[-1].role == "fall":
            findings.append(StyleFinding("fall-times", start, end, text[start:end]))
    return Extraction(text, tuple(statements), tuple(findings))


def _continues(text: str, last: Statement, this: Statement) -> bool:
    """Whether a statement is told in one breath with the last: 分别增长26.7%和18.9%."""
    joined = this.start == last.end + 1 and text[last.end] in _JOINTS
    return joined and this.dimension == last.dimension and this.role in {"level", "rate", "share"}


def _inside(excluded: Sequence[Span], start: int, end: int) -> bool:
    """Whether a number lies within or across one of the sorted spans."""
    at = bisect_right(excluded, (start, end))
    return any(low < end and start < high for low, high in excluded[max(0, at - 1) : at + 1])


def _quantities(text: str) -> Iterator[Quantity]:
    """The quantities that are statements, with those that share a unit before them."""
    for found in pattern().finditer(text):
        if found["skip"] is not None:
            continue
        for quantity in read(text, found):
            if is_statement(text, quantity):
                if text[quantity.start - 1 : quantity.start] in _JOINTS:
                    yield from _sharing(text, quantity)
                elif quantity.kind == "number":
                    yield from _labelled(text, quantity)
                yield quantity
                yield from _in_brackets(text, quantity)


def _under_labels(text: str) -> Iterator[Quantity]:
    """The bare numbers of a line behind a label that tells their unit: 到位投资（亿元）：去年1.288，今年1.845."""
    for label in _LABEL.finditer(text):
        scale, unit = label["scale"] or "", label["unit"]
        for found in _BARE.finditer(text, label.end(), _end_of_line(text, label.end())):
            run = parse_run(found[0] + scale)
            if run is not None and run.top is None:
                yield of_unit(unit, found.start(), found.end(), run)


def _end_of_line(text: str, start: int) -> int:
    """Where the sentence ends, or the line."""
    return min((place for mark in "。\n" if (place := text.find(mark, start)) >= 0), default=len(text))


#: A unit in brackets between a label and a colon; numbers that nothing follows but a mark, an arrow or a bracket.
_LABEL = re.compile(r"(?<=[\u4e00-\u9fff])[（(](?P<scale>[万亿])?(?P<unit>元|人次|人|个|家|户|吨|亩)[）)][：:]")
_BARE = re.compile(
    r"(?<![0-9.第-])(?<!附件)(?<!附表)(?:(?<=[：:])|(?<=[\u4e00-\u9fff→]))[0-9]+(?:\.[0-9]+)?(?=[，。；、）)→\s]|$)"
)


def _sharing(text: str, last: Quantity) -> Iterator[Quantity]:
    """The numbers before this one that leave their unit to it: 分别为12、8和5家; right behind a colon: 逐季：12、8、5家."""
    begin = max(0, last.start - _SHARED_REACH)
    begin = max(begin, *(text.rfind(mark, begin, last.start) + 1 for mark in "。\n"))
    respectively = _RESPECTIVELY.search(text, begin, last.start)
    if last.bounds.vague or last.dimension == "rank":
        return
    chain: list[re.Match[str]] = []
    for found in _SHARED.finditer(text, respectively.end() if respectively else begin, last.start):
        if chain and chain[-1].end() + 1 != found.start():
            chain.clear()
        chain.append(found)
    if not chain or chain[-1].end() + 1 != last.start:
        return
    if respectively is None and not _opens_a_list(text, chain):
        return
    yield from _of_its_unit(text, last, (found.span() for found in chain))


def _of_its_unit(text: str, told: Quantity, spans: Iterable[tuple[int, int]]) -> Iterator[Quantity]:
    """The numbers in those places, each in the unit and the scale of the one that tells them."""
    scale = _scale(text[told.number : told.end])
    for start, end in spans:
        written = text[start:end]
        run = parse_run(written if written[-1] in "万亿" else written + scale)
        if run is not None and run.top is None:
            yield shared(told, start, end, run)


def _opens_a_list(text: str, chain: Sequence[re.Match[str]]) -> bool:
    """Whether numbers in figures, two and more besides the last, stand right behind a colon."""
    colon = text[max(0, chain[0].start() - 1) : chain[0].start()] in _COLONS
    return colon and len(chain) > 1 and all(found[0][0].isascii() for found in chain)


_COLONS = frozenset("：:")


def _in_brackets(text: str, whole: Quantity) -> Iterator[Quantity]:
    """The parts of a number that leave their unit to it, each behind a label: 39对（村村15、村企10、镇镇6）."""
    found = _PARTS.match(text, whole.end)
    if found is None or whole.bounds.vague or whole.dimension not in _SUMS:
        return
    yield from _of_its_unit(text, whole, (part.span(1) for part in _PART.finditer(text, *found.span("parts"))))


#: Several parts in a bracket right behind their whole.
_PARTS = re.compile(
    r"[（(](?:其中)?[：:]?(?P<parts>(?:[\u4e00-\u9fff]{1,6}[0-9][0-9.]*[万亿]?[、，；])+[\u4e00-\u9fff]{1,6}[0-9][0-9.]*[万亿]?)[）)]"
)
_PART = re.compile(r"(?<=[\u4e00-\u9fff])([0-9][0-9.]*[万亿]?)(?=[、，；）)]|$)")


def _labelled(text: str, last: Quantity) -> Iterator[Quantity]:
    """The numbers before this one that leave their unit to it, each behind a label: 东部925、省外230、公益岗95人."""
    chain = _LABELLED.search(text, max(0, last.start - _SHARED_REACH), last.start)
    if chain is None or last.bounds.vague or last.dimension not in _SUMS:
        return
    yield from _of_its_unit(text, last, (found.span(1) for found in _MEMBER.finditer(text, *chain.span("members"))))


#: Numbers without a unit, each behind a label of its own, before one that has one and a label as well.
_LABELLED = re.compile(
    r"(?:^|(?<=[，。；：:、（(\s]))(?P<members>(?:(?!附件|图|表|编号)[\u4e00-\u9fff]{2,6}[0-9][0-9.]*[万亿]?、)+)[\u4e00-\u9fff]{2,6}$"
)
_MEMBER = re.compile(r"([0-9][0-9.]*[万亿]?)、")
_SUMS = frozenset({"money", "count", "visits", "mass"})


def _scale(written: str) -> str:
    """The 万 or 亿 of a quantity as written."""
    return "".join(char for char in written if char in "万亿")


def _statement(text: str, plain: Normalised, quantity: Quantity, latest: int | None) -> Statement:
    """The statement that a quantity makes, in places of the text as it came."""
    start, end = plain.span(quantity.start, quantity.end)
    said = quantity.bounds
    clause = clause_before(plain.text, quantity.start)
    return Statement(
        start,
        end,
        text[start:end],
        quantity.dimension,
        quantity.unit,
        quantity.noun,
        said.low,
        said.high,
        said.low_open,
        said.high_open,
        quantity.ulp,
        said.soft_low,
        said.soft_high,
        said.vague,
        role(plain.text, quantity, clause),
        context_marks(clause, quantity),
        mood(plain.text, quantity, latest),
        quantity.kind == "mask",
    )
