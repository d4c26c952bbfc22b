"""The structure of an official text: headings, paragraphs, sentences, clauses, its title and its date.

A document is read as it stands, by code points; nothing in it is copied, every part is a stretch ``[start, end)``.

- A **paragraph** is a line that is not blank, without the spaces around it. Its ``level`` is 0 for running text, else
  that of the heading it begins with: 1 ``一、`` (also ``第一章``, ``【…】`` and a short line of its own), 2 ``（一）``,
  3 ``1.``, 4 ``（1）``, 5 a lead (``一是``, a short line inside a numbered part, a question that the next line answers), 6 a bullet (``●``, ``◆``, ``-``).
  A heading may run into its text (``（一）资金项目。全年到位…``): ``heading_end`` tells how far it goes.
- A **sentence** ends with ``。！？`` (or with its paragraph), a **part** also with ``；``, a **clause** also with
  ``，`` and ``：``. What stands in brackets or in a short quotation is not cut. The marks belong to what they end.
- Sentences, parts and clauses each cover the paragraphs without gap or overlap. A text without marks is cut all the same.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jiedui.base.once import once
from jiedui.base.periods import Period
from jiedui.prose.masthead import Masthead, read_masthead, term_end


class Span(NamedTuple):
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text; ``parents`` are the indices of the headings it stands under, the outermost first."""

    index: int
    start: int
    end: int
    level: int
    heading_end: int
    parents: tuple[int, ...]

    @property
    def is_heading(self) -> bool:
        """Whether it is nothing but a heading."""
        return self.level > 0 and self.heading_end == self.end


@dataclass(frozen=True)
class Document:
    """A text with its structure; made by :func:`parse_document`.

    ``sentences``, ``parts`` and ``clauses`` are sorted and each tile the paragraphs. The lookups take any offset: one
    between two paragraphs belongs to the one before.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Span, ...]
    parts: tuple[Span, ...]
    clauses: tuple[Span, ...]
    masthead: Masthead

    @property
    def date(self) -> dt.date | None:
        """The document's own date."""
        return self.masthead.date

    @property
    def period(self) -> Period | None:
        """The period that the title names."""
        return self.masthead.period

    @once
    def clock(self) -> dt.date | None:
        """The day by which 今年 and 目前 are read; None where the text names no year.

        It is the document's date; else the end of the title's period; else that of the posting it tells of
        (``2021年10月…挂职，为期一年``); else the end of the last year that it tells of (``到2025年`` does not count).
        """
        if self.date or self.period:
            return self.date or (self.period.end if self.period else None)
        term = term_end(self.text)
        if term is not None:
            return term
        years = [
            int(found[1]) for found in _TOLD_YEAR.finditer(self.text) if not _AHEAD.search(self.text, *_lead(found))
        ]
        return dt.date(max(years), 12, 31) if years else None

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph at the offset; None in an empty text."""
        return self.paragraphs[bisect_right(self._paragraph_starts, offset, 1) - 1] if self.paragraphs else None

    def sentence_at(self, offset: int) -> Span:
        """The sentence at the offset."""
        return self.sentences[bisect_right(self._sentence_starts, offset, 1) - 1] if self.sentences else Span(0, 0)

    def part_at(self, offset: int) -> Span:
        """The part of a sentence (between semicolons) at the offset."""
        return self.parts[bisect_right(self._part_starts, offset, 1) - 1] if self.parts else Span(0, 0)

    def clause_at(self, offset: int) -> Span:
        """The clause at the offset."""
        return self.clauses[bisect_right(self._clause_starts, offset, 1) - 1] if self.clauses else Span(0, 0)

    def headings_over(self, offset: int) -> tuple[Paragraph, ...]:
        """The headings that the offset stands under, the outermost first.

        A heading run into its paragraph counts for what follows it there.
        """
        here = self.paragraph_at(offset)
        if here is None:
            return ()
        over = tuple(self.paragraphs[index] for index in here.parents)
        return (*over, here) if here.level and offset >= here.heading_end else over

    def is_row(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is a row of a table set in spaces, tabs or bars."""
        return _is_row(self.text, Span(paragraph.start, paragraph.end))

    def heading_text(self, paragraph: Paragraph) -> str:
        """The words of a paragraph's heading; empty for running text."""
        return self.text[paragraph.start : paragraph.heading_end] if paragraph.level else ""

    @once
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    @once
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @once
    def _part_starts(self) -> list[int]:
        return [span.start for span in self.parts]

    @once
    def _clause_starts(self) -> list[int]:
        return [span.start for span in self.clauses]


def parse_document(text: str, default_year: int | None = None) -> Document:
    """The structure of a text. ``default_year`` serves only datelines that name no year."""
    masthead = read_masthead(text, default_year)
    lines = [Span(at.start(), at.start() + len(at[0].rstrip())) for at in _LINE.finditer(text)]
    sentences: list[Span] = []
    parts: list[Span] = []
    clauses: list[Span] = []
    for line in lines:
        _cut(text, line, (sentences, parts, clauses))
    paragraphs = tuple(_paragraphs(text, lines, masthead))
    return Document(text, paragraphs, tuple(sentences), tuple(parts), tuple(clauses), masthead)


_LINE = re.compile(r"\S[^\n]*")
_TOLD_YEAR = re.compile(r"(?<![0-9到至〔])(20[0-9]{2})年(?!(?:[0-9]{1,2}月)?[底末]?之?以?前)")
#: Words of what is still to come, right before a year.
_AHEAD = re.compile(r"(?:下一步|力争|争取|计划|预计|确保|保证|明年|今后)[^。；\n]*$")
_LEAD = 24


def _lead(found: re.Match[str]) -> tuple[int, int]:
    """Where the words right before a match stand."""
    return max(0, found.start() - _LEAD), found.start()


# ---- sentences, parts, clauses

_CLOSING = {"“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "【": "】", "〔": "〕"}
_REACH = {"“": 30, "‘": 30}
_FAR = 80
#: A mark; one of ASCII that stands in a number, a time or an address is none. (What begins with one set is found fastest.)
_MARK = re.compile(r"[。！？；，：“‘（(《【〔!?;,:](?:(?<![!?;,:])|(?![0-9A-Za-z/]))")
#: Where speech ends, and with it what its speaker says: …：“…！”镇里的账本显示….
_SPOKEN = re.compile(r"[。！？…]”(?=[\u4e00-\u9fff])")
_AFTER = re.compile(r"[。！？!?…”’）)]*")
_ENDS_SENTENCE, _ENDS_PART = frozenset("。！？!?"), frozenset("；;")
#: What a border closes: a clause, a part (and its clause), a sentence (and its part).
_CLAUSE, _PART, _SENTENCE = 1, 2, 3
#: Nothing is longer, be there marks or not: so what reads them stays linear in the length of any text.
_LONGEST_SENTENCE, _LONGEST_CLAUSE = 1000, 500


def _cut(text: str, line: Span, into: tuple[list[Span], list[Span], list[Span]]) -> None:
    """Cut one paragraph into sentences, parts and clauses, and append them to the three lists."""
    sentences, parts, clauses = into
    sentence = part = clause = line.start
    marks = (*_marks(text, line), (line.end, _SENTENCE))
    for end, mark in marks if line.end - line.start <= _LONGEST_CLAUSE else _borders(marks, line.start):
        closes = _SENTENCE if end - sentence >= _LONGEST_SENTENCE else mark
        if clause < end:
            clauses.append(Span(clause, end))
            clause = end
        if closes >= _PART and part < end:
            parts.append(Span(part, end))
            part = end
        if closes == _SENTENCE and sentence < end:
            sentences.append(Span(sentence, end))
            sentence = end


def _borders(marks: Iterable[tuple[int, int]], start: int) -> Iterator[tuple[int, int]]:
    """The borders of one paragraph, each with what it closes; where no mark stands for long, clauses end anyhow."""
    done = start
    for end, closes in marks:
        for place in range(done + _LONGEST_CLAUSE, end, _LONGEST_CLAUSE):
            yield place, _CLAUSE
        yield end, closes
        done = end


def _marks(text: str, line: Span) -> Iterator[tuple[int, int]]:
    """Behind which marks of one paragraph what ends: none in brackets or short quotations."""
    free = line.start
    for found in _MARK.finditer(text, line.start, line.end):
        mark, place = found[0], found.start()
        if place < free:
            continue
        if mark in _CLOSING:
            free = _closed(text, place, line.end)
            if _SPOKEN.match(text, free - 2, line.end) and text[place - 1 : place] in ("：", ":"):
                yield free, _SENTENCE
        elif mark in _ENDS_SENTENCE:
            free = _end_of(text, place, line.end)
            yield free, _SENTENCE
        else:
            free = place + 1
            yield free, _PART if mark in _ENDS_PART else _CLAUSE


def _closed(text: str, place: int, end: int) -> int:
    """Behind the bracket or short quotation that opens at the place; just behind its mark where it is long or open."""
    mark = text[place]
    close = text.find(_CLOSING[mark], place + 1, min(end, place + 1 + _REACH.get(mark, _FAR)))
    return close + 1 if close >= 0 else place + 1


def _end_of(text: str, place: int, end: int) -> int:
    """Behind a full stop and the marks that close with it (``。”``)."""
    found = _AFTER.match(text, place, end)
    return found.end() if found else place + 1


# ---- headings

_HAN = "[一二三四五六七八九十]"
_NOT_LIST = rf"(?!{_HAN}+(?:季度|产业|级|年级))"
_LEVELS = re.compile(
    rf"""(?P<h1>{_HAN}{{1,3}}[、.．]{_NOT_LIST}|第{_HAN}{{1,3}}(?:章|部分|编)|【[^】\n]{{1,30}}】)
       | (?P<h2>[（(]{_HAN}{{1,3}}[）)]、?)
       | (?P<h3>[0-9]{{1,2}}[.．、](?![0-9](?!0[0-9]{{2}}年)))
       | (?P<h4>[（(][0-9]{{1,2}}[）)]|[0-9]{{1,2}}[）)]|[①-⑳])
       | (?P<h5>(?:第{_HAN}[，、是]|{_HAN}(?:是|要|则)))
       | (?P<h6>[●◆■▲★○◇□·•▪◎*]+|-{{1,2}}(?=[^-0-9])|—{{1,2}}(?=[^—]))""",
    re.VERBOSE,
)
#: What makes the rest of a line behind 【…】 a text of its own: a number, a mark.
_TELLS = re.compile(r"[0-9。，；：！？]")
_NEXT_LEAD = re.compile(r"[，；。]二(?:是|要|则)")
_RUN_IN = {5: "，。：；", 6: "，。：；　 "}
_LONGEST_HEADING, _LONGEST_RUN_IN, _LONGEST_LINE = 60, 40, 30
_NO_HEADING = re.compile(r"[。；，！？：:、,;!?…]$|[：:]|^[（(].*[）)]$|^[^\u3400-\u9fff]*$|[年月日]$")


def _paragraphs(text: str, lines: Sequence[Span], masthead: Masthead) -> Iterator[Paragraph]:
    """The paragraphs with their levels and the headings over them."""
    open_headings: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        rank, level, heading_end = _heading(text, lines, index, masthead, open_headings)
        if level:
            while open_headings and open_headings[-1][0] >= rank:
                open_headings.pop()
        parents = tuple(parent for _, parent in open_headings)
        if level:
            open_headings.append((rank, index))
        yield Paragraph(index, line.start, line.end, level, heading_end, parents)


def _heading(
    text: str, lines: Sequence[Span], index: int, masthead: Masthead, above: Sequence[tuple[int, int]]
) -> tuple[int, int, int]:
    """Rank, level and end of the heading that the line begins with; level 0 where it begins with none.

    A short line of its own ranks over ``一、`` unless it stands inside a numbered part without a blank line before it.
    """
    line = lines[index]
    if line.start < masthead.body or line == masthead.issuer:
        return 0, 0, line.start
    if _is_question(text, lines, index):
        return 5, 5, line.end
    if _A_MONTH.fullmatch(text, line.start, line.end):
        return 5, 5, line.end
    found = _LEVELS.match(text, line.start, line.end)
    if found is not None and not (found["h5"] and _NEXT_LEAD.search(text, found.end(), line.end)):
        level = int((found.lastgroup or "h0")[1:])
        return level, level, _heading_end(text, found.end(), line, level)
    if not _stands_alone(text, lines, index):
        return 0, 0, line.start
    inside = any(rank == 1 for rank, _ in above) and not _blank_before(text, lines, index)
    return (5, 5, line.end) if inside else (0, 1, line.end)


def _heading_end(text: str, after: int, line: Span, level: int) -> int:
    """How far a marked heading goes: the line, or up to its first stop where text runs on, or the mark alone."""
    if text[line.start] == "【":
        return after if _TELLS.search(text, after, line.end) or line.end - after > _LONGEST_LINE else line.end
    stops = [place for mark in _RUN_IN.get(level, "。") if (place := text.find(mark, after, line.end)) >= 0]
    if not stops:
        return line.end if line.end - line.start <= _LONGEST_HEADING else after
    first = min(stops)
    return first + 1 if first - after <= _LONGEST_RUN_IN else after


def _stands_alone(text: str, lines: Sequence[Span], index: int) -> bool:
    """Whether an unmarked line is a heading: short, without closing mark, colon or date, and followed by text."""
    line = lines[index]
    if line.end - line.start > _LONGEST_LINE or index + 1 == len(lines):
        return False
    if _NO_HEADING.search(text[line.start : line.end]) or _is_row(text, line):
        return False
    following = lines[index + 1]
    return (
        following.end - following.start > _LONGEST_LINE
        or _blank_before(text, lines, index)
        or _LEVELS.match(text, following.start) is not None
    )


def _is_question(text: str, lines: Sequence[Span], index: int) -> bool:
    """Whether a line asks what the next one answers."""
    asks = _ASKS.match(text, lines[index].start, lines[index].end)
    return asks is not None and index + 1 < len(lines) and bool(_ANSWERS.match(text, lines[index + 1].start))


#: A line of a chronicle that is the month of those below it.
_A_MONTH = re.compile(r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?")
_ASKS = re.compile(r"(?:问|提问)[0-9一二三四五六七八九十]{0,3}[：:、.．\s]|[^\n]{2,60}[？?]$")
_ANSWERS = re.compile(r"(?:答|回答|答复)[0-9一二三四五六七八九十]{0,3}[：:、.．\s]")


def _is_row(text: str, line: Span) -> bool:
    """Whether a line is a row of a table set in spaces, tabs or bars."""
    return len(_COLUMNS.findall(text, line.start, line.end)) >= MIN_COLUMNS - 1


#: What stands between the columns of a table in plain text, of which it has so many at least.
_COLUMNS, MIN_COLUMNS = re.compile(r"(?<=\S)(?: {2,}|\t|[ \u3000]*[|｜]|\u3000{2,})(?=[ \u3000]*\S)"), 3


def _blank_before(text: str, lines: Sequence[Span], index: int) -> bool:
    """Whether a blank line stands before the line."""
    return index > 0 and text.count("\n", lines[index - 1].end, lines[index].start) > 1
