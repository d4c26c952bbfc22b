"""Canonical JSON, length-prefixed SHA-256, and the Merkle tree of RFC 6962: what every hash of the protocol is made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from jiedui.planning.allot.model import PROTOCOL, Record, Roster

LEAF, NODE = b"\x00", b"\x01"


def canonical(value: Any) -> bytes:
    """The canonical form (RFC 8785 without fractions) of texts, integers, truths, lists, and records with ASCII keys."""
    body = value.model_dump() if isinstance(value, Record) else value
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def hash_of(value: Any) -> str:
    """SHA-256 of the canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def sha(*parts: str | bytes) -> bytes:
    """SHA-256 over the parts, each with its length before it."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()


def leaves(roster: Roster) -> Iterator[bytes]:
    """The data of each leaf of a roster: its head, the households, the homes."""
    counts = {"households": len(roster.households), "dwellings": len(roster.dwellings)}
    yield canonical({"is": "roster", "protocol": PROTOCOL, "draw": roster.draw, **counts})
    for household in roster.households:
        yield canonical({"is": "household", **household.model_dump()})
    for dwelling in roster.dwellings:
        yield canonical({"is": "dwelling", **dwelling.model_dump()})


def leaf_hashes(data: Iterable[bytes]) -> list[bytes]:
    """The hash of each leaf."""
    return [hashlib.sha256(LEAF + each).digest() for each in data]


def merkle_root(hashes: Sequence[bytes]) -> bytes:
    """The Merkle tree hash over leaf hashes (RFC 6962, section 2.1); of none it is the hash of nothing.

    Pairing neighbours level by level and carrying an odd last one up gives the same tree as the split after the largest
    power of two.
    """
    if not hashes:
        return hashlib.sha256(b"").digest()
    level = list(hashes)
    while len(level) > 1:
        paired = [hashlib.sha256(NODE + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]
