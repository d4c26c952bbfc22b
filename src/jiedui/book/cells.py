"""From a value to what the book keeps, and back: exact, and the same on every database.

text, choice → text · list → text joined by 、 · date → ISO text · integer, number, money → an integer of
10**-places (money in 分, numbers to four places) · ref → the id of the entry referred to. Empty is None, never ''.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from jiedui.book.changes import Stored, Value
from jiedui.catalog import Column, Ledger

#: What joins the items of a list.
COMMA = "、"


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference as a reader sees it: the entry referred to, and the name that it shows."""

    ledger: str
    id: int
    name: str

    def __str__(self) -> str:
        """The name that it shows."""
        return self.name


#: A value as it is read: references come with the name that they show.
Read = str | Decimal | int | date | tuple[str, ...] | Ref | None


class Unfit(ValueError):
    """A value that a column cannot keep: the code of the problem and its details."""

    def __init__(self, code: str, **details: object) -> None:
        """Take the problem's code and details."""
        super().__init__(code)
        self.code = code
        self.details: Mapping[str, object] = details


def encode(column: Column, value: Value) -> Stored:
    """What the book keeps of a value; Unfit when the column cannot keep it exactly."""
    if value is None or value in ("", ()):
        return None
    if column.numeric:
        return scaled(column, value)
    match column.type:
        case "ref":
            return _reference(column, value)
        case "date":
            return _day(column, value)
        case "list":
            return _joined(value)
    return _text(column, value)


def decode(column: Column, stored: Stored) -> str | Decimal | int | date | tuple[str, ...] | None:
    """The value that the book keeps: a reference stays an id, an integer column gives int, other numbers Decimal."""
    if stored is None:
        return None
    match column.type:
        case "integer" | "ref":
            return int(stored)
        case "number" | "money":
            return Decimal(stored).scaleb(-column.places)
        case "date":
            return date.fromisoformat(str(stored))
        case "list":
            return tuple(str(stored).split(COMMA))
    return str(stored)


def scaled(column: Column, value: object) -> int:
    """The number as an integer of 10**-places; Unfit when it has more decimals or is none."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise Unfit("book-not-number", column=column.title, value=value)
    try:
        number = Decimal(value).scaleb(column.places)
    except InvalidOperation:
        raise Unfit("book-not-number", column=column.title, value=value) from None
    if not number.is_finite():
        raise Unfit("book-not-number", column=column.title, value=value)
    if number != number.to_integral_value():
        raise Unfit("book-too-fine", column=column.title, value=value, places=column.places)
    return int(number)


def _reference(column: Column, value: Value) -> int:
    """The id of the entry referred to."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unfit("book-not-reference", column=column.title, value=value)
    return value


def _day(column: Column, value: Value) -> str:
    """A day as ISO text."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise Unfit("book-not-date", column=column.title, value=value) from None


def _text(column: Column, value: Value) -> str:
    """A text as it is."""
    if not isinstance(value, str):
        raise Unfit("book-not-text", column=column.title, value=value)
    return value


def _joined(value: Value) -> str | None:
    """The items of a list as one text."""
    items = [value] if isinstance(value, str) else list(value) if isinstance(value, Sequence) else [str(value)]
    return COMMA.join(item for item in items if item) or None


def shown(column: Column, value: Read) -> str:
    """A value in words for people: money in the unit of the column's cells, lists joined, empty as nothing."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return COMMA.join(value)
    if isinstance(value, Decimal):
        return _plain(value / _factor(column)) + (column.unit or "") if column.type == "money" else _plain(value)
    return str(value)


def typed(column: Column, value: Read) -> str:
    """A value as one types it in a cell of the column, whose heading names the unit: an import reads it back."""
    if isinstance(value, Decimal) and column.type == "money":
        return _plain(value / _factor(column))
    return shown(column, value)


def _factor(column: Column) -> Decimal:
    """How many 元 the unit of the column's cells is."""
    factor = column.cell_unit.factor
    return Decimal(factor.numerator) / Decimal(factor.denominator)


def _plain(number: Decimal) -> str:
    """The number without an exponent and without trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def told_key(ledger: Ledger, columns: Sequence[str], key: Sequence[Stored]) -> str:
    """A key of several columns in words."""
    cells = [(ledger.column(name), cell) for name, cell in zip(columns, key, strict=True)]
    return "＋".join(shown(column, decode(column, cell)) for column, cell in cells)
