"""The shapes of what the API takes and gives; from them comes its OpenAPI description."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import Field

from jiedui.book.review import Step


class PlaceOut(Schema):
    """Where a problem stands."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    line: int | None = None


class ProblemOut(Schema):
    """One problem, in both languages; the one shape of every error."""

    code: str
    severity: str
    zh: str
    en: str
    place: PlaceOut


class Problems(Schema):
    """Everything that stands against a request."""

    problems: list[ProblemOut]


class ColumnOut(Schema):
    """One column of a ledger; ``unit`` is that of a template's cells, ``stored_unit`` that of values here."""

    name: str
    title: str
    type: str
    required: bool
    unit: str | None
    stored_unit: str
    choices: list[str]
    to: str | None


class LedgerOut(Schema):
    """One ledger as declared."""

    name: str
    title: str
    kind: str
    date: str | None
    columns: list[ColumnOut]


class EntryOut(Schema):
    """One entry: money in 元, numbers as decimal strings, references as ``{ledger, id, name}``."""

    name: str = Field(examples=["fund:3"])
    ledger: str
    id: int
    withdrawn: bool
    seen: int = Field(description="the number of the last change set that touched it, to be sent with a change")
    values: dict[str, Any]


class EntriesOut(Schema):
    """One page of a listing; ``next`` is the query of the following one."""

    sentence: str
    entries: list[EntryOut]
    next: str | None


class EntryIn(Schema):
    """Values by column; null empties a cell. ``seen`` is what was last seen of the entry that is changed."""

    values: dict[str, Any]
    reason: str = Field(min_length=1, max_length=500)
    seen: int | None = None


class ReasonIn(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=500)


class ReviewIn(Schema):
    """A step of the review of entries of one ledger: submit, return or accept."""

    ids: list[int] = Field(min_length=1, max_length=5000)
    step: Step
    reason: str = Field(min_length=1, max_length=500)
    seen: int | None = None


class ReceiptOut(Schema):
    """What a change set did: its number (null when nothing changed), the head of the journal, the entries touched."""

    seq: int | None
    head: str
    created: list[str]
    updated: int
    withdrawn: int
    unchanged: int


class IndicatorOut(Schema):
    """One indicator of the dictionary."""

    name: str
    title: str
    unit: str
    definition: str
    phrases: list[str]


class NumberOut(Schema):
    """A value as an exact decimal string; one that never ends is also given as a fraction."""

    value: str | None
    fraction: str | None = None


class PartOut(NumberOut):
    """One part of a breakdown."""

    key: str
    rows: int


class FigureOut(NumberOut):
    """A figure with all that is told of it; ``value`` is in ``unit``, ``scope`` says where and when in words.

    ``by`` are its parts, where a breakdown was asked for; ``records`` the entries behind it, where these were.
    """

    name: str
    title: str
    unit: str
    definition: str
    scope: str
    rows: int
    head: str
    target: str | None = None
    target_records: list[str] | None = None
    completion: NumberOut | None = None
    numerator: FigureOut | None = None
    denominator: FigureOut | None = None
    by: list[PartOut] | None = None
    records: list[str] | None = None


class TextIn(Schema):
    """A text to read."""

    text: str = Field(max_length=2_000_000)
    name: str = Field("报告.txt", max_length=200)


class CheckIn(TextIn):
    """A text to check; what is not said is taken from the text itself."""

    period: str | None = Field(None, examples=["2024"])
    region: str | None = Field(None, examples=["岚溪县"])
    date: str | None = Field(None, examples=["2024-12-30"])
    accepted: bool = False


class ReadOut(Schema):
    """What was read, as ``jiedui extract`` prints it."""

    report: str
    length: int
    claims: list[dict[str, Any]]
    findings: list[dict[str, Any]]


class CheckedOut(ReadOut):
    """What was checked, as ``jiedui check`` prints it; ``aside`` is what the office said states no quantity."""

    period: tuple[str, str]
    region: str | None
    date: str
    head: str
    aside: list[dict[str, Any]]


class SheetOut(Schema):
    """What became of one sheet."""

    file: str
    sheet: str
    ledger: str
    created: int
    updated: int
    unchanged: int
    refused: int


class ImportOut(Schema):
    """What became of an import; ``seq`` is null when nothing was written."""

    seq: int | None
    sheets: list[SheetOut]
    problems: list[ProblemOut]
