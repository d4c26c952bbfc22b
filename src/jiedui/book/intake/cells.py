"""From a cell as a workbook holds it to what the book keeps, a column at a time.

Numbers come exactly: a spreadsheet keeps 15 significant digits, so a float is read by these (9.66 is 9.66 and never
9.6600000000000001), scaled by the heading's unit and kept as an integer of 10**-places. A value met before is looked
up, not parsed again: dates, choices and names repeat.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import cast

from rapidfuzz import process

from jiedui.base.numerals import BIG, HAN, parse_numeral
from jiedui.base.problems import Place, Problem
from jiedui.base.units import Unit, unit
from jiedui.catalog import Column

Raw = str | float | int | bool | date | datetime | time | timedelta
Stored = str | int | None

#: What clerks write for "nothing here".
EMPTY = frozenset({"", "-", "--", "---", "—", "——", "–", "－", "/", "\\", "无", "暂无", "N/A", "n/a", "NA", "空"})
#: A spreadsheet keeps this many digits of a number; further ones are noise.
DIGITS = 15
FIRST_YEAR, LAST_YEAR = 1949, 2100
#: Values remembered of one column before memory is let go.
REMEMBERED = 200_000
#: Marks before which a CSV export puts an apostrophe, so that no spreadsheet takes the text for a formula.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")

_EPOCH = date(1899, 12, 30)
_DAY = re.compile(
    r"(\d{4})(?:年(\d{1,2})月(\d{1,2})[日号]?|([-/.])(\d{1,2})\4(\d{1,2}))"
    r"(?:[T ]?(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|星期.|周.))?"
)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_UP_TO_39 = r"((?:[一二三]?十)?[一二三四五六七八九]|[一二三]?十)"
_NUMERAL_DAY = re.compile(rf"([〇零一二三四五六七八九]{{4}})年{_UP_TO_39}月{_UP_TO_39}[日号]")
_NUMERALS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_MONTH = re.compile(r"\d{4}(?:[-/.]\d{1,2}|年\d{1,2}月?|年)?")
_LONG_YEAR = re.compile(r"(\d{5,})[-/.年]\d{1,2}.*")
_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?")
#: What clerks leave of 万元 and 亿元 behind a number.
_SCALED_YUAN = ("万", "亿")
#: A number in Han numerals, or mixed with digits, and its unit; 整 closes a sum of money in banker's characters.
_HAN_NUMBER = re.compile(rf"(?P<number>[{HAN}万亿点0-9.]*[{HAN}万亿][{HAN}万亿点0-9.]*)(?P<said>[^{HAN}万亿0-9]*?)整?")
#: What may be read in two ways: a place left out at the end (一万五), some (三五), a dash (一).
_UNCLEAR = re.compile(
    r"[百千万亿][一二两三四五六七八九1-9](?![十百千万亿.])|^[一二两三四五六七八九]{2}(?![十百千万亿])|^一$"
)
#: The characters of money, which nobody alters unseen.
_BANKERS = str.maketrans("零壹贰叁肆伍陆柒捌玖拾佰仟圆", "零一二三四五六七八九十百千元")
_IN_BRACKETS = re.compile(r"\((.+)\)")
_ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!)|Err:\d{3}")
_ITEMS = re.compile(r"[、；;\r\n]+")


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one value: the problem's code and the details of its wording."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)


Parsed = Stored | CellFault
Reader = Callable[[Raw], Parsed]


class ColumnReader:
    """Reads the cells of one column of one sheet."""

    def __init__(self, column: Column, given: Unit | None = None, *, guarded: bool = False) -> None:
        """``given`` is the unit that the heading names; ``guarded`` takes a CSV file's apostrophe off again."""
        self.column = column
        self._guarded = guarded
        self._known: dict[Raw, Parsed] = {}
        self._scale = _scale(column, given) if column.numeric else Fraction(1)
        self._reader = _reader(column, self._scale, given)
        self._quick = int(self._scale) if column.numeric and self._scale.denominator == 1 else 0

    def __call__(self, cells: Sequence[Raw]) -> tuple[list[Stored], list[tuple[int, CellFault]]]:
        """The stored values of the cells, None for empty and faulty ones; the faults with the index of their cell."""
        if bool in set(map(type, cells)):
            cells = [("是" if cell else "否") if isinstance(cell, bool) else cell for cell in cells]
        found = self._quickly(cells) if self._quick else None
        return _parted(self._looked_up(cells) if found is None else found)

    def _quickly(self, cells: Sequence[Raw]) -> list[Parsed] | None:
        """Plain floats that the scale turns into whole numbers, without a detour; None when this does not pay."""
        scale, most = self._quick, 10**DIGITS
        if set(map(type, cells)) - {float}:
            return None
        try:
            return [
                whole if 0 <= (whole := round(cell * scale)) < most and whole / scale == cell else self._one(cell)
                for cell in cast("Sequence[float]", cells)
            ]
        except (OverflowError, ValueError):
            return None

    def _looked_up(self, cells: Sequence[Raw]) -> list[Parsed]:
        """Every value parsed once."""
        known = self._known
        if len(known) > REMEMBERED:
            known.clear()
        for raw in set(cells).difference(known):
            known[raw] = self._one(raw)
        return list(map(known.__getitem__, cells))

    def _one(self, raw: Raw) -> Parsed:
        """One value."""
        if isinstance(raw, str):
            if not raw:
                return None
            if _ERROR.fullmatch(raw):
                return CellFault("cell-formula-error", {"text": raw})
            if self._guarded and raw[0] == "'" and raw[1:2] in FORMULA_MARKS:
                raw = raw[1:]
        return self._reader(raw)


def read_cell(column: Column, text: str) -> Stored | Problem:
    """What a text typed for the column is as the book keeps it; the problem, at the column, when it cannot be read."""
    cells, faults = ColumnReader(column)([text])
    if not faults:
        return cells[0]
    fault = faults[0][1]
    return Problem(fault.code, Place(column=column.title), {"column": column.title, **fault.details})


def _parted(found: list[Parsed]) -> tuple[list[Stored], list[tuple[int, CellFault]]]:
    """Values and faults apart."""
    if CellFault not in set(map(type, found)):
        return found, []  # type: ignore[return-value]
    faults = [(index, value) for index, value in enumerate(found) if isinstance(value, CellFault)]
    return [None if isinstance(value, CellFault) else value for value in found], faults


def _scale(column: Column, given: Unit | None) -> Fraction:
    """What a cell's number is multiplied by to be kept: the unit's factor to the stored unit, and 10**places."""
    own = unit(column.stored_unit) if column.stored_unit else column.cell_unit
    return (given or column.cell_unit).factor / own.factor * Fraction(10**column.places)


def _reader(column: Column, scale: Fraction, given: Unit | None) -> Reader:
    """How a value of the column is read."""
    if column.numeric:
        heading = given or column.cell_unit
        return lambda raw: read_number(raw, column, scale, heading)
    if column.type == "choice":
        choices = choice_words(column)
        return lambda raw: read_choice(raw, column, choices)
    return {"date": read_date, "list": read_list}.get(column.type, read_text)


def clean(text: str) -> str:
    """The text without blanks at its ends, with runs of blanks and line breaks as one blank, without invisible marks."""
    if not text.isprintable():
        text = "".join(
            letter if letter in "\t\n\r" or unicodedata.category(letter) not in ("Cc", "Cf") else "" for letter in text
        )
    return " ".join(text.split())


def narrow(text: str) -> str:
    """The text with full-width letters, digits and marks made narrow (NFKC), without any blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_text(raw: Raw) -> Parsed:
    """A text; a number becomes its digits, unless the spreadsheet has lost some of them."""
    if isinstance(raw, str):
        text = clean(raw)
        return None if text in EMPTY else text
    if isinstance(raw, float):
        if not math.isfinite(raw) or abs(raw) >= 10**DIGITS:
            return CellFault("cell-digits-lost", {"text": shown(raw)})
        return shown(raw)
    if isinstance(raw, datetime):
        return raw.isoformat(" ") if raw.time() != time() else raw.date().isoformat()
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def read_list(raw: Raw) -> Parsed:
    """The items of a list, joined by 、 as the book keeps them."""
    if not isinstance(raw, str):
        return read_text(raw)
    items = [item for part in _ITEMS.split(raw) if (item := clean(part)) and item not in EMPTY]
    return "、".join(items) or None


def read_choice(raw: Raw, column: Column, choices: Mapping[str, str]) -> Parsed:
    """The choice that is written, by itself or by a word for it."""
    text = clean(raw) if isinstance(raw, str) else shown(raw)
    found = choices.get(narrow(text).casefold())
    if found is not None:
        return found
    if text in EMPTY:
        return None
    near = [word for word, _, _ in process.extract(text, column.choices, limit=1, score_cutoff=50)]
    hint = f"；是不是“{near[0]}”？" if near else ""
    return CellFault("cell-not-choice", {"text": text, "known": "、".join(column.choices), "hint": hint})


def choice_words(column: Column) -> Mapping[str, str]:
    """Every word by which a cell may say a choice; a word that could say two says none."""
    words: dict[str, set[str]] = {}
    for choice, said in column.says.items():
        for word in said:
            words.setdefault(narrow(word).casefold(), set()).add(choice)
    plain = {word: next(iter(choices)) for word, choices in words.items() if len(choices) == 1}
    return {**plain, **{narrow(choice).casefold(): choice for choice in column.choices}}


def read_date(raw: Raw) -> Parsed:
    """A day as ISO text: 2023-01-05, 2023/1/5, 2023.1.5, 2023年1月5日, 20230105, a spreadsheet's day number, a time."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return raw.isoformat() if FIRST_YEAR <= raw.year <= LAST_YEAR else _year_fault(raw.isoformat())
    if isinstance(raw, int | float):
        return _numbered_day(float(raw))
    if isinstance(raw, time | timedelta):
        return CellFault("cell-not-date", {"text": str(raw)})
    return _written_day(raw)


def _numbered_day(number: float) -> Parsed:
    """A day that stands as a number: 20230105, or days since 1899-12-30 (ISO/IEC 29500-1, 18.17.4.1)."""
    text = shown(number)
    first, last = (date(year, 1, 1).toordinal() - _EPOCH.toordinal() for year in (FIRST_YEAR, LAST_YEAR + 1))
    if first <= number < last:
        return (_EPOCH + timedelta(days=int(number))).isoformat()
    return _written_day(text)


def _written_day(raw: str) -> Parsed:
    """A day that stands as text."""
    text = unicodedata.normalize("NFKC", clean(raw))
    if text in EMPTY:
        return None
    tight = re.sub(r"\s*([年月日号/.-])\s*", r"\1", text)
    found = _DAY.fullmatch(tight) or _COMPACT_DAY.fullmatch(tight)
    if found:
        year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
        return _day(year, month, day, text)
    if numerals := _NUMERAL_DAY.fullmatch(tight):
        year, month, day = (_numeral(part) for part in numerals.groups())
        return _day(year, month, day, text)
    if _LONG_YEAR.fullmatch(tight):
        return _year_fault(text)
    if _MONTH.fullmatch(tight):
        return CellFault("cell-no-day", {"text": text})
    number = re.fullmatch(r"\d{5}(?:\.\d+)?", tight)
    return _numbered_day(float(tight)) if number else CellFault("cell-not-date", {"text": text})


def _numeral(written: str) -> int:
    """A number of a day in Chinese numerals: 二〇二四, 十, 十五, 二十, 三十一."""
    if "十" not in written:
        return int(written.translate(_NUMERALS))
    tens, ones = (part.translate(_NUMERALS) for part in written.split("十", 1))
    return 10 * int(tens or 1) + int(ones or 0)


def _day(year: int, month: int, day: int, text: str) -> Parsed:
    """The day of those numbers."""
    try:
        found = date(year, month, day)
    except ValueError:
        return CellFault("cell-no-such-day", {"text": text})
    return found.isoformat() if FIRST_YEAR <= year <= LAST_YEAR else _year_fault(text)


def _year_fault(text: str) -> CellFault:
    """A year that is a slip of the pen."""
    return CellFault("cell-year", {"text": text, "first": FIRST_YEAR, "last": LAST_YEAR})


def read_number(raw: Raw, column: Column, scale: Fraction, heading: Unit) -> Parsed:
    """A number, scaled to what the book keeps; ``heading`` is the unit of a cell that names none."""
    if isinstance(raw, date | time | timedelta):
        return CellFault("cell-number-is-date", {"text": str(raw)})
    text = shown(raw) if not isinstance(raw, str) else clean(raw)
    number = _number(raw, text, column, heading)
    if number is None or isinstance(number, CellFault):
        return number
    return _kept(number * scale, text, column)


def _number(raw: Raw, text: str, column: Column, heading: Unit) -> Fraction | CellFault | None:
    """The number in the unit of the heading."""
    if isinstance(raw, int | float):
        if not math.isfinite(raw):
            return CellFault("cell-not-number", {"text": text})
        return Fraction(Decimal(text))
    if text in EMPTY:
        return None
    number = _written_number(text, column, heading)
    return CellFault("cell-not-number", {"text": text}) if number is None else number


def _written_number(text: str, column: Column, heading: Unit) -> Fraction | CellFault | None:
    """A number as text: full-width, with commas between thousands, a currency sign, its unit, in brackets, in words."""
    tight = narrow(text).lstrip("¥$" if column.type == "money" else "")
    bracketed = _IN_BRACKETS.fullmatch(tight)
    tight = f"-{bracketed[1]}" if bracketed else tight.replace("−", "-")
    digits = tight.rstrip("".join(set(tight) - set("0123456789.,+-")))
    factor = _said_factor(tight[len(digits) :], column, heading)
    found = _NUMBER.fullmatch(digits)
    if factor is None or found is None or not any(letter.isdigit() for letter in digits):
        return _in_words(tight.translate(_BANKERS), column, heading)
    return Fraction(Decimal(digits.replace(",", ""))) * factor


def _in_words(tight: str, column: Column, heading: Unit) -> Fraction | CellFault | None:
    """A number in Han numerals with its unit: 八十万元, 捌拾万元整, 1亿2千万; one of money that ends with 万 or 亿 is in 元."""
    found = _HAN_NUMBER.fullmatch(tight)
    numeral = parse_numeral(found["number"]) if found else None
    if found is None or numeral is None or numeral.bare:
        return None
    great = column.type == "money" and not found["said"] and numeral.value >= BIG["万"]
    factor = _said_factor("元" if great else found["said"], column, heading)
    if factor is None:
        return None
    # 一万零五百 under a heading in 万元: of 元, or of these?
    unclear = great and found["number"][-1] not in BIG and heading.factor != 1
    return (
        CellFault("cell-number-unclear", {"text": tight})
        if unclear or _UNCLEAR.search(tight)
        else numeral.value * factor
    )


def _said_factor(said: str, column: Column, heading: Unit) -> Fraction | None:
    """What a unit behind the number is worth in that of the heading; None when it is another sort of thing."""
    if not said or (said == "年" and column.type == "integer" and not column.unit):
        return Fraction(1)
    if said == column.unit or (said == "人" and column.unit == "人次"):
        return column.cell_unit.factor / heading.factor
    if column.type == "money" and said in _SCALED_YUAN:
        said += "元"
    if column.type != "money" and column.unit is None:
        return None
    given = unit(said)
    known = given.dimension == column.cell_unit.dimension != "count"
    return given.factor / heading.factor if known else None


def _kept(number: Fraction, text: str, column: Column) -> Parsed:
    """The scaled number, if the column can keep it."""
    if number.denominator != 1:
        code = "cell-not-whole" if column.type == "integer" else "cell-too-fine"
        return CellFault(code, {"text": text, "places": column.places})
    if number < 0 and not column.signed:
        return CellFault("cell-negative", {"text": text})
    return int(number) if abs(number) < 2**63 else CellFault("cell-too-large", {"text": text})


def shown(raw: Raw) -> str:
    """A value as a person would write it: a float by its 15 digits, without an exponent."""
    if isinstance(raw, float) and math.isfinite(raw):
        return f"{Decimal(f'{raw:.{DIGITS}g}'):f}"
    return str(raw)
