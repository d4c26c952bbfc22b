"""Computing a printed definition again: plain loops over the rows of the book, sharing nothing with the engine.

:func:`recompute` reads what ``jiedui.reports.check.definition`` prints — ``资金台账“金额”合计〔环节＝到位；…〕 ÷ …`` — and computes
it over the rows given to it: all of the book's, or only those that a verdict lists.
"""

import re
from collections.abc import Callable, Collection
from datetime import date
from fractions import Fraction

from jiedui.book import Book

Row = dict[str, object]
_QUERY = re.compile(r"([^\s()（）［］\[\]×；]+?)(条数|“([^”]+)”(合计|的不同个数|最大值|最小值))〔([^〕]*)〕")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)至(\d{4}-\d\d-\d\d)的天数 ÷ 30\.436875")


class Rows:
    """Every row in use of a book as plain text, numbers and dates, by the title of its ledger."""

    def __init__(self, book: Book) -> None:
        self.tables = {ledger.title: list(_rows(book, name)) for name, ledger in book.ledgers.items()}
        regions = {row["名称"]: row["上级"] for row in self.tables["行政区划"]}
        self.below = {name: {each for each in regions if name in _up(regions, each)} for name in regions}
        self.full = _full_names(self.tables.get("单位", []))
        self.optional = {
            ledger.title for ledger in book.ledgers.values() if not any(each.required for each in ledger.regions)
        }


def _full_names(organisations: list[Row]) -> dict[object, object]:
    """The organisation that an alias means, where it means but one and is the name of none."""
    found: dict[object, set[object]] = {}
    for row in organisations:
        for alias in str(row["别名"] or "").split("、"):
            found.setdefault(alias, set()).add(row["名称"])
    names = {row["名称"] for row in organisations}
    return {
        alias: min(bearers, key=str) for alias, bearers in found.items() if len(bearers) == 1 and alias not in names
    }


def _up(parents: dict[object, object], name: object) -> set[object]:
    found: set[object] = set()
    while name is not None and name not in found:
        found.add(name)
        name = parents.get(name)
    return found


def _rows(book: Book, name: str) -> list[Row]:
    """The rows of one ledger by the titles of its columns, references by the name that they show."""
    ledger = book.ledgers[name]
    found: list[Row] = []
    for entry, *cells in book.rows(name, [column.name for column in ledger.columns]):
        row: Row = {"": f"{name}:{entry}"}
        for column, cell in zip(ledger.columns, cells, strict=True):
            if cell is not None and column.numeric:
                row[column.title] = Fraction(int(str(cell)), 10**column.places)
            elif cell is not None and column.to:
                row[column.title] = next(iter(book.names(column.to, [int(str(cell))]).values()))
            else:
                row[column.title] = cell
        found.append(row)
    return found


def recompute(rows: Rows, definition: str, listed: Collection[str] | None = None) -> Fraction | None:
    """The value of a definition over all rows, or over the listed ones alone; None for a division by nothing."""

    def value(text: str) -> Fraction:
        """The value of an arithmetic expression over queries."""
        told = _QUERY.sub(lambda found: f"Fraction('{_query(rows, found, listed)}')", text)
        told = re.sub(r"（[^）]*）", "", told)
        told = re.sub(r"(?<![\d'/.])(\d+(?:/\d+)?)(?![\d'/.])", r"Fraction('\1')", told)
        for sign, python in (("＋", "+"), ("－", "-"), ("×", "*"), ("÷", "/"), ("[", "("), ("]", ")")):
            told = told.replace(sign, python)
        return Fraction(eval(told, {"Fraction": Fraction}))  # noqa: S307 - arithmetic that this module has written

    lasting = _DAYS.match(definition)
    if lasting:
        days = (date.fromisoformat(lasting[2]) - date.fromisoformat(lasting[1])).days
        return days / Fraction("30.436875")
    try:
        if " 由大到小排在第几：" in definition:
            own, others = definition.split(" 由大到小排在第几：")
            mine = value(own)
            return Fraction(1 + sum(value(each) > mine for each in re.split(r"；(?=\()", others)))
        return value(definition)
    except ZeroDivisionError:
        return None


def _query(rows: Rows, found: re.Match[str], listed: Collection[str] | None) -> Fraction:
    """One query: the rows that pass every condition, counted or summed."""
    ledger, _, column, how, conditions = found.groups()
    tests = [_test(rows, ledger, each) for each in conditions.split("；") if each]
    kept = [
        row for row in rows.tables[ledger] if (listed is None or row[""] in listed) and all(test(row) for test in tests)
    ]
    if how is None:
        return Fraction(len(kept))
    cells = [row[column] for row in kept if row[column] is not None]
    if how == "的不同个数":
        return Fraction(len({rows.full.get(cell, cell) for cell in cells}))
    numbers = [cell for cell in cells if isinstance(cell, Fraction)]
    return sum(numbers, Fraction(0)) if how == "合计" else (max if how == "最大值" else min)(numbers)


def _test(rows: Rows, ledger: str, condition: str) -> Callable[[Row], bool]:
    """What a row must pass for one condition."""
    titles = sorted(rows.tables[ledger][0], key=len, reverse=True) if rows.tables[ledger] else []
    if "∈" in condition:
        columns, region = condition.removesuffix("（或均为空）").split("∈")
        below = rows.below[region]
        names, optional = columns.split("｜"), condition.endswith("（或均为空）")
        return lambda row: (
            any(row[each] in below for each in names) or (optional and all(row[each] is None for each in names))
        )
    title = next(each for each in titles if each and condition.startswith(each))
    sign, wanted = condition[len(title) :][:1], condition[len(title) + 1 :]
    if condition.endswith(("已填", "未填")):
        return lambda row: (row[title] is not None) == condition.endswith("已填")
    if sign == "截":
        return lambda row: row[title] is not None and _text(row[title]) <= wanted[1:]
    if sign == "至":
        return lambda row: row[title] is None or _text(row[title]) >= wanted[2:]
    if sign in "≤≥":
        return lambda row: (
            row[title] is not None and (_text(row[title]) <= wanted) == (sign == "≤" or _text(row[title]) == wanted)
        )
    if "…" in wanted:
        start, end = wanted.split("…")
        return lambda row: row[title] is not None and start <= _text(row[title]) <= end
    values = wanted.split("、")
    if sign == "≠":
        return lambda row: _text(row[title]) not in values
    return lambda row: row[title] is not None and _text(row[title]) in values


def _text(cell: object) -> str:
    """A cell as a definition would write it."""
    return str(cell)
