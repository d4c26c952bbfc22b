"""Printing: HTML or a document to PDF by a program that the machine has, Chromium or LibreOffice; nothing leaves the machine.

The page needs no script and fetches nothing, so that the browser has nothing to do but to lay it out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from jiedui.base.problems import refuse

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "chromium-headless-shell")
OFFICES = ("soffice", "libreoffice")
#: Seconds that a program may take.
PATIENCE = 120


def print_pdf(html: str, target: Path) -> None:
    """Write the page as a PDF.

    Raises Refusal: print-no-program where neither kind of program is installed, print-failed when none of them did it.
    """
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, "utf-8")
        target.write_bytes(_printed(list(_commands(page, Path(folder))), page, target.name))


def print_document(data: bytes, name: str) -> bytes:
    """A Word document or a text as a PDF, laid out by LibreOffice; refuses as :func:`print_pdf` does."""
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / f"document{Path(name).suffix}"
        document.write_bytes(data)
        office = _installed(OFFICES)
        commands = [_office(office, document, Path(folder), "pdf")] if office else []
        return _printed(commands, document, name)


def _printed(commands: Sequence[Sequence[str]], source: Path, name: str) -> bytes:
    """The PDF that the first of the commands that succeeds puts beside the source."""
    for command in commands:
        if _ran(command, source.parent) and (printed := source.with_suffix(".pdf")).exists():
            return printed.read_bytes()
    raise refuse("print-failed", target=name) if commands else refuse("print-no-program")


def _commands(page: Path, folder: Path) -> Iterator[Sequence[str]]:
    """The commands that print the page beside itself, in the order in which they are tried."""
    if browser := _installed(BROWSERS):
        sandbox = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        profile, printed = f"--user-data-dir={folder}/browser", f"--print-to-pdf={page.with_suffix('.pdf')}"
        quiet = ["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
        yield [browser, *quiet, *sandbox, profile, printed, page.as_uri()]
    if office := _installed(OFFICES):
        yield _office(office, page, folder, "pdf:writer_web_pdf_Export")


def _office(office: str, source: Path, folder: Path, filter_name: str) -> Sequence[str]:
    """The command by which LibreOffice converts a file, with a profile of its own."""
    profile = f"-env:UserInstallation=file://{folder}/office"
    return [office, profile, "--headless", "--convert-to", filter_name, "--outdir", str(folder), str(source)]


def _installed(programs: Sequence[str]) -> str | None:
    """The first of the programs that the machine has."""
    return next((found for program in programs if (found := shutil.which(program))), None)


def _ran(command: Sequence[str], home: Path) -> bool:
    """Whether the program ended well and in time; it keeps what it must under ``home``."""
    environment = {**os.environ, "HOME": str(home)}
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, env=environment)  # noqa: S603 - our own page, a program found on the path
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
