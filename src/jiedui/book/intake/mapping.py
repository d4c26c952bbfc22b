"""How a person says that a sheet is to be read (表头对应): its ledger, its heading rows, which column is which, in what unit.

What was said once is remembered by the :func:`fingerprint` of the heading rows: a sheet with the same heading, wherever
it stands in it, is read alike. :func:`understand` is the one way from the first rows of a sheet to its heading, for a
person who looks at a proposal and for the import itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from jiedui.base.problems import Place, Problem
from jiedui.base.units import UNITS, unit
from jiedui.book.intake.headings import (
    Heading,
    Level,
    Matched,
    Merged,
    column_words,
    find_heading,
    level_of,
    matched,
    read_levels,
    tight,
)
from jiedui.catalog import Catalog, Column, Ledger

#: Rows that one heading has at most.
TALLEST = 4

How = Literal["given", "remembered", "recognised", "unknown"]


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of a sheet (its place, from 0) that is a column of the ledger; ``unit`` is empty where the heading says it."""

    place: int
    column: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one sheet is to be read: ``top`` to ``bottom`` are its heading rows as the sheet numbers them.

    Without a ledger the sheet is passed over; with ``columns`` None the columns are recognised by their headings.
    """

    ledger: str = ""
    top: int = 1
    bottom: int = 1
    columns: tuple[MappedColumn, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        """The mapping in plain values."""
        return asdict(self)

    @staticmethod
    def from_json(body: Mapping[str, Any]) -> SheetMapping:
        """The mapping that such values make."""
        columns = body["columns"]
        told = None if columns is None else tuple(MappedColumn(**column) for column in columns)
        return SheetMapping(**{**body, "columns": told})


@dataclass(frozen=True, slots=True)
class Front:
    """What a sheet begins with: the names it goes by, its first rows as text from the column ``left`` on, merged cells."""

    file: str
    sheet: str
    names: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    merged: Merged = ()
    left: int = 0
    alone: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the other sheets of an import."""
        return self.file, self.sheet

    @property
    def place(self) -> Place:
        """Where its problems stand; the only sheet of a CSV file needs no name."""
        return Place(file=self.file, sheet=None if self.alone else self.sheet)

    def to_json(self) -> dict[str, Any]:
        """The front in plain values."""
        return asdict(self)

    @staticmethod
    def from_json(body: Mapping[str, Any]) -> Front:
        """The front that such values make."""
        merged = tuple(((a, b), (c, d)) for (a, b), (c, d) in body["merged"])
        texts = tuple(map(tuple, body["texts"]))
        return Front(**{**body, "names": tuple(body["names"]), "texts": texts, "merged": merged})

    def fingerprint(self, top: int, bottom: int) -> str:
        """What tells the heading in those rows from others; empty where there are no such rows or nothing in them."""
        rows = self.texts[max(top - 1, 0) : bottom]
        if not any(any(row) for row in rows):
            return ""
        told = ["\t".join([*[""] * self.left, *map(tight, row)]).rstrip("\t") for row in rows]
        return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a sheet is read: by what, its heading (None: passed over), and what is to be told of that."""

    how: How
    heading: Heading | None
    problems: tuple[Problem, ...] = ()


#: What is told of units, and falls away where a person names the unit.
_OF_UNITS = ("heading-unit", "heading-unit-unused", "heading-no-unit")

Remembered = Mapping[str, SheetMapping]
Given = Mapping[tuple[str, str], SheetMapping]


def understand(
    catalog: Catalog, front: Front, given: SheetMapping | None = None, remembered: Remembered | None = None
) -> Understanding:
    """How the sheet is to be read: as a person said for it, else as was said for its heading before, else by its words."""
    if given:
        return _mapped("given", catalog, front, given)
    for mapping in _known(front, remembered or {}):
        return _mapped("remembered", catalog, front, mapping)
    found = find_heading(catalog, front.texts, front.merged, front.names, front.place)
    if isinstance(found, Heading):
        return Understanding("recognised", found, found.problems)
    return Understanding("unknown", None, (found,) if found else ())


def _known(front: Front, remembered: Remembered) -> Iterator[SheetMapping]:
    """What is remembered of any rows of the sheet that can be a heading, the highest first."""
    for top in range(1, len(front.texts) + 1) if remembered else ():
        for bottom in range(top, min(top + TALLEST, len(front.texts) + 1)):
            if mapping := remembered.get(front.fingerprint(top, bottom)):
                yield replace(mapping, top=top, bottom=bottom)


def _mapped(how: How, catalog: Catalog, front: Front, mapping: SheetMapping) -> Understanding:
    """The sheet read as a mapping says."""
    ledger = catalog.ledgers.get(mapping.ledger)
    if ledger is None:
        code = "mapping-ledger" if mapping.ledger else "sheet-skipped"
        return Understanding(how, None, (Problem(code, front.place, {"ledger": mapping.ledger}),))
    if not 1 <= mapping.top <= mapping.bottom <= min(len(front.texts), mapping.top + TALLEST - 1):
        details = {"top": mapping.top, "bottom": mapping.bottom, "most": TALLEST}
        return Understanding(how, None, (Problem("mapping-rows", front.place, details),))
    level = level_of(front.texts, front.merged, mapping.top - 1, mapping.bottom - 1)
    if mapping.columns is None:
        heading = _by_words(ledger, level, front)
    else:
        heading = _by_places(ledger, level, front, mapping.columns)
    if heading is None:
        rows = {"top": mapping.top, "bottom": mapping.bottom}
        return Understanding(how, None, (Problem("mapping-no-columns", front.place, {"ledger": ledger.title, **rows}),))
    return Understanding(how, heading, heading.problems)


def _by_words(ledger: Ledger, level: Level, front: Front) -> Heading | None:
    """The heading with the columns that its words name."""
    read = next(read_levels(column_words(ledger), [level]), None)
    return matched(ledger, read, front.texts, front.place) if read else None


def _by_places(ledger: Ledger, level: Level, front: Front, columns: Sequence[MappedColumn]) -> Heading | None:
    """The heading with the columns that a person named; the others are left out without a word."""
    width = len(level.texts)
    said = {each.place - front.left: each for each in columns if each.column in ledger.by_name}
    found = {index: ledger.column(each.column) for index, each in sorted(said.items()) if 0 <= index < width}
    if not found:
        return None
    heading = matched(ledger, replace(level, found=found), front.texts, front.place)
    overruled = {heading.texts[index] for index in found if said[index].unit}
    units = {index: unit(each.unit) for index, each in said.items() if each.unit}
    problems = tuple(
        problem
        for problem in heading.problems
        if problem.code not in ("heading-unknown", "heading-taken")
        and not (problem.code in _OF_UNITS and problem.place.column in overruled)
    )
    told = tuple(_in_unit(each, units) for each in heading.columns)
    return replace(heading, columns=told, problems=problems)


def _in_unit(column: Matched, units: Mapping[int, Any]) -> Matched:
    """The column in the unit that a person said, where that can be turned into its own."""
    given = units.get(column.index)
    fits = given is not None and column.column.numeric and given.dimension == column.column.cell_unit.dimension
    return replace(column, unit=given) if fits else column


def mapping_of(front: Front, heading: Heading | None) -> SheetMapping:
    """The mapping that says what was understood, for a person to correct."""
    if heading is None:
        return SheetMapping("", 1, 1, ())
    columns = tuple(
        MappedColumn(each.index + front.left, each.column.name, each.unit.name if each.unit else "")
        for each in heading.columns
    )
    return SheetMapping(heading.ledger.name, heading.top + 1, heading.below, columns)


def units_of(column: Column) -> tuple[str, ...]:
    """The units in which cells of the column may be given; none for one that is no quantity or has no fixed unit."""
    if not column.numeric or not (column.unit or column.type == "money"):
        return ()
    own = column.cell_unit
    if own.dimension in ("count", "visits"):
        bare = own.name.removeprefix("万")
        return bare, f"万{bare}"
    named = [name for name, each in UNITS.items() if each.dimension == own.dimension]
    scaled = [f"{scale}{name}" for scale in ("万", "亿") for name in named[:1] if own.dimension == "money"]
    return tuple(dict.fromkeys([own.name, *named, *scaled]))
