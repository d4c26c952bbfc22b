"""Where in a TOML text a key stands: tomllib keeps no lines, and a problem must name one."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\-\"]+)\s*\]\]?")
_KEY = re.compile(r"\s*\"?([^\s\"=]+)\"?\s*=")


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The 1-based line of the deepest part of ``path`` (such as ``("columns", 3, "title")``) that the text shows."""
    found, best = 1, 0
    wanted = tuple(path)
    for spot, line in _spots(text):
        depth = _shared(spot, wanted)
        if depth > best:
            found, best = line, depth
    return found


def _spots(text: str) -> list[tuple[tuple[str | int, ...], int]]:
    """Every header and key with its path and line."""
    spots: list[tuple[tuple[str | int, ...], int]] = []
    counts: dict[str, int] = {}
    here: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            here = _enter(header[1] == "[[", header[2].replace('"', ""), counts)
            spots.append((here, number))
            continue
        key = _KEY.match(line)
        if key:
            spots.append(((*here, key[1]), number))
    return spots


def _enter(is_array: bool, name: str, counts: dict[str, int]) -> tuple[str | int, ...]:
    """The path of a table header; a sub-table belongs to the latest row of its array."""
    if is_array:
        counts[name] = counts.get(name, -1) + 1
    path: list[str | int] = []
    prefix = ""
    for part in name.split("."):
        prefix = f"{prefix}.{part}" if prefix else part
        path.append(part)
        if prefix in counts:
            path.append(counts[prefix])
    return tuple(path)


def _shared(spot: tuple[str | int, ...], wanted: tuple[str | int, ...]) -> int:
    """How many parts the two paths share from the root; 0 when the spot leads elsewhere."""
    if len(spot) > len(wanted) or spot != wanted[: len(spot)]:
        return 0
    return len(spot)
