"""CSV files: the encoding, whatever the office's software wrote; the delimiter; the rows.

UTF-8 with or without a byte order mark, UTF-16, GB 18030 (of which GBK and GB 2312 are part). Text that was read once
in the wrong encoding and saved so is told, with a sample of what it should say.
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from jiedui.base.problems import Place, Problem

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 20
_SAMPLE = 64 * 1024
_DELIMITERS = ",;\t"
#: Of the letters beyond ASCII in a Chinese text, at least this share is Chinese.
_CHINESE_SHARE = 0.8
#: What replacement marks look like after another misreading.
_RUINED = ("锟斤拷", "\ufffd", "烫烫烫")
#: A letter's worth of wrong decoding: how it was read, and what it was.
_MISREADINGS = (("gb18030", "utf-8"), ("latin-1", "gb18030"), ("cp1252", "gb18030"), ("latin-1", "utf-8"))
#: The longest cell, in letters.
_LONGEST = 1_000_000


def encoding_of(path: Path) -> tuple[str | None, Problem | None]:
    """The encoding of the file's text, or what is wrong with it."""
    place = Place(file=path.name)
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    encoding = next((name for bom, name in _BOMS if start.startswith(bom)), None) or _wide_without_mark(start)
    if encoding is None and b"\0" in start:
        return None, Problem("file-binary", place)
    for candidate in (encoding,) if encoding else ("utf-8", "gb18030"):
        if _decodes(path, candidate):
            return _plausible(start, candidate, place)
    return None, Problem("file-encoding", place)


def _wide_without_mark(start: bytes) -> str | None:
    """UTF-16 that lacks its mark: every other byte of plain text is zero."""
    if len(start) < 4 or len(start) % 2 or b"\0" not in start:
        return None
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        try:
            text = start.decode(name)
        except UnicodeDecodeError:
            continue
        if zeros.count(0) * 5 > len(zeros) and "\0" not in text:
            return name
    return None


def _decodes(path: Path, encoding: str) -> bool:
    """Whether the whole file is text of that encoding; read in blocks."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _plausible(start: bytes, encoding: str, place: Place) -> tuple[str | None, Problem | None]:
    """The encoding, unless what it makes of the text cannot be meant."""
    text = codecs.getincrementaldecoder(encoding)().decode(start)
    if any(mark in text for mark in _RUINED):
        return None, Problem("file-ruined", place)
    meant = misread(text)
    if meant:
        return None, Problem("file-misread", place, {"sample": first_line(text), "meant": first_line(meant)})
    if encoding == "gb18030" and not _is_chinese(text):
        return None, Problem("file-encoding", place)
    return encoding, None


def first_line(text: str) -> str:
    """The first twenty letters of the first line that has any."""
    return next((line for line in text.splitlines() if line.strip()), "")[:20]


def misread(text: str) -> str | None:
    """What a text was before it was read in a wrong encoding; None when nothing speaks for that.

    A text such as 骞冲埄鍘 (平利县, UTF-8 read as GBK) gives sound UTF-8 when written as GBK again; a real Chinese
    text does so by chance only when very short.
    """
    lines = [line for line in text.splitlines()[:50] if not line.isascii()]
    for wrong, right in _MISREADINGS:
        undone = [fixed for line in lines if (fixed := _undone(line, wrong, right))]
        if len(undone) * 2 > len(lines):
            return "\n".join(undone)
    return None


def _undone(line: str, wrong: str, right: str) -> str | None:
    """One line with its misreading undone; a few letters may have been lost to it."""
    try:
        fixed = line.encode(wrong).decode(right, "replace")
    except UnicodeError:
        return None
    lost = fixed.count("\ufffd")
    strange = sum(not letter.isascii() for letter in fixed)
    return fixed if _is_chinese(fixed) and strange > 1 and lost * 5 <= strange else None


def _is_chinese(text: str) -> bool:
    """Whether most letters beyond ASCII are Chinese ones or marks used with them."""
    strange = [letter for letter in text if not letter.isascii() and letter != "\ufffd"]
    common = sum(
        "\u4e00" <= letter <= "\u9fff" or unicodedata.category(letter)[0] in "PSZN" or _wide(letter)
        for letter in strange
    )
    return common >= _CHINESE_SHARE * len(strange)


def _wide(letter: str) -> bool:
    """Whether the letter is a full-width form."""
    return "\uff00" <= letter <= "\uffef"


def delimiter_of(lines: list[str]) -> str:
    """The mark between cells: the one that most lines have the same number of, the heading's above all."""
    quoteless = [re.sub(r'"[^"]*"', "", line) for line in lines if line.strip()]
    scores = {}
    for mark in _DELIMITERS:
        counts = Counter(line.count(mark) for line in quoteless)
        scores[mark] = max(((lines, count) for count, lines in counts.items() if count), default=(0, 0))
    return max(_DELIMITERS, key=lambda mark: scores[mark])


def read_csv(path: Path, encoding: str) -> Iterator[list[str]]:
    """The rows of the file; ``csv.Error`` when a quotation mark is never closed."""
    csv.field_size_limit(_LONGEST)
    with path.open(encoding=encoding, newline="") as file:
        sample = [line for _, line in zip(range(50), file, strict=False)]
        file.seek(0)
        told = re.fullmatch(r"\ufeff?sep=(.)\r?\n?", sample[0]) if sample else None
        if told:
            next(file)
            yield []
        yield from csv.reader(file, delimiter=told[1] if told else delimiter_of(sample), strict=True)
