"""Other libraries as extractors in front of our reading: what they find is put in the place of what ours finds.

JioNLP returns money with its bounds. Microsoft's recognizers return money, land, lengths, percentages and bare numbers;
a bare number is taken for a count where a measure word follows, which the library itself does not look for. Neither
tells roles, so that a percentage is plain. Both are optional: ``pip install --group peers``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib.util import find_spec
from unittest import mock

from checkbench.checkers import Answer, Ours
from checkbench.reports import Printed
from jiedui.base.units import Dimension, unit
from jiedui.book import Book
from jiedui.prose.extract import extract
from jiedui.prose.model import Extraction, Statement
from jiedui.reports.check import session

_MEASURE = re.compile(r"人次|[家户村处场次批项份篇对名人个期笔条座套]")
_MONEY, _LAND, _LENGTH = {"Chinese yuan": "元"}, {"Mu": "亩"}, {"Kilometer": "公里", "Meter": "米"}
Extractor = Callable[[str], list[Statement]]


class InFront(Ours):
    """Our checker reading what another library extracts."""

    def __init__(self, book: Book, extractor: Extractor) -> None:
        super().__init__(book)
        self._extractor = extractor

    def __call__(self, report: Printed) -> list[Answer]:
        """The answers on what the other library finds."""

        def theirs(text: str, *_: object) -> Extraction:
            return Extraction(text, tuple(self._extractor(text)), ())

        with mock.patch.object(session, "extract", theirs):
            return super().__call__(report)


def extractors() -> dict[str, Extractor]:
    """The extractors that are installed."""
    found: dict[str, Extractor] = {}
    if find_spec("jionlp"):
        found["JioNLP"] = _jionlp
    if find_spec("recognizers_number_with_unit"):
        found["recognizers-text"] = _recognizers
    return found


def _statement(text: str, start: int, end: int, name: str, low: Fraction, high: Fraction) -> Statement:
    """A statement with those bounds."""
    dimension: Dimension = unit(name).dimension
    ours = next((each for each in extract(text[start:end]).statements), None)
    ulp = ours.ulp if ours is not None and low == high else Fraction(0)
    vague = low != high
    return Statement(start, end, text[start:end], dimension, name, "", low, high, vague, vague, ulp, vague=vague)


def _jionlp(text: str) -> list[Statement]:
    """Money, as JioNLP finds it."""
    import jionlp  # noqa: PLC0415 - only where it is installed

    found = []
    for each in jionlp.ner.extract_money(text, with_parsing=True):
        told = each["detail"]["num"]
        low, high = (told, told) if isinstance(told, str) else (told[0], told[-1])
        start, end = each["offset"]
        found.append(_statement(text, start, end, "元", Fraction(low), Fraction(high)))
    return found


def _recognizers(text: str) -> list[Statement]:
    """Money, land, lengths, percentages, and numbers before a measure word, as Microsoft's recognizers find them."""
    from recognizers_number import recognize_number, recognize_percentage  # noqa: PLC0415 - only where it is installed
    from recognizers_number_with_unit import Culture, recognize_currency, recognize_dimension  # noqa: PLC0415

    found: dict[int, Statement] = {}
    for offset, line in _lines(text):
        for each in (*recognize_currency(line, Culture.Chinese), *recognize_dimension(line, Culture.Chinese)):
            names = {**_MONEY, **_LAND, **_LENGTH}
            name = names.get((each.resolution or {}).get("unit", ""))
            if name and each.resolution["value"]:
                value = Fraction(each.resolution["value"]) * unit(name).factor
                start, end = offset + each.start, offset + each.end + 1
                found[end] = _statement(text, start, end, name, value, value)
        for each in recognize_percentage(line, Culture.Chinese):
            value = Fraction(each.resolution["value"].rstrip("%")) / 100
            start, end = offset + each.start, offset + each.end + 1
            found[end] = _statement(text, start, end, "%", value, value)
        for each in recognize_number(line, Culture.Chinese):
            start, end = offset + each.start, offset + each.end + 1
            measure = _MEASURE.match(text, end)
            if measure and each.resolution and all(not one.start <= start < one.end for one in found.values()):
                value = Fraction(each.resolution["value"])
                found[measure.end()] = _statement(text, start, measure.end(), measure[0], value, value)
    return [found[end] for end in sorted(found)]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its place."""
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1
