"""Taking reports in, and what is made of a kept one: its text and its Word document as they are now.

What is taken in is told by its content, not by its name: a Word document within the limits of
:mod:`jiedui.reports.docx_package` and without macros, else text in a known encoding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jiedui.base.problems import Problem, refuse
from jiedui.reports.docx_of_text import docx_of_text
from jiedui.reports.docx_outline import outline_of_docx
from jiedui.reports.docx_package import MEGABYTE, ZIP_SIGNATURE, open_package, too_large
from jiedui.reports.docx_revisions import Edit, edited, revised
from jiedui.reports.docx_text import DOCX_SUFFIXES, TEXT_SUFFIXES, Cells, decode, read_package
from jiedui.reports.outline import Block, outline_of_text
from jiedui.web.checks.models import LONGEST_NAME, Check

#: The largest file taken in, in bytes, and the longest text, in characters.
LARGEST, LONGEST = 20 * MEGABYTE, 100_000
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Source:
    """A report as it was taken in: its name, its text, and its Word document if it is one."""

    name: str
    text: str
    file: bytes | None = None


def source_of_file(name: str, data: bytes) -> Source:
    """A report from an uploaded file; refuses what is too large, hostile, broken, or no report."""
    shown = clean_name(name)
    if len(data) > LARGEST:
        raise too_large(shown, len(data), LARGEST)
    if not data:
        raise refuse("document-empty", name=shown)
    if shown.lower().endswith(TEXT_SUFFIXES) and not data.startswith(ZIP_SIGNATURE):
        return Source(shown, _text(shown, decode(data, shown)))
    if not shown.lower().endswith((*DOCX_SUFFIXES, *TEXT_SUFFIXES, ".doc", ".wps")):
        raise refuse("document-kind", name=shown, known=".docx .txt .md")
    return _source_of_word(shown, data)


def _source_of_word(name: str, data: bytes) -> Source:
    """A report from a Word document."""
    package = open_package(data, name)
    if package.has_macros:
        raise refuse("document-macros", name=name)
    document = read_package(package)
    if len(document.text) > LONGEST:
        raise refuse("document-long", name=name, length=len(document.text), limit=LONGEST)
    if not document.text.strip():
        raise refuse("document-no-text", name=name)
    return Source(name, document.text, data)


def source_of_text(name: str, text: str) -> Source:
    """A report from pasted text."""
    shown = clean_name(name) or _first_words(text)
    return Source(shown, _text(shown, text))


def clean_name(name: str) -> str:
    """A name fit to be shown: the last part of a path, without invisible signs, not too long."""
    last = re.split(r"[/\\]", name)[-1]
    return _UNSEEN.sub("", last).strip()[-LONGEST_NAME:]


def _first_words(text: str) -> str:
    """The first line of a text, as its name."""
    line = next((each.strip() for each in text.splitlines() if each.strip()), "")
    return _UNSEEN.sub("", line)[:30]


def _text(name: str, text: str) -> str:
    """The text with line ends of one kind; refuses an empty and a too long one."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not plain.strip():
        raise refuse("document-no-text", name=name)
    if len(plain) > LONGEST:
        raise refuse("document-long", name=name, length=len(plain), limit=LONGEST)
    return plain


def edits_of(check: Check) -> list[Edit]:
    """The numbers taken over into the report, by their places in the text as it came."""
    return [Edit(each["start"], each["end"], each["words"]) for each in check.edits]


def keep_edits(check: Check, edits: Sequence[Edit]) -> None:
    """Keep these as the numbers taken over."""
    check.edits = [{"start": each.start, "end": each.end, "words": each.words} for each in edits]
    check.save()


def text_of(check: Check) -> str:
    """The report's text as it is now."""
    return edited(check.text, edits_of(check))


def tables_of(check: Check) -> tuple[Cells, ...]:
    """The tables of the report's Word document as it is now; a pasted text shows its own."""
    if check.file is None:
        return ()
    return read_package(open_package(document_of(check, ""), check.name)).tables


def document_of(check: Check, author: str) -> bytes:
    """The report's Word document as it is now, numbers taken over as tracked changes; made of the text if it had none."""
    data = bytes(check.file) if check.file else docx_of_text(check.text, check.name)
    edits = edits_of(check)
    return revised(open_package(data, check.name), edits, author=author, when=check.changed) if edits else data


def outline_of(check: Check) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """How the report looks now, and what of it was not read."""
    if check.file is None:
        return outline_of_text(text_of(check)), ()
    package = open_package(document_of(check, ""), check.name)
    document = read_package(package)
    return outline_of_docx(package, document), document.problems
