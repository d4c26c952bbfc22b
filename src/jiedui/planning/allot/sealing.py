"""Freezing, commitments, reveals and the seed: what fixes the outcome before anyone can know it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from jiedui.planning.allot.hashing import hash_of, leaf_hashes, leaves, merkle_root, sha
from jiedui.planning.allot.model import (
    PROTOCOL,
    Commitment,
    Commitments,
    Freeze,
    Reveal,
    Reveals,
    Roster,
    Rules,
    Secret,
)


def freeze(roster: Roster, rules: Rules, at: str) -> Freeze:
    """The notice that fixes roster and rules."""
    hashes = leaf_hashes(leaves(roster))
    return Freeze(
        protocol=PROTOCOL,
        draw=roster.draw,
        frozen_at=at,
        root=merkle_root(hashes).hex(),
        rules_hash=hash_of(rules),
        leaves=[each.hex() for each in hashes],
    )


def new_secret(draw: str, witness: str, value: str) -> Secret:
    """What a witness keeps: the value with a nonce that nobody can guess."""
    return Secret(protocol=PROTOCOL, draw=draw, witness=witness, value=value, nonce=secrets.token_hex(32))


def commitment_to(frozen: Freeze, witness: str, value: str, nonce: str) -> str:
    """The commitment to a value."""
    root, rules_hash = bytes.fromhex(frozen.root), bytes.fromhex(frozen.rules_hash)
    return sha("jiedui/allot/1/commitment", root, rules_hash, witness, value, bytes.fromhex(nonce)).hex()


def commitments_of(frozen: Freeze, rules: Rules, given: Mapping[str, Commitment]) -> Commitments:
    """The commitments by witness, in the order of the witnesses."""
    ordered = [given[witness.name] for witness in rules.witnesses if witness.name in given]
    return Commitments(
        protocol=PROTOCOL, draw=frozen.draw, root=frozen.root, rules_hash=frozen.rules_hash, commitments=ordered
    )


def reveals_of(commitments: Commitments, given: Mapping[str, Reveal]) -> Reveals:
    """The reveals by witness, in the order of the commitments."""
    ordered = [given[each.witness] for each in commitments.commitments if each.witness in given]
    return Reveals(protocol=PROTOCOL, draw=commitments.draw, commitments_hash=hash_of(commitments), reveals=ordered)


def missing(commitments: Commitments, reveals: Reveals) -> list[str]:
    """The witnesses who committed and did not reveal."""
    told = {each.witness for each in reveals.reveals}
    return [each.witness for each in commitments.commitments if each.witness not in told]


def seed_of(commitments: Commitments, reveals: Reveals, beacon: str) -> bytes:
    """The seed: a commitment stands in for what was not revealed."""
    told = {each.witness: each for each in reveals.reveals}
    contributions = [
        sha("revealed", reveal.witness, reveal.value, bytes.fromhex(reveal.nonce))
        if (reveal := told.get(each.witness))
        else sha("missing", each.witness, bytes.fromhex(each.commitment))
        for each in commitments.commitments
    ]
    fixed = (bytes.fromhex(each) for each in (commitments.root, commitments.rules_hash, hash_of(commitments)))
    return sha("jiedui/allot/1/seed", *fixed, *contributions, beacon)


def has_shape(text: str, shapes: Sequence[str]) -> bool:
    """Whether a beacon has one of the shapes: ``9`` is a digit, ``h`` a lower-case hexadecimal one."""
    signs = {"9": "0123456789", "h": "0123456789abcdef"}
    return any(
        len(text) == len(shape) and all(sign in signs.get(form, form) for sign, form in zip(text, shape, strict=True))
        for shape in shapes
    )
