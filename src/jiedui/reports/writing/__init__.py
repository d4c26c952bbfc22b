"""Writing summaries from the figures: official sentences that say only what the book bears out, each figure bound."""

from jiedui.reports.writing.asks import Source
from jiedui.reports.writing.document import Found, docx_of, read_sources
from jiedui.reports.writing.model import BoundFigure, Paragraph, Section, Summary
from jiedui.reports.writing.summaries import secondment_summary, yearly_summary

__all__ = [
    "BoundFigure",
    "Found",
    "Paragraph",
    "Section",
    "Source",
    "Summary",
    "docx_of",
    "read_sources",
    "secondment_summary",
    "yearly_summary",
]
