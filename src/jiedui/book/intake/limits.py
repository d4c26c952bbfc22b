"""How much a file may ask of the machine before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 2**20
GIB = 2**30


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one import; the defaults take the largest sheet that a spreadsheet can hold with some thirty columns.

    Sizes in bytes: of a file, of all that a zip expands to; ``ratio`` bounds the expansion of parts larger than
    ``unsuspicious``; ``memory`` is what the reading process may use; ``seconds`` bounds the reading of one file.
    """

    size: int = 1 * GIB
    expanded: int = 4 * GIB
    ratio: int = 200
    unsuspicious: int = 32 * MIB
    parts: int = 10_000
    rows: int = 5_000_000
    columns: int = 1_000
    memory: int = 8 * GIB
    seconds: int = 900
