"""The sheets of a file as rows of cells, each with the number that the user sees beside it; runs in the reading process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from jiedui.book.intake.cells import Raw
from jiedui.book.intake.files import Kind
from jiedui.book.intake.formulas import Signs, read_signs
from jiedui.book.intake.text import read_csv

NO_SIGNS = Signs()


@dataclass
class RawSheet:
    """One sheet: what it is called, what it may be named after, its rows from the first on.

    The cells of a row begin at the column ``left`` (from 0); merged cells and signs go by the sheet's own columns.
    """

    name: str
    names: Sequence[str]
    rows: Iterator[Sequence[Raw]]
    left: int = 0
    width: int = 0
    height: int = 0
    hidden: bool = False
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    signs: Signs = NO_SIGNS


def read_sheets(path: Path, kind: Kind, encoding: str, *, formulas: bool = True) -> Iterator[RawSheet]:
    """The sheets of the file one after another, with what their formulas and formats tell; raises what the parser raises."""
    if kind == "csv":
        yield RawSheet(path.stem, (path.stem,), read_csv(path, encoding))
        return
    with ThreadPoolExecutor(1) as pool:
        signs = pool.submit(read_signs, path) if kind == "xlsx" and formulas else None
        with CalamineWorkbook.from_path(path) as workbook:
            yield from _calamine_sheets(workbook, path, signs)


def _calamine_sheets(
    workbook: CalamineWorkbook, path: Path, signs: Future[Mapping[str, Signs]] | None
) -> Iterator[RawSheet]:
    """The sheets of a workbook that hold cells."""
    tables = [told for told in workbook.sheets_metadata if told.typ == SheetTypeEnum.WorkSheet]
    for told in tables:
        sheet = workbook.get_sheet_by_name(told.name)
        yield RawSheet(
            name=told.name,
            names=(told.name, path.stem) if len(tables) == 1 else (told.name,),
            rows=iter(sheet.iter_rows()),
            left=sheet.start[1] if sheet.start else 0,
            width=sheet.total_width + 1,
            height=sheet.total_height + 1,
            hidden=told.visible != SheetVisibleEnum.Visible,
            merged=sheet.merged_cell_ranges or (),
            signs=signs.result().get(told.name, NO_SIGNS) if signs else NO_SIGNS,
        )
