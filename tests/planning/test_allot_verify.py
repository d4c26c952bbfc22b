"""The verifier: silent on every honest draw, each known fraud named where it is, and never at a loss."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiedui.base.problems import Problem
from jiedui.planning.allot import settle
from jiedui.planning.allot.draw import draw
from jiedui.planning.allot.hashing import canonical
from jiedui.planning.allot.model import Dwelling, Household, Kind, Roster, Rules
from jiedui.planning.allot.sealing import freeze
from jiedui.planning.allot_verify import verify
from planning.drawing import FROZEN, home, household, roster, rules, sealed

EXAMPLE = Path(__file__).parents[2] / "examples" / "allotment"
Files = dict[str, Any]


def example() -> Files:
    """The files of the worked example."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in EXAMPLE.glob("*.json")}


def verified(files: Files, **printed: str) -> list[Problem]:
    """What the verifier says of those files."""
    return verify({name: json.dumps(value, ensure_ascii=False).encode() for name, value in files.items()}, **printed)


def told(files: Files, **printed: str) -> list[tuple[str, str]]:
    """Codes and places (the part after the file) of what the verifier names."""
    return [(problem.code, problem.place.column or "") for problem in verified(files, **printed)]


def test_the_example_is_sound_at_every_stage() -> None:
    names = ("roster", "rules", "freeze", "commitments", "reveals", "transcript", "settlement")
    files = example()
    for count in range(3, 8):
        assert verified({name: files[name] for name in names[:count]}) == []
    assert verified(files, root=files["freeze"]["root"], rules_hash=files["freeze"]["rules_hash"]) == []


def changed_household(files: Files) -> None:
    """One person more in the book of H2 after the freeze."""
    files["roster"]["households"][1]["people"] = 5


def changed_home(files: Files) -> None:
    """A home of the reserve made an open one."""
    files["roster"]["dwellings"][0]["reserve"] = ""


def dropped(files: Files) -> None:
    """H2 taken out of the roster."""
    del files["roster"]["households"][1]


def dropped_from_the_order(files: Files) -> None:
    """H2 taken out of the order."""
    files["transcript"]["order"].remove("H2")


def added(files: Files) -> None:
    """A household that was not there."""
    files["roster"]["households"].append({**files["roster"]["households"][0], "code": "H9"})


def swapped(files: Files) -> None:
    """H2 and H3 exchange their homes."""
    first, second = files["transcript"]["allotted"][:2]
    first["home"], second["home"] = second["home"], first["home"]


def moved(files: Files) -> None:
    """H1 gets the home that is left."""
    files["transcript"]["allotted"][3]["home"] = "301"
    files["transcript"]["left"] = ["201"]


def twice(files: Files) -> None:
    """H1 is given the home of H4."""
    files["transcript"]["allotted"][3]["home"] = "101"


def unheard_of(files: Files) -> None:
    """A home that is in no roster."""
    files["transcript"]["allotted"][3]["home"] = "999"


def too_small(files: Files) -> None:
    """H4, a household of two, has a home of 120 m²; H3 waits."""
    allotted = files["transcript"]["allotted"]
    allotted[0]["household"], allotted[2]["household"] = "H4", "H3"


def another_order(files: Files) -> None:
    """H2 drawn before H3."""
    files["transcript"]["order"] = ["H1", "H2", "H3", "H5", "H4"]


def called_first(files: Files) -> None:
    """H4 called first."""
    files["transcript"]["calls"] = ["H4", "H3", "H2", "H1"]


def another_seed(files: Files) -> None:
    """A seed of nobody's."""
    files["transcript"]["seed"] = "ab" * 32


def reused_seed(files: Files) -> None:
    """The seed of the year before, which had served once."""
    files["rules"]["prior_seeds"] = [{"draw": "2025", "seed": "cd" * 32}]
    files["transcript"]["seed"] = "cd" * 32


def another_beacon(files: Files) -> None:
    """A beacon that suits somebody better."""
    files["transcript"]["beacon"] = "3875.2605"


def no_beacon(files: Files) -> None:
    """A beacon that is none."""
    files["transcript"]["beacon"] = "3875.26"


def false_reveal(files: Files) -> None:
    """The notary reveals another value than committed to."""
    files["reveals"]["reveals"][0]["value"] = "8"


def early_reveal(files: Files) -> None:
    """The notary reveals before the public number is out."""
    files["reveals"]["reveals"][0]["at"] = "2026-12-01T06:59:59Z"


def late_reveal(files: Files) -> None:
    """The notary reveals after the end."""
    files["reveals"]["reveals"][0]["at"] = "2026-12-01T08:00:01Z"


def late_commitment(files: Files) -> None:
    """A commitment made when the beacon was known."""
    files["commitments"]["commitments"][0]["at"] = "2026-12-01T07:00:00Z"


def stranger(files: Files) -> None:
    """A commitment of someone who is no witness."""
    files["commitments"]["commitments"][0]["witness"] = "村主任"


def beacon_known_before(files: Files) -> None:
    """Commitments open until after the beacon."""
    files["rules"]["commit_until"] = "2026-12-01T07:00:01Z"


def hidden_silence(files: Files) -> None:
    """That a witness kept silent is not told."""
    files["transcript"]["missing"] = []


def sorted_lots(files: Files) -> None:
    """The lots of one kind as somebody would have them."""
    files["transcript"]["lots"][0]["homes"].reverse()


def new_rules(files: Files) -> None:
    """A price changed after the freeze."""
    files["rules"]["settlement"]["entitled_price"] -= 1


def kept_back(files: Files) -> None:
    """The home that is left does not stand among those left."""
    files["transcript"]["left"] = []


def forgotten(files: Files) -> None:
    """A household is told to wait that has a home."""
    files["transcript"]["unallotted"] = ["H4"]


def other_wish(files: Files) -> None:
    """A wish that was met is told as another."""
    files["transcript"]["allotted"][1]["wish"] = 2


def overcharged(files: Files) -> None:
    """H1 is to pay ten 元 more."""
    files["settlement"]["settlements"][3]["difference"] += 1000


#: Each fraud, the first thing told of it, and where; what it makes wrong besides is told after it.
FRAUDS: list[tuple[Callable[[Files], None], str, str]] = [
    (changed_household, "allot-roster-changed", "H2"),
    (changed_home, "allot-roster-changed", "101"),
    (dropped, "allot-roster-dropped", ""),
    (dropped_from_the_order, "allot-household-lost", "H2"),
    (added, "allot-roster-added", "H9"),
    (swapped, "allot-swapped", "H3"),
    (moved, "allot-home-wrong", "H1"),
    (twice, "allot-home-twice", "101"),
    (unheard_of, "allot-home-unknown", "999"),
    (too_small, "allot-not-eligible", "H4"),
    (another_order, "allot-order", "H2"),
    (called_first, "allot-calls", "calls"),
    (another_seed, "allot-seed", "seed"),
    (another_beacon, "allot-seed", "seed"),
    (no_beacon, "allot-beacon", "beacon"),
    (false_reveal, "allot-reveal", "公证处"),
    (early_reveal, "allot-late", "公证处"),
    (late_reveal, "allot-late", "公证处"),
    (late_commitment, "allot-late", "村民代表"),
    (stranger, "allot-no-witness", "村主任"),
    (hidden_silence, "allot-missing", "missing"),
    (sorted_lots, "allot-lots", "lots"),
    (new_rules, "allot-rules-changed", ""),
    (kept_back, "allot-left", "left"),
    (forgotten, "allot-unallotted", "unallotted"),
    (other_wish, "allot-wish", "allotted"),
    (overcharged, "allot-settlement", "H1"),
]


@pytest.mark.parametrize(("fraud", "code", "place"), FRAUDS, ids=lambda each: getattr(each, "__name__", None))
def test_a_fraud_is_named_where_it_is(fraud: Callable[[Files], None], code: str, place: str) -> None:
    files = example()
    fraud(files)
    assert told(files)[0] == (code, place)


def test_a_seed_used_before_is_named_with_the_draw_that_used_it() -> None:
    files = example()
    reused_seed(files)
    (found,) = [problem for problem in verified(files) if problem.code == "allot-seed-reused"]
    assert found.message("en") == "the seed is that of “2025”"


def test_commitments_made_when_the_beacon_was_known_are_named() -> None:
    files = example()
    beacon_known_before(files)
    assert ("allot-times", "beacon") in told(files)


def test_who_was_dropped_is_named_by_the_row_and_by_the_order() -> None:
    files = example()
    dropped(files)
    found = verified(files)
    assert found[0].message() == "冻结时的第 2 行（在“H1”之后）被删去"
    assert ("allot-household-lost", "H2") in told(files)


def test_two_who_exchanged_homes_are_told_once() -> None:
    files = example()
    del files["settlement"]
    swapped(files)
    (found,) = verified(files)
    assert found.words() == "transcript.json › H3：与 H2 的房互换了"


def test_a_whole_set_of_false_files_fails_before_the_printed_notice() -> None:
    """Files that agree with each other, of a roster that is not the published one."""
    of, under = roster([household("A", "90")], [home("1")]), rules()
    files = {name: json.loads(data) for name, data in published(of, under).items()}
    assert told(files) == []
    assert told(files, root=example()["freeze"]["root"]) == [("allot-other-notice", "root")]


def test_files_of_two_draws_do_not_go_together() -> None:
    files = example()
    other = {name: json.loads(data) for name, data in published(roster([household("A")], [home("1")]), rules()).items()}
    files["transcript"] = other["transcript"]
    assert told(files)[0] == ("allot-other-draw", "")


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"a":1,"a":1}', '{"a":1.5}', "\ufeff{}", '{"protocol":"jiedui/allot/2"}', '"\\ud800"']
)
def test_a_file_that_is_none_is_a_problem(text: str) -> None:
    files = {name: json.dumps(value).encode() for name, value in example().items()}
    assert [each.code for each in verify({**files, "rules": text.encode()})] == ["allot-file"]


def test_a_file_that_is_missing_is_a_problem() -> None:
    files = example()
    del files["commitments"]
    assert told(files) == [("allot-file", "")]


def published(of: Roster, under: Rules, silent: tuple[str, ...] = (), absent: tuple[str, ...] = ()) -> dict[str, bytes]:
    """All files of a draw held honestly."""
    commitments, reveals = sealed(of, under, silent=silent)
    transcript = draw(of, under, commitments, reveals, "3875.2604", absent)
    files = {"roster": of, "rules": under, "freeze": freeze(of, under, FROZEN)}
    files |= {"commitments": commitments, "reveals": reveals, "transcript": transcript}  # type: ignore[dict-item]
    return {name: canonical(each) for name, each in {**files, "settlement": settle(of, under, transcript)}.items()}


KINDS = ("甲", "乙", "丙")


@st.composite
def draws(data: st.DrawFn) -> tuple[Roster, Rules]:
    """Any small roster with rules that it agrees with."""
    reserved = data(st.booleans())
    count = data(st.integers(1, 12))
    spots = [(f"{row}", place) for row in "XYZ" for place in range(5)]
    dwellings: list[Dwelling] = [
        home(f"{number:02d}", data(st.sampled_from(KINDS)), *data(st.sampled_from([spots[number], ("", 0)])),
             reserve=data(st.sampled_from(["", "低楼层"])) if reserved else "",
             floor=data(st.integers(1, 20000)), adjust=data(st.integers(-5000, 5000)))
        for number in range(count)
    ]  # fmt: skip
    wish = st.sampled_from([*KINDS, *(each.code for each in dwellings)])
    households: list[Household] = [
        household(f"H{number:02d}", *data(st.lists(wish, max_size=4)), people=data(st.integers(1, 6)),
                  round=data(st.integers(1, 3)), priority=data(st.sampled_from(["", "高龄", "残疾"])),
                  group=data(st.sampled_from(["", "", "张", "李"])), homes=1 if reserved else data(st.integers(1, 2)))
        for number in range(data(st.integers(0, 12)))
    ]  # fmt: skip
    kinds = [Kind(kind=kind, least=data(st.integers(1, 3)), most=data(st.integers(3, 9))) for kind in KINDS]
    choices = {
        "rounds": ("apart", "together"),
        "wishes": ("kinds", "homes"),
        "rooms": ("lot", "code"),
        "beyond": (True, False),
        "groups": ("adjacent", "none"),
        "passed": ("forfeit", "last"),
    }
    under = {key: data(st.sampled_from(words)) for key, words in choices.items()}
    return roster(households, dwellings), rules(kinds=kinds, reserve=["高龄"] if reserved else (), **under)


@settings(max_examples=400, deadline=None)
@given(draws(), st.sampled_from([(), ("村民代表",)]), st.data())
def test_the_two_programs_agree_on_every_draw(
    drawn: tuple[Roster, Rules], silent: tuple[str, ...], data: st.DataObject
) -> None:
    of, under = drawn
    absent = tuple(
        data.draw(st.lists(st.sampled_from([each.code for each in of.households]), unique=True))
        if of.households
        else ()
    )
    assert verify(published(of, under, silent, absent)) == []


@st.composite
def tampered(data: st.DrawFn) -> Files:
    """The example with one value anywhere replaced by another, or a record taken out or repeated."""
    files = example()
    at: Any = files[data(st.sampled_from(sorted(files)))]
    while True:
        keys = sorted(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            return files
        key = data(st.sampled_from(keys))
        if isinstance(at[key], list | dict) and data(st.booleans()):
            at = at[key]
            continue
        if isinstance(at, list) and data(st.booleans()):
            at.append(at[key]) if data(st.booleans()) else at.pop(key)
        else:
            at[key] = data(st.sampled_from([0, 1, "", "H1", "H2", "101", "90", [], {}, True, 10**12, "ab" * 32]))
        return files


@settings(max_examples=300, deadline=None)
@given(tampered())
def test_no_change_goes_unseen_and_none_puts_the_verifier_at_a_loss(files: Files) -> None:
    assert verified(files) or files == example()
