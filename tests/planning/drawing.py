"""Small draws for tests: households, homes and rules in a few words, and a draw held with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from jiedui.planning.allot.draw import draw
from jiedui.planning.allot.model import (
    PROTOCOL,
    Beacon,
    Commitment,
    Commitments,
    Dwelling,
    Household,
    Kind,
    Prices,
    Reserve,
    Reveal,
    Reveals,
    Roster,
    Rules,
    Transcript,
    Witness,
)
from jiedui.planning.allot.sealing import commitment_to, commitments_of, freeze, reveals_of

DRAW = "试分"
FROZEN, COMMITTED, REVEALED = "2026-11-20T02:00:00Z", "2026-12-01T05:00:00Z", "2026-12-01T07:30:00Z"
PRICES = Prices(
    entitled_price=180000,
    over=[],
    market_price=650000,
    short_price=180000,
    compensation_price=95000,
    bonuses=[],
    transition_price=50000,
    transition_months=18,
    moving=200000,
)


def household(code: str, *wishes: str, **more: Any) -> Household:
    """A household of three people, in the first round, that is to get one home of 90 m²."""
    body: dict[str, Any] = {"people": 3, "round": 1, "priority": "", "group": "", "homes": 1, "entitled": 9000}
    return Household(**{"code": code, "old": 12000, "wishes": list(wishes), "proofs": [], **body, **more})


def home(code: str, kind: str = "90", row: str = "", place: int = 0, **more: Any) -> Dwelling:
    """An open home of 90 m²."""
    body: dict[str, Any] = {"reserve": "", "storey": 1, "floor": 9000, "adjust": 0}
    return Dwelling(**{"code": code, "kind": kind, "row": row, "place": place, **body, **more})


def roster(households: Sequence[Household], dwellings: Sequence[Dwelling]) -> Roster:
    """A roster, sorted."""
    return Roster(
        protocol=PROTOCOL,
        draw=DRAW,
        households=sorted(households, key=lambda each: each.code),
        dwellings=sorted(dwellings, key=lambda each: each.code),
    )


def rules(*kinds: str, reserve: Sequence[str] = (), **more: Any) -> Rules:
    """Rules for kinds that fit everyone, with a reserve for those classes, and a villager and a notary as witnesses."""
    body: dict[str, Any] = {
        "rounds": "together",
        "wishes": "homes",
        "rooms": "code",
        "beyond": False,
        "groups": "adjacent",
        "passed": "forfeit",
        "kinds": [Kind(kind=kind, least=1, most=99) for kind in kinds or ("90",)],
        "reserves": [Reserve(name="低楼层", classes=list(reserve))] if reserve else [],
        "witnesses": [
            Witness(name="村民代表", role="村民代表", households=[]),
            Witness(name="公证处", role="公证", households=[]),
        ],
        "quorum": 1,
        "abstainers": "last",
        "deposit": 100000,
        "commit_until": "2026-12-01T06:00:00Z",
        "reveal_until": "2026-12-01T08:00:00Z",
        "beacon": Beacon(name="上证综指", rule="当日收盘", at="2026-12-01T07:00:00Z", shapes=["9999.9999"]),
        "prior_seeds": [],
        "settlement": PRICES,
    }
    return Rules(**{"protocol": PROTOCOL, "draw": DRAW, "title": "试分房", "site": "试小区", **body, **more})


def sealed(
    of: Roster, under: Rules, values: Sequence[str] = ("7", "9"), silent: Collection[str] = ()
) -> tuple[Commitments, Reveals]:
    """Commitments of all witnesses to those values, and the reveals of those who are not silent."""
    frozen = freeze(of, under, FROZEN)
    nonces = {witness.name: f"{number:02x}" * 32 for number, witness in enumerate(under.witnesses, 1)}
    told = dict(zip(nonces, values, strict=True))
    given = {
        name: Commitment(witness=name, commitment=commitment_to(frozen, name, value, nonces[name]), at=COMMITTED)
        for name, value in told.items()
    }
    commitments = commitments_of(frozen, under, given)
    reveals = {
        name: Reveal(witness=name, value=value, nonce=nonces[name], at=REVEALED)
        for name, value in told.items()
        if name not in silent
    }
    return commitments, reveals_of(commitments, reveals)


def held(
    of: Roster,
    under: Rules,
    values: Sequence[str] = ("7", "9"),
    silent: Collection[str] = (),
    absent: Collection[str] = (),
) -> Transcript:
    """A draw held with those values."""
    commitments, reveals = sealed(of, under, values, silent)
    return draw(of, under, commitments, reveals, "3875.2604", absent)
