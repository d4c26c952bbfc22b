"""Listings (清单): the entries of a ledger that a reader asks for, in an order, page by page, and that in words.

An address says the whole of a listing (``address``), words say what it shows (``telling``), and ``reading`` finds its
entries, its totals and its ids. What is counted by a figure is listed by the same conditions: see ``Listing.query``.
"""

from jiedui.figures.listing.address import parse, written
from jiedui.figures.listing.model import Listing, Mark, Page, Totals
from jiedui.figures.listing.reading import ids, page, selection, totals
from jiedui.figures.listing.telling import narrowings, sentence

__all__ = [
    "Listing",
    "Mark",
    "Page",
    "Totals",
    "ids",
    "narrowings",
    "page",
    "parse",
    "selection",
    "sentence",
    "totals",
    "written",
]
