"""The settlement: the lines of a known household, and what must hold for every one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.planning.allot.model import Bonus, Prices, Tier
from jiedui.planning.allot.settlement import money, settled_of
from jiedui.planning.allot_verify.accounts import reckoned
from planning.drawing import home, household

PRICES = Prices(
    entitled_price=180000,
    over=[Tier(up_to=1000, price=280000), Tier(up_to=3000, price=380000)],
    market_price=650000,
    short_price=150000,
    compensation_price=95000,
    bonuses=[Bonus(round=1, amount=1000000), Bonus(round=2, amount=500000)],
    transition_price=50000,
    transition_months=18,
    moving=200000,
)


def test_a_household_that_gets_more_than_it_is_entitled_to() -> None:
    """120.33 m² for 90 m²: 90 at 1,800 元, 10 at 2,800, 20 at 3,800, 0.33 at 6,500; third storey +50 元 a m²."""
    settled = settled_of(household("H", old=12000, round=1), [home("203", floor=12033, adjust=5000)], PRICES)
    assert (settled.entitled, settled.over, settled.market, settled.adjust) == (
        162_000_00,
        [28_000_00, 76_000_00],
        2_145_00,
        6_016_50,
    )
    assert (settled.compensation, settled.bonus, settled.transition, settled.moving) == (
        114_000_00,
        10_000_00,
        27_000_00,
        2_000_00,
    )
    assert settled.difference == 274_161_50 - 153_000_00


def test_a_household_that_gets_less_is_paid_for_what_is_short() -> None:
    settled = settled_of(household("H", entitled=12000, old=0, round=3), [home("1", floor=9000)], PRICES)
    assert (settled.short, settled.over, settled.market, settled.bonus) == (30 * 1500_00, [0, 0], 0, 0)


@pytest.mark.parametrize(
    ("area", "price", "fen"), [(1, 50, 1), (1, 49, 0), (1, -50, 0), (1, -51, -1), (12033, -1500, -180495)]
)
def test_half_a_fen_goes_up(area: int, price: int, fen: int) -> None:
    assert money(area, price) == fen


area = st.integers(0, 10**7)
price = st.integers(0, 10**8)


@given(
    st.lists(st.tuples(st.integers(1, 10**7), st.integers(-(10**8), 10**8)), min_size=1, max_size=3),
    area, area, st.integers(1, 3), price, st.lists(st.tuples(st.integers(1, 10**7), price), max_size=3),
)  # fmt: skip
def test_both_reckonings_agree_and_every_square_metre_is_priced_once(
    rooms: list[tuple[int, int]], entitled: int, old: int, round: int, base: int, tiers: list[tuple[int, int]]
) -> None:
    over = [Tier(up_to=end, price=each) for end, each in sorted(dict(tiers).items())]
    prices = PRICES.model_copy(update={"over": over, "entitled_price": base})
    homes = [home(str(at), floor=floor, adjust=adjust) for at, (floor, adjust) in enumerate(rooms)]
    of = household("H", entitled=entitled, old=old, round=round)
    settled = settled_of(of, homes, prices)
    again = reckoned(of.model_dump(), [each.model_dump() for each in homes], prices.model_dump())
    assert {key: value for key, value in settled.model_dump().items() if key not in ("household", "homes")} == again
    flat = prices.model_copy(
        update={
            "over": [Tier(up_to=each.up_to, price=100) for each in over],
            "entitled_price": 100,
            "market_price": 100,
        }
    )
    level = settled_of(of, homes, flat)
    assert level.entitled + sum(level.over) + level.market == level.floor, "at 1 元 a m², every 0.01 m² costs a 分"
    assert abs(Fraction(settled.compensation) - Fraction(old * PRICES.compensation_price, 100)) <= Fraction(1, 2)
