"""Writing summaries from the figures: official sentences that say only what the book bears out, each figure bound."""

from jiedui.reports.writing.model import BoundFigure, Paragraph, Section, Source, Summary
from jiedui.reports.writing.summaries import secondment_summary, yearly_summary

__all__ = ["BoundFigure", "Paragraph", "Section", "Source", "Summary", "secondment_summary", "yearly_summary"]
