"""What a draw is made of and what it gives: the records of the published files, field by field (docs/allotment.md).

Areas are integers of 0.01 m², money integers of 分, prices 分 per m², times UTC as ``YYYY-MM-DDTHH:MM:SSZ``, hashes 64
lower-case hexadecimal digits. Every record is strict: no other field, no other type.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

PROTOCOL: Final = "jiedui/allot/1"

Protocol = Literal["jiedui/allot/1"]
Text = Annotated[str, StringConstraints(max_length=2000)]
Filled = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Time = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
#: The largest area (100,000 m²) and price (1,000,000 元): products stay exact in every language.
Area = Annotated[int, Field(ge=0, le=10**7)]
Price = Annotated[int, Field(ge=0, le=10**8)]
Signed = Annotated[int, Field(ge=-(10**8), le=10**8)]
Count = Annotated[int, Field(ge=1, le=1000)]


class Record(BaseModel):
    """The ground of every record: strict, immutable, and no field that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Household(Record):
    """One household (户): what its turn, its homes and its settlement depend on."""

    code: Filled
    people: Count
    round: Count
    priority: Text
    group: Text
    homes: Count
    entitled: Area
    old: Area
    wishes: list[Filled]
    proofs: list[Filled]


class Dwelling(Record):
    """One home (房源): where it stands, what it is, for whom it is reserved."""

    code: Filled
    kind: Filled
    reserve: Text
    row: Text
    place: Annotated[int, Field(ge=0, le=10**6)]
    storey: Annotated[int, Field(ge=-10, le=200)]
    floor: Annotated[int, Field(ge=1, le=10**7)]
    adjust: Signed


class Roster(Record):
    """Households and homes (名册), each sorted by code."""

    protocol: Protocol
    draw: Filled
    households: list[Household]
    dwellings: list[Dwelling]

    @cached_property
    def by_code(self) -> dict[str, Household]:
        """The households by code."""
        return {household.code: household for household in self.households}

    @cached_property
    def homes(self) -> dict[str, Dwelling]:
        """The homes by code."""
        return {dwelling.code: dwelling for dwelling in self.dwellings}


class Kind(Record):
    """A kind of home (户型) and the size of the households that it is for."""

    kind: Filled
    least: Annotated[int, Field(ge=0, le=1000)]
    most: Annotated[int, Field(ge=0, le=1000)]


class Reserve(Record):
    """Homes kept first for households of some priority classes (优先类别)."""

    name: Filled
    classes: list[Filled]


class Witness(Record):
    """A witness (见证人) and the households bound to it."""

    name: Filled
    role: Text
    households: list[Filled]


class Beacon(Record):
    """The public number named in advance: which, how it is read, from when it can be known, what it may look like."""

    name: Filled
    rule: Text
    at: Time
    shapes: list[Filled]


class PriorSeed(Record):
    """The seed of an earlier draw."""

    draw: Filled
    seed: Hash


class Tier(Record):
    """A price for area above what a household is entitled to, up to so much of it."""

    up_to: Area
    price: Price


class Bonus(Record):
    """What a household of a signing round gets for having signed in time, in 分."""

    round: Count
    amount: Annotated[int, Field(ge=0, le=10**12)]


class Prices(Record):
    """The prices of the settlement (结算)."""

    entitled_price: Price
    over: list[Tier]
    market_price: Price
    short_price: Price
    compensation_price: Price
    bonuses: list[Bonus]
    transition_price: Price
    transition_months: Annotated[int, Field(ge=0, le=1000)]
    moving: Annotated[int, Field(ge=0, le=10**12)]


class Rules(Record):
    """The rules of a draw (规则), frozen with the roster."""

    protocol: Protocol
    draw: Filled
    title: Filled
    site: Filled
    rounds: Literal["apart", "together"]
    wishes: Literal["kinds", "homes"]
    rooms: Literal["lot", "code"]
    beyond: bool
    groups: Literal["adjacent", "none"]
    passed: Literal["forfeit", "last"]
    kinds: list[Kind]
    reserves: list[Reserve]
    witnesses: list[Witness]
    quorum: Count
    abstainers: Literal["last", "stay"]
    deposit: Annotated[int, Field(ge=0, le=10**12)]
    commit_until: Time
    reveal_until: Time
    beacon: Beacon
    prior_seeds: list[PriorSeed]
    settlement: Prices

    @cached_property
    def reserve_of(self) -> dict[str, str]:
        """The reserve of each priority class."""
        return {each: reserve.name for reserve in self.reserves for each in reserve.classes}


class Freeze(Record):
    """The notice of the freeze (冻结公告)."""

    protocol: Protocol
    draw: Filled
    frozen_at: Time
    root: Hash
    rules_hash: Hash
    leaves: list[Hash]


class Commitment(Record):
    """What one witness committed to, and when."""

    witness: Filled
    commitment: Hash
    at: Time


class Commitments(Record):
    """All commitments (承诺), in the order of the witnesses."""

    protocol: Protocol
    draw: Filled
    root: Hash
    rules_hash: Hash
    commitments: list[Commitment]


class Secret(Record):
    """What a witness keeps until the reveal: the value and the nonce behind a commitment."""

    protocol: Protocol
    draw: Filled
    witness: Filled
    value: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    nonce: Hash


class Reveal(Record):
    """What one witness revealed, and when."""

    witness: Filled
    value: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    nonce: Hash
    at: Time


class Reveals(Record):
    """All reveals (揭示), in the order of the commitments."""

    protocol: Protocol
    draw: Filled
    commitments_hash: Hash
    reveals: list[Reveal]


class Lot(Record):
    """The lot order of the homes of one pool."""

    kind: Filled
    reserve: Text
    homes: list[Filled]


class Allotted(Record):
    """One home that one household got; ``wish`` tells which of its wishes was met, 0 when none was."""

    household: Filled
    home: Filled
    wish: Annotated[int, Field(ge=0)]


class Transcript(Record):
    """The draw as it went (抽签记录)."""

    protocol: Protocol
    draw: Filled
    root: Hash
    rules_hash: Hash
    commitments_hash: Hash
    reveals_hash: Hash
    beacon: Filled
    missing: list[Filled]
    absent: list[Filled]
    seed: Hash
    order: list[Filled]
    calls: list[Filled]
    lots: list[Lot]
    allotted: list[Allotted]
    unallotted: list[Filled]
    left: list[Filled]


class Settled(Record):
    """The settlement of one household, in 分 but for ``floor`` (0.01 m²)."""

    household: Filled
    homes: list[Filled]
    floor: int
    entitled: int
    over: list[int]
    market: int
    adjust: int
    short: int
    compensation: int
    bonus: int
    transition: int
    moving: int
    pays: int
    receives: int
    difference: int


class Settlement(Record):
    """The settlement of all households that got a home (结算表)."""

    protocol: Protocol
    draw: Filled
    transcript_hash: Hash
    settlements: list[Settled]
