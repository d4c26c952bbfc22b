"""The hashes of the protocol, made a second time: canonical form, framed SHA-256, the tree by its recursive definition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Any


def text_of(value: Any) -> str:
    """The canonical JSON text of a value."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ",".join([f'"{key}":{text_of(value[key])}' for key in sorted(value)]) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(text_of, value)) + "]"
    return str(value)


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON."""
    return sha256(text_of(value).encode()).hexdigest()


def framed(*parts: bytes) -> bytes:
    """SHA-256 of the parts, each led by its length in eight bytes."""
    return sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).digest()


def leaf_digests(roster: dict[str, Any]) -> Iterator[str]:
    """The hash of every leaf: head, households, dwellings."""
    counts = {key: len(roster[key]) for key in ("households", "dwellings")}
    head = {"is": "roster", "protocol": roster["protocol"], "draw": roster["draw"], **counts}
    households = ({**each, "is": "household"} for each in roster["households"])
    dwellings = ({**each, "is": "dwelling"} for each in roster["dwellings"])
    for record in (head, *households, *dwellings):
        yield sha256(b"\0" + text_of(record).encode()).hexdigest()


def tree(leaves: Sequence[str]) -> bytes:
    """The Merkle tree hash, split after the largest power of two below the number of leaves."""
    if len(leaves) < 2:
        return bytes.fromhex(leaves[0]) if leaves else sha256().digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\1" + tree(leaves[:half]) + tree(leaves[half:])).digest()


class Dice:
    """Integers that a seed gives for a purpose."""

    def __init__(self, seed: bytes, *purpose: str) -> None:
        """Begin the stream of that purpose."""
        self._key = framed(b"jiedui/allot/1/stream", seed, *(each.encode() for each in purpose))
        self._block, self._number, self._at = b"", 0, 32

    def _word(self) -> int:
        """The next four bytes as a number."""
        if self._at == 32:
            self._block = sha256(self._key + self._number.to_bytes(8, "big")).digest()
            self._number, self._at = self._number + 1, 0
        self._at += 4
        return int.from_bytes(self._block[self._at - 4 : self._at], "big")

    def roll(self, sides: int) -> int:
        """A number from 0 to sides − 1."""
        usable = 2**32 - 2**32 % sides
        while True:
            word = self._word()
            if word < usable:
                return word % sides

    def mixed(self, items: Sequence[str]) -> list[str]:
        """The items, shuffled from the last place down."""
        found = list(items)
        for place in reversed(range(1, len(found))):
            chosen = self.roll(place + 1)
            found[place], found[chosen] = found[chosen], found[place]
        return found
