"""Printing a page: HTML to PDF by a program that the machine has, Chromium or LibreOffice; nothing leaves the machine.

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

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
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
        tried = 0
        for command in _commands(page, Path(folder)):
            tried += 1
            if _ran(command, Path(folder)) and (printed := page.with_suffix(".pdf")).exists():
                shutil.copyfile(printed, target)
                return
    raise refuse("print-failed", target=target) if tried else refuse("print-no-program")


def _commands(page: Path, folder: Path) -> Iterator[Sequence[str]]:
    """The commands that print the page beside itself, in the order in which they are tried."""
    if browser := _installed(BROWSERS):
        sandbox = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        profile, printed = f"--user-data-dir={folder}/browser", f"--print-to-pdf={page.with_suffix('.pdf')}"
        quiet = ["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
        yield [browser, *quiet, *sandbox, profile, printed, page.as_uri()]
    if office := _installed(OFFICES):
        profile = f"-env:UserInstallation=file://{folder}/office"
        yield [
            office,
            profile,
            "--headless",
            "--convert-to",
            "pdf:writer_web_pdf_Export",
            "--outdir",
            str(folder),
            str(page),
        ]


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
