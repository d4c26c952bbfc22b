"""The pages of figures (数据): the dictionary of definitions, one indicator, its records, regions compared."""

from jiedui.web.pages.figures.compare import compare
from jiedui.web.pages.figures.dictionary import dictionary
from jiedui.web.pages.figures.one import one
from jiedui.web.pages.figures.records import records

__all__ = ["compare", "dictionary", "one", "records"]
