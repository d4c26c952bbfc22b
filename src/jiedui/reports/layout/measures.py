"""The numbers of GB/T 9704-2012 (党政机关公文格式), in the units in which WordprocessingML tells them.

Lengths are in twips (1/20 pt, 1/1440 in), sizes of type in half-points, indents by characters in hundredths.
"""

from __future__ import annotations

from typing import Final

TWIPS_PER_MM: Final = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Millimetres as twips, rounded."""
    return round(millimetres * TWIPS_PER_MM)


# The page: A4; 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm.
PAGE_WIDTH: Final = twips(210)
PAGE_HEIGHT: Final = twips(297)
MARGIN_TOP: Final = twips(37)
MARGIN_BOTTOM: Final = twips(297 - 37 - 225)
MARGIN_LEFT: Final = 1588
"""28.01 mm: rounded up, so that the text is never wider than 156 mm."""
MARGIN_RIGHT: Final = twips(210 - 28 - 156)
TEXT_WIDTH: Final = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
HEADER_DISTANCE: Final = twips(15)
FOOTER_DISTANCE: Final = twips(297 - 37 - 225 - 7) - 14 * 20
"""The page number stands 7 mm below the 版心 and is 14 pt high."""

# The grid: 22 lines of 28 characters. 29 pt would give 21 lines, and 28 characters of 16 pt are 5.8 pt too wide.
LINES: Final = 22
CHARACTERS: Final = 28
LINE_PITCH: Final = 579
"""28.95 pt: 22 lines take 224.7 of 225 mm."""
CHARACTER_SPACING: Final = -5
"""−0.25 pt: 28 characters take 155.6 of 156 mm."""

# Type: 2号, 3号, 4号, 小四 in half-points.
SIZE_TITLE: Final = 44
SIZE_TEXT: Final = 32
SIZE_SMALL: Final = 28
SIZE_TABLE: Final = 24
CHARACTER: Final = SIZE_TEXT * 10
"""The width of one character of the text, in twips."""

CELL_PADDING: Final = 40
"""2 pt above and below the words of a cell."""

# Typefaces by their names on Word and WPS; none is embedded.
FANGSONG: Final = "仿宋_GB2312"
KAITI: Final = "楷体_GB2312"
HEITI: Final = "黑体"
XIAOBIAOSONG: Final = "方正小标宋简体"
SONGTI: Final = "宋体"
LATIN: Final = "Times New Roman"
OTHER_NAMES: Final = {
    FANGSONG: "仿宋",
    KAITI: "楷体",
    HEITI: "SimHei",
    XIAOBIAOSONG: "FZXiaoBiaoSong-B05S",
    SONGTI: "SimSun",
}
"""Under which name a machine without the typeface may have it."""

RED: Final = "FF0000"


def width(text: str) -> float:
    """The width of a line in characters of the text: Han and full-width 1, others ½."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)
