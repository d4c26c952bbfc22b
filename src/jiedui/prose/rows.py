"""What the rows of a table say, told as sentences: a number with its row's label, its column's heading and its unit.

    镇       转移就业（人）   销售额（万元）
    茶山镇   308              1332.6          →   茶山镇转移就业308人。茶山镇销售额1332.6万元。

A number without a unit is no statement; in a table the unit stands in the heading, in a column of its own, in the label
or over the table. The sentences are made of stretches of the table, so that every number keeps its place in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from jiedui.prose.normalise import Normalised
from jiedui.prose.tables import Row, Span, Table, find_tables, stripped, table_of
from jiedui.prose.units import data, unit_pattern

#: A cell that is a number, with or without the unit that it brings along.
_NUMBER = re.compile(
    r"[约近超逾]?(?P<number>-?[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|-?[0-9]+(?:\.[0-9]+)?)(?P<unit>[^0-9\s]{0,5})"
)
#: The unit behind a heading or a label; the units told in the line over the table.
_BEHIND = re.compile(r"[（(](?:单位[:：])?(?P<in>[^（()）]{1,6})[)）]$|[/／](?P<after>[^/／（(]{1,4})$")
_OVER = re.compile(r"单位[:：]\s*(?P<units>[^\n）)]{1,12})")
_PART = re.compile(r"其中[:：]?\s*")
_YEAR, _A_YEAR = re.compile(r"(?:19|20)[0-9]{2}$"), re.compile(r"(?:19|20)[0-9]{2}(?:年度?)?$")
_TIME = re.compile(
    r"(?:(?:20[0-9]{2}年?|今年|去年|上年)度?(?:全年)?)?(?:[0-9]{1,2}(?:[-—至][0-9]{1,2})?月|(?:第?[一二三四]|前三)季度|[上下]半年)?"
)
_TOTAL, _SUBTOTAL = (
    re.compile(r"(?:合|总)计|总数|合计数|全部|全[县市区镇](?:合计|总计)?"),
    re.compile(r"小计|其中[:：]?|…+|\.\.\.+"),
)
#: Columns that count the rows, that tell the unit, and those of years.
_COUNTING, _UNITS, _OF_YEARS = (
    re.compile(r"序号|编号|排序|排名"),
    re.compile(r"(?:计量)?单位"),
    re.compile(r"年|时间|时期"),
)
_PLACE = re.compile(r"(?:镇|乡|街道|村|社区|县|区|市)$")
_OF_MONEY = re.compile(r"资金|投资|金额|销售|款|产值|捐赠|采购|额")
#: A label of more signs is a description; a total over more rows is told without their names.
_LONGEST, _MOST = 40, 12
#: A table has so many columns at least.
_FEWEST = 2
#: A line of sentences has more signs, so that a short line over them is read as their heading.
_LINE = 30
#: So far over a table its unit may stand.
_ABOVE = 120


@dataclass
class Told:
    """Text with the place in the original that each of its signs comes of; what was added has no breadth there."""

    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def copy(self, text: str, span: Span) -> None:
        """Take over a stretch of the text, without the spaces in it."""
        for place in range(*span):
            if not text[place].isspace():
                self.parts.append(text[place])
                self.starts.append(place)
                self.ends.append(place + 1)

    @property
    def width(self) -> int:
        """How many signs its last line has."""
        return next((place for place, sign in enumerate(reversed(self.parts)) if sign == "\n"), len(self.parts))

    def keep(self, text: str, start: int, end: int) -> None:
        """Take over a stretch of the text as it is."""
        self.parts += text[start:end]
        self.starts += range(start, end)
        self.ends += range(start + 1, end + 1)

    def join(self, other: Told) -> None:
        """Take over all of another."""
        self.parts += other.parts
        self.starts += other.starts
        self.ends += other.ends

    def add(self, words: str, place: int) -> None:
        """Put in words that the table leaves out."""
        self.parts += words
        self.starts += [place] * len(words)
        self.ends += [place] * len(words)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its heading without the unit, the unit, its kind; ``whole`` is what the 其中 of its heading is a part of."""

    name: Span
    unit: str
    kind: str
    whole: Span | None = None


def tell(text: str, table: Table) -> Told | None:
    """The table as sentences, a line for each row; None where nothing tells what its rows are of."""
    columns = list(_columns(text, table))
    labels = _label_columns(text, table, columns)
    if not labels:
        return None
    teller = _Teller(text, table, columns, labels, _units_over(text, table.start))
    before = table.rows[0]
    whole: Span | None = None
    for row in table.rows[1:]:
        above = zip(row, before, strict=True)
        before = tuple(up if at in labels[:-1] and here[0] == here[1] else here for at, (here, up) in enumerate(above))
        label = before[labels[-1]]
        if not _PART.match(text, *label):
            whole = None if _TOTAL.fullmatch(_words(text, label)) else label
        teller.row(before, whole)
    return teller.told


def tables_told(plain: Normalised, cells: Iterable[Sequence[Row]] = (), left: Span = (0, 0)) -> Normalised:
    """The text with its tables told as sentences, but for those in the stretch that is ``left`` as it is.

    ``cells`` are the rows of tables that the text does not show as such, as stretches of the text as it came.
    """
    text = plain.text
    given = (table for rows in cells for table in _given(plain, rows))
    tables = sorted((*given, *find_tables(text)), key=lambda table: (table.start, -table.end))
    whole, done = Told(), 0
    for table in tables:
        free = table.start >= done and not (table.start < left[1] and left[0] < table.end)
        told = tell(text, table) if free else None
        if told is not None:
            whole.keep(text, done, table.start)
            whole.join(told)
            done = table.end
    if not done:
        return plain
    whole.keep(text, done, len(text))
    first, last = plain.offsets, plain.ends
    starts = [first[place] for place in whole.starts]
    ends = [last[end - 1] if end > start else first[start] for start, end in zip(whole.starts, whole.ends, strict=True)]
    return Normalised("".join(whole.parts), [*starts, first[len(text)]], ends)


def _given(plain: Normalised, rows: Sequence[Row]) -> Iterator[Table]:
    """The table that those rows are in the normalised text: those of them that have as many cells as most have."""
    widths = Counter(map(len, rows)).most_common(1)
    if not widths or widths[0][0] < _FEWEST:
        return
    kept = [
        tuple(stripped(plain.text, *(bisect_left(plain.offsets, place) for place in cell)) for cell in row)
        for row in rows
        if len(row) == widths[0][0]
    ]
    yield from table_of(plain.text, (kept[0][0][0], kept[-1][-1][1]), kept)


def _columns(text: str, table: Table) -> Iterator[_Column]:
    """The columns under their headings."""
    last: Span | None = None
    upper: Span | None = None
    for place, cell in enumerate(table.rows[0]):
        name, unit = _label(text, cell)
        alone = _known(_words(text, cell).strip("（）()")) if table.over else ""
        if table.over and table.over[place] != cell and (alone or _UNITS.fullmatch(_words(text, cell))):
            name, unit = table.over[place], alone
        words = _words(text, name)
        part = _PART.match(text, *name)
        kinds = (("counting", _COUNTING), ("unit", _UNITS))
        column = _Column(
            name, unit or _by_ending(words), next((kind for kind, told in kinds if told.fullmatch(words)), "")
        )
        if table.over and table.over[place][0] < table.over[place][1]:
            upper = table.over[place]
        if part is not None:
            column = replace(column, name=(part.end(), name[1]), whole=last)
        elif upper is not None and upper not in (cell, name):
            over, unit_over = _label(text, upper)
            column = replace(column, whole=over, unit=column.unit or unit_over)
        if part is None:
            last = name
        yield column


def _words(text: str, span: Span) -> str:
    """The words of a cell without the spaces in them."""
    return "".join(text[slice(*span)].split())


def _label(text: str, cell: Span) -> tuple[Span, str]:
    """A heading or label without the unit behind it, and that unit."""
    found = _BEHIND.search(text[slice(*cell)])
    unit = _known(found["in"] or found["after"]) if found else ""
    return ((cell[0], cell[0] + found.start()), unit) if found and unit else (cell, "")


@cache
def _units() -> re.Pattern[str]:
    """A unit, with 万 or 亿 before it, and nothing else."""
    return re.compile(rf"[十百千]?[万亿]?(?:{unit_pattern()}|户|村|镇)")


def _known(word: str) -> str:
    """The word, if it is a unit; else nothing."""
    return word if _units().fullmatch(word) else ""


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """The endings of headings that tell a unit, the longest first."""
    return tuple(sorted(data("measures")["headings"].items(), key=lambda each: -len(each[0])))


def _by_ending(heading: str) -> str:
    """The unit that a heading tells by its last signs: 人 of 转移就业人数, % of 完成率."""
    return next((unit for ending, unit in _endings() if heading.endswith(ending)), "")


def _units_over(text: str, start: int) -> tuple[str, ...]:
    """The units told right over the table: 单位：万元、人."""
    lines = text[max(0, start - _ABOVE) : start].rstrip().rsplit("\n", 2)[-2:]
    found = next(filter(None, map(_OVER.search, reversed(lines))), None)
    return tuple(filter(None, map(_known, re.split(r"[、，,/]", found["units"].strip())))) if found else ()


def _label_columns(text: str, table: Table, columns: Sequence[_Column]) -> list[int]:
    """The columns that say what a row is of: the first two of words before those of numbers."""
    found = []
    for place, column in enumerate(columns):
        if column.kind:
            continue
        cells = [told for row in table.rows[1:] if (told := text[slice(*row[place])])]
        years = bool(_OF_YEARS.search(text, *column.name))
        numbers = sum(bool(_NUMBER.fullmatch(cell)) and not (years and _A_YEAR.match(cell)) for cell in cells)
        if numbers * 2 > len(cells):
            break
        if all(len(cell) <= _LONGEST for cell in cells):
            found.append(place)
    return found[:2]


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells the rows of one table; ``labels`` are the columns that say what a row is of, ``over`` the units over it."""

    text: str
    table: Table
    columns: Sequence[_Column]
    labels: Sequence[int]
    over: Sequence[str]
    told: Told = field(default_factory=Told)

    def row(self, row: Row, whole: Span | None) -> None:
        """One row: a sentence for each cell that says anything; a subtotal, of which is not told what, says nothing.

        ``whole`` is the label of the row of which a row of 其中 tells a part.
        """
        words = [_words(self.text, cell) for cell in row[: self.labels[-1] + 1]]
        if not any(_SUBTOTAL.fullmatch(each) for each in words):
            for place, column in enumerate(self.columns):
                if (
                    place not in self.labels
                    and column.kind not in ("counting", "unit")
                    and row[place][0] < row[place][1]
                ):
                    self._cell(row, place, whole, total=self._is_total(row))
        if self.told.width > _LINE:
            self.told.add("\n", row[-1][1])

    def _is_total(self, row: Row) -> bool:
        """Whether it adds up the rows above."""
        return any(_TOTAL.fullmatch(_words(self.text, cell)) for cell in row[: self.labels[-1] + 1])

    def _subject(self, row: Row, whole: Span | None) -> list[Span]:
        """The labels of a row; of one of 其中 those of the whole and the part."""
        labels = [row[each] for each in self.labels if row[each][0] < row[each][1]]
        part = _PART.match(self.text, *row[self.labels[-1]])
        if part is None:
            return labels
        return [*labels[:-1], *([whole] if whole else []), (part.end(), labels[-1][1])]

    def _cell(self, row: Row, place: int, whole: Span | None, *, total: bool) -> None:
        """The sentence of one cell: when, of what, what, how much."""
        text, told, column, cell = self.text, self.told, self.columns[place], row[place]
        subject = self._added_up() if total else self._subject(row, whole)
        of = [_label(text, each) for each in subject]
        times = [name for name in (column.name, *(name for name, _ in of)) if _TIME.fullmatch(_words(text, name))]
        for name in times:
            told.copy(text, name)
            told.add("年" if _YEAR.match(text[slice(*name)]) else "", name[1])
        for number, (name, _) in enumerate(each for each in of if each[0] not in times):
            told.add("、" if number and total else "", name[0])
            told.copy(text, name)
        told.add(("，合计" if of else "合计") if total else "", cell[0])
        for heading in (column.whole, column.name):
            if heading is not None and heading not in times:
                told.copy(text, heading)
        found = _NUMBER.fullmatch(text, *cell)
        told.add("" if found else "：", cell[0])
        told.copy(text, cell)
        if found and not found["unit"]:
            told.add(column.unit or self._unit_of(row, [unit for _, unit in of], column), cell[1])
        told.add("" if text[cell[1] - 1] == "。" else "。", cell[1])

    def _unit_of(self, row: Row, labelled: Sequence[str], column: _Column) -> str:
        """The unit of a number whose heading tells none: that of its row, its label, or of the line over the table."""
        cells = zip(self.columns, row, strict=True)
        told = next((_known(_words(self.text, cell)) for each, cell in cells if each.kind == "unit"), "")
        words = _words(self.text, column.name) + "".join(_words(self.text, row[place]) for place in self.labels)
        money = bool(_OF_MONEY.search(words))
        fitting = (unit for unit in self.over if unit.endswith("元") == money)
        ending = next(filter(None, (_by_ending(_words(self.text, row[place])) for place in self.labels)), "")
        return told or next(filter(None, labelled), "") or ending or next(fitting, "")

    def _added_up(self) -> list[Span]:
        """The labels of the rows that a total adds up; none where they are many, or not alike.

        A clause of their own names them: the total may as well be that of all, of which the table shows but some.
        """
        labels = (row[self.labels[-1]] for row in self.table.rows[1:] if not self._is_total(row))
        names = [label for label in labels if not _PART.match(self.text, *label)]
        alike = len({bool(_PLACE.search(self.text[slice(*name)])) for name in names}) == 1
        return names if alike and 1 < len(names) <= _MOST else []
