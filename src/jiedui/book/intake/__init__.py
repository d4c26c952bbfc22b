"""Taking in workbooks: from files as offices keep them to clean rows of ledgers, and every problem at its cell."""

from jiedui.book.intake.limits import Limits
from jiedui.book.intake.mapping import Front, MappedColumn, SheetMapping
from jiedui.book.intake.reading import Intake, Table
from jiedui.book.intake.tables import Batch, TableHead

__all__ = ["Batch", "Front", "Intake", "Limits", "MappedColumn", "SheetMapping", "Table", "TableHead"]
