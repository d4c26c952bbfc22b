"""What stands against a freeze: bad input is a clear problem at its place, never a draw."""

from collections import Counter
from collections.abc import Sequence

import pytest

from jiedui.base.problems import Place, Refusal, errors
from jiedui.planning.allot.checks import Entered, Intended, consents_counted, intended, problems_of
from jiedui.planning.allot.folder import file_bytes
from jiedui.planning.allot.holding import committed, drawn, frozen, revealed
from jiedui.planning.allot.model import Bonus, Dwelling, Household, Kind, Reserve, Rules, Secret, Tier, Witness
from jiedui.planning.allot.sealing import commitment_to, freeze
from planning.drawing import COMMITTED, FROZEN, PRICES, REVEALED, home, household, roster, rules

GOOD = ([household("H1", "90"), household("H2", "90")], [home("101"), home("102")])


def found(
    households: Sequence[Household] = GOOD[0], dwellings: Sequence[Dwelling] = GOOD[1], under: Rules | None = None
) -> list[tuple[str, str]]:
    """Codes and places of what stands against that freeze; households and homes are entries 1, 2, …"""
    what = Intended(
        [Entered(each, Place(file=f"household:{at}")) for at, each in enumerate(households, 1)],
        [Entered(each, Place(file=f"dwelling:{at}")) for at, each in enumerate(dwellings, 1)],
        under or rules(),
    )
    return [(each.code, each.place.file or "") for each in problems_of(what)]


def test_what_is_in_order_has_no_problem() -> None:
    assert found() == []


def test_two_homes_with_one_number() -> None:
    assert found(dwellings=[home("101"), home("102"), home("101")]) == [("allot-twice", "dwelling:3")]


def test_a_household_listed_twice() -> None:
    assert found([household("H1"), household("H1")]) == [("allot-twice", "household:2")]


def test_more_consents_than_households() -> None:
    hamlets = [("荷叶浜东组", 2, Place(file="hamlet:1")), ("荷叶浜西组", 5, Place(file="hamlet:2"))]
    (problem,) = consents_counted(Counter({"荷叶浜东组": 3, "荷叶浜西组": 5}), hamlets)
    assert problem.words() == "hamlet:1：荷叶浜东组同意 3 户，多于户数 2"


@pytest.mark.parametrize(
    ("dwellings", "code"),
    [
        ([home("101", row="1层", place=1), home("102", row="1层", place=1)], "allot-place-twice"),
        ([home("101"), home("90")], "allot-code-is-kind"),
        ([home("101"), home("102", "联排")], "allot-unknown-kind"),
        ([home("101"), home("102", reserve="低楼层")], "allot-unknown-reserve"),
    ],
)
def test_a_home_that_cannot_be_drawn_for(dwellings: list[Dwelling], code: str) -> None:
    assert found(dwellings=dwellings) == [(code, "dwelling:2")]


def test_wishes_for_what_is_not_there_stop_and_wishes_for_what_does_not_fit_are_told() -> None:
    kinds = [Kind(kind="90", least=1, most=9), Kind(kind="120", least=4, most=9)]
    dwellings = [home("101"), home("102", "120")]
    said = [household("H1", "联排"), household("H2", "120", "90")]
    assert found(said, dwellings, rules(kinds=kinds)) == [
        ("allot-unknown-wish", "household:1"),
        ("allot-unfit-wish", "household:2"),
    ]
    assert found([household("H1", "101")], dwellings, rules(kinds=kinds)) == []
    assert found([household("H1", "101")], dwellings, rules(kinds=kinds, wishes="kinds")) == [
        ("allot-unknown-wish", "household:1")
    ]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"witnesses": []}, "allot-nobody"),
        ({"witnesses": [Witness(name="甲", role="", households=["H9"])]}, "allot-unknown-household"),
        ({"witnesses": [Witness(name="甲", role="", households=[])] * 2}, "allot-twice"),
        ({"quorum": 3}, "allot-quorum-many"),
        ({"commit_until": "2026-12-01T07:00:00Z"}, "allot-times"),
        ({"reserves": [Reserve(name="甲", classes=["高龄"]), Reserve(name="乙", classes=["高龄"])]}, "allot-twice"),
        ({"kinds": [Kind(kind="90", least=1, most=9)] * 2}, "allot-twice"),
    ],
)
def test_rules_that_no_draw_could_follow(more: dict[str, object], code: str) -> None:
    assert code in [name for name, _ in found(under=rules(**more))]


def test_prices_out_of_order() -> None:
    tiers = [Tier(up_to=2000, price=1), Tier(up_to=2000, price=2)]
    bonuses = [Bonus(round=1, amount=1), Bonus(round=1, amount=2)]
    under = rules(settlement=PRICES.model_copy(update={"over": tiers, "bonuses": bonuses}))
    assert [code for code, _ in found(under=under)] == ["allot-tiers", "allot-twice"]


def test_two_homes_for_one_household_beside_a_reserve() -> None:
    said = [household("H1", homes=2), household("H2")]
    assert ("allot-reserve-several", "household:1") in found(said, under=rules(reserve=["高龄"]))


def test_too_few_homes_is_told_and_does_not_stop() -> None:
    what = Intended([Entered(household(f"H{at}"), Place()) for at in range(3)], [Entered(home("1"), Place())], rules())
    made, _, problems = frozen(what, FROZEN)
    assert (len(made.households), [each.code for each in problems], errors(problems)) == (3, ["allot-few-homes"], [])


def test_a_freeze_with_an_error_is_refused_with_all_of_them() -> None:
    what = Intended([], [Entered(home("90"), Place())], rules())
    with pytest.raises(Refusal) as refused:
        frozen(what, FROZEN)
    assert [each.code for each in refused.value.problems] == ["allot-nobody", "allot-code-is-kind"]


SECRET = Secret(protocol="jiedui/allot/1", draw="试分", witness="公证处", value="9", nonce="22" * 32)


def files(**more: bytes) -> dict[str, bytes]:
    """The files of a draw that is frozen."""
    of, under = roster(*GOOD), rules()
    records = {"roster": of, "rules": under, "freeze": freeze(of, under, FROZEN)}
    return {**{name: file_bytes(each) for name, each in records.items()}, **more}  # type: ignore[arg-type]


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    """The codes of a refusal."""
    return [each.code for each in refused.value.problems]


#: Nobody may reveal any more.
CLOSED = "2026-12-01T08:00:01Z"


def sealed() -> dict[str, bytes]:
    """The files after one witness committed."""
    given = files()
    notice = freeze(roster(*GOOD), rules(), FROZEN)
    fixed = commitment_to(notice, SECRET.witness, SECRET.value, SECRET.nonce)
    return {**given, "commitments": file_bytes(committed(given, "公证处", fixed, COMMITTED))}


def test_what_nobody_could_commit_to_any_more_is_not_frozen() -> None:
    with pytest.raises(Refusal, match="承诺截止的时间（北京时间 2026-12-01 14:00）已经过去"):
        frozen(intended(roster(*GOOD), rules()), "2026-12-01T06:00:00Z")


def test_a_commitment_is_taken_once_in_time_and_from_witnesses_only() -> None:
    for given, witness, at, code in (
        (files(), "村主任", COMMITTED, "allot-no-witness-named"),
        (sealed(), "公证处", COMMITTED, "allot-committed"),
        (files(), "公证处", "2026-12-01T06:00:01Z", "allot-too-late"),
    ):
        with pytest.raises(Refusal) as refused:
            committed(given, witness, "ab" * 32, at)
        assert codes(refused) == [code]


def test_a_reveal_must_give_the_commitment_in_time() -> None:
    assert [each.value for each in revealed(sealed(), SECRET, REVEALED).reveals] == ["9"]
    for secret, at, code in (
        (SECRET.model_copy(update={"value": "8"}), REVEALED, "allot-reveal"),
        (SECRET.model_copy(update={"witness": "村民代表"}), REVEALED, "allot-no-witness-named"),
        (SECRET.model_copy(update={"draw": "去年"}), REVEALED, "allot-other-draw"),
        (SECRET, "2026-12-01T06:59:59Z", "allot-reveal-early"),
        (SECRET, "2026-12-01T08:00:01Z", "allot-too-late"),
    ):
        with pytest.raises(Refusal) as refused:
            revealed(sealed(), secret, at)
        assert codes(refused) == [code]


def test_a_draw_waits_for_quorum_and_beacon_and_is_held_once() -> None:
    given = sealed()
    reveals, transcript = drawn(given, "3875.2604", CLOSED)
    done = {**given, "reveals": file_bytes(reveals), "transcript": file_bytes(transcript)}
    for held, beacon, at, absent, code in (
        (files(), "3875.2604", REVEALED, (), "allot-quorum"),
        (given, "3875.26", REVEALED, (), "allot-beacon"),
        (given, "3875.2604", "2026-12-01T06:59:59Z", (), "allot-too-early"),
        (given, "3875.2604", REVEALED, (), "allot-awaited"),
        (given, "3875.2604", CLOSED, ("H9",), "allot-household-lost"),
        (done, "3875.2604", REVEALED, (), "allot-drawn"),
    ):
        with pytest.raises(Refusal) as refused:
            drawn(held, beacon, at, absent)
        assert codes(refused) == [code]
    with pytest.raises(Refusal, match="还缺 公证处 的揭示，到北京时间 2026-12-01 16:00 为止"):
        drawn(given, "3875.2604", REVEALED)
    with pytest.raises(Refusal, match="北京时间 2026-12-01 15:00 才公布"):
        drawn(given, "3875.2604", "2026-12-01T06:59:59Z", ())
