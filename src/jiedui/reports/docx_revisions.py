"""Words of a Word document replaced as tracked changes (修订): struck out and written anew, for the officer to accept.

The new words stand in the first struck run's properties. Nothing else of the package changes. The text of the result,
as :mod:`jiedui.reports.docx_text` reads it, is the old text with the words replaced: insertions count, deletions do not.
"""

from __future__ import annotations

import copy
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from jiedui.base.problems import refuse
from jiedui.reports.docx_package import Package, rewrite, to_bytes
from jiedui.reports.docx_runs import split
from jiedui.reports.docx_text import Piece, read_package
from jiedui.reports.wordml import Wordml


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:end]`` of a document becomes ``words``."""

    start: int
    end: int
    words: str


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with those edits made; they must not overlap."""
    parts, place = [], 0
    for each in sorted(edits, key=lambda edit: edit.start):
        parts += [text[place : each.start], each.words]
        place = each.end
    return "".join((*parts, text[place:]))


def revised(package: Package, edits: Sequence[Edit], *, author: str, when: datetime) -> bytes:
    """The bytes of the document with those edits as tracked changes; Refusal (document-span) for one outside the text."""
    document = read_package(package)
    for each in edits:
        if not 0 <= each.start < each.end <= len(document.text):
            raise refuse("document-span", start=each.start, end=each.end, length=len(document.text))
    words = Wordml(etree.QName(document.root).namespace or "")
    cuts = sorted({offset for each in edits for offset in (each.start, each.end)})
    pieces = list(split(document.pieces, cuts, words, boxes=True))
    starts, ends = [piece.start for piece in pieces], [piece.end for piece in pieces]
    pen = _Pen(words, author, when, _free_number(document.root, words))
    for each in edits:
        pen.replace(pieces[bisect_right(ends, each.start) : bisect_left(starts, each.end)], each.words)
    return rewrite(package, {package.main_part: to_bytes(document.root)})


def _free_number(root: etree._Element, words: Wordml) -> int:
    """A number above those of all marks in the document."""
    name = words.name("id")
    return 1 + max((int(value) for each in root.iter() if (value := each.get(name, "")).isdecimal()), default=0)


class _Pen:
    """Writes tracked changes, numbered one after the other."""

    def __init__(self, words: Wordml, author: str, when: datetime, number: int) -> None:
        """Take the words of the document, who changes it, and when."""
        self._words, self._author, self._number = words, author, number
        self._date = when.isoformat(timespec="seconds").replace("+00:00", "Z")

    def replace(self, pieces: Sequence[Piece], told: str) -> None:
        """Strike the pieces out and write the new words behind them."""
        runs = list(dict.fromkeys(run for piece in pieces if (run := piece.node.getparent()) is not None))
        properties = runs[0].find(self._words.name("rPr"))
        for run in runs:
            last = self._strike(run)
        own = copy.deepcopy(properties) if properties is not None else None
        last.addnext(self._mark("ins", self._words.make("r", own, self._words.text(told))))

    def _strike(self, run: etree._Element) -> etree._Element:
        """Put a run into a deletion."""
        mark = self._mark("del")
        run.addprevious(mark)
        mark.append(run)
        for node in run.findall(self._words.name("t")):
            node.tag = self._words.name("delText")
        return mark

    def _mark(self, kind: str, *children: etree._Element) -> etree._Element:
        """A tracked change."""
        self._number += 1
        return self._words.make(kind, *children, id=self._number, author=self._author, date=self._date)
