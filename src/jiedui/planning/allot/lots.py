"""Numbers from a seed: a stream of SHA-256 blocks, uniform integers by rejection, the shuffle of Fisher and Yates."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator, Sequence

from jiedui.planning.allot.hashing import sha

WORDS = 2**32
_BLOCK = struct.Struct(">8I")


def stream(seed: bytes, *purpose: str) -> Iterator[int]:
    """The unsigned 32-bit words that the seed gives for a purpose, without end."""
    key = sha("jiedui/allot/1/stream", seed, *purpose)
    number = 0
    while True:
        yield from _BLOCK.unpack(hashlib.sha256(key + number.to_bytes(8, "big")).digest())
        number += 1


def below(words: Callable[[], int], bound: int) -> int:
    """An integer from 0 to ``bound`` − 1, each as likely: words beyond the largest multiple of the bound are rejected."""
    limit = WORDS // bound * bound
    while (word := words()) >= limit:
        pass
    return word % bound


def shuffled(items: Sequence[str], seed: bytes, *purpose: str) -> list[str]:
    """The items in the order that the seed gives them for this purpose; every order is equally likely."""
    order, words = list(items), stream(seed, *purpose).__next__
    for last in range(len(order) - 1, 0, -1):
        other = below(words, last + 1)
        order[last], order[other] = order[other], order[last]
    return order
