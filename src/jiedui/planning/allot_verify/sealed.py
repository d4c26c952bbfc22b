"""What was fixed before the draw: the frozen roster and rules, the commitments, the reveals, the seed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from jiedui.base.problems import Place, Problem
from jiedui.planning.allot_verify.digests import digest, framed, leaf_digests, tree

Row = dict[str, Any]


def told(code: str, file: str, who: str = "", **details: object) -> Problem:
    """A problem in a file, at a household, a home or a witness."""
    return Problem(code, Place(file=f"{file}.json", column=who or None), details)


def roster_problems(roster: Row, freeze: Row) -> Iterator[Problem]:
    """Whether the roster is the one that was frozen, row by row."""
    frozen, now = freeze["leaves"], list(leaf_digests(roster))
    if tree(frozen).hex() != freeze["root"]:
        yield told("allot-root", "freeze", root=freeze["root"][:16])
    names = ["", *(each["code"] for key in ("households", "dwellings") for each in roster[key])]
    found = list(_row_by_row(frozen[1:], now[1:], names))
    yield from found
    if not found and frozen[:1] != now[:1]:
        yield told("allot-roster-changed", "roster", who="draw")
    yield from _unsorted(roster)


def _row_by_row(frozen: Sequence[str], now: Sequence[str], names: Sequence[str]) -> Iterator[Problem]:
    """Frozen leaves beside those of now: rows changed, dropped, added."""
    kept, known, at, other = set(now), set(frozen), 0, 0
    while at < len(frozen) or other < len(now):
        before = frozen[at] if at < len(frozen) else ""
        after = now[other] if other < len(now) else ""
        if before != after:
            dropped, added = before and before not in kept, after and after not in known
            if dropped and not added:
                yield told("allot-roster-dropped", "roster", number=at + 1, after=names[other])
                at += 1
                continue
            if added and not dropped:
                yield told("allot-roster-added", "roster", names[other + 1])
                other += 1
                continue
            yield told("allot-roster-changed", "roster", names[other + 1] if after else names[-1])
        at, other = at + 1, other + 1


def _unsorted(roster: Row) -> Iterator[Problem]:
    """Codes that do not ascend."""
    for key in ("households", "dwellings"):
        codes = [each["code"] for each in roster[key]]
        for first, second in itertools.pairwise(codes):
            if first >= second:
                yield told("allot-file", "roster", second, why=f"{first} ≥ {second}")


def commitment_problems(rules: Row, freeze: Row, commitments: Row) -> Iterator[Problem]:
    """Whether the commitments are the witnesses', in time, and enough."""
    given = commitments["commitments"]
    yield from _orderly("commitments", given, [each["name"] for each in rules["witnesses"]])
    for each in given:
        if not freeze["frozen_at"] <= each["at"] <= rules["commit_until"]:
            yield told("allot-late", "commitments", each["witness"], at=each["at"])
    if len(given) < rules["quorum"]:
        yield told("allot-quorum", "commitments", given=len(given), quorum=rules["quorum"])


def reveal_problems(rules: Row, commitments: Row, reveals: Row) -> Iterator[Problem]:
    """Whether the reveals give the commitments, in time: none before the beacon."""
    fixed = {each["witness"]: each["commitment"] for each in commitments["commitments"]}
    yield from _orderly("reveals", reveals["reveals"], list(fixed))
    for each in reveals["reveals"]:
        if not rules["beacon"]["at"] <= each["at"] <= rules["reveal_until"]:
            yield told("allot-late", "reveals", each["witness"], at=each["at"])
        named = (each["witness"].encode(), each["value"].encode(), bytes.fromhex(each["nonce"]))
        root, rule = bytes.fromhex(commitments["root"]), bytes.fromhex(commitments["rules_hash"])
        if framed(b"jiedui/allot/1/commitment", root, rule, *named).hex() != fixed.get(each["witness"]):
            yield told("allot-reveal", "reveals", each["witness"])


def _orderly(file: str, given: Sequence[Row], names: Sequence[str]) -> Iterator[Problem]:
    """Each of those who may, at most once, in their order."""
    last = -1
    for each in given:
        at = names.index(each["witness"]) if each["witness"] in names else -1
        if at <= last:
            yield told("allot-no-witness", file, each["witness"])
        last = max(at, last)


def silent(commitments: Row, reveals: Row) -> list[str]:
    """Who committed and did not reveal."""
    spoke = [each["witness"] for each in reveals["reveals"]]
    return [each["witness"] for each in commitments["commitments"] if each["witness"] not in spoke]


def seed_of(commitments: Row, reveals: Row, beacon: str) -> bytes:
    """The seed that the files give."""
    spoke = {each["witness"]: each for each in reveals["reveals"]}
    parts = [bytes.fromhex(commitments["root"]), bytes.fromhex(commitments["rules_hash"])]
    parts.append(bytes.fromhex(digest(commitments)))
    for each in commitments["commitments"]:
        name, reveal = each["witness"].encode(), spoke.get(each["witness"])
        if reveal is None:
            parts.append(framed(b"missing", name, bytes.fromhex(each["commitment"])))
        else:
            parts.append(framed(b"revealed", name, reveal["value"].encode(), bytes.fromhex(reveal["nonce"])))
    return framed(b"jiedui/allot/1/seed", *parts, beacon.encode())


def fits(beacon: str, shapes: Sequence[str]) -> bool:
    """Whether the beacon has one of the shapes."""
    return any(len(shape) == len(beacon) and all(map(_sign_fits, beacon, shape)) for shape in shapes)


def _sign_fits(sign: str, form: str) -> bool:
    """Whether one sign is of the form."""
    if form == "9":
        return sign in "0123456789"
    return sign in "0123456789abcdef" if form == "h" else sign == form
