"""Tables and files as downloads, under names that say what they are."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, cast, get_args

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from jiedui.figures.tables import Table, to_csv, to_xlsx

Form = Literal["xlsx", "csv"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def wanted_form(request: HttpRequest) -> Form | None:
    """The form in which the address wants a page's table as a file; None for the page itself."""
    form = request.GET.get("form")
    return cast("Form", form) if form in get_args(Form) else None


def table_file(table: Table, form: Form, name: str) -> HttpResponse:
    """The table as a file; a CSV file is marked as UTF-8 so that spreadsheets read it right."""
    if form == "csv":
        return file(("\ufeff" + to_csv(table)).encode(), "text/csv; charset=utf-8", f"{name}.csv")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        to_xlsx(table, path)
        return file(path.read_bytes(), XLSX, f"{name}.xlsx")


def file(data: bytes, kind: str, name: str) -> HttpResponse:
    """Bytes to be saved under a name; what no file may be called by is left out of it."""
    safe = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", name)
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=safe) or ""
    return response
