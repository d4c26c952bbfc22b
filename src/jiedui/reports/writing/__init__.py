"""Writing reports from the figures: official sentences that say only what the book bears out, each figure bound."""

from jiedui.reports.writing.asks import Source
from jiedui.reports.writing.document import Found, docx_of, read_sources, write_docx
from jiedui.reports.writing.model import BoundFigure, Paragraph, Section, Summary
from jiedui.reports.writing.summaries import Wanted, write_report

__all__ = [
    "BoundFigure",
    "Found",
    "Paragraph",
    "Section",
    "Source",
    "Summary",
    "Wanted",
    "docx_of",
    "read_sources",
    "write_docx",
    "write_report",
]
