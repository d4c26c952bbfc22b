"""A lean writer of .xlsx for exports of any size: rows stream to the file, nothing but one row is held.

It writes what a table needs and no more: text as inline strings (so that ``=1+1`` stays text and never becomes a
formula), numbers, dates, a bold frozen heading, widths. SpreadsheetML as in ISO/IEC 29500-1, 18.3; days are counted
from 1899-12-30 (18.17.4.1).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

Cell = str | int | float | Decimal | date | None

#: The rows that a sheet can hold, by the format.
MOST_ROWS = 1_048_576
#: The letters that a cell can hold, by the format.
MOST_LETTERS = 32_767
_EPOCH = date(1899, 12, 30).toordinal()
#: Characters that XML 1.0 cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEEDS_CARE = re.compile("[<&>\x00-\x1f\ud800-\udfff\ufffe\uffff]|^\\s|\\s$")
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ROWS_AT_ONCE = 2_000
_HEADING, _DAY = 1, 2


@dataclass(frozen=True)
class SheetOut:
    """One sheet to write: its name, its headings, its rows (read once), and the widths of its columns in letters."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()


def write_workbook(path: Path, sheets: Sequence[SheetOut]) -> None:
    """Write the sheets; ValueError when one has more rows than the format can hold."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1, allowZip64=True) as archive:
        for name, text in _frame([sheet.name for sheet in sheets]).items():
            archive.writestr(name, _HEAD + text)
        for number, sheet in enumerate(sheets, 1):
            _write_sheet(archive, f"xl/worksheets/sheet{number}.xml", sheet)


def _write_sheet(archive: zipfile.ZipFile, name: str, sheet: SheetOut) -> None:
    """One sheet's part, some thousand rows at a time."""
    with archive.open(name, "w", force_zip64=True) as part:
        part.write((_HEAD + _opening(sheet) + _row(sheet.headings, _HEADING)).encode())
        pending: list[str] = []
        for number, row in enumerate(sheet.rows, 2):
            if number > MOST_ROWS:
                raise ValueError(f"{sheet.name}: a sheet holds {MOST_ROWS} rows")
            pending.append(_row(row))
            if len(pending) == _ROWS_AT_ONCE:
                part.write("".join(pending).encode())
                pending.clear()
        part.write(("".join(pending) + "</sheetData></worksheet>").encode())


def _opening(sheet: SheetOut) -> str:
    """A sheet's part up to its first row: the heading frozen, the columns' widths."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in _counted(sheet))
    return (
        f'<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>"
    )


def _counted(sheet: SheetOut) -> Iterable[tuple[int, int]]:
    """The widths with the numbers of their columns."""
    return enumerate(sheet.widths, 1)


def _row(cells: Sequence[Cell], style: int = 0) -> str:
    """One row."""
    return f"<row>{''.join([_cell(cell, style) for cell in cells])}</row>"


def _cell(value: Cell, style: int) -> str:
    """One cell; a cell without a reference stands right of the one before it."""
    if isinstance(value, str):
        return f'<c s="{style}" t="inlineStr"><is><t{_text(value)}</t></is></c>' if value else "<c/>"
    if value is None:
        return "<c/>"
    if isinstance(value, date):
        return f'<c s="{_DAY}"><v>{value.toordinal() - _EPOCH}</v></c>'
    return f"<c><v>{value:f}</v></c>" if isinstance(value, Decimal) else f"<c><v>{value!r}</v></c>"


def _text(value: str) -> str:
    """The text with the end of its opening tag: escaped, its blanks kept."""
    if not _NEEDS_CARE.search(value):
        return f">{value[:MOST_LETTERS]}"
    return f' xml:space="preserve">{escape(_FORBIDDEN.sub("", value[:MOST_LETTERS]))}'


def _frame(names: Sequence[str]) -> dict[str, str]:
    """The small parts around the sheets."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbered = list(enumerate(names, 1))
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n, _ in numbered
    )
    sheets = "".join(f'<sheet name="{sheet_name(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in numbered)
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in numbered
    )
    styles = f'<Relationship Id="rId{len(names) + 1}" Type="{office}/styles" Target="styles.xml"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{parts}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{office}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}{styles}'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
    }


def sheet_name(name: str) -> str:
    r"""A name that the format accepts, escaped: no ``[]:*?/\\``, at most 31 letters."""
    return escape(re.sub(r"[\[\]:*?/\\]", "_", name)[:31], {'"': "&quot;"})


#: Styles: 0 plain, 1 heading, 2 day.
_STYLES = (
    f'<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
