"""A plain text as a Word document in the layout of official documents, line for line.

Every line becomes one paragraph, blank ones too, so that the document reads, offset for offset, as the text did.
"""

from __future__ import annotations

import io

import docx

from jiedui.reports.docx_comments import NO_XML
from jiedui.reports.layout.bound import Bindings
from jiedui.reports.layout.lines import paragraph
from jiedui.reports.layout.template import template
from jiedui.reports.outline import Line, Lines

#: The deepest heading that the layout knows.
DEEPEST = 4


def docx_of_text(text: str, title: str) -> bytes:
    """The document; characters that XML cannot hold become U+FFFD. ``title`` is for the file's properties."""
    document = docx.Document(io.BytesIO(template(NO_XML.sub("\ufffd", title), bold_third_level=False)))
    body, lines, bindings, place = document.element.body, Lines(text), Bindings(), 0
    section, paragraphs = body[-1], []
    for words in NO_XML.sub("\ufffd", text).split("\n"):
        line = lines.line(place, place + len(words))
        paragraphs.append(paragraph(_style(line), [words] if words else [], bindings))
        place += len(words) + 1
    body[:] = [*paragraphs, section]
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _style(line: Line) -> str:
    """The style of a line."""
    if line.title:
        return "Title"
    if line.level:
        return f"Heading{min(line.level, DEEPEST)}"
    return "BodyText" if line.end > line.start else "Normal"
