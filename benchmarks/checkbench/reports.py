"""A report before it is printed: sentences of words and numbers, each number with what is true of it; and its printing.

The same report can be printed in several styles. What is printed carries its answers: for every number where it stands,
its bounds, and the verdict that the book gives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from checkbench.tables import Tables
from checkbench.wording import Saying, Style, write

#: Works the true value out again from other tables; None where there is none.
Reckoning = Callable[[Tables], Fraction | None]


@dataclass(frozen=True)
class Told:
    """One number of a report: how it is said, the verdict that is right, what was done to it, and how it is reckoned.

    ``accepted`` are verdicts that are right as well: where a wrong unit or mood makes the matter another one, a checker may
    accuse or may say that the book has nothing of it. A masked number has no saying.
    """

    saying: Saying | None
    verdict: str = "confirmed"
    fault: str = ""
    reckoning: Reckoning | None = field(default=None, compare=False)
    accepted: tuple[str, ...] = ()
    mask: str = ""


Piece = str | Told


@dataclass(frozen=True)
class Sentence:
    """One sentence in several wordings that mean the same."""

    wordings: tuple[tuple[Piece, ...], ...]
    section: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A heading and the sentences under it, or running text; ``joint`` stands between two sentences, ``end`` at the end."""

    sentences: tuple[Sentence, ...]
    heading: str = ""
    joint: str = "。"
    end: str = "。"


@dataclass(frozen=True)
class Draft:
    """A whole report: title, paragraphs, day, and what it is about."""

    name: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    region: str
    start: date
    end: date
    day: date


@dataclass(frozen=True)
class Edit:
    """What is changed in the printing without a change of meaning: the style of numbers, the wording, the order of clauses."""

    style: Style = field(default_factory=Style)
    wording: int = 0
    reversed: bool = False


@dataclass(frozen=True)
class Printed:
    """A printed report with its answers, in the form of ``docs/checker-benchmark.md``."""

    name: str
    text: str
    region: str
    start: date
    end: date
    day: date
    claims: tuple[dict[str, Any], ...]


@dataclass
class _Press:
    """Prints pieces one after the other and notes where the numbers stand."""

    edit: Edit
    tables: Tables | None
    keys: dict[int, int]
    text: str = ""
    claims: list[dict[str, Any]] = field(default_factory=list)

    def put(self, pieces: Sequence[Piece]) -> None:
        """Print the pieces."""
        for piece in pieces:
            if isinstance(piece, str):
                self.text += piece
                continue
            told = write(piece.saying, self.edit.style) if piece.saying else piece.mask
            start = len(self.text)
            self.text += told
            self.claims.append({"key": self.keys[id(piece)], **_claim(piece, start, told, self.tables)})


def printed(draft: Draft, edit: Edit | None = None, tables: Tables | None = None) -> Printed:
    """The report in print; with ``tables``, its answers are those of another state of the book."""
    press = _Press(edit or Edit(), tables, _keys(draft))
    press.put([draft.title, "\n\n"])
    for paragraph in draft.paragraphs:
        if paragraph.heading:
            press.put([paragraph.heading, "\n"])
        sentences = list(paragraph.sentences)
        if press.edit.reversed:
            sentences.reverse()
        for number, sentence in enumerate(sentences):
            press.put(sentence.wordings[press.edit.wording % len(sentence.wordings)])
            press.put([paragraph.joint if number + 1 < len(sentences) else paragraph.end])
        press.put(["\n"])
    press.put(["\n", f"{draft.day.year}年{draft.day.month}月{draft.day.day}日\n"])
    return Printed(draft.name, press.text, draft.region, draft.start, draft.end, draft.day, tuple(press.claims))


def _keys(draft: Draft) -> dict[int, int]:
    """The numbers of a report in the order of its first printing, by identity: every wording holds the same ones."""
    sentences = (each for paragraph in draft.paragraphs for each in paragraph.sentences)
    told = [piece for each in sentences for words in each.wordings for piece in words if isinstance(piece, Told)]
    return {identity: number for number, identity in enumerate(dict.fromkeys(map(id, told)))}


def _claim(told: Told, start: int, text: str, tables: Tables | None) -> dict[str, Any]:
    """The answer for one number."""
    verdict, accepted = told.verdict, told.accepted
    if tables is not None and told.saying is not None and told.reckoning is not None and not told.fault:
        true = told.reckoning(tables)
        verdict = "confirmed" if true is not None and told.saying.holds(true) else "contradicted"
        accepted = ("unsupported",) if not true else ()
    low, high, low_open, high_open = told.saying.bounds if told.saying else (None, None, True, True)
    return {
        "start": start,
        "end": start + len(text),
        "text": text,
        "dimension": told.saying.dimension if told.saying else None,
        "low": None if low is None else str(float(low)),
        "high": None if high is None else str(float(high)),
        "low_open": low_open,
        "high_open": high_open,
        "verdict": verdict,
        "accepted": list(accepted),
        "fault": told.fault,
    }


def answers(report: Printed) -> dict[str, Any]:
    """The answers as JSON keeps them."""
    return {
        "report": report.name,
        "period": [report.start.isoformat(), report.end.isoformat()],
        "region": report.region,
        "date": report.day.isoformat(),
        "claims": list(report.claims),
    }
