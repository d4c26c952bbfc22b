"""A draw for a hundred thousand households from roster to transcript, beside a bare shuffle with a loop over a dict.

The bare loop is what a careless script does: ``random.shuffle``, then everyone takes the first home left of the first kind
wished. The draw hashes every record, keeps reserves and relatives, and can be verified. The verifier is measured too.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

from jiedui.planning.allot.draw import draw
from jiedui.planning.allot.hashing import canonical
from jiedui.planning.allot.model import (
    PROTOCOL,
    Beacon,
    Commitment,
    Dwelling,
    Household,
    Kind,
    Prices,
    Reserve,
    Reveal,
    Roster,
    Rules,
    Transcript,
    Witness,
)
from jiedui.planning.allot.sealing import commitment_to, commitments_of, freeze, reveals_of
from jiedui.planning.allot.settlement import settle
from jiedui.planning.allot_verify import verify

HOUSEHOLDS, LIMIT = 100_000, 10.0
KINDS = ("60", "80", "100", "120", "联排")
NAME, NONCE, DRAW = "公证处", "11" * 32, "十万户"


def made(count: int) -> tuple[Roster, Rules]:
    """Households with two wishes each, a tenth of them old, a fifth in groups of four; five homes for four households."""
    dice = random.Random(7)  # noqa: S311 — a sample, no draw
    households = [
        Household(
            code=f"H{number:06d}",
            people=dice.choice((2, 3, 3, 4, 4, 5, 6)),
            round=dice.choice((1, 1, 2)),
            priority="高龄" if dice.random() < 0.1 else "",
            group=f"G{number // 4}" if number % 20 < 4 else "",
            homes=1,
            entitled=9000,
            old=12000,
            wishes=dice.sample(KINDS, 2),
            proofs=[],
        )
        for number in range(count)
    ]
    dwellings = [
        Dwelling(
            code=f"D{number:06d}",
            kind=KINDS[number // 8 % 5],
            reserve="低楼层" if number // 8 % 9 == 0 else "",
            row=f"{number // 8}",
            place=number % 8,
            storey=number // 8 % 9 + 1,
            floor=9050,
            adjust=0,
        )
        for number in range(count * 5 // 4)
    ]
    roster = Roster(protocol=PROTOCOL, draw=DRAW, households=households, dwellings=dwellings)
    return roster, _rules()


def _rules() -> Rules:
    """Rounds apart, kinds by wish, rooms by lot, low storeys reserved, relatives side by side."""
    return Rules(
        protocol=PROTOCOL,
        draw=DRAW,
        title=DRAW,
        site=DRAW,
        rounds="apart",
        wishes="kinds",
        rooms="lot",
        beyond=True,
        groups="adjacent",
        passed="forfeit",
        kinds=[Kind(kind=kind, least=1, most=99) for kind in KINDS],
        reserves=[Reserve(name="低楼层", classes=["高龄"])],
        witnesses=[Witness(name=NAME, role="公证", households=[])],
        quorum=1,
        abstainers="last",
        deposit=0,
        commit_until="2026-12-01T06:00:00Z",
        reveal_until="2026-12-01T08:00:00Z",
        beacon=Beacon(name="上证综指", rule="当日收盘", at="2026-12-01T07:00:00Z", shapes=["9999.9999"]),
        prior_seeds=[],
        settlement=Prices(
            entitled_price=180000,
            over=[],
            market_price=650000,
            short_price=180000,
            compensation_price=95000,
            bonuses=[],
            transition_price=50000,
            transition_months=18,
            moving=200000,
        ),
    )


def drawn(roster: Roster, rules: Rules) -> tuple[dict[str, object], Transcript]:
    """The whole way: freeze, commitment, reveal, draw."""
    frozen = freeze(roster, rules, "2026-11-20T02:00:00Z")
    commitment = commitment_to(frozen, NAME, "428571", NONCE)
    given = {NAME: Commitment(witness=NAME, commitment=commitment, at="2026-12-01T05:00:00Z")}
    commitments = commitments_of(frozen, rules, given)
    told = {NAME: Reveal(witness=NAME, value="428571", nonce=NONCE, at="2026-12-01T07:30:00Z")}
    reveals = reveals_of(commitments, told)
    transcript = draw(roster, rules, commitments, reveals, "3875.2604")
    files = {"roster": roster, "rules": rules, "freeze": frozen, "commitments": commitments, "reveals": reveals}
    return {**files, "transcript": transcript}, transcript


def careless(roster: Roster) -> dict[str, str]:
    """A bare shuffle and a loop."""
    order = list(roster.households)
    random.shuffle(order)
    left: dict[str, list[str]] = {}
    for dwelling in roster.dwellings:
        left.setdefault(dwelling.kind, []).append(dwelling.code)
    given = {}
    for household in order:
        kind = next((kind for kind in (*household.wishes, *KINDS) if left[kind]), None)
        if kind:
            given[household.code] = left[kind].pop()
    return given


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long it takes, and what it gives."""
    start = time.process_time()
    given = work()
    return time.process_time() - start, given


def main() -> None:
    """Measure and print."""
    roster, rules = made(HOUSEHOLDS)
    bare, _ = seconds(lambda: careless(roster))
    took, (files, transcript) = seconds(lambda: drawn(roster, rules))
    settling, settlement = seconds(lambda: settle(roster, rules, transcript))
    published = {name: canonical(each) for name, each in {**files, "settlement": settlement}.items()}
    checking, problems = seconds(lambda: verify(published))
    assert problems == []
    assert took < LIMIT
    print(
        f"{HOUSEHOLDS:,} households drawn in {took:.1f} s (limit {LIMIT:.0f} s), a bare shuffle and loop {bare:.2f} s: ",
        end="",
    )
    print(f"{took / bare:.0f} times; settled in {settling:.1f} s, verified in {checking:.1f} s")


if __name__ == "__main__":
    main()
