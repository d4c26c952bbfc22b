"""The text as a reader means it, with a map back to the text as it came.

Official prose reaches an office over the web, as PDF and from every word processor: full-width digits, traditional
characters, pinyin put behind a character (``協(xié)作``), spaces inside numbers (``742.36 亿元``), lines broken in the
middle of a sentence. :func:`normalise` undoes these and nothing else. What it does, in this order:

1. *One character at a time.* Full-width letters, digits and signs (``２０２２``, ``％``, ``．``, ``－``) become ASCII, but
   Chinese punctuation stays as it is: ``。，；：（）！？～“”《》`` carry the structure of the text, and every later step
   reads them in both widths. Traditional characters become simplified ones where one character stands for one and
   GB 2312 does not know it (so 著, 乾, 藉 of a simplified text stay). Odd spaces become plain ones; the ideographic
   space and the tabulator stay, they lay a page out. Enclosed list numbers are spelt out (``㈠`` → ``（一）``).
   What has no width is dropped.
2. *In context.* Pinyin behind a character is dropped; so is one space between a number and what it belongs to, and the
   spaces of thousands groups before a unit; ``○`` and ``0`` between Han digits become ``〇``.
3. *Line breaks.* A break is dropped only where the text goes on over it: in a text broken at a fixed width, and after a
   number or a comma of a sentence that the next line ends. Headings, list items and table cells are never joined.

Everything here is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

#: One change: the stretch ``[start, end)`` of the text becomes the replacement.
Edit = tuple[int, int, str]

_KEPT = frozenset("○　\t\n…，；：（）！？～。、“”‘’《》〈〉【】〔〕㎡‰·²³①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_SPECIAL = {
    **dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"),
    **dict.fromkeys("‐‑‒–−﹣－", "-"),
    **dict.fromkeys("―─━", "—"),
    **dict.fromkeys("〜∼˜﹏", "～"),
    **dict(zip("「」『』﹁﹂﹃﹄", "“”‘’“”‘’", strict=True)),
    **dict(zip("後於夥", "后于伙", strict=True)),  # GB 2312 has them, but no text of today writes them
    "﹪": "%",
    "﹐": "，",
    "﹒": ".",
    "㎥": "m³",
}


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text and its way back: character ``i`` came from ``[offsets[i], ends[i])`` of the original.

    ``offsets`` has one entry more than the text, the original's length. Where nothing was dropped or spelt out both are
    ranges, which cost nothing.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's stretch that became ``text[start:end]``.

        What was dropped inside belongs to it, what was dropped at its edges does not; an empty stretch stays empty.
        """
        first = self.offsets[start]
        return first, self.ends[end - 1] if end > start else first


def normalise(text: str) -> Normalised:
    """The text with its accidents of transport undone; the very same object where there are none."""
    result = _by_character(text)
    result = _then(result, _in_context(result.text))
    return _then(result, _joins(result.text))


def unchanged(text: str) -> Normalised:
    """A text that is normalised already."""
    return Normalised(text, range(len(text) + 1), range(1, len(text) + 1))


def _then(before: Normalised, edits: Iterable[Edit]) -> Normalised:
    """The edits made on a text that was normalised before, with the two maps put into one."""
    todo = list(edits)
    if not todo:
        return before
    made = _edited(before.text, todo)
    starts = before.offsets
    ends = before.ends
    return Normalised(made.text, [starts[place] for place in made.offsets], [ends[place - 1] for place in made.ends])


def _edited(text: str, edits: Sequence[Edit]) -> Normalised:
    """The text with sorted, disjoint edits made."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, replacement in [*edits, (len(text), len(text), "")]:
        pieces += text[done:start], replacement
        starts += range(done, start)
        ends += range(done + 1, start + 1)
        starts += [start] * len(replacement)
        ends += [end] * len(replacement)
        done = end
    return Normalised("".join(pieces), [*starts, len(text)], ends)


# ---- one character at a time


def _by_character(text: str) -> Normalised:
    """The text with every character replaced by its plain form."""
    signs = tuple(set(text))
    changed = {char: plain for char, plain in zip(signs, map(_plain, signs), strict=True) if plain != char}
    same = unchanged(text)
    if not changed:
        return same
    single = {ord(char): plain for char, plain in changed.items() if len(plain) == 1}
    several = "".join(char for char, plain in changed.items() if len(plain) != 1)
    result = Normalised(text.translate(single), same.offsets, same.ends) if single else same
    if not several:
        return result
    found = re.finditer(f"[{re.escape(several)}]", text)
    return _then(result, ((at.start(), at.end(), changed[at[0]]) for at in found))


@cache
def _plain(char: str) -> str:
    """The plain form of one character: itself, another, none or (``㈠``) several."""
    if char in _KEPT or " " <= char <= "~":
        return char
    if char in _SPECIAL:
        return _SPECIAL[char]
    category = unicodedata.category(char)
    if category in {"Cc", "Cf"}:
        return ""
    if category == "Zs":
        return " "
    return _simplified(char) if "\u3400" <= char <= "\u9fff" else _compatible(char)


def _compatible(char: str) -> str:
    """The compatibility form (NFKC) where it is letters, digits, list numbers or characters; ``（`` stays full-width."""
    form = unicodedata.normalize("NFKC", char)
    if form == char or unicodedata.category(char) in {"Mn", "Sk", "Lm"}:
        return char
    if len(form) == 1:
        return _simplified(form) if "\u3400" <= form <= "\u9fff" else form
    if form[0] == "(":
        return f"（{form[1:-1]}）"
    return form if form.isalnum() or (form[-1] == "." and form[:-1].isdecimal()) else char


def _simplified(char: str) -> str:
    """The simplified form of one Han character; characters of GB 2312 are simplified already."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return _pairs().get(char, char)
    return char


@cache
def _pairs() -> dict[str, str]:
    """Traditional to simplified, one character for one (MediaWiki's table, by zhconv)."""
    from zhconv import zhconv  # noqa: PLC0415 - 0.2 s that only a text with traditional characters pays

    return {old: new for old, new in zhconv.getdict("zh-hans").items() if len(old) == len(new) == 1}


# ---- in context

_HAN = "\u3400-\u9fff〇"
_MARKED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ"
_TONED = rf"[a-zü]{{0,3}}[{_MARKED}][a-zü{_MARKED}]{{0,3}}"
_TONELESS = (
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?"
    r"(?:[iu]?a(?:i|o|n|ng)?|[iu]?an|iao|uai|ei|[iu]?e|[iu]en|eng?|er|ou?|iong|ong|iu|ui|u[eno]?|ü[en]?|ing?|i)"
)
_CONTEXT = re.compile(
    # the first character stands alone so that the search can skip to it
    rf"""[ （(○O0{_MARKED}a-z](?:
      (?<=[（(])(?<=[{_HAN}][（(])[ ]?(?:{_TONED}|{_TONELESS})[ ]?[）)]   # 協（xié）作
    | (?<![（( ○O0])(?:(?<=[{_HAN}].)(?:(?<=[{_MARKED}])[a-zü]{{0,3}}|{_TONED})(?=[{_HAN}，。；：、！？]))  # 協xié作
    | (?<=[ ])(?:
        (?<=[0-9%‰][ ])(?=[{_HAN}%‰㎡])                                  # 2018 年, 6.0 %
      | (?<=[{_HAN}][ ])(?=[0-9])                                        # 近 3000 人
      | (?<=[0-9][万亿千百][ ])(?=[{_HAN}]) )                            # 1.2万 元
    | (?<=[○O0])(?<=[一二三四五六七八九〇].)(?=[一二三四五六七八九〇○O0]*年)    # 二○二二年, 二0二0年
    )""",
    re.VERBOSE,
)
_GROUPS = re.compile(r"[1-9](?<![0-9.,] .)(?<![0-9.,].)[0-9]{0,2}(?: [0-9]{3})+(?=(?:\.[0-9]+)? ?[\u3400-\u9fff%‰])")


def _in_context(text: str) -> list[Edit]:
    """The edits that depend on the neighbours."""
    spaces = {at: (at, at + 1, "") for found in _GROUPS.finditer(text) for at in _spaces_of(text, found)}
    zero = {"○": "〇", "O": "〇", "0": "〇"}
    others = {at.start(): (at.start(), at.end(), zero.get(at[0], "")) for at in _CONTEXT.finditer(text)}
    return [edit for _, edit in sorted((others | spaces).items())]


def _spaces_of(text: str, found: re.Match[str]) -> Iterator[int]:
    """Where the spaces of a thousands group stand."""
    return (at for at in range(found.start(), found.end()) if text[at] == " ")


# ---- line breaks

_STARTS = re.compile(
    r"[ \t　]|$|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])"
    r"|第[一二三四五六七八九十]+[章节条部]|[一二三四五六七八九十]{1,2}(?:是|要)|[●◆■▲★○◇□·•▪\-—*#①-⑳【]|附件|注[:：]|[|]"
)
#: A line with cells in it: bars, tabs, wide gaps, numbers in wide spaces.
_ROW = re.compile(
    r"[|｜│┃]|(?<=[^\s])\t|[^\s](?: {2,}|\u3000{2,})[^\s]+(?: {2,}|\u3000{2,})[^\s]"
    r"|(?:^|[^\s])(?:(?: {2,}|\u3000+)[0-9][^\s]*){2}"
)
_OPEN_END = re.compile(r"[0-9万亿，、（“《]$")
_AMOUNT = re.compile(r"[0-9][0-9,.]*(?![0-9,.年月])")
_WIDEST, _PAGE, _NARROWEST, _FULL, _ENOUGH = 60.0, 22.0, 12.0, 2.5, 3


def _joins(text: str) -> list[Edit]:
    """The line breaks to drop."""
    if "\n" not in text:
        return []
    lines = text.split("\n")
    full = _full_width(lines)
    edits: list[Edit] = []
    place = -1
    for line, following in pairwise(lines):
        place += len(line) + 1
        goes_on = line and not _STARTS.match(following) and (_wrapped(line, full) or _goes_on(line, following))
        if goes_on and not (_ROW.search(line) or _ROW.search(following)):
            edits.append((place, place + 1, ""))
    return edits


def _full_width(lines: Sequence[str]) -> float | None:
    """The width at which the text was broken; None where it was not: its paragraphs stand on one line each.

    Lines shorter than those of a page may be those of an outline, a few of which are equally long by chance: of a text
    broken so narrowly half the lines are full.
    """
    if max(map(len, lines)) > 2 * _WIDEST:
        return None
    widths = [_width(line) for line in lines]
    widest = max(widths)
    full = sum(width > widest - _FULL for width in widths)
    most = widest >= _PAGE or 2 * full >= sum(width > 0 for width in widths)
    return widest if _NARROWEST <= widest <= _WIDEST and full >= _ENOUGH and most else None


def _width(line: str) -> float:
    """The width of a line in Han characters; what is ASCII takes half of one."""
    return sum(0.5 if char < "\x80" else 1.0 for char in line)


def _wrapped(line: str, full: float | None) -> bool:
    """Whether the line was broken because it was full."""
    return full is not None and line[-1] not in "。！？：；!?:;" and _width(line) > full - _FULL


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence breaks off at a comma, before or after a number, and the next line ends it."""
    if not any(mark in following for mark in "，。；") or not _is_prose(line):
        return False
    before_number = _AMOUNT.match(following) is not None and line[-1] not in "。！？：；!?:;"
    return before_number or _OPEN_END.search(line) is not None


def _is_prose(line: str) -> bool:
    """Whether the line is part of a text rather than a cell or a heading: it has a clause before its last character."""
    return any(mark in line[:-1] for mark in "，。；") and not _STARTS.match(line)
