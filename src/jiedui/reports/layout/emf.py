"""Bars as an enhanced metafile (EMF, [MS-EMF]): a picture that Word and WPS print sharply, with the reader's own fonts.

Lengths are tenths of a millimetre. Nothing in it depends on the machine: the same bars give the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from jiedui.reports.layout import measures as m

WIDTH: Final = 1500
"""150 mm: within the 版心."""
ROW, BAR, EDGE = 72, 44, 30
EM: Final = 42
"""12 pt."""
COLOUR: Final = 0x00A0522D
"""BGR of the bars: a dark blue that also prints in black and white."""
_TENTHS: Final = 10
_GDI_BRUSH, _GDI_FONT, _GDI_PEN = 1, 2, 3


def _record(kind: int, body: bytes = b"") -> bytes:
    """One record: its kind, its length, its body."""
    return struct.pack("<II", kind, 8 + len(body)) + body


def _objects() -> list[bytes]:
    """Brush, font and pen, made and selected."""
    face = m.FANGSONG.encode("utf-16-le").ljust(64, b"\0")
    font = struct.pack("<5i8B", -EM, 0, 0, 0, 400, 0, 0, 0, 134, 0, 0, 0, 0) + face
    return [
        _record(39, struct.pack("<IIII", _GDI_BRUSH, 0, COLOUR, 0)),
        _record(82, struct.pack("<I", _GDI_FONT) + font.ljust(320, b"\0")),
        _record(38, struct.pack("<IIiiI", _GDI_PEN, 0, 1, 0, COLOUR)),
        *(_record(37, struct.pack("<I", each)) for each in (_GDI_BRUSH, _GDI_FONT, _GDI_PEN)),
        _record(18, struct.pack("<I", 1)),
    ]


def _text(words: str, x: int, y: int) -> bytes:
    """Words from a place rightwards; every Han character an em wide, others half."""
    written = words.encode("utf-16-le")
    padded = written.ljust(-(-len(written) // 4) * 4, b"\0")
    widths = [round(m.width(sign) * EM) for sign in words]
    head = struct.pack("<4iIff", 0, 0, -1, -1, 1, _TENTHS, _TENTHS)
    text = struct.pack("<iiIII4iI", x, y, len(words), 76, 0, 0, 0, -1, -1, 76 + len(padded))
    return _record(84, head + text + padded + struct.pack(f"<{len(words)}I", *widths))


def _box(left: int, top: int, right: int, bottom: int) -> bytes:
    """A filled rectangle."""
    return _record(43, struct.pack("<4i", left, top, right, bottom))


def height_of(bars: int) -> int:
    """The height of a picture of so many bars."""
    return 2 * EDGE + bars * ROW


def bars(labels: Sequence[str], values: Sequence[float]) -> bytes:
    """Lying bars, one under the other: what each is called, the bar, its value."""
    widest = max(m.width(label) for label in labels)
    told = [f"{value:g}" for value in values]
    left = EDGE + round(widest * EM) + EDGE
    room = WIDTH - left - EDGE - round(max(map(m.width, told)) * EM) - EDGE
    most = max(*values, 0) or 1
    records = _objects()
    for number, (label, value, words) in enumerate(zip(labels, values, told, strict=True)):
        top = EDGE + number * ROW
        end = left + round(room * max(value, 0) / most)
        records.append(_text(label, left - EDGE // 2 - round(m.width(label) * EM), top))
        records.append(_box(left, top + (ROW - BAR) // 2 - 6, max(end, left + 2), top + (ROW + BAR) // 2 - 6))
        records.append(_text(words, end + EDGE // 2, top))
    return _file(records, height_of(len(labels)))


def _file(records: Sequence[bytes], height: int) -> bytes:
    """The header, the records, the end."""
    body = b"".join([*records, _record(14, struct.pack("<III", 0, 16, 20))])
    head = struct.pack("<4i4i", 0, 0, WIDTH - 1, height - 1, 0, 0, WIDTH * _TENTHS, height * _TENTHS)
    head += struct.pack("<IIIIHHIII", 0x464D4520, 0x10000, 88 + len(body), len(records) + 2, 4, 0, 0, 0, 0)
    head += struct.pack("<iiii", 2100, 2970, 210, 297)
    return _record(1, head) + body
