"""Files that come through the browser: which kinds are taken, how they are kept, how they are handed out again.

Taken are pictures, PDF and office documents, by their name and, for pictures and PDF, by their content too: nothing
that a browser or a desktop would run. Handed out again they can do nothing: no script, no type but their own, and only
pictures and PDF are shown by the browser itself.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jiedui.base.problems import Problem, Refusal, refuse
from jiedui.book.evidence import LIMIT, Evidence, add_evidence, evidence_of, type_of
from jiedui.web.desk import Desk, page
from jiedui.web.pages.ledgers import ledger_of

#: The endings taken whose content a browser may show, with the types that it must then have.
PICTURES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
SHOWN = {**PICTURES, ".pdf": "application/pdf"}
#: The other endings taken.
DOCUMENTS = (
    ".docx",
    ".xlsx",
    ".pptx",
    ".doc",
    ".xls",
    ".ppt",
    ".wps",
    ".et",
    ".ofd",
    ".txt",
    ".csv",
    ".heic",
    ".mp4",
    ".zip",
)
#: What a file field offers.
ACCEPT = ",".join((*SHOWN, *DOCUMENTS))


def keep(desk: Desk, ledger: str, id: int, files: Sequence[UploadedFile]) -> list[Problem]:
    """Keep the files as evidence of the entry, one after the other; the problems of those that are refused."""
    problems: list[Problem] = []
    for file in files:
        try:
            with _laid_down(file) as path, desk.acting("write") as book:
                add_evidence(book, ledger, id, path, actor=desk.actor)
        except Refusal as refusal:
            problems += refusal.problems
    return problems


@contextmanager
def _laid_down(file: UploadedFile) -> Iterator[Path]:
    """The file in a folder of its own under its own name.

    Raises Refusal: evidence-too-large, evidence-type (an ending that is not taken), evidence-content (another content
    than the ending says).
    """
    name = PurePath(str(file.name).replace("\\", "/")).name
    ending = PurePath(name).suffix.lower()
    if ending not in SHOWN and ending not in DOCUMENTS:
        raise refuse("evidence-type", name=name, known="、".join((*SHOWN, *DOCUMENTS)))
    if (file.size or 0) > LIMIT:
        raise refuse("evidence-too-large", file=name, size=-(-int(file.size or 0) // 2**20), limit=LIMIT // 2**20)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        with path.open("wb") as kept:
            shutil.copyfileobj(file, kept)
        if path.stat().st_size and ending in SHOWN and type_of(path) != SHOWN[ending]:
            raise refuse("evidence-content", name=name)
        yield path


@require_POST
@page("write")
def add(request: HttpRequest, desk: Desk, name: str, id: int) -> HttpResponse:
    """Keep the uploaded files; for a script the list of evidence as a fragment, else back to the entry."""
    ledger_of(desk, name)
    files = request.FILES.getlist("files")
    problems = keep(desk, name, id, files) if files else [Problem("evidence-none")]
    if request.headers.get("HX-Request"):
        return evidence_list(request, desk, name, id, problems)
    for problem in problems:
        messages.error(request, f"✕ {problem.words(desk.language)}")
    return redirect("ledgers-entry", name, id)


def evidence_list(request: HttpRequest, desk: Desk, name: str, id: int, problems: Sequence[Problem]) -> HttpResponse:
    """The evidence of an entry: a fragment."""
    context: dict[str, Any] = {
        "ledger": desk.book.ledgers[name],
        "entry": desk.book.entry(name, id),
        "evidence": evidence_of(desk.book, name, id),
        "unkept": [],
        "problems": problems,
    }
    return render(request, "ledgers/evidence.html", context)


@require_GET
@page()
def one(request: HttpRequest, desk: Desk, name: str, id: int, file: int) -> HttpResponseBase:  # noqa: ARG001
    """One file of an entry that the user sees."""
    ledger_of(desk, name)
    found = next((each for each in evidence_of(desk.book, name, id) if each.id == file), None)
    if found is None or not found.path.is_file():
        raise Http404
    return _handed_out(found)


def _handed_out(found: Evidence) -> FileResponse:
    """The file with headers that let it do nothing; what is neither picture nor PDF is only saved."""
    shown = found.type in SHOWN.values() and PurePath(found.name).suffix.lower() in SHOWN
    response = FileResponse(found.path.open("rb"), content_type=found.type if shown else "application/octet-stream")
    way = "inline" if shown else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(found.name, safe='')}"
    # Chromium shows no PDF in a sandbox; its viewer is one by itself.
    sandbox = "" if found.type == "application/pdf" else "; sandbox"
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'{sandbox}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
