"""What a picture's file says besides the picture: camera, place, author, captions — taken out; the picture stays.

JPEG keeps its tables and its JFIF, colour (ICC) and Adobe segments; PNG its critical chunks and those about colour and
size; GIF loses its comments, WebP its EXIF and XMP. Of vector pictures (EMF, WMF) hidden names among the words are
overwritten sign by sign, which keeps every length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

JPEG, PNG, GIF = b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF8"
#: APP0 (JFIF), APP2 (ICC), APP14 (Adobe): without them the colours go wrong.
_KEPT_SEGMENTS = frozenset({0xE0, 0xE2, 0xEE})
_KEPT_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
)
_KEPT_PIECES = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
#: The bits of a VP8X header that announce EXIF and XMP.
_ANNOUNCED = 0x0C


def cleaned(data: bytes, names: Iterable[str]) -> bytes:
    """The picture without what its file says besides."""
    if data.startswith(JPEG):
        return b"".join(_jpeg(data))
    if data.startswith(PNG):
        return PNG + b"".join(_png(data))
    if data.startswith(GIF):
        return _gif(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    return overwritten(data, names)


def overwritten(data: bytes, names: Iterable[str]) -> bytes:
    """Bytes with the names overwritten by stars of the same length, in the encodings in which files write them."""
    for name in names:
        for encoding in ("utf-16-le", "utf-8", "utf-16-be", "gb18030"):
            written = name.encode(encoding)
            star = "*".encode(encoding)
            data = data.replace(written, (star * len(written))[: len(written)])
    return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    """The segments of a JPEG that stay; from the picture's data on, everything."""
    yield JPEG
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xDA:
            break
        length = 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        extra = marker == 0xFE or 0xE0 <= marker <= 0xEF
        if not extra or marker in _KEPT_SEGMENTS:
            yield data[place : place + length]
        place += length
    end = data.rfind(b"\xff\xd9")
    yield data[place : end + 2 if end >= place else len(data)]


def _png(data: bytes) -> Iterator[bytes]:
    """The chunks of a PNG that stay."""
    place = len(PNG)
    while place + 12 <= len(data):
        length = 12 + int.from_bytes(data[place : place + 4], "big")
        if data[place + 4 : place + 8] in _KEPT_CHUNKS:
            yield data[place : place + length]
        place += length


def _gif(data: bytes) -> bytes:
    """A GIF without its comment extensions (0x21 0xFE) and application data other than the loop's."""
    out, place = bytearray(data[:13]), 13
    if data[10] & 0x80:
        size = 3 << ((data[10] & 7) + 1)
        out += data[13 : 13 + size]
        place += size
    while place < len(data):
        end = _gif_block_end(data, place)
        said = data[place] == 0x21 and data[place + 1 : place + 2] in (b"\xfe", b"\xff", b"\x01")
        if not said or data[place + 3 : place + 11] == b"NETSCAPE":
            out += data[place:end]
        place = end
    return bytes(out)


def _gif_block_end(data: bytes, place: int) -> int:
    """Where a block of a GIF ends."""
    if data[place] == 0x21:
        place += 2
    elif data[place] == 0x2C:
        packed = data[place + 9] if place + 9 < len(data) else 0
        place += 10 + (3 << ((packed & 7) + 1) if packed & 0x80 else 0) + 1
    else:
        return len(data) if data[place] != 0x3B else place + 1
    while place < len(data) and data[place]:
        place += 1 + data[place]
    return place + 1


def _webp(data: bytes) -> bytes:
    """A WebP without its EXIF and XMP."""
    pieces, place = [], 12
    while place + 8 <= len(data):
        size = struct.unpack_from("<I", data, place + 4)[0]
        piece = data[place : place + 8 + size + size % 2]
        if piece[:4] == b"VP8X":
            piece = piece[:8] + bytes([piece[8] & ~_ANNOUNCED]) + piece[9:]
        if piece[:4] in _KEPT_PIECES:
            pieces.append(piece)
        place += 8 + size + size % 2
    body = b"WEBP" + b"".join(pieces)
    return b"RIFF" + struct.pack("<I", len(body)) + body
