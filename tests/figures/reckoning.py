"""The plain second reckoning: loops over rows in Python, from the definitions in ``figures.model`` alone."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from jiedui.book.regions import RegionTree
from jiedui.catalog import Ledger
from jiedui.figures import Condition, Query, Result

Row = Mapping[str, Any]


def reckon(ledger: Ledger, tree: RegionTree, rows: Iterable[Row], query: Query) -> Result:
    """The result of the query over the rows; references are ids, empty cells None."""
    kept = [row for row in rows if counts(ledger, tree, row, query)]
    return Result(measured(kept, query), len(kept))


def counts(ledger: Ledger, tree: RegionTree, row: Row, query: Query) -> bool:
    """Whether the row is one of the query's."""
    return (
        in_region(ledger, tree, row, query)
        and in_time(row, query, query.date or ledger.date)
        and all(holds(tree, row, condition) for condition in query.where)
    )


def in_region(ledger: Ledger, tree: RegionTree, row: Row, query: Query) -> bool:
    """Any of the row's regions is the query's or below it; where none is required, none at all will do."""
    if query.region is None:
        return True
    columns = [column for column in ledger.regions if column.name in query.region_columns or not query.region_columns]
    cells = [row.get(column.name) for column in columns]
    if all(cell is None for cell in cells):
        return not any(column.required for column in columns)
    return any(lies(tree, cell, query.region) for cell in cells)


def lies(tree: RegionTree, region: int | None, above: int) -> bool:
    """Whether a region is another or lies below it, step by step upwards."""
    while region is not None and region != above:
        region = tree[region].parent
    return region == above


def in_time(row: Row, query: Query, dated: str) -> bool:
    """In the period; of a stock, there at its end."""
    if query.period is None:
        return True
    day = row.get(dated)
    if day is None:
        return False
    if not query.stock:
        return query.period.start <= day <= query.period.end
    last = row.get(query.until) if query.until else None
    return day <= query.period.end and (last is None or last >= query.period.end)


def holds(tree: RegionTree, row: Row, condition: Condition) -> bool:
    """Whether one condition holds for the row."""
    cell = row.get(condition.column)
    match condition.op:
        case "filled":
            return cell is not None
        case "empty":
            return cell is None
        case "in":
            return is_one(cell, condition.values)
        case "not_in":
            return not is_one(cell, condition.values)
        case "under":
            return any(lies(tree, cell, above) for above in condition.values)
        case "contains":
            return cell is not None and any(text in cell for text in condition.values)
        case "from":
            return cell is not None and all(cell >= value for value in condition.values)
        case "to":
            return cell is not None and all(cell <= value for value in condition.values)


def is_one(cell: Any, values: tuple[Any, ...]) -> bool:
    """Whether the cell is one of the values; of a list, has one."""
    if isinstance(cell, tuple):
        return any(value in cell for value in values)
    return cell is not None and cell in values


def measured(rows: list[Row], query: Query) -> Fraction | None:
    """The measure of the rows."""
    cells = [row.get(query.measure.column or "") for row in rows]
    filled = [cell for cell in cells if cell is not None]
    match query.measure.aggregate:
        case "count":
            return Fraction(len(rows))
        case "sum":
            return sum((Fraction(cell) for cell in filled), Fraction(0))
        case "distinct":
            return Fraction(len(set(filled)))
        case "min":
            return Fraction(min(filled)) if filled else None
        case "max":
            return Fraction(max(filled)) if filled else None


def month(day: date | None) -> str | None:
    """The month of a day."""
    return day and f"{day.year}-{day.month:02}"
