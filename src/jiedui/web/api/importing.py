"""Workbooks handed in through the API: the same import as everywhere, as one change set, or only tried."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath

from django.http import HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile

from jiedui.book.importing import How, ImportResult, import_files
from jiedui.web.api.answers import problems_out
from jiedui.web.api.entrance import desk_at
from jiedui.web.api.shapes import ImportOut, Problems, SheetOut

router = Router(tags=["import"])


@router.post("/import", response={200: ImportOut, 400: Problems, 403: Problems, 422: Problems})
def import_workbooks(
    request: HttpRequest,
    files: File[list[UploadedFile]],
    reason: Form[str],
    dry_run: Form[bool] = False,
    only_good: Form[bool] = False,
) -> ImportOut:
    """Import workbooks; with an error nothing is written, unless only the good rows were asked for."""
    desk = desk_at(request, "write")
    with tempfile.TemporaryDirectory(prefix="jiedui-") as folder, desk.acting("write") as book:
        paths = [_kept(Path(folder) / str(number), file) for number, file in enumerate(files)]
        how = How(dry_run=dry_run, only_good=only_good)
        result = import_files(book, paths, actor=desk.actor, reason=reason, how=how)
        return _told(result)


def _kept(folder: Path, file: UploadedFile) -> Path:
    """The file in a folder of its own, by the last part of its name and nothing more of it."""
    folder.mkdir()
    name = PurePosixPath((file.name or "").replace("\\", "/")).name
    path = folder / (name if name not in ("", ".", "..") else "workbook.xlsx")
    with path.open("wb") as kept:
        for piece in file.chunks():
            kept.write(piece)
    return path


def _told(result: ImportResult) -> ImportOut:
    """What became of it."""
    sheets = [
        SheetOut(
            file=sheet.file,
            sheet=sheet.sheet,
            ledger=sheet.ledger,
            created=sheet.created,
            updated=sheet.updated,
            unchanged=sheet.unchanged,
            refused=sheet.refused,
        )
        for sheet in result.sheets
    ]
    seq = result.receipt.seq if result.receipt else None
    return ImportOut(seq=seq, sheets=sheets, problems=problems_out(result.problems))
