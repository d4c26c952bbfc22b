"""The book (账册): tables made from the catalogue, one door for every write, the journal, evidence files."""

from jiedui.book.book import Book, Entry
from jiedui.book.cells import Ref, decode, encode, shown
from jiedui.book.changes import Add, AddMany, Change, Receipt, Restore, Withdraw
from jiedui.book.regions import Region, RegionTree
from jiedui.book.resolver import Resolver

__all__ = [
    "Add",
    "AddMany",
    "Book",
    "Change",
    "Entry",
    "Receipt",
    "Ref",
    "Region",
    "RegionTree",
    "Resolver",
    "Restore",
    "Withdraw",
    "decode",
    "encode",
    "shown",
]
