"""The choice, exhaustively on small cases: nobody gains by a false wish, nobody can be made better off; rooms, groups."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations, product

import pytest

from jiedui.planning.allot.calling import calls
from jiedui.planning.allot.choice import pools_of
from jiedui.planning.allot.draw import outcome
from jiedui.planning.allot.model import Dwelling, Household, Kind, Rules, Witness
from planning.drawing import held, home, household, roster, rules

CODES = ("H1", "H2", "H3")
HOMES = {"A1": "A", "A2": "A", "B1": "B"}
#: Everything that a household may say of three homes: certain ones, or kinds, in any order, all of them or some.
REPORTS = [
    *(list(each) for size in (1, 2, 3) for each in permutations(HOMES, size)),
    *(list(each) for size in (1, 2) for each in permutations("AB", size)),
    ["A2", "B", "A"],
]
Report = tuple[str, ...]
Rank = int


def got(
    households: Sequence[Household], dwellings: Sequence[Dwelling], under: Rules, order: Sequence[str] = CODES
) -> dict[str, str | None]:
    """Which home each household gets when called in that order."""
    of = roster(households, dwellings)
    claims, _, homes = outcome(of, under, order, pools_of(of, under))
    return {claim.household.code: given for claim, given in zip(claims, homes, strict=True)}


def rank(wishes: Sequence[str], given: str | None) -> Rank:
    """How good a home is to a household that truly wishes so: the number of the first wish that it meets."""
    return next((at for at, wish in enumerate(wishes) if given and wish in (given, HOMES[given])), len(wishes))


@cache
def outcomes(
    members: tuple[str, ...], reserved: tuple[str, ...], relatives: tuple[str, ...] = ()
) -> dict[tuple[Report, ...], dict[str, str | None]]:
    """Who gets what for everything that three households may say of three homes in a row.

    ``members`` are of the class of the reserved homes, ``relatives`` wish to live side by side.
    """
    dwellings = [
        home(code, kind, row="1", place=place, reserve="低楼层" if code in reserved else "")
        for place, (code, kind) in enumerate(HOMES.items())
    ]
    under = rules("A", "B", reserve=["高龄"] if reserved else ())
    classes = {code: "高龄" if code in members else "" for code in CODES}
    return {
        said: got(
            [
                household(code, *wishes, priority=classes[code], group="张" if code in relatives else "")
                for code, wishes in zip(CODES, said, strict=True)
            ],
            dwellings,
            under,
        )
        for said in product(map(tuple, REPORTS), repeat=3)
    }


@pytest.mark.parametrize(
    ("members", "reserved", "relatives"),
    [
        ((), (), ()),
        (("H3",), ("A1",), ()),
        (("H2", "H3"), ("A1",), ()),
        (("H3",), ("A1", "B1"), ()),
        (("H1", "H3"), ("A1", "A2"), ()),
        ((), (), ("H1", "H2")),
        ((), (), CODES),
        (("H3",), ("A1",), ("H1", "H3")),
    ],
    ids=str,
)
def test_nobody_gains_by_saying_what_is_not_so(
    members: tuple[str, ...], reserved: tuple[str, ...], relatives: tuple[str, ...]
) -> None:
    """By its own wishes, in a relatives' group or not."""
    found = outcomes(members, reserved, relatives)
    for said, true in found.items():
        for at, code in enumerate(CODES):
            best = rank(said[at], true[code])
            for false in map(tuple, REPORTS):
                other = found[(*said[:at], false, *said[at + 1 :])]
                assert rank(said[at], other[code]) >= best, (said, code, false)


def assignments() -> Iterator[dict[str, str | None]]:
    """Every way to give three homes to three households, or to leave some without."""
    for given in product([None, *HOMES], repeat=3):
        homes = [each for each in given if each]
        if len(set(homes)) == len(homes):
            yield dict(zip(CODES, given, strict=True))


def test_without_reserves_nobody_can_be_made_better_off_at_nobody_s_cost() -> None:
    every = list(assignments())
    for said, true in outcomes((), ()).items():
        now = [rank(wishes, true[code]) for code, wishes in zip(CODES, said, strict=True)]
        for other in every:
            then = [rank(wishes, other[code]) for code, wishes in zip(CODES, said, strict=True)]
            assert then == now or any(b > a for a, b in zip(now, then, strict=True)), (said, other)


def test_with_reserves_nobody_is_envied_rightly() -> None:
    members = ("H3",)
    for said, true in outcomes(members, ("A1",)).items():
        for at, code in enumerate(CODES):
            for wished in HOMES:
                if rank(said[at], wished) < rank(said[at], true[code]):
                    (holder,) = [each for each, given in true.items() if given == wished]
                    first = wished == "A1" and holder in members and code not in members
                    assert first or CODES.index(holder) < at, (said, code, wished)


def test_who_wishes_any_home_of_a_kind_stands_in_nobody_s_way() -> None:
    given = got(
        [household("H1", "A"), household("H2", "A1"), household("H3", "A")],
        [home("A1", "A"), home("A2", "A"), home("B1", "B")],
        rules("A", "B"),
    )
    assert given == {"H1": "A2", "H2": "A1", "H3": None}


def test_beyond_the_wishes_a_home_that_fits() -> None:
    kinds = [Kind(kind="A", least=4, most=9), Kind(kind="B", least=1, most=9)]
    households = [household("H1", "A", people=5), household("H2", "A", people=5), household("H3", "A", people=2)]
    dwellings = [home("A1", "A"), home("B1", "B"), home("B2", "B")]
    assert got(households, dwellings, rules(kinds=kinds, beyond=True)) == {"H1": "A1", "H2": "B1", "H3": "B2"}
    assert got(households, dwellings, rules(kinds=kinds)) == {"H1": "A1", "H2": None, "H3": None}


def test_low_storeys_go_to_the_old_first_and_what_is_left_of_them_to_others() -> None:
    dwellings = [home("101", reserve="低楼层"), home("102", reserve="低楼层"), home("201")]
    under = rules("90", reserve=["高龄", "残疾"])
    old = household("H3", "90", priority="高龄")
    assert got([household("H1", "90"), household("H2", "90"), old], dwellings, under) == {
        "H1": "201",
        "H2": "101",
        "H3": "102",
    }


def test_a_household_of_two_homes_takes_both_at_its_turn() -> None:
    of = roster(
        [household("H1", "A1", "A2", homes=2), household("H2", "A2", "B1")], [home(*each) for each in HOMES.items()]
    )
    under = rules("A", "B")
    claims, _, homes = outcome(of, under, ("H1", "H2"), pools_of(of, under))
    assert [(claim.household.code, given) for claim, given in zip(claims, homes, strict=True)] == [
        ("H1", "A1"),
        ("H1", "A2"),
        ("H2", "B1"),
    ]


def test_relatives_stand_side_by_side_where_possible() -> None:
    """Three places are free in the row of the second storey: the first of three relatives leaves room for the others."""
    row = [home(f"1{place}", row="1", place=place) for place in (1, 2)]
    row += [home(f"2{place}", row="2", place=place) for place in (1, 2, 3)]
    relatives = [household("H1", "90", group="张"), household("H2", "90"), household("H3", "90", group="张")]
    fourth = household("H4", "90", group="张")
    order = ("H1", "H2", "H3", "H4")
    assert got([*relatives, fourth], row, rules("90"), order) == {"H1": "21", "H2": "11", "H3": "22", "H4": "23"}
    apart = got([*relatives, fourth], row, rules("90", groups="none"), order)
    assert apart == {"H1": "11", "H2": "12", "H3": "21", "H4": "22"}


def test_side_by_side_is_no_wish_and_can_be_had_by_naming_a_home() -> None:
    """The limit of the property, as docs/allotment.md tells it: H2 wishes any A, and to live beside H1, who gets B1.

    H2 is as well served by A1 as by A2; by naming A2, which H3 wishes too, it comes to live beside H1.
    """
    true, false = (("B1",), ("A",), ("A2",)), (("B1",), ("A2",), ("A2",))
    found = outcomes((), (), ("H1", "H2"))
    assert found[true] == {"H1": "B1", "H2": "A1", "H3": "A2"}
    assert found[false] == {"H1": "B1", "H2": "A2", "H3": None}


def test_a_relative_goes_next_to_a_home_held_by_name() -> None:
    row = [home(f"1{place}", row="1", place=place) for place in (1, 2, 3, 4)]
    households = [household("H1", "90", group="张"), household("H2", "90"), household("H3", "13", group="张")]
    assert got(households, row, rules("90")) == {"H1": "12", "H2": "11", "H3": "13"}


def test_a_relative_with_a_home_by_name_hastens_nobody() -> None:
    row = [home("a", row="1", place=2), home("b", row="1", place=1), home("c", row="1", place=9)]
    households = [household("H1", "b", group="张"), household("H2", "90"), household("H3", "90", group="张")]
    assert got(households, row, rules("90")) == {"H1": "b", "H2": "a", "H3": "c"}


def test_signing_rounds_come_first_where_the_rules_say_so() -> None:
    late, early = [household(f"A{n}", round=2) for n in range(6)], [household(f"B{n}") for n in range(6)]
    of = roster([*late, *early], [home("1")])
    assert {code[0] for code in held(of, rules(rounds="apart")).order[:6]} == {"B"}
    assert {code[0] for code in held(of, rules()).order[:6]} == {"A", "B"}


@pytest.mark.parametrize(
    ("passed", "abstainers", "called"),
    [
        ("forfeit", "last", ["C", "D", "A"]),
        ("last", "last", ["C", "D", "E", "A", "B"]),
        ("last", "stay", ["A", "C", "D", "B", "E"]),
        ("forfeit", "stay", ["A", "C", "D"]),
    ],
)
def test_who_is_called_when(passed: str, abstainers: str, called: list[str]) -> None:
    """Drawn: A B C D E. B and E do not come; A and B are bound to a witness who did not reveal."""
    bound = [Witness(name="甲", role="", households=["B", "A"]), Witness(name="乙", role="", households=["C"])]
    under = rules(passed=passed, abstainers=abstainers, witnesses=bound)
    assert calls(list("ABCDE"), under, {"B", "E"}, {"甲"}) == called


def test_keeping_silent_never_helps_one_s_own_household() -> None:
    """For every value of the witness: its household's turn, revealed or not. Without the rule, silence helps at times."""
    bound = [Witness(name="村民代表", role="", households=["A"]), Witness(name="公证处", role="", households=[])]
    of = roster([household(code, "90") for code in "ABCD"], [home("1"), home("2")])
    helped = {}
    for rule in ("last", "stay"):
        under = rules(witnesses=bound, abstainers=rule)
        turns = [
            [held(of, under, (str(value), "9"), silent).calls.index("A") for silent in ((), ("村民代表",))]
            for value in range(60)
        ]
        helped[rule] = sum(silent < told for told, silent in turns)
    assert helped["last"] == 0
    assert helped["stay"] > 0
