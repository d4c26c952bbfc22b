"""Formulas that have no good value: what a reader of values alone would take for an empty cell.

A pass over the sheets of an .xlsx before they are parsed, on the bytes: cells that hold an error (#REF!), formulas
never calculated (the file was written by a program and never opened), formulas that depend on themselves, and cells
shown as a percentage. SpreadsheetML: ISO/IEC 29500-1, 18.3.1.4 (c) and 18.3.1.40 (f).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from lxml import etree

Cell = tuple[int, int]

_BLOCK = 1 << 22
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_AT = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)</(?:\w+:)?f>")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)</(?:\w+:)?v>")
_STYLE = re.compile(rb'\bs="(\d+)"')
_NAMED = re.compile(
    r"(?<![A-Za-z0-9_!'.])\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?![A-Za-z0-9_(!])"
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SMALL = 16 << 20
#: Formulas of one sheet looked at for circles; cells of one range taken one by one.
_MOST_FORMULAS, _MOST_CELLS = 200_000, 10_000
_PERCENT_FORMATS = frozenset({9, 10})


@dataclass(frozen=True)
class Signs:
    """What a pass over one sheet found: faults by cell (row and column from 0), and the cells shown as percentages."""

    faults: dict[Cell, tuple[str, str]] = field(default_factory=dict)
    percent: set[Cell] = field(default_factory=set)


def read_signs(path: Path) -> Mapping[str, Signs]:
    """The signs of every sheet of an .xlsx by the sheet's name; what cannot be made out has none."""
    with ZipFile(path) as archive:
        percent = _percent_styles(archive)
        names = set(archive.namelist())
        return {
            sheet: _scan(archive.open(part), percent) for sheet, part in _sheet_parts(archive).items() if part in names
        }


def _sheet_parts(archive: ZipFile) -> dict[str, str]:
    """The names of the sheets and of the parts that hold them."""
    book, links = _xml(archive, "xl/workbook.xml"), _xml(archive, "xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return {}
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    sheets = ((sheet.get("name", ""), targets.get(sheet.get(_LINK, ""), "")) for sheet in book.iter(f"{_MAIN}sheet"))
    return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in sheets}


def _percent_styles(archive: ZipFile) -> frozenset[int]:
    """The numbers of the cell styles that show a fraction as a percentage."""
    styles = _xml(archive, "xl/styles.xml")
    if styles is None:
        return frozenset()
    formats = set(_PERCENT_FORMATS)
    for each in styles.iter(f"{_MAIN}numFmt"):
        if "%" in each.get("formatCode", ""):
            formats.add(int(each.get("numFmtId", "0")))
    shown = styles.find(f"{_MAIN}cellXfs")
    rows = enumerate(shown) if shown is not None else ()
    return frozenset(number for number, row in rows if int(row.get("numFmtId", "0")) in formats)


def _xml(archive: ZipFile, name: str) -> etree._Element | None:
    """A small part, parsed without entities; None when it is missing, large or broken."""
    try:
        with archive.open(name) as part:
            content = part.read(_SMALL + 1)
    except KeyError:
        return None
    if len(content) > _SMALL:
        return None
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return None


def _scan(part: IO[bytes], percent: frozenset[int]) -> Signs:
    """The signs of one sheet."""
    signs = Signs()
    formulas: dict[Cell, str] = {}
    styles = [b's="%d"' % number for number in percent]
    with part:
        for block in _blocks(part):
            if b't="e"' in block or b"<f" in block or b":f>" in block or any(style in block for style in styles):
                _note_cells(block, percent, signs, formulas)
    for cell in _in_circles(formulas):
        signs.faults[cell] = ("cell-circular", formulas[cell])
    return signs


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    """The sheet in blocks that end between two cells."""
    rest = b""
    while block := part.read(_BLOCK):
        block = rest + block
        cut = _end_of_cell(block)
        rest = block[cut:]
        yield block[:cut]
    yield rest


def _end_of_cell(block: bytes) -> int:
    """Where the last whole cell of the block ends; the end of the block when there is none."""
    for mark in (b"</c>", b":c>"):
        if (last := block.rfind(mark)) >= 0:
            return last + len(mark)
    return len(block)


def _note_cells(block: bytes, percent: frozenset[int], signs: Signs, formulas: dict[Cell, str]) -> None:
    """Take down the cells of one block that carry a sign."""
    for found in _CELL.finditer(block):
        told, content = found[1], found[2] or b""
        at = _AT.search(told)
        if at is None:
            continue
        cell = int(at[2]) - 1, column_number(at[1].decode()) - 1
        style = _STYLE.search(told)
        if style and int(style[1]) in percent:
            signs.percent.add(cell)
        value = _VALUE.search(content)
        formula = _FORMULA.search(content)
        if b't="e"' in told:
            signs.faults[cell] = ("cell-formula-error", value[1].decode("utf-8", "replace") if value else "#")
        elif formula and value is None and b't="str"' not in told and b't="inlineStr"' not in told:
            signs.faults[cell] = ("cell-formula-blank", formula[1].decode("utf-8", "replace"))
        if formula and len(formulas) < _MOST_FORMULAS:
            formulas[cell] = formula[1].decode("utf-8", "replace")


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _in_circles(formulas: Mapping[Cell, str]) -> list[Cell]:
    """The cells whose formulas depend on themselves, straight or by way of others of the same sheet.

    Kahn's algorithm from both ends: a cell that depends on no circle, or on which no circle depends, is taken away.
    """
    needs = {
        cell: {other for other in _mentioned(text, formulas) if other in formulas} for cell, text in formulas.items()
    }
    serves: dict[Cell, set[Cell]] = {cell: set() for cell in formulas}
    for cell, others in needs.items():
        for other in others:
            serves[other].add(cell)
    _peel(needs, serves)
    _peel(serves, needs)
    return sorted(needs)


def _peel(out: dict[Cell, set[Cell]], back: dict[Cell, set[Cell]]) -> None:
    """Take away, again and again, the cells without an arrow in ``out``."""
    bare = [cell for cell, others in out.items() if not others]
    while bare:
        cell = bare.pop()
        del out[cell]
        for other in back.pop(cell):
            out[other].discard(cell)
            if not out[other]:
                bare.append(other)


def _mentioned(formula: str, formulas: Mapping[Cell, str]) -> Iterator[Cell]:
    """The cells of the same sheet that a formula names, those of a range one by one where it is not too large."""
    for letters, row, last_letters, last_row in _NAMED.findall(re.sub(r'"[^"]*"', "", formula)):
        first = int(row) - 1, column_number(letters) - 1
        if not last_letters:
            yield first
            continue
        last = int(last_row) - 1, column_number(last_letters) - 1
        if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) <= _MOST_CELLS:
            yield from ((r, c) for r in range(first[0], last[0] + 1) for c in range(first[1], last[1] + 1))
        else:
            yield from (cell for cell in formulas if first[0] <= cell[0] <= last[0] and first[1] <= cell[1] <= last[1])
