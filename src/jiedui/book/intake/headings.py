"""Where a sheet's table begins, which ledger it belongs to, and which column of it each of the ledger's columns is.

Title rows stand above the heading, the heading has one level or two (a merged parent above its children), a heading
carries its unit in brackets, a title row may give the unit of all money (单位：万元). Headings are compared without
blanks, brackets, case and width.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import process

from jiedui.base.problems import Place, Problem
from jiedui.base.units import UNITS, Unit, unit
from jiedui.book.intake.cells import Raw, clean, narrow, shown
from jiedui.catalog import Catalog, Column, Ledger

#: Rows looked at for the heading.
LOOKED_AT = 40
#: Headings that stand in many sheets and hold nothing to keep.
COUNTERS = frozenset({"序号", "序", "no", "no.", "行号", "错误说明"})
#: Sheets that explain others and hold no entries.
ASIDES = frozenset({"填表说明", "来源", "问题清单", "选项", "说明", "目录", "封面"})
#: How alike a heading must be to a column's name, of 100, for the name to be suggested.
ALIKE = 60
#: A sheet that names no ledger must have this share of its headings known to be taken for one's.
KNOWN_SHARE = 0.6

_BRACKETS = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
_TITLE_UNIT = re.compile(
    r"(?:金额)?单位[:：]?\s*((?:[万亿千百]?元|[万亿千百]?元人民币)(?=$|[、,，;；/)\]】\s人户个亩]))"
)
_MONEY_MARK = re.compile(r"元|币|[$€£¥]|usd|rmb|cny|eur|hkd")
_MEASURE_WORD = 3
#: What a sheet is called after a ledger besides its title: 互访台账 is handed in as 互访, 互访情况表, 互访统计表.
_LEDGER_WORD = "台账"
_SHEET_WORDS = re.compile(r"(?:工作)?(?:情况)?(?:登记|统计|汇总|明细|一览)?(?:表|清单|台账|情况)?")
#: How headings of a day end: 到账日期, 拨付时间.
_DAY_WORDS = ("日期", "时间")

Rows = Sequence[Sequence[Raw]]
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Matched:
    """A column of a sheet that is a column of the ledger: where it stands (from 0), its heading, the unit it names."""

    column: Column
    index: int
    heading: str
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one sheet: its ledger, its columns, its first row and the one below it (from 0), what is to be told."""

    ledger: Ledger
    columns: tuple[Matched, ...]
    below: int
    problems: tuple[Problem, ...] = ()
    texts: tuple[str, ...] = ()
    top: int = 0


@dataclass(frozen=True, slots=True)
class Level:
    """One way of reading the heading: its first row, the one below it, for each column its text and words to compare."""

    top: int
    below: int
    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    found: Mapping[int, Column] = field(default_factory=dict)


def tight(text: str) -> str:
    """A heading as it is compared: narrow, lower case, without blanks and the marks of what must be filled."""
    return narrow(text).casefold().replace("(必填)", "").strip("*:：")


def bare(text: str) -> str:
    """A heading without its brackets."""
    return _BRACKETS.sub("", tight(text)).strip("*:：")


def column_words(ledger: Ledger) -> Mapping[str, Column]:
    """The columns by every word that a heading may call them; a title before a name before an alias."""
    words: dict[str, Column] = {}
    for kind in range(max(len(column.names) for column in ledger.columns)):
        for column in ledger.columns:
            for name in column.names[kind : kind + 1]:
                words.setdefault(tight(name), column)
                words.setdefault(bare(name), column)
    return words


def find_heading(
    catalog: Catalog, rows: Rows, merged: Merged, names: Sequence[str], place: Place
) -> Heading | Problem | None:
    """The heading of a sheet whose first rows these are; None for a sheet without cells or one that only explains.

    ``names`` are what the sheet may be called after: its own name, then for a CSV file the file's.
    """
    texts = texts_of(rows)
    if not any(any(row) for row in texts) or (names and names[0].strip() in ASIDES):
        return None
    levels = list(_levels(texts, merged))
    named, exact = _named_ledger(catalog, names, texts)
    best = _best([named], levels, sure=True) if named else None
    if best and (exact or _whole(*best)):
        return matched(*_dated(*best), texts, place)
    guess = None if exact else _best(catalog.ledgers.values(), levels, sure=False)
    if guess:
        return matched(*guess, texts, place, Problem("sheet-guessed", place, {"ledger": guess[0].title}))
    if best:
        return matched(*_dated(*best), texts, place)
    return Problem("sheet-no-heading", place, {"ledger": named.title}) if named else Problem("sheet-unknown", place)


def texts_of(rows: Rows) -> list[list[str]]:
    """The first rows of a sheet as text."""
    return [[clean(cell) if isinstance(cell, str) else shown(cell) for cell in row] for row in rows[:LOOKED_AT]]


def _named_ledger(catalog: Catalog, names: Sequence[str], texts: Sequence[Sequence[str]]) -> tuple[Ledger | None, bool]:
    """The ledger that the sheet's name, the file's name or a title row bears; whether just so, or among other words."""
    titles = [filled[0] for row in texts[:5] if len(filled := [text for text in row if text]) == 1]
    words = {tight(word): ledger for ledger in catalog.ledgers.values() for word in ledger.names}
    for text in (*names, *titles):
        if ledger := words.get(tight(text)) or words.get(bare(text)):
            return ledger, True
    for text in (*names, *titles):
        inside = [word for word in words if not word.isascii() and len(word) > 2 and word in tight(text)]
        if inside:
            return words[max(inside, key=len)], False
    return next((ledger for text in (*names, *titles) if (ledger := _shortened(words, text))), None), False


def _shortened(words: Mapping[str, Ledger], text: str) -> Ledger | None:
    """The ledger whose name the text gives without 台账: 互访, 互访情况统计表."""
    short = {word.removesuffix(_LEDGER_WORD): ledger for word, ledger in words.items() if word.endswith(_LEDGER_WORD)}
    said = bare(text)
    fits = [word for word in short if said.startswith(word) and _SHEET_WORDS.fullmatch(said, len(word))]
    return short[max(fits, key=len)] if fits else None


def _dated(ledger: Ledger, level: Level) -> tuple[Ledger, Level]:
    """The reading with the column of days, when no heading names it and just one ends as such do: 到账日期 for 日期."""
    column = ledger.by_name.get(ledger.date or "")
    if column is None or column.type != "date" or column.name in _names(level):
        return ledger, level
    unread = [index for index, text in enumerate(level.texts) if index not in level.found]
    days = [index for index in unread if bare(level.texts[index]).endswith(_DAY_WORDS)]
    return ledger, replace(level, found={**level.found, days[0]: column}) if len(days) == 1 else level


def _whole(ledger: Ledger, level: Level) -> bool:
    """Whether every column that must be filled is there."""
    return _needed(ledger) <= _names(level)


def _needed(ledger: Ledger) -> set[str]:
    """The columns that must be filled."""
    return {column.name for column in ledger.columns if column.required}


def _names(level: Level) -> set[str]:
    """The columns that a reading knows."""
    return {column.name for column in level.found.values()}


def _best(ledgers: Iterable[Ledger], levels: Sequence[Level], *, sure: bool) -> tuple[Ledger, Level] | None:
    """The ledger and the reading of the heading that know most headings; None when none knows enough, or two as much."""
    found = [(ledger, each) for ledger in ledgers for each in read_levels(column_words(ledger), levels)]
    fits = [(_score(ledger, level), ledger, level) for ledger, level in found if _enough(ledger, level, sure=sure)]
    if not fits:
        return None
    top, ledger, level = max(fits, key=lambda each: (each[0], -each[2].below))
    rivals = {other.name for score, other, _ in fits if score == top}
    return None if len(rivals) > 1 else (ledger, level)


def _score(ledger: Ledger, level: Level) -> tuple[int, int]:
    """How well a reading fits: columns known, required ones among them counted twice, unknown headings against it."""
    names = _names(level)
    return len(names) + len(names & _needed(ledger)), -sum(map(bool, level.texts))


def _enough(ledger: Ledger, level: Level, *, sure: bool) -> bool:
    """Whether enough headings are known: two where the ledger is sure; else all needed ones, and most of the sheet's."""
    known = len(_names(level))
    if sure:
        return known >= min(2, len(ledger.columns))
    return _whole(ledger, level) and known >= KNOWN_SHARE * sum(map(bool, level.texts))


def _levels(texts: Sequence[Sequence[str]], merged: Merged) -> Iterator[Level]:
    """Every way of reading the heading: each row alone, each row as the children of the one above it."""
    for number, row in enumerate(texts):
        if any(row):
            yield level_of(texts, merged, number, number)
        if number and any(row) and any(texts[number - 1]):
            yield level_of(texts, merged, number - 1, number)


def level_of(texts: Sequence[Sequence[str]], merged: Merged, top: int, bottom: int) -> Level:
    """The heading that those rows (from 0) make together: each row the children of what stands above it."""
    told = tuple(texts[top])
    words: tuple[tuple[str, ...], ...] = tuple((text,) for text in told)
    for number in range(top + 1, bottom + 1):
        row = texts[number]
        parents = _spread(told, number - 1, row, merged)
        pairs = [_pair(parent, child) for parent, child in zip(parents, _wide_as(row, parents), strict=True)]
        told, words = tuple(text for text, _ in pairs), tuple(words for _, words in pairs)
    return Level(top, bottom + 1, told, words)


def _wide_as(row: Sequence[str], other: Sequence[str]) -> list[str]:
    """The row, filled up to the width of another."""
    return [*row, *[""] * (len(other) - len(row))][: len(other)]


def _spread(parents: Sequence[str], number: int, children: Sequence[str], merged: Merged) -> list[str]:
    """The parents over all their children: along merged cells, or else rightwards over blanks that have a child."""
    spread = _wide_as(parents, children) if len(children) > len(parents) else list(parents)
    ranges = [(left, right) for (top, left), (bottom, right) in merged if top <= number <= bottom]
    if ranges:
        for left, right in ranges:
            for index in range(left + 1, min(right + 1, len(spread))):
                spread[index] = spread[left]
        return spread
    last = ""
    for index, text in enumerate(spread):
        child = children[index] if index < len(children) else ""
        last = text or (last if child else "")
        spread[index] = last
    return spread


def _pair(parent: str, child: str) -> tuple[str, tuple[str, ...]]:
    """Text and words of a column with two levels: parent and child together, then the child alone."""
    if not child or not parent or parent == child:
        return parent or child, (parent or child,)
    return f"{parent} {child}", (parent + child, child)


def read_levels(words: Mapping[str, Column], levels: Iterable[Level]) -> Iterator[Level]:
    """The readings with the columns that they know."""
    for level in levels:
        found = {index: column for index, said in enumerate(level.words) if (column := _known(words, said))}
        if found:
            yield replace(level, found=found)


def _known(words: Mapping[str, Column], said: Iterable[str]) -> Column | None:
    """The column that one of the words names."""
    for word in said:
        if word and (column := words.get(tight(word)) or words.get(bare(word))):
            return column
    return None


def matched(ledger: Ledger, level: Level, texts: Sequence[Sequence[str]], place: Place, *notes: Problem) -> Heading:
    """The heading with everything that is to be told of it."""
    at = replace(place, row=level.below)
    general = next((found for row in texts[: level.below - 1] for text in row if (found := _title_unit(text))), None)
    columns: list[Matched] = []
    problems = [*notes, *_unknown_columns(ledger, level, at), *_twice(level, at), *_missing(ledger, level, at)]
    problems += _taken_for_days(ledger, level, at)
    for index, column in level.found.items():
        heading = level.texts[index]
        given, problem = _unit_of(column, heading, general, replace(at, column=heading))
        columns.append(Matched(column, index, heading, given))
        problems += [problem] if problem else []
    return Heading(ledger, tuple(columns), level.below, tuple(problems), level.texts, level.top)


def _title_unit(text: str) -> Unit | None:
    """The unit of money that a title row gives: 单位：万元."""
    found = _TITLE_UNIT.search(narrow(text))
    return unit(found[1].removesuffix("人民币")) if found else None


def _unit_of(column: Column, heading: str, general: Unit | None, at: Place) -> tuple[Unit | None, Problem | None]:
    """The unit that a heading names for its cells, None for the column's own; a unit of another kind is a problem."""
    if not column.numeric:
        return None, None
    for said in reversed(_BRACKETS.findall(narrow(heading))):
        word = re.sub(r"^(?:金额)?单位[:：]?", "", said)
        if word in (column.unit, "必填", ""):
            return None, None
        given = unit(word)
        if _same_kind(column, given, word):
            return given, None
        if _is_unit(word, given) or (column.type == "money" and _MONEY_MARK.search(word.casefold())):
            details = {"unit": word, "own": column.unit or "", "column": column.title}
            code = "heading-unit" if column.unit else "heading-unit-unused"
            return None, Problem(code, at, details)
    if column.type != "money" or general:
        return (general if column.type == "money" else None), None
    details = {"column": column.title, "unit": column.cell_unit.name}
    return None, Problem("heading-no-unit", at, details)


def _is_unit(word: str, given: Unit) -> bool:
    """Whether a word in brackets is a unit, and not a remark."""
    return word in UNITS or given.dimension != "count"


def _same_kind(column: Column, given: Unit, word: str) -> bool:
    """Whether cells in that unit can be turned into the column's own."""
    own = column.cell_unit.dimension
    if column.unit is None and column.type != "money":
        return False
    counted = {"count", "visits"}
    if own in counted and given.dimension in counted:
        return word in UNITS or given.factor != 1 or len(word) <= _MEASURE_WORD
    return given.dimension == own


def _unknown_columns(ledger: Ledger, level: Level, at: Place) -> Iterator[Problem]:
    """Headings that no column bears, each with the name that it may be a slip for."""
    taken = {column.name for column in level.found.values()}
    free = [column.title for column in ledger.columns if column.name not in taken]
    for index, text in enumerate(level.texts):
        if text and index not in level.found and tight(text) not in COUNTERS:
            near = [word for word, _, _ in process.extract(bare(text), free, limit=1, score_cutoff=ALIKE)]
            hint = f"；是不是“{near[0]}”？" if near else ""
            yield Problem(
                "heading-unknown", replace(at, column=text), {"heading": text, "ledger": ledger.title, "hint": hint}
            )


def _taken_for_days(ledger: Ledger, level: Level, at: Place) -> Iterator[Problem]:
    """The heading that was taken for the column of days though it does not bear its name."""
    names = column_words(ledger)
    for index, column in level.found.items():
        if column.name == ledger.date and not _known(names, level.words[index]):
            heading = level.texts[index]
            yield Problem("heading-taken", replace(at, column=heading), {"heading": heading, "column": column.title})


def _twice(level: Level, at: Place) -> Iterator[Problem]:
    """Two columns of the sheet that are one of the ledger."""
    seen: dict[str, int] = {}
    for index, column in level.found.items():
        first = seen.setdefault(column.name, index)
        if first != index:
            details = {"first": level.texts[first], "second": level.texts[index], "column": column.title}
            yield Problem("heading-twice", replace(at, column=level.texts[index]), details)


def _missing(ledger: Ledger, level: Level, at: Place) -> Iterator[Problem]:
    """Columns that must be filled and are not there."""
    taken = {column.name for column in level.found.values()}
    for column in ledger.columns:
        if column.required and column.name not in taken:
            unread = [text for index, text in enumerate(level.texts) if text and index not in level.found]
            near = [word for word, _, _ in process.extract(column.title, unread, limit=1, score_cutoff=ALIKE)]
            hint = f"；是不是写成了“{near[0]}”？" if near else ""
            yield Problem("heading-missing", at, {"column": column.title, "ledger": ledger.title, "hint": hint})
