"""An official document, written part by part in the layout of GB/T 9704-2012."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Literal

import docx
from lxml import etree

from jiedui.reports.docx_package import to_bytes, zip_parts
from jiedui.reports.layout.bound import BOUND_PART, Bindings
from jiedui.reports.layout.closing import annotation, attachment_head, attachment_list, signature
from jiedui.reports.layout.imprint import Imprint, imprint_lines
from jiedui.reports.layout.lines import Part, paragraph
from jiedui.reports.layout.picture import Picture, picture_line, with_pictures
from jiedui.reports.layout.red_head import RedHead
from jiedui.reports.layout.red_head import red_head as head_lines
from jiedui.reports.layout.styles import make
from jiedui.reports.layout.table import Cell, table
from jiedui.reports.layout.template import template
from jiedui.reports.layout.title import title_lines
from jiedui.reports.wordml import WORDS

Level = Literal[1, 2, 3, 4]


@dataclass(frozen=True, slots=True)
class _Attachment:
    """The place where an attachment begins."""

    title: str


class OfficialDocument:
    """A document that is being written; the same calls give the same bytes.

    ``title`` may have several lines; ``byline`` stands under it in （）; ``addressee`` is the 主送机关 with its colon;
    ``red_head`` is for documents that an office issues, not for summaries; ``bold_third_level`` sets ``1.`` in bold.
    """

    def __init__(
        self,
        title: str,
        *,
        byline: str | None = None,
        addressee: str | None = None,
        red_head: RedHead | None = None,
        bold_third_level: bool = False,
    ) -> None:
        self._document = docx.Document(io.BytesIO(template(title, bold_third_level=bold_third_level)))
        self._bindings = Bindings()
        self._content: list[etree._Element | _Attachment] = []
        self._list_at: int | None = None
        self._pictures: list[Picture] = []
        self._begin(title, byline, addressee, red_head)

    def _begin(self, title: str, byline: str | None, addressee: str | None, head: RedHead | None) -> None:
        """Write what stands above the text."""
        self._content.extend(head_lines(head, self._bindings) if head else ())
        self._line("Title", "\n".join(title_lines(title)))
        if byline:
            self._line("Byline", f"（{byline}）")
        self._line("Normal")
        if addressee:
            self._line("Addressee", addressee)

    def _line(self, style: str, *parts: Part) -> None:
        """Add a paragraph."""
        self._content.append(paragraph(style, parts, self._bindings))

    def heading(self, level: Level, text: str) -> None:
        """A heading with its number: 一、 of the first level, （一） of the second, 1. of the third, （1） of the fourth."""
        self._line(f"Heading{level}", text)

    def paragraph(self, *parts: Part) -> None:
        """A paragraph of the text."""
        self._line("BodyText", *parts)

    def remark(self, *parts: Part) -> None:
        """A remark below a table, flush left: what is long and has no words is not stretched."""
        self._line("Remark", *parts)

    def table(self, headers: Sequence[str], rows: Sequence[Sequence[Cell]], caption: str | None = None) -> None:
        """A table under its caption; its heading is repeated on every page."""
        if caption:
            self._line("Caption", caption)
        self._content.append(table(headers, rows, self._bindings))

    def picture(self, data: bytes, height: int, caption: str, words: str) -> None:
        """A picture (EMF, ``height`` in tenths of a millimetre) with its caption below and words for its content."""
        self._pictures.append(Picture(len(self._pictures) + 1, data, height, caption, words))
        self._content.append(picture_line(self._pictures[-1], self._bindings))
        self._line("PictureCaption", caption)

    def signature(self, organ: str, day: date, *, sealed: bool = False) -> None:
        """The office that signs and the date; the list of attachments goes above them by itself."""
        self._keep_with_next(self._content[-1])
        self._list_at = len(self._content)
        self._content.extend(signature(organ, day, self._bindings, sealed=sealed))

    def annotation(self, words: str) -> None:
        """The annotation (附注) below the date."""
        self._content.append(annotation(words, self._bindings))

    def imprint(self, imprint: Imprint) -> None:
        """The imprint (版记) at the bottom of the last page; nothing is to be added after it."""
        self._content.extend(imprint_lines(imprint, self._bindings))

    @staticmethod
    def _keep_with_next(last: etree._Element | _Attachment) -> None:
        """Let the end of the text go along with the signature: a page never holds the signature alone."""
        if not isinstance(last, _Attachment) and last.tag == WORDS.name("p"):
            last[0].insert(1, make("keepNext"))

    def attachment(self, title: str) -> None:
        """Begin an attachment on a new page: its label, its title; what is added from now on belongs to it."""
        if self._list_at is None:
            self._list_at = len(self._content)
        self._content.append(_Attachment(title))

    def to_bytes(self) -> bytes:
        """The document as the bytes of a ``.docx``."""
        body = self._document.element.body
        section = body[-1]
        body[:] = [*self._assembled(), section]
        buffer = io.BytesIO()
        self._document.save(buffer)
        with zipfile.ZipFile(buffer) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts[BOUND_PART] = to_bytes(self._bindings.part())
        return zip_parts(with_pictures(parts, self._pictures))

    def _assembled(self) -> Iterator[etree._Element]:
        """All that was added, with the list of attachments and their labels, now that their number is known."""
        titles = [each.title for each in self._content if isinstance(each, _Attachment)]
        numbers = count(1)
        for index, each in enumerate(self._content):
            if index == self._list_at:
                yield from attachment_list(titles, self._bindings)
            if isinstance(each, _Attachment):
                number = next(numbers)
                yield from attachment_head(each.title, number if len(titles) > 1 else None, self._bindings)
            else:
                yield each

    def save(self, path: Path) -> None:
        """Write the document."""
        path.write_bytes(self.to_bytes())
