"""Indicators and narrowed aggregates, computed for a scope: value, unit, definition, and the records behind them."""

from jiedui.figures.figures import Figures
from jiedui.figures.model import Condition, EntryId, Figure, FigureLine, Query, Result, Scope
from jiedui.figures.names import find_indicator, find_region

__all__ = [
    "Condition",
    "EntryId",
    "Figure",
    "FigureLine",
    "Figures",
    "Query",
    "Result",
    "Scope",
    "find_indicator",
    "find_region",
]
